import CZlib
import Datasets
import DurableFiles
import Foundation
import TestSupport
import Testing

/// SVHN's MATLAB files: written here by the format's own words, and by SciPy.
@Suite("SVHN") struct SVHNTests {
  /// A number in the file's order of bytes.
  static func number(_ value: Int, _ bytes: Int, _ isLittle: Bool) -> [UInt8] {
    let little = (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    return isLittle ? little : little.reversed()
  }

  /// An element, in 8 bytes where it is small.
  static func element(_ code: Int, _ content: [UInt8], _ isLittle: Bool) -> [UInt8] {
    if (1...4).contains(content.count) {
      return number(content.count << 16 | code, 4, isLittle) + content + Array(repeating: 0, count: 4 - content.count)
    }
    return number(code, 4, isLittle) + number(content.count, 4, isLittle) + content
      + Array(repeating: 0, count: (8 - content.count % 8) % 8)
  }

  /// An array of numbers that are stored as `code` says: 2 is unsigned bytes.
  static func array(_ name: String, _ shape: [Int], code: Int, _ content: [UInt8], _ isLittle: Bool) -> [UInt8] {
    element(
      14,
      element(6, number(9, 4, isLittle) + number(0, 4, isLittle), isLittle)
        + element(5, shape.flatMap { number($0, 4, isLittle) }, isLittle) + element(1, Array(name.utf8), isLittle)
        + element(code, content, isLittle), isLittle)
  }

  static func packed(_ element: [UInt8], _ isLittle: Bool) -> [UInt8] {
    var size = compressBound(UInt(element.count))
    var output = [UInt8](repeating: 0, count: Int(size))
    compress(&output, &size, element, UInt(element.count))
    return number(15, 4, isLittle) + number(Int(size), 4, isLittle) + output.prefix(Int(size))
  }

  static func file(_ elements: [[UInt8]], _ isLittle: Bool) -> [UInt8] {
    Array("MATLAB 5.0 MAT-file".utf8) + Array(repeating: 0x20, count: 105) + number(0x100, 2, isLittle)
      + (isLittle ? Array("IM".utf8) : Array("MI".utf8)) + elements.flatMap { $0 }
  }

  /// Image n's pixel of colour c, row r, column k.
  static func pixel(_ n: Int, _ c: Int, _ r: Int, _ k: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: 31 * n + 101 * c + 7 * r + 3 * k)
  }

  /// X in MATLAB's order: rows change fastest, images slowest.
  static func images(_ count: Int) -> [UInt8] {
    (0..<count).flatMap { n in
      (0..<3).flatMap { c in (0..<32).flatMap { k in (0..<32).map { r in pixel(n, c, r, k) } } }
    }
  }

  /// What the reader should give: N × C × H × W.
  static func planes(_ count: Int) -> [UInt8] {
    (0..<count).flatMap { n in
      (0..<3).flatMap { c in (0..<32).flatMap { r in (0..<32).map { k in pixel(n, c, r, k) } } }
    }
  }

  static func write(_ bytes: [UInt8], _ folder: URL, _ name: String = "train_32x32.mat") throws {
    try Data(bytes).write(to: folder.appendingPathComponent(name))
  }

  @Test("rows, columns, colours and labels, packed and plain, in both orders of bytes", arguments: [true, false])
  func files(isLittle: Bool) throws {
    let x = Self.array("X", [32, 32, 3, 3], code: 2, Self.images(3), isLittle)
    // Labels of small and of larger types: 10 is the digit 0.
    for (code, size) in [(2, 1), (4, 2), (5, 4), (12, 8)] {
      let labels = [10, 1, 9].flatMap { Self.number($0, size, isLittle) }
      let y = Self.array("y", [3, 1], code: code, labels, isLittle)
      for elements in [[x, y], [Self.packed(y, isLittle), Self.packed(x, isLittle)]] {
        try withFolder { folder in
          try Self.write(Self.file(elements, isLittle), folder)
          let set = try SVHN.load(folder: folder, split: .train)
          #expect(set.bytes == Self.planes(3) && set.labels == [0, 1, 9] && set.sampleShape == [3, 32, 32])
          #expect(set.name == "svhn-train" && set.classNames == (0...9).map(String.init))
        }
      }
    }
  }

  @Test("a folder is recognised, with its test set, one level down too; the easier images join the others")
  func folders() throws {
    func file(_ count: Int) -> [UInt8] {
      Self.file(
        [
          Self.array("X", [32, 32, 3, count], code: 2, Self.images(count), true),
          Self.array("y", [count, 1], code: 2, Array(repeating: 4, count: count), true),
        ], true)
    }
    try withFolder { folder in
      let inner = folder.appendingPathComponent("svhn")
      try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
      try Self.write(file(5), inner)
      try Self.write(file(2), inner, "test_32x32.mat")
      #expect(try DatasetFolder.load(inner).dataset.count == 5)
      #expect(
        try DatasetFolder.load(folder).report.description == "svhn-train: 5 images of 10 classes, from its folder svhn")
      #expect(try DatasetFolder.test(in: folder)?.count == 2)
      try Self.write(file(4), inner, "extra_32x32.mat")
      #expect(try DatasetFolder.load(inner).dataset.count == 9)
    }
  }

  @Test("what is no such file is refused in words")
  func refusals() throws {
    let labels = Self.array("y", [2, 1], code: 2, [1, 2], true)
    let images = Self.array("X", [32, 32, 3, 2], code: 2, Self.images(2), true)
    let sound = Self.file([images, Self.packed(labels, true)], true)
    let cases: [([UInt8], FileError.Problem, String)] = [
      (Array("MATLAB 7.3 MAT-file".utf8) + sound.dropFirst(19).prefix(100), .wrongMagic, "HDF5"),
      (Array(repeating: 0x41, count: 200), .wrongMagic, "other first bytes"), ([], .wrongMagic, "other"),
      (Self.file([images], true), .corruptMATFile, "those named X"),
      (Self.file([], true), .corruptMATFile, "no array"),
      (Array(sound.dropLast(3)), .corruptMATFile, "bytes"), (Array(sound.prefix(2000)), .corruptMATFile, "bytes"),
      (
        Self.file([Self.array("X", [32, 16, 3, 2], code: 2, Array(Self.images(1)), true), labels], true), .wrongShape,
        "32 x 16 x 3 x 2"
      ),
      (
        Self.file([Self.array("X", [32, 32, 3, 1], code: 4, Self.images(2), true), labels], true),
        .unsupportedElementType, "other numbers"
      ),
      (
        Self.file([images, Self.array("y", [2, 1], code: 2, [1, 11], true)], true), .labelOutOfRange, "11"
      ),
      (Self.file([images, Self.array("y", [1, 1], code: 2, [1], true)], true), .countMismatch, "1"),
      (
        Self.file([images, Self.array("y", [1, 1], code: 9, Self.number(0x3ff8 << 48, 8, true), true)], true),
        .unsupportedElementType, "others"
      ),
    ]
    for (content, problem, words) in cases {
      try withFolder { folder in
        try Self.write(content, folder)
        let found = error { () throws(FileError) in try SVHN.load(folder: folder, split: .train) }
        #expect(found?.problem == problem, "\(String(describing: found))")
        #expect(found?.given.contains(words) == true, "\(String(describing: found))")
      }
    }
    try withFolder { folder in
      let none = error { () throws(FileError) in try SVHN.load(folder: folder, split: .test) }
      #expect(none?.problem == .missingFile && none?.remedy.contains("data get svhn") == true)
    }
  }

  @Test("1,000 random mutations end in a set or an error", arguments: [UInt64(20_261_130)])
  func mutations(seed: UInt64) throws {
    var generator = TestGenerator(state: seed)
    let sound = Self.file(
      [
        Self.packed(Self.array("X", [32, 32, 3, 1], code: 2, Self.images(1), true), true),
        Self.array("y", [1, 1], code: 2, [3], true),
      ], true)
    try withFolder { folder in
      var refused = 0
      for _ in 0..<1000 {
        var file = sound
        for _ in 0..<Int.random(in: 1...3, using: &generator) {
          // Half of them in headers.
          let place = Int.random(in: 0..<(Bool.random(using: &generator) ? 200 : file.count), using: &generator)
          file[place] = UInt8.random(in: 0...255, using: &generator)
        }
        if Int.random(in: 0..<4, using: &generator) == 0 {
          file.removeLast(Int.random(in: 0..<file.count, using: &generator))
        }
        try Self.write(file, folder)
        if error(of: { () throws(FileError) in try SVHN.load(folder: folder, split: .train) }) != nil { refused += 1 }
      }
      #expect(refused > 300)
    }
  }

  @Test("SciPy's files, packed and plain, are read as SciPy reads them") func scipy() throws {
    guard PythonReader.executable != nil else { return print(PythonReader.skipped) }
    try withFolder { folder in
      let sums = try PythonReader.run(
        """
        import sys, numpy, scipy.io
        r = numpy.random.default_rng(5)
        x = r.integers(0, 256, (32, 32, 3, 7), numpy.uint8)
        y = r.integers(1, 11, (7, 1)).astype(numpy.uint8)
        other = {'text': 'words', 'cells': numpy.array([1, 'a'], object), 'half': 0.5, 'z': numpy.array([1 + 2j])}
        for name, packed in ('train', True), ('test', False):
            scipy.io.savemat(f'{sys.argv[1]}/{name}_32x32.mat', {'X': x, 'y': y, **other}, do_compression=packed)
        planes = x.transpose(3, 2, 0, 1).reshape(-1).astype(numpy.int64)
        print((planes * numpy.arange(1, planes.size + 1)).sum(), *(y[:, 0] % 10))
        """, [folder.path])
      for split in MNIST.Split.allCases {
        let set = try SVHN.load(folder: folder, split: split)
        let sum = set.bytes.enumerated().reduce(0) { $0 + Int($1.element) * ($1.offset + 1) }
        #expect("\(sum) \((set.labels ?? []).map(String.init).joined(separator: " "))" == sums)
      }
    }
  }
}
