import DurableFiles
import Foundation
import GANs
import Training
import TestSupport
import Testing
import TorchTensors

@Suite("Safetensors") struct SafetensorsTests {
  /// A file by hand: length, header, data.
  private func file(_ header: String, _ data: [UInt8] = [], length: UInt64? = nil) -> Data {
    let json = Array(header.utf8)
    let count = length ?? UInt64(json.count)
    return Data((0..<8).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) } + json + data)
  }

  @Test("the bytes of a small file, worked out by hand")
  func golden() throws {
    try withFolder { folder in
      let url = folder.appendingPathComponent("a.safetensors")
      try SafetensorsFile.write(
        [
          ("flags", try Tensor(int64s: [1, 0, 1], dtype: .bool)),
          ("generator.0.weight", try Tensor(floats: [1, -2], shape: [1, 2])),
          ("n", try Tensor(int64s: [7], shape: [])),
        ], metadata: ["who": "me \"\\\n"], to: url)
      // The eight-byte element comes first, then the four-byte ones, then the bytes; the header is padded to 8.
      let json =
        #"{"__metadata__":{"who":"me \"\\\u000a"},"n":{"dtype":"I64","shape":[],"data_offsets":[0,8]},"#
        + #""generator.0.weight":{"dtype":"F32","shape":[1,2],"data_offsets":[8,16]},"#
        + #""flags":{"dtype":"BOOL","shape":[3],"data_offsets":[16,19]}}"#
      let padded = json + String(repeating: " ", count: (8 - json.utf8.count % 8) % 8)
      // 1.0 is 0x3f800000, -2.0 is 0xc0000000; little-endian.
      let data: [UInt8] = [7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0, 1, 0, 1]
      #expect(try Data(contentsOf: url) == file(padded, data))
    }
  }

  @Test("every element type and shape comes back bit for bit, NaN and infinities too", arguments: DType.allCases)
  func roundTrip(dtype: DType) throws {
    try withFolder { folder in
      let url = folder.appendingPathComponent("a.safetensors")
      let random = try RandomStream(seed: 3)
      var tensors: SafetensorsFile.NamedTensors = [
        ("scalar", try Tensor.scalar(1, dtype: dtype)), ("empty", try Tensor.zeros([0, 3], dtype: dtype)),
        ("cube", try random.normal([3, 4, 5]).to(dtype)), ("ünï \u{1F600}", try Tensor.ones([2], dtype: dtype)),
      ]
      if dtype.isFloatingPoint {
        tensors.append(("odd", try Tensor([.nan, .infinity, -0.0, .leastNonzeroMagnitude], dtype: dtype)))
      }
      try SafetensorsFile.write(tensors, to: url)
      let read = try SafetensorsFile(contentsOf: url)
      #expect(read.header.entries.count == tensors.count)
      for (name, tensor) in tensors {
        let back = try read.tensor(name)
        #expect(back.shape == tensor.shape && back.dtype == dtype)
        #expect(try back.bytes() == tensor.bytes())
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.safetensors"])
    }
  }

  @Test("a vector comes back by its layout; a tensor that differs is named")
  func lists() throws {
    try withFolder { folder in
      let url = folder.appendingPathComponent("a.safetensors")
      let layout = try ParameterLayout([.init(name: "0.weight", shape: [2, 3]), .init(name: "0.bias", shape: [2])])
      let list = try TensorList(copying: RandomStream(seed: 1).normal([8]), layout)
      try SafetensorsFile.write(SafetensorsFile.named(list, prefix: "generator."), to: url)
      let read = try SafetensorsFile(contentsOf: url)
      #expect(try read.list(layout, prefix: "generator.").flat.bytes() == list.flat.bytes())
      let wider = try ParameterLayout([.init(name: "0.weight", shape: [3, 2]), .init(name: "0.bias", shape: [2])])
      let shape = try #require(caught(FileError.self) { try read.list(wider, prefix: "generator.") })
      #expect(shape.problem == .wrongShape && shape.subject.contains("'generator.0.weight'"))
      #expect(shape.required == "[3, 2]" && shape.given == "[2, 3]")
      let missing = try #require(caught(FileError.self) { try read.list(layout, prefix: "critic.") })
      #expect(missing.problem == .missingTensor && missing.given.contains("generator.0.bias"))
      let double = caught(FileError.self) { try read.list(layout, prefix: "generator.", dtype: .float64) }
      #expect(double?.problem == .wrongDType)
      let twice = try SafetensorsFile.named(list) + SafetensorsFile.named(list)
      #expect(caught(FileError.self) { try SafetensorsFile.write(twice, to: url) }?.problem == .duplicateName)
      #expect(try SafetensorsFile(contentsOf: url).header == read.header, "the old file is untouched")
      let nowhere = folder.appendingPathComponent("none/a.safetensors")
      #expect(caught(FileError.self) { try SafetensorsFile.write([], to: nowhere) }?.problem == .unwritableFile)
    }
  }

  // Half precision by hand: sign, 5 bits of the exponent (bias 15), 10 of the fraction.
  @Test("half precision is read as float32, exactly, and widened for a network")
  func half() throws {
    let known: [(UInt16, Float)] = [
      (0x3c00, 1), (0xc000, -2), (0x7bff, 65504), (0x0001, 0x1p-24), (0x83ff, -1023 * 0x1p-24), (0x7c00, .infinity),
      (0x3555, 0.333251953125), (0x0000, 0),
    ]
    let data = known.flatMap { [UInt8($0.0 & 0xff), UInt8($0.0 >> 8)] }
    let read = try SafetensorsFile(
      bytes: file(#"{"a":{"dtype":"F16","shape":[2,4],"data_offsets":[0,16]}}"#, data), name: "x")
    let tensor = try read.tensor("a")
    #expect(tensor.shape == [2, 4] && tensor.dtype == .float32)
    #expect(try tensor.floats() == known.map(\.1))
    let layout = try ParameterLayout([.init(name: "a", shape: [2, 4])])
    for dtype in [DType.float32, .float64] { #expect(try read.list(layout, dtype: dtype).dtype == dtype) }
    let nan = try SafetensorsFile(
      bytes: file(#"{"a":{"dtype":"F16","shape":[],"data_offsets":[0,2]}}"#, [0, 0x7e]), name: "x")
    #expect(try nan.tensor("a").item().isNaN)
    // No metadata, and empty ones, as Python writes them.
    let empty = #"{"__metadata__":{},"a":{"dtype":"F16","shape":[],"data_offsets":[0,2]}}"#
    #expect(try SafetensorsFile(bytes: file(empty, [0, 0x3c]), name: "x").tensor("a").item() == 1)
  }

  private static let one = #""a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}"#

  static let broken: [(String, FileError.Problem)] = [
    ("{\(one)", .malformedHeader),
    (" {\(one)}", .malformedHeader),
    ("{\(one)}x", .malformedHeader),
    ("{\(one),}", .malformedHeader),
    ("[]", .malformedHeader),
    (#"{"a":{"dtype":"U8","shape":[-2],"data_offsets":[0,2]}}"#, .malformedHeader),
    (#"{"a":{"dtype":"U8","shape":[2.0],"data_offsets":[0,2]}}"#, .malformedHeader),
    (#"{"a":{"dtype":"U8","shape":[99999999999999999999],"data_offsets":[0,2]}}"#, .malformedHeader),
    (#"{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2,3]}}"#, .malformedHeader),
    (#"{"a":{"dtype":"U8","shape":[2]}}"#, .malformedHeader),
    (#"{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2],"more":1}}"#, .malformedHeader),
    (#"{"a\ud800":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}"#, .malformedHeader),
    ("{\(one),\(one)}", .duplicateName),
    (#"{"a":{"dtype":"U8","dtype":"U8","shape":[2],"data_offsets":[0,2]}}"#, .duplicateName),
    (#"{"a":{"dtype":"F12","shape":[2],"data_offsets":[0,2]}}"#, .unknownDType),
    (#"{"a":{"dtype":"F8_E4M3","shape":[2],"data_offsets":[0,2]}}"#, .unsupportedDType),
    (#"{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,2]}}"#, .wrongLength),
    (#"{"a":{"dtype":"U8","shape":[2],"data_offsets":[2,0]}}"#, .wrongLength),
    (#"{"a":{"dtype":"I64","shape":[4611686018427387904,4],"data_offsets":[0,2]}}"#, .wrongLength),
    (#"{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]}}"#, .truncated),
    (#"{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}"#, .overlap),
    (#"{\#(one),"b":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}"#, .overlap),
    (#"{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}"#, .trailingBytes),
    ("{}", .trailingBytes),
  ]

  @Test("what is damaged is refused with its reason", arguments: broken)
  func damaged(header: String, problem: FileError.Problem) throws {
    let error = try #require(
      caught(FileError.self) { try SafetensorsFile(bytes: file(header, [1, 2]), name: "x") })
    #expect(error.problem == problem, "\(error)")
    #expect(error.description.hasPrefix("x"))
  }

  @Test("lengths are checked before anything is believed")
  func lengths() throws {
    func problem(_ data: Data) -> FileError.Problem? {
      caught(FileError.self) { try SafetensorsFile(bytes: data, name: "x") }?.problem
    }
    #expect(problem(Data([1, 2, 3])) == .truncated)
    #expect(problem(file("{}", length: 3)) == .truncated)
    #expect(problem(file("{}", length: 100_000_001)) == .oversizedHeader)
    #expect(problem(file("{}", length: .max)) == .oversizedHeader)
    #expect(problem(file("{}  \n")) == nil)
    // Every proper beginning of a sound file is refused, and so is one with a byte more.
    let sound = file("{\(Self.one)}", [1, 2])
    #expect(problem(sound) == nil)
    for count in 0..<sound.count { #expect(problem(sound.prefix(count)) != nil, "\(count) bytes") }
    #expect(problem(sound + [0]) == .trailingBytes)
    // A slice that does not begin at index 0 reads like any other.
    #expect(problem((Data([9, 9]) + sound).dropFirst(2)) == nil)
    #expect(
      caught(FileError.self) {
        try SafetensorsFile(contentsOf: URL(fileURLWithPath: "nowhere.safetensors"))
      }?.problem == .missingFile)
  }

  @Test(
    "Python's safetensors reads what is written here, and the other way round",
    .enabled(if: PythonReader.executable != nil, Comment(rawValue: PythonReader.skipped)))
  func python() throws {
    try withFolder { folder in
      let ours = folder.appendingPathComponent("ours.safetensors")
      let theirs = folder.appendingPathComponent("theirs.safetensors")
      try SafetensorsFile.write(
        [
          ("generator.0.weight", try Tensor(floats: [1, 2, 3, 4, 5, 6], shape: [2, 3])),
          ("generator.0.bias", try Tensor(floats: [0.5, -0.25])), ("step", try Tensor(int64s: [9], shape: [])),
          ("double", try Tensor([1.0 / 3], dtype: .float64)), ("byte", try Tensor(int64s: [255], dtype: .uint8)),
          ("flag", try Tensor(int64s: [1, 0], dtype: .bool)), ("half", try Tensor([1.5], dtype: .bfloat16)),
        ], metadata: ["format": "pt"], to: ours)
      let seen = try PythonReader.run(
        """
        import sys, json, numpy
        from safetensors import safe_open
        from safetensors.numpy import save_file
        seen = {}
        with safe_open(sys.argv[1], framework="np") as file:
            seen["metadata"] = file.metadata()
            seen["half"] = file.get_slice("half").get_dtype()
            for name in file.keys():
                if name != "half":
                    array = file.get_tensor(name)
                    seen[name] = [str(array.dtype), list(array.shape), array.astype("f8").ravel().tolist()]
        save_file({"w": numpy.arange(6, dtype="f4").reshape(3, 2), "b": numpy.array([True, False]),
                   "i": numpy.array(-5)}, sys.argv[2], metadata={"by": "numpy"})
        print(json.dumps(seen, sort_keys=True))
        """, [ours.path, theirs.path])
      #expect(
        seen
          == #"{"byte": ["uint8", [1], [255.0]], "double": ["float64", [1], [0.3333333333333333]], "#
          + #""flag": ["bool", [2], [1.0, 0.0]], "generator.0.bias": ["float32", [2], [0.5, -0.25]], "#
          + #""generator.0.weight": ["float32", [2, 3], [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]], "half": "BF16", "#
          + #""metadata": {"format": "pt"}, "step": ["int64", [], [9.0]]}"#)
      let read = try SafetensorsFile(contentsOf: theirs)
      #expect(read.header.metadata == ["by": "numpy"])
      #expect(try read.tensor("w").shape == [3, 2] && read.tensor("w").doubles() == [0, 1, 2, 3, 4, 5])
      #expect(try read.tensor("b").dtype == .bool && read.tensor("b").doubles() == [1, 0])
      #expect(try read.tensor("i").shape == [] && read.tensor("i").item() == -5)
    }
  }
}
