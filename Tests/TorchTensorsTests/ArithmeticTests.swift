import Testing
import TorchTensors

@Suite struct ArithmeticTests {
  @Test func operatorsBroadcast() throws {
    let column = try tensor([1, 2], [2, 1])
    let row = try tensor([10, 20, 30])
    try expectClose(column + row, [11, 21, 31, 12, 22, 32], shape: [2, 3])
    try expectClose(column * row, [10, 20, 30, 20, 40, 60], shape: [2, 3])
    try expectClose(row - column, [9, 19, 29, 8, 18, 28], shape: [2, 3])
    try expectClose(row / column, [10, 20, 30, 5, 10, 15], shape: [2, 3])
  }

  @Test func operatorsWithNumbersOnEitherSide() throws {
    let x = try tensor([1, 2, 4])
    try expectClose(x + 1, [2, 3, 5])
    try expectClose(1 - x, [0, -1, -3])
    try expectClose(2 * x, [2, 4, 8])
    try expectClose(8 / x, [8, 4, 2])
    try expectClose(x / 2, [0.5, 1, 2])
    try expectClose(-x, [-1, -2, -4])
    try expectClose(x.pow(2), [1, 4, 16])
  }

  @Test func wholeNumbersKeepIntegers() throws {
    let x = try Tensor(int64s: [1, 2, 3])
    #expect(try (x * 2).dtype == .int64)
    #expect(try (x + 1).int64s() == [2, 3, 4])
    #expect(try (x * 0.5).dtype == .float32)
  }

  @Test func shapesThatDoNotFitAreReportedInTheWordsOfLibtorch() throws {
    let x = try Tensor.zeros([2, 3])
    let product = torchError { try x.matmul(x) }
    #expect(product?.description == "matmul: mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)")
    let sum = torchError { try x + Tensor.zeros([2, 4]) }
    #expect(
      sum?.description
        == "+: The size of tensor a (3) must match the size of tensor b (4) at non-singleton dimension 1")
  }

  /// [[1,2],[3,4]] · [[5,6],[7,8]] = [[19,22],[43,50]].
  @Test func matrixProducts() throws {
    let a = try tensor([1, 2, 3, 4], [2, 2])
    let b = try tensor([5, 6, 7, 8], [2, 2])
    try expectClose(a.matmul(b), [19, 22, 43, 50], shape: [2, 2])
  }
}
