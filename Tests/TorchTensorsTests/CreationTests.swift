import Testing
import TorchTensors

@Suite struct CreationTests {
  @Test func factories() throws {
    try expectClose(.zeros([2, 2]), [0, 0, 0, 0], shape: [2, 2])
    try expectClose(.ones([2]), [1, 1])
    try expectClose(.full([2], 0.5, dtype: .float64), [0.5, 0.5])
    try expectClose(.arange(from: 1, to: 2, by: 0.25), [1, 1.25, 1.5, 1.75])
    try expectClose(.scalar(3), [3], shape: [])
    let x = try Tensor.full([2, 3], 4, dtype: .float64)
    try expectClose(x.zerosLike(), [0, 0, 0, 0, 0, 0], shape: [2, 3])
    #expect(try x.onesLike().dtype == .float64)
    let raw = try Tensor.uninitialized([4, 5], dtype: .uint8)
    #expect(raw.shape == [4, 5] && raw.dtype == .uint8 && raw.byteCount == 20 && raw.count == 20 && raw.rank == 2)
    #expect(raw.description == "Tensor(shape: [4, 5], dtype: uint8, device: cpu)")
  }

  /// 257 = 2⁸ + 1 needs nine bits; bfloat16 has eight and rounds to even: 256.
  @Test func conversions() throws {
    let x = try Tensor([0, 1, 257, -2.5])
    #expect(try x.to(.bfloat16).doubles() == [0, 1, 256, -2.5])
    #expect(try x.to(.int64).int64s() == [0, 1, 257, -2])
    #expect(try x.to(.bool).int64s() == [0, 1, 1, 1])
    #expect(try x.floats() == [0, 1, 257, -2.5])
    #expect(try Tensor(floats: [0.5], dtype: .float64).dtype == .float64)
    #expect(try Tensor(int64s: [7]).dtype == .int64)
    #expect(try Tensor([9], shape: []).item() == 9)
  }

  @Test(arguments: DType.allCases) func bytesGoThereAndBack(dtype: DType) throws {
    let x = try Tensor([1, 0, 1, 1, 0, 1], shape: [2, 3], dtype: dtype)
    let bytes = try x.transpose(0, 1).bytes()
    #expect(bytes.count == 6 * dtype.byteCount)
    let back = try bytes.withUnsafeBytes { try Tensor(bytes: $0, shape: [3, 2], dtype: dtype) }
    #expect(back.dtype == dtype)
    try expectClose(back, [1, 1, 0, 0, 1, 1], shape: [3, 2])
    var copy = [UInt8](repeating: 0, count: bytes.count)
    try copy.withUnsafeMutableBytes { try back.copyBytes(to: $0) }
    #expect(copy == bytes)
  }

  /// The little-endian bytes of 1.0f are 00 00 80 3f.
  @Test func bytesAreTheMachinesOwn() throws {
    #expect(try Tensor([1]).bytes() == [0, 0, 0x80, 0x3F])
  }

  @Test func wrongCountsAreRefused() throws {
    let short = torchError { try Tensor([1, 2, 3], shape: [2, 2]) }
    #expect(
      short?.description
        == "Tensor(_:shape:): a tensor of shape [2, 2] and type Double holds 32 bytes, but 24 were given")
    let bytes = torchError {
      try [UInt8](repeating: 0, count: 3).withUnsafeBytes { try Tensor(bytes: $0, shape: [4], dtype: .uint8) }
    }
    #expect(bytes?.message == "a tensor of shape [4] and type Byte holds 4 bytes, but 3 were given")
    let many = torchError { try Tensor([1, 2]).item() }
    #expect(many?.operation == "item")
    #expect(many?.message == "a Tensor with 2 elements cannot be converted to Scalar")
  }

  @Test func negativeLengthsAreRefused() {
    let error = torchError { try Tensor.zeros([-1]) }
    #expect(error?.operation == "full")
    #expect(error?.message.contains("negative dimension") == true)
  }

  @Test func theMessageHasNoBacktrace() {
    let error = torchError { try Tensor.zeros([2]).matmul(.zeros([3, 3, 3])) }
    #expect(error?.message.contains("Exception raised") == false)
    #expect(error?.message.contains(".cpp") == false)
  }

  @Test func emptyTensors() throws {
    let empty = try Tensor([])
    #expect(empty.shape == [0])
    #expect(try empty.doubles() == [])
    #expect(try empty.sum().item() == 0)
  }
}
