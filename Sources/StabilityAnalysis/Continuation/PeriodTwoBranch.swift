import ComplexModule
import GSLNumerics
import GameDynamics
import RealModule

/// The cycle of period two that is born at a flip, as the parameter moves on: its two points, their stability, and where
/// it changes.
///
/// The cycle is followed as a solution of F(F(u)) = u by pseudo-arclength, from the flip in the direction of the
/// eigenvector of -1, whichever way the parameter goes there, round folds, up to a bound of the range or to another flip where it
/// shrinks to the equilibrium. Its eigenvalues are those of two steps; a flip of theirs is where a cycle of period four is born.
public struct PeriodTwoBranch: Sendable {
  /// The parameter's values, along the branch.
  public let values: [Double]
  /// The two points of the cycle at each value.
  public let cycles: [(first: Players<[Double]>, second: Players<[Double]>)]
  /// The eigenvalues of two steps at each value, largest modulus first.
  public let eigenvalues: [[Complex<Double>]]
  /// How many of them lie on each side of the unit circle.
  public let counts: [Spectrum.Count]
  /// Folds of the cycle, and where its eigenvalues cross the unit circle, in the order of the branch.
  public let crossings: [EquilibriumBranch.Crossing]
  /// True where it ends because no cycle is found farther on, not at a bound or at the equilibrium.
  public let isLost: Bool

  /// Follows the cycle that is born at a flip of the branch of a request; nil for other crossings, for degenerate
  /// flips (of linear iterations all points near are on cycles), and where no cycle is found. Throws what stepping throws.
  public init?(at flip: EquilibriumBranch.Crossing, of request: EquilibriumBranch.Request) throws {
    guard flip.kind == .flip, flip.criticality?.kind != .degenerate, let follower = try CycleFollower(flip, request),
      follower.samples.count > 2
    else {
      return nil
    }
    values = follower.samples.map(\.value)
    cycles = follower.samples.enumerated().map { ($1.equilibrium, follower.seconds[$0]) }
    eigenvalues = follower.samples.map(\.spectrum.eigenvalues)
    counts = follower.samples.map(\.count)
    // At the flip itself an eigenvalue of two steps is +1.
    crossings = try follower.crossings().filter {
      $0.isTurn || abs($0.value - flip.value) > 1e-6 * abs(flip.value)
    }
    isLost = follower.isLost
  }
}

/// Goes along a branch of cycles of period two.
private struct CycleFollower: SampledBranch {
  let range: ClosedRange<Double>
  let parameterTolerance: Double
  var isWhole: Bool { false }
  private(set) var samples: [BranchSample] = []
  /// The cycle's other point at each sample.
  private(set) var seconds: [Players<[Double]>] = []
  private(set) var isLost = false
  private let curve: ArclengthFollower<CycleEquation>

  init?(_ flip: EquilibriumBranch.Crossing, _ request: EquilibriumBranch.Request) throws {
    range = request.range
    parameterTolerance = request.tolerance
    let equation = CycleEquation(setup: request.setup, quantity: request.quantity)
    let u = try equation.coordinates(at: flip.equilibrium, flip.value)
    curve = ArclengthFollower(
      equation: equation, range: request.range, scale: request.scale, nodes: request.nodes,
      size: 1 + u.reduce(0) { max($0, abs($1)) })
    var setup = request.setup
    try setup.values.set(request.quantity, to: flip.value)
    var shifted = try IterationJacobian().jacobian(of: setup, at: flip.equilibrium)
    for i in 0..<shifted.rows { shifted[i, i] += 1 }
    let direction = try SingularValues(of: shifted).right[u.count - 1]
    let path = try curve.follow(
      from: CurveNode(z: curve.scaled(u, flip.value), tangent: direction + [0]), cap: 4 * request.nodes)
    isLost = path.end == .lost || path.end == .cap
    var swing: [Double]?
    for node in path.nodes {
      let (u, p) = curve.unscaled(node.z)
      let image = try equation.images(of: u, p)[0]
      let now = plus(image, -1, u)
      // Through the equilibrium the two points change places: the rest has been seen.
      if let swing, dot(swing, now) < 0, samples.count > 1 {
        isLost = false
        break
      }
      if samples.count > 0 { swing = now }
      samples.append(try sample(of: node))
      seconds.append(players(image))
    }
  }

  private func players(_ u: [Double]) -> Players<[Double]> {
    let split = curve.equation.setup.start.map(\.count)
    return Players(x: Array(u.prefix(split.x)), y: Array(u.dropFirst(split.x).prefix(split.y)))
  }

  private func sample(of node: CurveNode) throws -> BranchSample {
    let (u, p) = curve.unscaled(node.z)
    let n = u.count
    var matrix = Matrix(rows: n, columns: n)
    for (i, row) in try curve.equation.derivative(u, p).enumerated() {
      for j in 0..<n { matrix[i, j] = row[j] + (i == j ? 1 : 0) }
    }
    return BranchSample(value: p, equilibrium: players(u), spectrum: try Spectrum(of: matrix), node: node)
  }

  func between(_ a: BranchSample, _ b: BranchSample, _ t: Double) throws -> BranchSample {
    guard let from = a.node, let to = b.node, let node = try curve.between(from, to, t) else {
      throw EquilibriumError.none(game: curve.equation.setup.game.card.name)
    }
    return try sample(of: node)
  }

  func branchPoint(at sample: BranchSample) throws -> BranchPoint? {
    try sample.node.flatMap { try BranchPoint(at: $0.z, ahead: $0.tangent, on: curve) }
  }

  func kindAtPlusOne(_ sample: BranchSample) -> EquilibriumBranch.Kind { .branchPoint }
}
