import Foundation
import Testing
import TorchTensors

@Suite struct ElementwiseTests {
  @Test func functions() throws {
    let x = try tensor([1, 4])
    try expectClose(x.sqrt(), [1, 2])
    try expectClose(x.rsqrt(), [1, 0.5])
    try expectClose(x.reciprocal(), [1, 0.25])
    try expectClose(x.square(), [1, 16])
    try expectClose(x.log(), [0, 1.3862943611198906])
    try expectClose(x.exp(), [2.718281828459045, 54.598150033144236])
    // 1e-20 is lost in 1 + x, but not here.
    try expectClose(tensor([1e-20]).log1p(), [1e-20], tolerance: 1e-35)
    try expectClose(tensor([1e-20]).expm1(), [1e-20], tolerance: 1e-35)
    try expectClose(tensor([-2, 0, 3]).abs(), [2, 0, 3])
    try expectClose(tensor([-2, 0, 3]).sign(), [-1, 0, 1])
    try expectClose(tensor([-1.5, 0.5, 1.5]).floor(), [-2, 0, 1])
    try expectClose(tensor([-1.5, 0.5, 1.5]).round(), [-2, 0, 2])
    try expectClose(tensor([0, .pi / 2]).sin(), [0, 1])
    try expectClose(tensor([0, .pi]).cos(), [1, -1])
    try expectClose(tensor([2, 3]).pow(tensor([3, 2])), [8, 9])
  }

  @Test func limits() throws {
    let x = try tensor([-2, 0, 3])
    try expectClose(x.clamp(low: -1, high: 1), [-1, 0, 1])
    try expectClose(x.clamp(low: -1), [-1, 0, 3])
    try expectClose(x.clamp(high: 1), [-2, 0, 1])
    try expectClose(x.maximum(1), [1, 1, 3])
    try expectClose(x.minimum(1), [-2, 0, 1])
    try expectClose(x.maximum(tensor([0, 1, 2])), [0, 1, 3])
    try expectClose(x.minimum(tensor([0, 1, 2])), [-2, 0, 2])
    #expect(torchError { try x.clamp() }?.operation == "clamp")
  }

  @Test func comparisons() throws {
    let x = try tensor([1, 2, 3])
    let y = try tensor([3, 2, 1])
    #expect(try x.equal(y).dtype == .bool)
    #expect(try x.equal(y).int64s() == [0, 1, 0])
    #expect(try x.notEqual(y).int64s() == [1, 0, 1])
    #expect(try x.less(y).int64s() == [1, 0, 0])
    #expect(try x.lessOrEqual(y).int64s() == [1, 1, 0])
    #expect(try x.greater(2).int64s() == [0, 0, 1])
    #expect(try x.greaterOrEqual(2).int64s() == [0, 1, 1])
    try expectClose(.select(where: x.greater(y), x, else: y * 10), [30, 20, 3])
    #expect(try x.greater(0).all().item() == 1)
    #expect(try x.greater(5).any().item() == 0)
    #expect(try x.greater(2).logicalNot().int64s() == [1, 1, 0])
  }

  /// The sum of two numbers near the top of the range overflows though each is finite; that must not count.
  @Test func finiteness() throws {
    #expect(try tensor([1, .infinity, .nan]).isFinite().int64s() == [1, 0, 0])
    #expect(try tensor([1e308, 1e308]).isAllFinite())
    #expect(try !tensor([1, .nan]).isAllFinite())
    #expect(try !tensor([-.infinity, 1]).isAllFinite())
    #expect(try Tensor(int64s: [1]).isAllFinite())
  }

  @Test func inPlace() throws {
    let x = try tensor([1, 2])
    let view = try x.view([2, 1])
    try x.add_(tensor([10, 20]), alpha: 0.5)
    try expectClose(view, [6, 12])
    try x.add_(1).mul_(2)
    try expectClose(x, [14, 26])
    try x.mul_(tensor([1, 2])).div_(tensor([7, 26]))
    try expectClose(x, [2, 2])
    try x.addcmul_(tensor([3, 4]), tensor([5, 6]), value: 2)
    try expectClose(x, [32, 50])
    try x.addcdiv_(tensor([8, 9]), tensor([4, 3]), value: -1)
    try expectClose(x, [30, 47])
    try x.lerp_(tensor([40, 57]), weight: 0.1)
    try expectClose(x, [31, 48])
    try x.maximum_(tensor([36, 49])).sqrt_()
    try expectClose(x, [6, 7])
    try x.clamp_(low: 6.5)
    try expectClose(x, [6.5, 7])
    try x.copy_(Tensor([3]))
    try expectClose(view, [3, 3])
    try expectClose(x.fill_(5), [5, 5])
    try expectClose(x.zero_(), [0, 0])
  }

  @Test func leavesMustNotChangeWhileRecorded() throws {
    let x = try leaf([1])
    let error = torchError { try x.add_(1) }
    #expect(
      error?.description
        == "add_: a leaf Variable that requires grad is being used in an in-place operation.")
    try withoutGradient { _ = try x.add_(1) }
    try expectClose(x, [2])
  }

  /// In single precision tanh is our own: against the C library's in double precision, on both sides of 0.6, where the
  /// formula changes, of 10, from where it is 1, and where a size is not a number, infinite or denormal. 2⁻²² is four
  /// roundings; 2¹⁸ numbers are enough for several threads and for what is left over after whole registers.
  @Test func hyperbolicTangentInSinglePrecision() throws {
    let count = (1 << 18) + 5
    var inputs = (0..<count).map { Float(-12 + 24 * Double($0) / Double(count - 1)) }
    inputs += [0.6, 0.6.nextDown, -0.6, 10, 10.0.nextUp, 1e-30, -1e-42].map { Float($0) }
    let outputs = try Tensor(floats: inputs).tanh().doubles()
    for (x, y) in zip(inputs, outputs) {
      let exact = Foundation.tanh(Double(x))
      guard abs(y - exact) <= 0x1p-22 * abs(exact) + 0x1p-149 else {
        Issue.record("tanh \(x) = \(y), not \(exact)")
        break
      }
    }
    let special = try Tensor([Double.infinity, -.infinity, .nan, 0, -0.0]).tanh().doubles()
    #expect(special[0] == 1 && special[1] == -1 && special[2].isNaN && special[3] == 0)
    #expect(special[4] == 0 && special[4].sign == .minus)
    // Memory in another order, and with gaps.
    let table = try Tensor((0..<6).map { Double($0) / 4 }).reshape([2, 3])
    for view in [try table.transpose(), try table.narrow(1, start: 0, length: 2)] {
      try expectClose(view.tanh(), view.doubles().map(Foundation.tanh), tolerance: 0x1p-22)
    }
  }

  /// Closed forms at 0 and ±1; Φ(1) = 0.8413447460685429.
  @Test func activations() throws {
    let x = try tensor([-1, 0, 1])
    let e = 2.718281828459045
    let s = 1 / (1 + 1 / e)
    try expectClose(x.relu(), [0, 0, 1])
    try expectClose(x.leakyRelu(slope: 0.2), [-0.2, 0, 1])
    try expectClose(x.sigmoid(), [1 - s, 0.5, s])
    try expectClose(x.tanh(), [-0.7615941559557649, 0, 0.7615941559557649])
    try expectClose(x.elu(), [1 / e - 1, 0, 1])
    try expectClose(x.elu(alpha: 2), [2 / e - 2, 0, 1])
    try expectClose(x.silu(), [s - 1, 0, s])
    try expectClose(x.gelu(), [0.8413447460685429 - 1, 0, 0.8413447460685429])
    try expectClose(x.softplus(), [0.31326168751822286, 0.6931471805599453, 1.3132616875182228])
    try expectClose(x.logSigmoid(), [-1.3132616875182228, -0.6931471805599453, -0.31326168751822286])
    try expectClose(tensor([-1000, 1000]).logSigmoid(), [-1000, 0])
    try expectClose(tensor([0, 0, 0, 0], [2, 2]).softmax(), [0.5, 0.5, 0.5, 0.5])
    try expectClose(tensor([1000, 1000]).logSoftmax(), [-0.6931471805599453, -0.6931471805599453])
  }
}
