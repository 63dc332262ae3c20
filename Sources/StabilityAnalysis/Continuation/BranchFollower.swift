import ComplexModule
import GSLNumerics
import GameDynamics
import RealModule

/// Goes along a branch of equilibria, and looks between its nodes.
///
/// Hyperparameters do not move equilibria: their values are gone through one by one. Parameters of the game do, and the
/// branch is followed by its arc length, round folds, unless it begins where its direction is not defined (on lines and
/// surfaces of equilibria), or the parameter is a whole number.
struct BranchFollower: SampledBranch {
  let request: EquilibriumBranch.Request
  private(set) var samples: [BranchSample] = []
  private(set) var end: EquilibriumBranch.End?
  /// True where the quantity is a whole number: then there is nothing between its values.
  let isWhole: Bool
  private(set) var curve: ArclengthFollower<EquilibriumEquation>?

  init(_ request: EquilibriumBranch.Request) throws {
    self.request = request
    let specs: [ParameterSpec]
    switch request.quantity {
    case .hyperparameter: specs = request.setup.hyperparameters.specs
    case .gameParameter: specs = request.setup.gameParameters.specs
    case .bothStepSizes: specs = []
    case .start: throw BranchError.changesNothing(name: request.quantity.name)
    }
    try SpectrumError.requireDerivative(of: request.setup.optimizer)
    isWhole = specs.first { $0.name == request.quantity.name }?.isWhole ?? false
    let values = try Self.values(request, isWhole: isWhole)
    if case .gameParameter = request.quantity, !isWhole, try followCurve(from: values[0]) { return }
    for value in values {
      guard let sample = try sample(at: value, near: samples.last?.equilibrium) else {
        guard let last = samples.last else { throw EquilibriumError.none(game: request.setup.game.card.name) }
        end = try self.end(between: last, and: value)
        break
      }
      samples.append(sample)
    }
  }

  /// Follows the branch by its arc length from the first value on; false where that cannot be begun.
  private mutating func followCurve(from value: Double) throws -> Bool {
    guard let first = try equilibrium(at: value, near: nil) else {
      throw EquilibriumError.none(game: request.setup.game.card.name)
    }
    let u = first.x + first.y
    let curve = ArclengthFollower(
      equation: EquilibriumEquation(setup: request.setup, quantity: request.quantity), range: request.range,
      scale: request.scale, nodes: request.nodes, size: 1 + u.reduce(0) { max($0, abs($1)) })
    let z = curve.scaled(u, value)
    let directions = try curve.nullVectors(at: z)
    guard directions.count == 1, let tangent = directions.first, abs(tangent[u.count]) > 1e-3 else { return false }
    let ahead = tangent.map { tangent[u.count] < 0 ? -$0 : $0 }
    let path = try curve.follow(from: .init(z: z, tangent: ahead))
    self.curve = curve
    samples = try path.nodes.map { try sample(of: $0, on: curve) }
    if path.end == .lost || path.end == .cap, let last = samples.last { end = Self.end(at: last) }
    return true
  }

  private func sample(
    of node: CurveNode, on curve: ArclengthFollower<EquilibriumEquation>
  ) throws -> BranchSample {
    let (u, p) = curve.unscaled(node.z)
    var setup = request.setup
    try setup.values.set(request.quantity, to: p)
    let m = setup.start.x.count
    let point = Players(x: Array(u.prefix(m)), y: Array(u.dropFirst(m)))
    return BranchSample(
      value: p, equilibrium: point, spectrum: try Spectrum(of: IterationJacobian().jacobian(of: setup, at: point)),
      node: node)
  }

  /// The sample at the share t of the way from one node to the next. Throws where there is none.
  func between(_ a: BranchSample, _ b: BranchSample, _ t: Double) throws -> BranchSample {
    if let curve, let from = a.node, let to = b.node {
      if let node = try curve.between(from, to, t) { return try sample(of: node, on: curve) }
    } else if let sample = try sample(at: a.value + t * (b.value - a.value), near: a.equilibrium) {
      return sample
    }
    throw EquilibriumError.none(game: request.setup.game.card.name)
  }

  var parameterTolerance: Double { request.tolerance }
  var range: ClosedRange<Double> { request.range }

  func branchPoint(at sample: BranchSample) throws -> BranchPoint? {
    guard let curve, let node = sample.node else { return nil }
    return try BranchPoint(at: node.z, ahead: node.tangent, on: curve)
  }

  /// At +1 the curves that cross say which bifurcation it is.
  func kindAtPlusOne(_ sample: BranchSample) throws -> EquilibriumBranch.Kind {
    guard let point = try branchPoint(at: sample) else { return .branchPoint }
    if !point.isVertical { return .transcritical }
    var setup = request.setup
    try setup.values.set(request.quantity, to: sample.value)
    let isolation = try EquilibriumFinder().isolation(of: sample.equilibrium, setup.game, setup.gameParameters)
    return isolation == .degenerate ? .pitchfork : .branchPoint
  }

  private static func values(_ request: EquilibriumBranch.Request, isWhole: Bool) throws -> [Double] {
    let (low, high, nodes) = (request.range.lowerBound, request.range.upperBound, request.nodes)
    guard nodes >= 2, low < high, low.isFinite, high.isFinite else {
      throw BranchError.badRange(name: request.quantity.name, range: request.range, nodes: nodes)
    }
    guard request.scale == .linear || low > 0 && !isWhole else {
      throw BranchError.badLogarithm(name: request.quantity.name, range: request.range, isWhole: isWhole)
    }
    if isWhole {
      let (first, last) = (low.rounded(.up), high.rounded(.down))
      let stride = max(1, ((last - first) / Double(nodes - 1)).rounded(.up))
      return Array(Swift.stride(from: first, through: last, by: stride))
    }
    return request.scale.nodes(request.range, count: nodes)
  }

  /// The node at a value; nil where no equilibrium is found from `start`.
  func sample(at value: Double, near start: Players<[Double]>?) throws -> BranchSample? {
    guard let point = try equilibrium(at: value, near: start) else { return nil }
    var setup = request.setup
    try setup.values.set(request.quantity, to: value)
    return BranchSample(
      value: value, equilibrium: point,
      spectrum: try Spectrum(of: IterationJacobian().jacobian(of: setup, at: point)))
  }

  /// The equilibrium at a value: of several, the one nearest to where the last node was.
  private func equilibrium(at value: Double, near start: Players<[Double]>?) throws -> Players<[Double]>? {
    var setup = request.setup
    try setup.values.set(request.quantity, to: value)
    let finder = EquilibriumFinder()
    let found: [Players<[Double]>]
    if let given = request.equilibrium {
      found = try finder.search(setup.game, setup.gameParameters, from: start ?? given).map { [$0] } ?? []
    } else {
      found = try finder.equilibria(of: setup.game, setup.gameParameters, from: start ?? setup.start)
    }
    return found.min { Self.distance($0, start) < Self.distance($1, start) }
  }

  private static func distance(_ a: Players<[Double]>, _ b: Players<[Double]>?) -> Double {
    guard let b else { return 0 }
    return zip(a.x + a.y, b.x + b.y).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  }

  /// The last place where the equilibrium is found, by bisection.
  private func end(between last: BranchSample, and lost: Double) throws -> EquilibriumBranch.End {
    var (here, beyond) = (last, lost)
    while !isWhole, beyond - here.value > request.tolerance {
      let middle = here.value + (beyond - here.value) / 2
      guard middle > here.value, middle < beyond else { break }
      if let next = try sample(at: middle, near: here.equilibrium) { here = next } else { beyond = middle }
    }
    return Self.end(at: here)
  }

  private static func end(at sample: BranchSample) -> EquilibriumBranch.End {
    .init(value: sample.value, eigenvalue: nearestToOne(sample))
  }

  static func nearestToOne(_ sample: BranchSample) -> Complex<Double> {
    sample.spectrum.eigenvalues.min { ($0 - 1).length < ($1 - 1).length } ?? Complex(.nan, .nan)
  }

  // MARK: - Another branch

  /// The branch that crosses this one at a sample near `crossing`, in both directions from there; nil where none is known
  /// to cross.
  func crossed(at crossing: EquilibriumBranch.Crossing) throws -> BranchFollower? {
    guard let curve else { return nil }
    let u = crossing.equilibrium.x + crossing.equilibrium.y
    let z = curve.scaled(u, crossing.value)
    let nearest = samples.min {
      norm(plus($0.node?.z ?? z, -1, z)) < norm(plus($1.node?.z ?? z, -1, z))
    }
    guard let ahead = nearest?.node?.tangent, let point = try BranchPoint(at: z, ahead: ahead, on: curve) else {
      return nil
    }
    var halves: [[CurveNode]] = []
    for sign in [-1.0, 1] {
      let path = try curve.follow(from: .init(z: z, tangent: point.crossing.map { sign * $0 }))
      halves.append(path.nodes)
    }
    // The first half is gone through backwards, so its tangents turn round.
    let nodes =
      halves[0].dropFirst().reversed().map {
        CurveNode(z: $0.z, tangent: $0.tangent.map { -$0 })
      } + halves[1]
    var other = self
    other.end = nil
    other.samples = try nodes.map { try sample(of: $0, on: curve) }
    return other
  }
}
