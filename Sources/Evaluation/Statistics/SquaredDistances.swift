import TorchTensors

/// The squared Euclidean distances of all pairs of two sets of vectors, a block of rows at a time:
///
///     d²(a, b) = ‖a‖² - 2⟨a, b⟩ + ‖b‖²
///
/// One matrix product a block, in the vectors' own precision. All vectors are taken from a centre near both sets first,
/// which leaves distances as they are and what cancels small. What rounding alone could leave, √d ε (‖a‖² + ‖b‖²), is
/// zero: equal vectors are at a distance of 0 wherever they stand, so that copies lie on spheres of radius 0.
struct SquaredDistances {
  private let a: Tensor, b: Tensor, squaresOfA: Tensor, squaresOfB: Tensor
  /// √d ε.
  private let rounding: Double

  /// Numbers of a block at most, 16 MiB of single precision: some six of that size are alive at a time.
  private static let blockSize = 1 << 22

  init(from a: Tensor, to b: Tensor, centre: Tensor) throws {
    let dtype: DType = a.dtype == .float64 || b.dtype == .float64 ? .float64 : .float32
    func centred(_ x: Tensor) throws -> Tensor { try x.to(dtype) - centre.to(dtype) }
    self.a = try centred(a)
    self.b = try centred(b).transpose()
    squaresOfA = try self.a.square().sum([1], keepingDimensions: true)
    squaresOfB = try self.b.square().sum([0], keepingDimensions: true)
    rounding = (dtype == .float64 ? Double.ulpOfOne : Double(Float.ulpOfOne)) * Double(a.shape[1]).squareRoot()
  }

  /// What `body` makes of each block: the places of its rows among a's, its distances to all of b.
  func blocks<Result>(_ body: (Range<Int>, Tensor) throws -> Result) throws -> [Result] {
    let (rows, columns) = (a.shape[0], b.shape[1])
    let size = max(1, min(rows, Self.blockSize / max(1, columns)))
    var results: [Result] = []
    for start in stride(from: 0, to: rows, by: size) {
      let length = min(size, rows - start)
      let squares = try squaresOfA.narrow(0, start: start, length: length) + squaresOfB
      let distances = try a.narrow(0, start: start, length: length).matmul(b).mul_(-2).add_(squares)
      let isDistant = try distances.greater(squares.mul_(rounding))
      results.append(try body(start..<start + length, distances.mul_(isDistant)))
    }
    return results
  }
}
