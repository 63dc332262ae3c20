import ComplexModule
import GSLNumerics
import GameDynamics
import RealModule

/// One node of a branch, or a place between two.
struct BranchSample {
  let value: Double
  /// The equilibrium, or one point of a cycle.
  let equilibrium: Players<[Double]>
  let spectrum: Spectrum
  /// Where it is on the curve, where that is followed by arc length.
  var node: CurveNode?
  var count: Spectrum.Count { spectrum.count }
  /// Whether it is a fold itself, as the first node of a branch that crosses another vertically.
  var isFold: Bool { node.map { abs($0.slope) < 1e-8 } ?? false }
}

/// A branch of fixed points, of one step or of several, that is known at its nodes and can be asked between them.
protocol SampledBranch {
  /// The nodes, in the order of the branch.
  var samples: [BranchSample] { get }
  /// True where the parameter is a whole number: then there is nothing between its values.
  var isWhole: Bool { get }
  /// The parameter's range.
  var range: ClosedRange<Double> { get }
  /// To which precision of the parameter a crossing is located.
  var parameterTolerance: Double { get }
  /// The sample at the share t of the way from one node to the next. Throws where there is none.
  func between(_ a: BranchSample, _ b: BranchSample, _ t: Double) throws -> BranchSample
  /// The curves that cross at a sample; nil where the branch is alone, or not followed as a curve.
  func branchPoint(at sample: BranchSample) throws -> BranchPoint?
  /// Which bifurcation it is where an eigenvalue is +1 and the parameter does not turn back.
  func kindAtPlusOne(_ sample: BranchSample) throws -> EquilibriumBranch.Kind
}

/// What is found between the nodes of a branch: folds, and crossings of the unit circle.
extension SampledBranch {
  /// The share of the way between two nodes that is as long as the tolerance of the parameter.
  func tolerance(_ a: BranchSample, _ b: BranchSample) -> Double {
    var length = abs(b.value - a.value)
    if let from = a.node, let to = b.node {
      length = max(length, norm(plus(to.z, -1, from.z)) * (range.upperBound - range.lowerBound))
    }
    return max(parameterTolerance / length, 1e-15)
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

  /// Turns of the parameter, and where the numbers of eigenvalues inside, on and outside the circle change, in the order of the branch.
  func crossings() throws -> [EquilibriumBranch.Crossing] {
    // A node that happens to lie on a crossing is no stretch on the circle: its neighbours tell.
    let nodes = samples.enumerated().filter { index, sample in
      let neighbours = [index - 1, index + 1].filter(samples.indices.contains)
      return sample.isFold || samples.count == 1
        || !neighbours.allSatisfy { samples[$0].count.on < sample.count.on }
    }.map(\.element)
    var found: [EquilibriumBranch.Crossing] = []
    for (a, b) in zip(nodes, nodes.dropFirst()) {
      let turn = try turn(from: a, to: b)
      var new: [EquilibriumBranch.Crossing] = []
      if a.count != b.count {
        new =
          isWhole
          ? step(from: a, to: b)
          : a.count.on == 0 && b.count.on == 0 ? try crossings(from: a, to: b) : [try change(from: a, to: b)]
      }
      if turn != nil || a.isFold {
        // At +1 it is the turn itself that changes the numbers.
        new = [turn].compactMap { $0 } + new.filter { $0.kind == .flip || $0.kind == .neimarkSacker }
      }
      // The two of a conjugate pair cross together and count once.
      for crossing in new
      where !found.contains(where: {
        $0.kind == .neimarkSacker && $0.kind == crossing.kind
          && abs($0.value - crossing.value) <= 10 * parameterTolerance
      }) {
        found.append(crossing)
      }
    }
    return found
  }

  /// Where the parameter turns back between two nodes: a fold, or a pitchfork that is passed along its vertical arm, where
  /// another branch goes on on either side.
  private func turn(from a: BranchSample, to b: BranchSample) throws -> EquilibriumBranch.Crossing? {
    guard let first = a.node, let last = b.node, !a.isFold, b.isFold || first.slope * last.slope < 0 else { return nil }
    var place = b
    if !b.isFold {
      let t = try bracketedRoot(in: 0...1, tolerance: tolerance(a, b)) { try between(a, b, $0).node?.slope ?? .nan }
      place = try between(a, b, t)
    }
    let isPitchfork = try branchPoint(at: place).map { !$0.isVertical } ?? false
    return crossing(
      at: place, Complex(1), isLeaving: b.count.outside > a.count.outside, kind: isPitchfork ? .pitchfork : .fold,
      isTurn: true)
  }

  /// Each eigenvalue that passes through the circle between two nodes, by Brent's method on its modulus.
  private func crossings(from a: BranchSample, to b: BranchSample) throws -> [EquilibriumBranch.Crossing] {
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
  private func change(from a: BranchSample, to b: BranchSample) throws -> EquilibriumBranch.Crossing {
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
  private func step(from a: BranchSample, to b: BranchSample) -> [EquilibriumBranch.Crossing] {
    let eigenvalue = Self.nearestToCircle(a, b)
    return [
      crossing(
        at: b, eigenvalue, isLeaving: b.count.outside > a.count.outside, kind: Self.kind(eigenvalue, realWithin: 1e-9))
    ]
  }

  /// Of the eigenvalues of both, the one nearest to the circle that is not on it on both sides.
  private static func nearestToCircle(_ a: BranchSample, _ b: BranchSample) -> Complex<Double> {
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
    at sample: BranchSample, _ eigenvalue: Complex<Double>, isLeaving: Bool, kind: EquilibriumBranch.Kind,
    isTurn: Bool = false
  ) -> EquilibriumBranch.Crossing {
    .init(
      value: sample.value, equilibrium: sample.equilibrium,
      eigenvalue: Complex(eigenvalue.real, abs(eigenvalue.imaginary)), kind: kind, isLeaving: isLeaving,
      isTurn: isTurn)
  }

  /// A crossing by all that is known of it: at +1 the curves that cross there say which it is.
  private func named(
    _ sample: BranchSample, _ eigenvalue: Complex<Double>, isLeaving: Bool, realWithin tolerance: Double = 1e-9
  ) throws -> EquilibriumBranch.Crossing {
    var kind = Self.kind(eigenvalue, realWithin: tolerance)
    if kind == .branchPoint { kind = try kindAtPlusOne(sample) }
    return crossing(at: sample, eigenvalue, isLeaving: isLeaving, kind: kind)
  }
}
