import ComplexModule
import GSLNumerics
import GameDynamics
import RealModule

/// Goes along a branch of equilibria, and looks between its nodes.
///
/// Hyperparameters do not move equilibria: their values are gone through one by one. Parameters of the game do, and the
/// branch is followed by its arc length, round folds, unless it begins where its direction is not defined (on lines and
/// surfaces of equilibria), or the parameter is a whole number.
struct BranchFollower {
  let request: EquilibriumBranch.Request
  private(set) var samples: [Sample] = []
  private(set) var end: EquilibriumBranch.End?
  /// True where the quantity is a whole number: then there is nothing between its values.
  let isWhole: Bool
  private(set) var curve: ArclengthFollower<EquilibriumEquation>?

  /// One node.
  struct Sample {
    let value: Double
    let equilibrium: Players<[Double]>
    let spectrum: Spectrum
    /// Where it is on the curve, where that is followed by arc length.
    var node: ArclengthFollower<EquilibriumEquation>.Node?
    var count: Spectrum.Count { spectrum.count }
    /// Whether it is a fold itself, as the first node of a branch that crosses another vertically.
    var isFold: Bool { node.map { abs($0.slope) < 1e-8 } ?? false }
  }

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
    guard let first = try sample(at: value, near: nil) else {
      throw EquilibriumError.none(game: request.setup.game.card.name)
    }
    let u = first.equilibrium.x + first.equilibrium.y
    let curve = ArclengthFollower(
      equation: EquilibriumEquation(setup: request.setup, quantity: request.quantity), range: request.range,
      nodes: request.nodes, size: 1 + u.reduce(0) { max($0, abs($1)) })
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
    of node: ArclengthFollower<EquilibriumEquation>.Node, on curve: ArclengthFollower<EquilibriumEquation>
  ) throws -> Sample {
    let (u, p) = curve.unscaled(node.z)
    var setup = request.setup
    try setup.values.set(request.quantity, to: p)
    let m = setup.start.x.count
    let point = Players(x: Array(u.prefix(m)), y: Array(u.dropFirst(m)))
    return Sample(
      value: p, equilibrium: point, spectrum: try Spectrum(of: IterationJacobian().jacobian(of: setup, at: point)),
      node: node)
  }

  /// The sample at the share t of the way from one node to the next. Throws where there is none.
  private func between(_ a: Sample, _ b: Sample, _ t: Double) throws -> Sample {
    if let curve, let from = a.node, let to = b.node {
      if let node = try curve.between(from, to, t) { return try sample(of: node, on: curve) }
    } else if let sample = try sample(at: a.value + t * (b.value - a.value), near: a.equilibrium) {
      return sample
    }
    throw EquilibriumError.none(game: request.setup.game.card.name)
  }

  /// The share of the way between two nodes that is as long as the tolerance of the parameter.
  private func tolerance(_ a: Sample, _ b: Sample) -> Double {
    var length = abs(b.value - a.value)
    if let from = a.node, let to = b.node {
      length = max(length, norm(plus(to.z, -1, from.z)) * (request.range.upperBound - request.range.lowerBound))
    }
    return max(request.tolerance / length, 1e-15)
  }

  private static func values(_ request: EquilibriumBranch.Request, isWhole: Bool) throws -> [Double] {
    let (low, high, nodes) = (request.range.lowerBound, request.range.upperBound, request.nodes)
    guard nodes >= 2, low < high, low.isFinite, high.isFinite else {
      throw BranchError.badRange(name: request.quantity.name, range: request.range, nodes: nodes)
    }
    if isWhole {
      let (first, last) = (low.rounded(.up), high.rounded(.down))
      let stride = max(1, ((last - first) / Double(nodes - 1)).rounded(.up))
      return Array(Swift.stride(from: first, through: last, by: stride))
    }
    return (0..<nodes).map { $0 == nodes - 1 ? high : low + (high - low) * Double($0) / Double(nodes - 1) }
  }

  /// The node at a value; nil where no equilibrium is found from `start`.
  private func sample(at value: Double, near start: Players<[Double]>?) throws -> Sample? {
    var setup = request.setup
    try setup.values.set(request.quantity, to: value)
    let finder = EquilibriumFinder()
    let found: [Players<[Double]>]
    if let given = request.equilibrium {
      found = try finder.search(setup.game, setup.gameParameters, from: start ?? given).map { [$0] } ?? []
    } else {
      found = try finder.equilibria(of: setup.game, setup.gameParameters, from: start ?? setup.start)
    }
    // Of several equilibria, the one nearest to where the last node was.
    guard let point = found.min(by: { Self.distance($0, start) < Self.distance($1, start) }) else { return nil }
    return Sample(
      value: value, equilibrium: point,
      spectrum: try Spectrum(of: IterationJacobian().jacobian(of: setup, at: point)))
  }

  private static func distance(_ a: Players<[Double]>, _ b: Players<[Double]>?) -> Double {
    guard let b else { return 0 }
    return zip(a.x + a.y, b.x + b.y).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  }

  /// The last place where the equilibrium is found, by bisection.
  private func end(between last: Sample, and lost: Double) throws -> EquilibriumBranch.End {
    var (here, beyond) = (last, lost)
    while !isWhole, beyond - here.value > request.tolerance {
      let middle = here.value + (beyond - here.value) / 2
      guard middle > here.value, middle < beyond else { break }
      if let next = try sample(at: middle, near: here.equilibrium) { here = next } else { beyond = middle }
    }
    return Self.end(at: here)
  }

  private static func end(at sample: Sample) -> EquilibriumBranch.End {
    .init(value: sample.value, eigenvalue: nearestToOne(sample))
  }

  private static func nearestToOne(_ sample: Sample) -> Complex<Double> {
    sample.spectrum.eigenvalues.min { ($0 - 1).length < ($1 - 1).length } ?? Complex(.nan, .nan)
  }

  /// Stretches of nodes with eigenvalues on the circle.
  var neutral: [EquilibriumBranch.Neutral] {
    var result: [EquilibriumBranch.Neutral] = []
    var first = 0
    while first < samples.count {
      let on = samples[first].count.on
      var last = first
      while last + 1 < samples.count, samples[last + 1].count.on == on { last += 1 }
      if on > 0, last > first || samples.count == 1 {
        let values = samples[first...last].map(\.value)
        result.append(.init(range: (values.min() ?? 0)...(values.max() ?? 0), count: on))
      }
      first = last + 1
    }
    return result
  }

  /// Folds, and where the numbers of eigenvalues inside, on and outside the circle change, in the order of the branch.
  func crossings() throws -> [EquilibriumBranch.Crossing] {
    // A node that happens to lie on a crossing is no stretch on the circle: its neighbours tell.
    let nodes = samples.enumerated().filter { index, sample in
      let neighbours = [index - 1, index + 1].filter(samples.indices.contains)
      return sample.isFold || samples.count == 1
        || !neighbours.allSatisfy { samples[$0].count.on < sample.count.on }
    }.map(\.element)
    var found: [EquilibriumBranch.Crossing] = []
    for (a, b) in zip(nodes, nodes.dropFirst()) {
      let fold = try fold(from: a, to: b)
      var new: [EquilibriumBranch.Crossing] = []
      if a.count != b.count {
        new =
          isWhole
          ? step(from: a, to: b)
          : a.count.on == 0 && b.count.on == 0 ? try crossings(from: a, to: b) : [try change(from: a, to: b)]
      }
      if fold != nil || a.isFold {
        // At +1 it is the fold itself that changes the numbers.
        new = [fold].compactMap { $0 } + new.filter { $0.kind == .flip || $0.kind == .neimarkSacker }
      }
      // The two of a conjugate pair cross together and count once.
      for crossing in new
      where !found.contains(where: {
        $0.kind == .neimarkSacker && $0.kind == crossing.kind
          && abs($0.value - crossing.value) <= 10 * request.tolerance
      }) {
        found.append(crossing)
      }
    }
    return found
  }

  /// The fold between two nodes: there the parameter turns back.
  private func fold(from a: Sample, to b: Sample) throws -> EquilibriumBranch.Crossing? {
    guard let first = a.node, let last = b.node, !a.isFold else { return nil }
    if b.isFold { return crossing(at: b, Complex(1), isLeaving: b.count.outside > a.count.outside, kind: .fold) }
    guard first.slope * last.slope < 0 else { return nil }
    let t = try bracketedRoot(in: 0...1, tolerance: tolerance(a, b)) { try between(a, b, $0).node?.slope ?? .nan }
    let place = try between(a, b, t)
    return crossing(
      at: place, Complex(1), isLeaving: b.count.outside > a.count.outside, kind: .fold)
  }

  /// Each eigenvalue that passes through the circle between two nodes, by Brent's method on its modulus.
  private func crossings(from a: Sample, to b: Sample) throws -> [EquilibriumBranch.Crossing] {
    let (fewer, more) = (min(a.count.outside, b.count.outside), max(a.count.outside, b.count.outside))
    return try (fewer..<more).map { place in
      // The modulus of the eigenvalue in this place of the order passes 1 between the nodes.
      let t = try bracketedRoot(in: 0...1, tolerance: tolerance(a, b)) {
        try between(a, b, $0).spectrum.eigenvalues[place].length - 1
      }
      let sample = try between(a, b, t)
      return try named(sample, sample.spectrum.eigenvalues[place], isLeaving: b.count.outside > a.count.outside)
    }
  }

  /// The place where eigenvalues come to the circle to stay, or leave it after they stayed, by bisection.
  private func change(from a: Sample, to b: Sample) throws -> EquilibriumBranch.Crossing {
    var (low, high) = ((t: 0.0, sample: a), (t: 1.0, sample: b))
    while high.t - low.t > tolerance(a, b) {
      let middle = low.t + (high.t - low.t) / 2
      guard middle > low.t, middle < high.t, let sample = try? between(a, b, middle) else { break }
      if sample.count == a.count { low = (middle, sample) } else { high = (middle, sample) }
    }
    let leaves = b.count.outside > a.count.outside || b.count.inside < a.count.inside
    // Where two eigenvalues have just met, a real one may look complex by the root of rounding.
    let eigenvalue = Self.nearestToCircle(low.sample, high.sample)
    return try named(high.sample, eigenvalue / Complex(eigenvalue.length), isLeaving: leaves, realWithin: 1e-6)
  }

  /// The change from one whole number to the next.
  private func step(from a: Sample, to b: Sample) -> [EquilibriumBranch.Crossing] {
    let eigenvalue = Self.nearestToCircle(a, b)
    return [
      crossing(
        at: b, eigenvalue, isLeaving: b.count.outside > a.count.outside, kind: Self.kind(eigenvalue, realWithin: 1e-9))
    ]
  }

  /// Of the eigenvalues of both, the one nearest to the circle that is not on it on both sides.
  private static func nearestToCircle(_ a: Sample, _ b: Sample) -> Complex<Double> {
    let moved = a.count.on > b.count.on ? b : a.count.on < b.count.on ? a : b
    let candidates = moved.spectrum.eigenvalues.indices.filter { moved.spectrum.side($0) != .on }
    let best = candidates.min {
      abs(moved.spectrum.eigenvalues[$0].length - 1) < abs(moved.spectrum.eigenvalues[$1].length - 1)
    }
    return best.map { moved.spectrum.eigenvalues[$0] } ?? b.spectrum.eigenvalues.first ?? Complex(.nan, .nan)
  }

  private static func kind(_ eigenvalue: Complex<Double>, realWithin tolerance: Double) -> EquilibriumBranch.Kind {
    // A real eigenvalue comes out of GSL with imaginary part exactly zero.
    abs(eigenvalue.imaginary) > tolerance ? .neimarkSacker : eigenvalue.real > 0 ? .branchPoint : .flip
  }

  private func crossing(
    at sample: Sample, _ eigenvalue: Complex<Double>, isLeaving: Bool, kind: EquilibriumBranch.Kind
  ) -> EquilibriumBranch.Crossing {
    .init(
      value: sample.value, equilibrium: sample.equilibrium,
      eigenvalue: Complex(eigenvalue.real, abs(eigenvalue.imaginary)), kind: kind, isLeaving: isLeaving)
  }

  /// A crossing by all that is known of it: at +1 the curves that cross there say which it is.
  private func named(
    _ sample: Sample, _ eigenvalue: Complex<Double>, isLeaving: Bool, realWithin tolerance: Double = 1e-9
  ) throws -> EquilibriumBranch.Crossing {
    var kind = Self.kind(eigenvalue, realWithin: tolerance)
    if kind == .branchPoint, let point = try branchPoint(at: sample) {
      if !point.isVertical {
        kind = .transcritical
      } else if try EquilibriumFinder().isolation(
        of: sample.equilibrium, request.setup.game, parameters(at: sample.value)) == .degenerate
      {
        kind = .pitchfork
      }
    }
    return crossing(at: sample, eigenvalue, isLeaving: isLeaving, kind: kind)
  }

  private func parameters(at value: Double) throws -> Parameters<Double> {
    var setup = request.setup
    try setup.values.set(request.quantity, to: value)
    return setup.gameParameters
  }

  private func branchPoint(at sample: Sample) throws -> BranchPoint? {
    guard let curve, let node = sample.node else { return nil }
    return try BranchPoint(at: node.z, ahead: node.tangent, on: curve)
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
    var halves: [[ArclengthFollower<EquilibriumEquation>.Node]] = []
    for sign in [-1.0, 1] {
      let path = try curve.follow(from: .init(z: z, tangent: point.crossing.map { sign * $0 }))
      halves.append(path.nodes)
    }
    // The first half is gone through backwards, so its tangents turn round.
    let nodes =
      halves[0].dropFirst().reversed().map {
        ArclengthFollower<EquilibriumEquation>.Node(z: $0.z, tangent: $0.tangent.map { -$0 })
      } + halves[1]
    var other = self
    other.end = nil
    other.samples = try nodes.map { try sample(of: $0, on: curve) }
    return other
  }
}
