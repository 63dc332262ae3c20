








          ("double", try Tensor([1.0 / 3], dtype: .float64)), ("byte", try Tensor(int64s: [255], dtype: .uint8)),
          ("flag", try Tensor(int64s: [1, 0], dtype: .bool)), ("half", try Tensor([1.5], dtype: .bfloat16)),
          ("flags", try Tensor(int64s: [1, 0, 1], dtype: .bool)),
          ("generator.0.bias", try Tensor(floats: [0.5, -0.25])), ("step", try Tensor(int64s: [9], shape: [])),
          ("generator.0.weight", try Tensor(floats: [1, -2], shape: [1, 2])),
          ("generator.0.weight", try Tensor(floats: [1, 2, 3, 4, 5, 6], shape: [2, 3])),
          ("n", try Tensor(int64s: [7], shape: [])),
        """
        #"{"__metadata__":{"who":"me \"\\\u000a"},"n":{"dtype":"I64","shape":[],"data_offsets":[0,8]},"#
        #expect(back.shape == tensor.shape && back.dtype == dtype)
        #expect(try back.bytes() == tensor.bytes())
        ("cube", try random.normal([3, 4, 5]).to(dtype)), ("ünï \u{1F600}", try Tensor.ones([2], dtype: dtype)),
        ("scalar", try Tensor.scalar(1, dtype: dtype)), ("empty", try Tensor.zeros([0, 3], dtype: dtype)),
        + #""flags":{"dtype":"BOOL","shape":[3],"data_offsets":[16,19]}}"#
        + #""generator.0.weight":{"dtype":"F32","shape":[1,2],"data_offsets":[8,16]},"#
        [
        [
        ], metadata: ["format": "pt"], to: ours)
        ], metadata: ["who": "me \"\\\n"], to: url)
        import sys, json, numpy
        let back = try read.tensor(name)
        tensors.append(("odd", try Tensor([.nan, .infinity, -0.0, .leastNonzeroMagnitude], dtype: dtype)))
        try SafetensorsFile(contentsOf: URL(fileURLWithPath: "nowhere.safetensors"))
      #expect(caught(FileError.self) { try SafetensorsFile.write([], to: nowhere) }?.problem == .unwritableFile)
      #expect(caught(FileError.self) { try SafetensorsFile.write(twice, to: url) }?.problem == .duplicateName)
      #expect(double?.problem == .wrongDType)
      #expect(missing.problem == .missingTensor && missing.given.contains("generator.0.bias"))
      #expect(read.header.entries.count == tensors.count)
      #expect(shape.problem == .wrongShape && shape.subject.contains("'generator.0.weight'"))
      #expect(shape.required == "[3, 2]" && shape.given == "[2, 3]")
      #expect(try Data(contentsOf: url) == file(padded, data))
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.safetensors"])
      #expect(try SafetensorsFile(contentsOf: url).header == read.header, "the old file is untouched")
      #expect(try read.list(layout, prefix: "generator.").flat.bytes() == list.flat.bytes())
      // 1.0 is 0x3f800000, -2.0 is 0xc0000000; little-endian.
      // The eight-byte element comes first, then the four-byte ones, then the bytes; the header is padded to 8.
      ]
      caught(FileError.self) {
      caught(FileError.self) { try SafetensorsFile(bytes: data, name: "x") }?.problem
      caught(FileError.self) { try SafetensorsFile(bytes: file(header, [1, 2]), name: "x") })
      for (name, tensor) in tensors {
      if dtype.isFloatingPoint {
      let data: [UInt8] = [7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0, 1, 0, 1]
      let double = caught(FileError.self) { try read.list(layout, prefix: "generator.", dtype: .float64) }
      let json =
      let layout = try ParameterLayout([.init(name: "0.weight", shape: [2, 3]), .init(name: "0.bias", shape: [2])])
      let list = try TensorList(copying: RandomStream(seed: 1).normal([8]), layout)
      let missing = try #require(caught(FileError.self) { try read.list(layout, prefix: "critic.") })
      let nowhere = folder.appendingPathComponent("none/a.safetensors")
      let ours = folder.appendingPathComponent("ours.safetensors")
      let padded = json + String(repeating: " ", count: (8 - json.utf8.count % 8) % 8)
      let random = try RandomStream(seed: 3)
      let read = try SafetensorsFile(contentsOf: url)
      let read = try SafetensorsFile(contentsOf: url)
      let seen = try PythonReader.run(
      let shape = try #require(caught(FileError.self) { try read.list(wider, prefix: "generator.") })
      let theirs = folder.appendingPathComponent("theirs.safetensors")
      let twice = try SafetensorsFile.named(list) + SafetensorsFile.named(list)
      let url = folder.appendingPathComponent("a.safetensors")
      let url = folder.appendingPathComponent("a.safetensors")
      let url = folder.appendingPathComponent("a.safetensors")
      let wider = try ParameterLayout([.init(name: "0.weight", shape: [3, 2]), .init(name: "0.bias", shape: [2])])
      try SafetensorsFile.write(
      try SafetensorsFile.write(
      try SafetensorsFile.write(SafetensorsFile.named(list, prefix: "generator."), to: url)
      try SafetensorsFile.write(tensors, to: url)
      var tensors: SafetensorsFile.NamedTensors = [
      }
      }
      }?.problem == .missingFile)
    "Python's safetensors reads what is written here, and the other way round",
    #expect(
    #expect(error.description.hasPrefix("x"))
    #expect(error.problem == problem, "\(error)")
    #expect(problem((Data([9, 9]) + sound).dropFirst(2)) == nil)
    #expect(problem(Data([1, 2, 3])) == .truncated)
    #expect(problem(file("{}  \n")) == nil)
    #expect(problem(file("{}", length: .max)) == .oversizedHeader)
    #expect(problem(file("{}", length: 100_000_001)) == .oversizedHeader)
    #expect(problem(file("{}", length: 3)) == .truncated)
    #expect(problem(sound + [0]) == .trailingBytes)
    #expect(problem(sound) == nil)
    (" {\(one)}", .malformedHeader),
    ("[]", .malformedHeader),
    ("{\(one)", .malformedHeader),
    ("{\(one),\(one)}", .duplicateName),
    ("{\(one),}", .malformedHeader),
    ("{\(one)}x", .malformedHeader),
    ("{}", .trailingBytes),
    (#"{"a":{"dtype":"F12","shape":[2],"data_offsets":[0,2]}}"#, .unknownDType),
    (#"{"a":{"dtype":"F8_E4M3","shape":[2],"data_offsets":[0,2]}}"#, .unsupportedDType),
    (#"{"a":{"dtype":"I64","shape":[4611686018427387904,4],"data_offsets":[0,2]}}"#, .wrongLength),
    (#"{"a":{"dtype":"U8","dtype":"U8","shape":[2],"data_offsets":[0,2]}}"#, .duplicateName),
    (#"{"a":{"dtype":"U8","shape":[-2],"data_offsets":[0,2]}}"#, .malformedHeader),
    (#"{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}"#, .trailingBytes),
    (#"{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}"#, .overlap),
    (#"{"a":{"dtype":"U8","shape":[2.0],"data_offsets":[0,2]}}"#, .malformedHeader),
    (#"{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2,3]}}"#, .malformedHeader),
    (#"{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2],"more":1}}"#, .malformedHeader),
    (#"{"a":{"dtype":"U8","shape":[2],"data_offsets":[2,0]}}"#, .wrongLength),
    (#"{"a":{"dtype":"U8","shape":[2]}}"#, .malformedHeader),
    (#"{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,2]}}"#, .wrongLength),
    (#"{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]}}"#, .truncated),
    (#"{"a":{"dtype":"U8","shape":[99999999999999999999],"data_offsets":[0,2]}}"#, .malformedHeader),
    (#"{"a\ud800":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}"#, .malformedHeader),
    (#"{\#(one),"b":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}"#, .overlap),
    .enabled(if: PythonReader.executable != nil, Comment(rawValue: PythonReader.skipped)))
    // A slice that does not begin at index 0 reads like any other.
    // Every proper beginning of a sound file is refused, and so is one with a byte more.
    for count in 0..<sound.count { #expect(problem(sound.prefix(count)) != nil, "\(count) bytes") }
    func problem(_ data: Data) -> FileError.Problem? {
    let count = length ?? UInt64(json.count)
    let error = try #require(
    let json = Array(header.utf8)
    let sound = file("{\(Self.one)}", [1, 2])
    return Data((0..<8).map { UInt8(truncatingIfNeeded: count >> (8 * $0)) } + json + data)
    try withFolder { folder in
    try withFolder { folder in
    try withFolder { folder in
    try withFolder { folder in
    }
    }
    }
    }
  /// A file by hand: length, header, data.
  @Test(
  @Test("a vector comes back by its layout; a tensor that differs is named")
  @Test("every element type and shape comes back bit for bit, NaN and infinities too", arguments: DType.allCases)
  @Test("lengths are checked before anything is believed")
  @Test("the bytes of a small file, worked out by hand")
  @Test("what is damaged is refused with its reason", arguments: broken)
  ]
  func damaged(header: String, problem: FileError.Problem) throws {
  func golden() throws {
  func lengths() throws {
  func lists() throws {
  func python() throws {
  func roundTrip(dtype: DType) throws {
  private func file(_ header: String, _ data: [UInt8] = [], length: UInt64? = nil) -> Data {
  private static let one = #""a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}"#
  static let broken: [(String, FileError.Problem)] = [
  }
  }
  }
  }
  }
  }
@Suite("Safetensors") struct SafetensorsTests {
import DurableFiles
import Foundation
import Evaluation
import GANs
import Training
import Testing
import TorchTensors
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
