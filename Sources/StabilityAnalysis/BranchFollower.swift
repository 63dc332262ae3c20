import ComplexModule
import GSLNumerics
import GameDynamics
import RealModule

/// Goes along a branch of equilibria, and looks between its nodes.
struct BranchFollower {
  let request: EquilibriumBranch.Request
  private(set) var samples: [Sample] = []
  private(set) var end: EquilibriumBranch.End?
  /// True where the quantity is a whole number: then there is nothing between its values.
  let isWhole: Bool

  /// One node.
  struct Sample {
    let value: Double
    let equilibrium: Players<[Double]>
    let spectrum: Spectrum
    var count: Spectrum.Count { spectrum.count }
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
    for value in try Self.values(request, isWhole: isWhole) {
      guard let sample = try sample(at: value, near: samples.last?.equilibrium) else {
        guard let last = samples.last else { throw EquilibriumError.none(game: request.setup.game.card.name) }
        end = try self.end(between: last, and: value)
        break
      }
      samples.append(sample)
    }
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
    let nearest = here.spectrum.eigenvalues.min { ($0 - 1).length < ($1 - 1).length }
    return .init(value: here.value, eigenvalue: nearest ?? Complex(.nan, .nan))
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
        result.append(.init(range: samples[first].value...samples[last].value, count: on))
      }
      first = last + 1
    }
    return result
  }

  /// Where the numbers of eigenvalues inside, on and outside the circle change.
  func crossings() throws -> [EquilibriumBranch.Crossing] {
    // A node that happens to lie on a crossing is no stretch on the circle: its neighbours tell.
    let nodes = samples.enumerated().filter { index, sample in
      let neighbours = [index - 1, index + 1].filter(samples.indices.contains)
      return !neighbours.allSatisfy { samples[$0].count.on < sample.count.on } || samples.count == 1
    }.map(\.element)
    var found: [EquilibriumBranch.Crossing] = []
    for (a, b) in zip(nodes, nodes.dropFirst()) where a.count != b.count {
      let new =
        isWhole
        ? step(from: a, to: b)
        : a.count.on == 0 && b.count.on == 0 ? try crossings(from: a, to: b) : [try change(from: a, to: b)]
      // The two of a conjugate pair cross together and count once.
      for crossing in new
      where !found.contains(where: {
        $0.kind == .neimarkSacker && $0.kind == crossing.kind
          && abs($0.value - crossing.value) <= 10 * request.tolerance
      }) {
        found.append(crossing)
      }
    }
    return found.sorted { $0.value < $1.value }
  }

  /// Each eigenvalue that passes through the circle between two nodes, by Brent's method on its modulus.
  private func crossings(from a: Sample, to b: Sample) throws -> [EquilibriumBranch.Crossing] {
    let (fewer, more) = (min(a.count.outside, b.count.outside), max(a.count.outside, b.count.outside))
    return try (fewer..<more).map { place in
      func eigenvalue(_ value: Double) throws -> Complex<Double> {
        guard let sample = try sample(at: value, near: a.equilibrium) else {
          throw EquilibriumError.none(game: request.setup.game.card.name)
        }
        return sample.spectrum.eigenvalues[place]
      }
      // The modulus of the eigenvalue in this place of the order passes 1 between the nodes.
      let value = try bracketedRoot(in: a.value...b.value, tolerance: request.tolerance) {
        try eigenvalue($0).length - 1
      }
      return crossing(at: value, try eigenvalue(value), isLeaving: b.count.outside > a.count.outside)
    }
  }

  /// The place where eigenvalues come to the circle to stay, or leave it after they stayed, by bisection.
  private func change(from a: Sample, to b: Sample) throws -> EquilibriumBranch.Crossing {
    var (low, high) = (a, b)
    while high.value - low.value > request.tolerance {
      let middle = low.value + (high.value - low.value) / 2
      guard middle > low.value, middle < high.value, let sample = try sample(at: middle, near: low.equilibrium) else {
        break
      }
      if sample.count == a.count { low = sample } else { high = sample }
    }
    let leaves = b.count.outside > a.count.outside || b.count.inside < a.count.inside
    // Where two eigenvalues have just met, a real one may look complex by the root of rounding.
    let eigenvalue = Self.nearestToCircle(low, high)
    return crossing(at: high.value, eigenvalue / Complex(eigenvalue.length), isLeaving: leaves, realWithin: 1e-6)
  }

  /// The change from one whole number to the next.
  private func step(from a: Sample, to b: Sample) -> [EquilibriumBranch.Crossing] {
    [crossing(at: b.value, Self.nearestToCircle(a, b), isLeaving: b.count.outside > a.count.outside)]
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

  private func crossing(
    at value: Double, _ eigenvalue: Complex<Double>, isLeaving: Bool, realWithin tolerance: Double = 1e-9
  ) -> EquilibriumBranch.Crossing {
    // A real eigenvalue comes out of GSL with imaginary part exactly zero.
    let isReal = abs(eigenvalue.imaginary) <= tolerance
    return .init(
      value: value, eigenvalue: Complex(eigenvalue.real, abs(eigenvalue.imaginary)),
      kind: isReal ? (eigenvalue.real > 0 ? .branchPoint : .flip) : .neimarkSacker, isLeaving: isLeaving)
  }
}
