import Testing
import TorchTensors

@Suite struct ReductionTests {
  /// The matrix [[1, 2, 3], [4, 5, 9]]: sum 24, mean 4; variance with n - 1: (9+4+1+0+1+25)/5 = 8.
  @Test func reductions() throws {
    let x = try tensor([1, 2, 3, 4, 5, 9], [2, 3])
    try expectClose(x.sum(), [24], shape: [])
    try expectClose(x.sum([1]), [6, 18], shape: [2])
    try expectClose(x.sum([-2], keepingDimensions: true), [5, 7, 12], shape: [1, 3])
    try expectClose(x.mean(), [4])
    try expectClose(x.mean([0, 1]), [4])
    try expectClose(x.variance(), [8])
    try expectClose(x.variance(correction: 0), [40.0 / 6])
    try expectClose(x.variance([0], correction: 0), [2.25, 2.25, 9])
    try expectClose(x.max(), [9])
    try expectClose(x.max([0]), [4, 5, 9])
    try expectClose(x.min([1], keepingDimensions: true), [1, 4], shape: [2, 1])
    #expect(try x.argmax().int64s() == [5])
    #expect(try x.argmax(1).int64s() == [2, 2])
    #expect(try x.argmin(0, keepingDimensions: true).int64s() == [0, 0, 0])
    try expectClose(tensor([3, 4]).norm(), [5])
    try expectClose(tensor([3, -4]).norm(order: 1), [7])
    try expectClose(tensor([3, 4, 6, 8], [2, 2]).norm([1]), [5, 10])
    // log(e^1000 + e^1000) = 1000 + log 2.
    try expectClose(tensor([1000, 1000]).logSumExp(), [1000.6931471805599])
  }

  /// [1,2]·[3,4] = 11; [[1,2],[3,4]]·[5,6] = [17,39]; 2·bias + 3·(x y).
  @Test func products() throws {
    let x = try tensor([1, 2])
    let y = try tensor([3, 4])
    try expectClose(x.dot(y), [11], shape: [])
    try expectClose(x.outer(y), [3, 4, 6, 8], shape: [2, 2])
    let a = try tensor([1, 2, 3, 4], [2, 2])
    try expectClose(a.matmul(tensor([5, 6])), [17, 39], shape: [2])
    try expectClose(a.addmm(a, adding: tensor([1, 1]), beta: 2, alpha: 3), [23, 32, 47, 68])
    try expectClose(x.reshape([1, 2]).linear(weight: a, bias: tensor([100, 200])), [105, 211], shape: [1, 2])
    try expectClose(x.linear(weight: a), [5, 11])
  }

  /// qᵀq = 1 and q r = x.
  @Test func qrFactors() throws {
    let x = try RandomStream(seed: 1).normal([5, 3], dtype: .float64)
    let (q, r) = try x.qr()
    try expectClose(q.transpose().matmul(q), [1, 0, 0, 0, 1, 0, 0, 0, 1], shape: [3, 3])
    try expectClose(q.matmul(r), x.doubles(), shape: [5, 3])
  }
}
