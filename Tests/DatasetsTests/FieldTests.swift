import Datasets
import DurableFiles
import Foundation
import Testing

@Suite("Fields") struct FieldTests {
  /// Four images of 1 x 2 x 2 whose bytes are 0, 1, 2, …, of classes a, b, a, b.
  private func images(labelled: Bool = true) throws -> ImageDataset {
    try ImageDataset(
      name: "four", channels: 1, height: 2, width: 2, bytes: (0..<16).map { UInt8($0) },
      labels: labelled ? [0, 1, 0, 1] : nil, classNames: ["a", "b"])
  }

  private func floats(_ bytes: [Int]) -> [Float] { bytes.map { Float($0) / 127.5 - 1 } }

  @Test("images and points have the fields that they always had, under a name")
  func names() throws {
    let set: any Dataset = try images()
    #expect(
      set.fields == [
        FieldCard("image", .pixels, shape: [1, 2, 2]),
        FieldCard("label", .category, shape: [], classNames: ["a", "b"]),
      ])
    #expect(set.counts == [4] && set.sampleShape == [1, 2, 2] && set.classNames == ["a", "b"])
    #expect(set.labels == [0, 1, 0, 1])
    #expect(try set.batch([3, 0]) == floats([12, 13, 14, 15, 0, 1, 2, 3]))
    #expect(try set.batch([3, 0]) == set.floats("image", at: [3, 0]))
    #expect(try set.batchLabels([3, 0]) == [1, 0])
    let batch = try set.fieldBatch(at: [3, 0])
    #expect(batch.count == 2 && batch.indices == [[3, 0]])
    #expect(try batch.floats("image") == set.batch([3, 0]) && batch.integers("label") == [1, 0])
    #expect(try batch.samples == set.batch([3, 0]) && batch.labels == [1, 0])
    let points: any Dataset = try PointDataset(name: "p", values: [1, 2, 3, 4])
    #expect(points.fields == [FieldCard("point", .reals, shape: [2])] && points.labels == nil)
    #expect(points.classNames == [] && points.sampleShape == [2])
    #expect(try points.floats("point", at: [1]) == [3, 4])
    #expect(try images(labelled: false).classNames == [])
  }

  @Test("unknown names, names of the other kind and wrong indices are refused, with what there is")
  func wrongNames() throws {
    let set: any Dataset = try images()
    for (problem, found) in [
      (FileError.Problem.invalidArgument, error { () throws(FileError) in try set.floats("label", at: [0]) }),
      (.invalidArgument, error { () throws(FileError) in try set.floats("text", at: [0]) }),
      (.invalidArgument, error { () throws(FileError) in try set.fieldBatch(at: [0], of: ["image", "text"]) }),
      (.invalidArgument, error { () throws(FileError) in try set.fieldBatch(atParts: [[0], [0]]) }),
      (.indexOutOfRange, error { () throws(FileError) in try set.integers("label", at: [4]) }),
      (.indexOutOfRange, error { () throws(FileError) in try set.floats("image", at: [-1]) }),
    ] { #expect(found?.problem == problem, "\(String(describing: found))") }
    let image = error { () throws(FileError) in try set.integers("image", at: [0]) }
    #expect(image?.required == "a field of integers, one of label" && image?.given == "'image'")
    let batch = try set.fieldBatch(at: [0], of: ["label"])
    #expect(error { () throws(FileError) in try batch.floats("image") }?.problem == .invalidArgument)
    #expect(error { () throws(FileError) in try batch.integers("image") }?.given == "'image'")
    let unlabelled: any Dataset = try images(labelled: false)
    #expect(error { () throws(FileError) in try unlabelled.batchLabels([0]) }?.problem == .invalidArgument)
  }

  @Test("a set of any fields: floats, a category, tokens")
  func columns() throws {
    let text = FieldCard("text", .tokens, shape: [3], classNames: ["the", "cat", "sat"])
    func make(_ token: Int = 2, name: String = "text") throws(FileError) -> FieldDataset {
      try FieldDataset(
        name: "texts",
        [
          .init(FieldCard("pose", .reals, shape: [2]), floats: [1, 2, 3, 4]),
          .init(.category("kind", classNames: ["x", "y"]), integers: [1, 0]),
          .init(FieldCard(name, .tokens, shape: [3], classNames: text.classNames), integers: [0, 1, 2, 0, 0, token]),
        ])
    }
    let set = try make()
    #expect(set.count == 2 && set.fields.last == text && set.labels == [1, 0] && set.sampleShape == [2])
    #expect(try set.integers("text", at: [1, 0]) == [0, 0, 2, 0, 1, 2])
    #expect(try set.floats("pose", at: [1]) == [3, 4] && set.batchLabels([0]) == [1])
    #expect(try make().fingerprint == set.fingerprint && make(1).fingerprint != set.fingerprint)
    #expect(try make(name: "words").fingerprint != set.fingerprint)
    let wrong: [(FileError.Problem, [FieldDataset.Column])] = [
      (.invalidArgument, []),
      (.invalidArgument, [.init(.category(classNames: ["x"]), floats: [0])]),
      (.invalidArgument, [.init(FieldCard("a", .reals, shape: []), floats: [.nan])]),
      (.invalidArgument, Array(repeating: .init(FieldCard("a", .reals, shape: []), floats: [1]), count: 2)),
      (.labelOutOfRange, [.init(.category(classNames: ["x"]), integers: [1])]),
      (.wrongShape, [.init(FieldCard("a", .reals, shape: [2]), floats: [1, 2, 3])]),
      (.wrongShape, [.init(FieldCard("a", .pixels, shape: [2]), floats: [1, 2])]),
      (
        .countMismatch,
        [
          .init(FieldCard("a", .reals, shape: []), floats: [1]),
          .init(FieldCard("b", .reals, shape: []), floats: [1, 2]),
        ]
      ),
    ]
    for (problem, columns) in wrong {
      #expect(error { () throws(FileError) in try FieldDataset(name: "w", columns) }?.problem == problem)
    }
  }

  @Test("fields are renamed and left out")
  func views() throws {
    let set = try images()
    let view = try set.withFields([("photo", "image")])
    #expect(view.fields == [FieldCard("photo", .pixels, shape: [1, 2, 2])] && view.labels == nil && view.count == 4)
    #expect(try view.batch([2]) == set.batch([2]))
    #expect(error { () throws(FileError) in try view.floats("image", at: [0]) }?.problem == .invalidArgument)
    let renamed = try set.renaming("label", to: "digit")
    #expect(renamed.fields.map(\.name) == ["image", "digit"] && renamed.labels == [0, 1, 0, 1])
    #expect(try renamed.integers("digit", at: [1]) == [1])
    #expect(Set([set.fingerprint, view.fingerprint, renamed.fingerprint]).count == 3)
    #expect(try set.withFields([("photo", "image")]).fingerprint == view.fingerprint)
    for names in [[], [("a", "image"), ("a", "label")], [("a", "text")]] {
      #expect(error { () throws(FileError) in try set.withFields(names) }?.problem == .invalidArgument)
    }
    #expect(error { () throws(FileError) in try set.renaming("text", to: "a") }?.problem == .invalidArgument)
  }

  @Test("subsets: the first n, a class, any indices")
  func subsets() throws {
    let set: any Dataset = try images()
    let some = try set.subset(at: [3, 1, 1])
    #expect(some.count == 3 && some.name == "four" && some.labels == [1, 1, 1])
    #expect(try some.batch([0, 2]) == set.batch([3, 1]))
    #expect(try set.first(2).labels == [0, 1])
    let ofB = try set.ofClasses(["b"])
    #expect(ofB.indices == [1, 3] && ofB.classNames == ["a", "b"])
    #expect(try ofB.subset(at: [1]).batch([0]) == set.batch([3]))
    let prints = try [set.fingerprint, some.fingerprint, set.first(2).fingerprint, set.first(3).fingerprint]
    #expect(Set(prints + [ofB.fingerprint]).count == 5)
    #expect(try set.subset(at: [1, 3], name: "other").fingerprint == ofB.fingerprint)
    for (problem, found) in [
      (FileError.Problem.invalidArgument, error { () throws(FileError) in try set.first(5) }),
      (.invalidArgument, error { () throws(FileError) in try set.first(0) }),
      (.invalidArgument, error { () throws(FileError) in try set.ofClasses(["c"]) }),
      (.invalidArgument, error { () throws(FileError) in try set.ofClasses(["b"]).first(2).ofClasses(["a"]) }),
      (.invalidArgument, error { () throws(FileError) in try set.ofClasses(["a"], of: "image") }),
      (.indexOutOfRange, error { () throws(FileError) in try set.subset(at: [4]) }),
      (.indexOutOfRange, error { () throws(FileError) in try some.batch([3]) }),
      (.indexOutOfRange, error { () throws(FileError) in try some.integers("label", at: [-1]) }),
    ] { #expect(found?.problem == problem, "\(String(describing: found))") }
  }

  /// Of 0, 1, 2, 3 the mean is 1.5: the coarse image of sample i has the one pixel (4 i + 1.5) / 127.5 - 1.
  @Test("a coarse image, made by averaging, and enlarged again")
  func derived() throws {
    let set = try images()
    let coarse = try set.derivingField("coarse", from: "image", by: PixelAveraging(factor: 2))
    #expect(coarse.fields.map(\.name) == ["image", "label", "coarse"])
    #expect(coarse.field("coarse") == FieldCard("coarse", .pixels, shape: [1, 1, 1]))
    let means = try coarse.floats("coarse", at: [2, 0])
    #expect(abs(means[0] - (9.5 / 127.5 - 1)) < 1e-6 && abs(means[1] - (1.5 / 127.5 - 1)) < 1e-6)
    #expect(try coarse.batch([1]) == set.batch([1]) && coarse.labels == set.labels)
    let level = try coarse.derivingField("blurred", from: "coarse", by: PixelRepetition(factor: 2))
    #expect(try level.floats("blurred", at: [2]) == [Float](repeating: means[0], count: 4))
    let prints = try [
      set.fingerprint, coarse.fingerprint, level.fingerprint,
      set.derivingField("coarse", from: "image", by: PixelAveraging(factor: 1)).fingerprint,
      set.derivingField("small", from: "image", by: PixelAveraging(factor: 2)).fingerprint,
    ]
    #expect(Set(prints).count == prints.count)
    // Level 1 of a pyramid is a set whose image is the coarse one.
    let first = try coarse.withFields([("image", "coarse"), ("label", "label")])
    #expect(first.sampleShape == [1, 1, 1] && first.labels == set.labels)
    let wrong: [(FileError.Problem, String, String, Int)] = [
      (.wrongShape, "c", "image", 3), (.wrongShape, "c", "image", 0), (.invalidArgument, "c", "label", 2),
      (.invalidArgument, "image", "image", 2), (.invalidArgument, "c", "text", 2),
    ]
    for (problem, name, source, factor) in wrong {
      let found = error { () throws(FileError) in
        try set.derivingField(name, from: source, by: PixelAveraging(factor: factor))
      }
      #expect(found?.problem == problem)
    }
  }

  /// By hand: a frame of one black pixel around 2 x 2, the class as before; a frame to fit a shape, where one does.
  @Test("images in a frame keep their classes")
  func framed() throws {
    let set = try images()
    let framed = try set.framed(by: 1)
    #expect(framed.sampleShape == [1, 4, 4] && framed.labels == set.labels && framed.name == set.name)
    #expect(framed.fields.map(\.name) == ["image", "label"])
    let pixels = floats([4, 5, 6, 7])
    #expect(
      try framed.batch([1]) == [
        -1, -1, -1, -1, -1, pixels[0], pixels[1], -1, -1, pixels[2], pixels[3], -1, -1, -1, -1, -1,
      ])
    #expect(
      PixelFraming(border: 1)([1, 2], count: 2, of: [1, 1, 1]) == [-1, -1, -1, -1, 1, -1, -1, -1, -1]
        + [-1, -1, -1, -1, 2, -1, -1, -1, -1])
    #expect(try set.framed(by: 0).fingerprint == set.fingerprint && framed.fingerprint != set.fingerprint)
    #expect(try set.framed(toFit: [1, 8, 8]).sampleShape == [1, 8, 8])
    for other in [[1, 2, 2], [1, 3, 3], [3, 4, 4], [1, 4, 6], [4]] {
      #expect(try set.framed(toFit: other).sampleShape == set.sampleShape)
    }
    let points = try PointDataset(name: "p", values: [1, 2, 3, 4])
    #expect(error { () throws(FileError) in try points.framed(by: 1) }?.problem == .wrongShape)
  }

  /// By hand: two planes of 2 x 4, factor 2. Means of the left and right squares of each plane; repeated, each pixel
  /// becomes a square again.
  @Test("transforms keep planes, rows and samples apart")
  func transforms() {
    let sample: [Float] = [0, 2, 4, 6, 2, 4, 8, 10, 100, 100, 0, 0, 100, 100, 0, 4]
    let coarse = PixelAveraging(factor: 2)(sample + sample.map { -$0 }, count: 2, of: [2, 2, 4])
    #expect(coarse == [2, 7, 100, 1, -2, -7, -100, -1])
    let large = PixelRepetition(factor: 2)([1, 2, 3, 4], count: 2, of: [1, 1, 2])
    #expect(large == [1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4])
    #expect(PixelRepetition(factor: 2).shape(from: [1, 1, 2]) == [1, 2, 4])
    #expect(PixelAveraging(factor: 2).shape(from: [4]) == nil)
  }

  @Test("sets are joined sample by sample, or each with an index of its own")
  func joined() throws {
    let set = try images()
    let other = try PointDataset(name: "points", values: (0..<8).map(Double.init))
    let pair = try JoinedDataset(name: "both", [set, other])
    #expect(pair.count == 4 && pair.counts == [4] && pair.fields.map(\.name) == ["image", "label", "point"])
    let batch = try pair.fieldBatch(at: [2, 1])
    #expect(try batch.floats("point") == [4, 5, 2, 3] && batch.floats("image") == set.batch([2, 1]))
    #expect(try pair.labels == set.labels && batch.integers("label") == [0, 1])
    let swapped = try JoinedDataset(name: "both", [other, set])
    let apart = try UnpairedDataset(name: "both", [set, other.first(3)])
    #expect(apart.count == 4 && apart.counts == [4, 3] && apart.fields.map(\.part) == [0, 0, 1])
    let parts = try apart.fieldBatch(atParts: [[3, 0], [2, 2]])
    #expect(try parts.floats("point") == [4, 5, 4, 5] && parts.integers("label") == [1, 0])
    #expect(
      error { () throws(FileError) in try apart.fieldBatch(atParts: [[0], [3]]) }?.problem == .indexOutOfRange)
    #expect(error { () throws(FileError) in try apart.fieldBatch(at: [0]) }?.problem == .invalidArgument)
    #expect(error { () throws(FileError) in try apart.first(2) }?.problem == .invalidArgument)
    let prints = [pair.fingerprint, swapped.fingerprint, apart.fingerprint, set.fingerprint]
    #expect(Set(prints).count == 4)
    let wrong: [(FileError.Problem, [any Dataset])] = [
      (.countMismatch, [set, try other.first(3)]), (.invalidArgument, [set, set]), (.invalidArgument, []),
      (.countMismatch, [try other.renaming("point", to: "p"), apart]),
    ]
    for (problem, sets) in wrong {
      #expect(error { () throws(FileError) in try JoinedDataset(name: "w", sets) }?.problem == problem)
    }
    #expect(
      error { () throws(FileError) in try UnpairedDataset(name: "w", [set, set]) }?.problem == .invalidArgument)
    #expect(error { () throws(FileError) in try UnpairedDataset(name: "w", []) }?.problem == .invalidArgument)
  }

  @Test("image pairs of two folders, matched by name whatever the format")
  func pairs() throws {
    try withFolder { parent in
      func write(_ path: String, _ level: Int) throws {
        let url = parent.appendingPathComponent(path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        let pixels = [UInt8](repeating: UInt8(level), count: 64)
        let isPNG = path.hasSuffix("png")
        let content =
          try isPNG
          ? PNGImage(width: 8, height: 8, channels: 1, bytes: pixels).encoded()
          : jpeg(width: 8, height: 8, channels: 1, pixels)
        try AtomicFile.write(content, to: url)
      }
      for (path, level) in [("photo/a.png", 10), ("photo/b.png", 20), ("photo/c.png", 30)] { try write(path, level) }
      for (path, level) in [("map/c.jpg", 130), ("map/a.jpg", 110), ("map/b.png", 120)] { try write(path, level) }
      func load(skip: Bool = false, memory: Int = 4 << 30) throws(FileError) -> JoinedDataset {
        try ImagePairs.load(
          ImageFolder(folder: parent.appendingPathComponent("photo"), side: 4, channels: 1),
          ImageFolder(folder: parent.appendingPathComponent("map"), side: 4, channels: 1), skipUnmatched: skip,
          memoryLimit: memory)
      }
      let set = try load()
      #expect(set.fields.map(\.name) == ["a", "b"] && set.count == 3)
      let batch = try set.fieldBatch(at: [2, 0])
      #expect(try batch.floats("a") == floats([30, 10].flatMap { Array(repeating: $0, count: 16) }))
      let second = try batch.floats("b")
      #expect(
        zip(second, floats([130, 110].flatMap { Array(repeating: $0, count: 16) })).allSatisfy { abs($0 - $1) < 0.02 })
      #expect(try load(memory: 0).fieldBatch(at: [2, 0]).floats("b") == second)
      try write("map/d.png", 140)
      let found = error { () throws(FileError) in try load() }
      #expect(found?.problem == .countMismatch && found?.given.contains("map/d.png") == true)
      #expect(try load(skip: true).fingerprint == set.fingerprint)
      // A pair goes as a whole where one of its files is damaged; what is left is the set of the sound pairs.
      let damaged = parent.appendingPathComponent("map/e.png")
      try write("photo/e.png", 50)
      try Data("no image".utf8).write(to: damaged)
      #expect(error { () throws(FileError) in try load(skip: true) }?.problem == .unreadableImages)
      for memory in [1 << 20, 0] {
        var leftOut: [String] = []
        let sound = try ImagePairs.load(
          ImageFolder(folder: parent.appendingPathComponent("photo"), side: 4, channels: 1),
          ImageFolder(folder: parent.appendingPathComponent("map"), side: 4, channels: 1), skipUnmatched: true,
          skipBroken: true, memoryLimit: memory, leavingOut: { leftOut = $0 })
        #expect(leftOut == [damaged.path] && sound.count == 3)
        #expect(try sound.fieldBatch(at: [2, 0]).floats("b") == second)
      }
      try write("map/d.jpg", 140)
      #expect(error { () throws(FileError) in try load(skip: true) }?.problem == .invalidArgument)
    }
  }
}
