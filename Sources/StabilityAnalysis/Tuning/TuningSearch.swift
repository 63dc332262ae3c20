import GSLNumerics
import GameDynamics

/// The search: starts all over the box, the simplex method from the best of them, and curves through what it found.
final class TuningSearch {
  /// What was found.
  struct Found {
    let best: [Double]
    let factor: Double
    let equals: [[Double]]
  }

  private let request: Tuning.Request
  private let factor: ConvergenceFactor
  private(set) var evaluations = 0
  private let expected: Double

  private var axes: [TuningAxis] { request.axes }
  /// A run costs as much as hundreds of Jacobians.
  private var isMeasured: Bool { request.measure != .spectralRadius }

  init(_ request: Tuning.Request, _ factor: ConvergenceFactor) {
    self.request = request
    self.factor = factor
    expected = Double(request.axes.count * (request.measure == .spectralRadius ? 2000 : 600))
  }

  /// The factor at a value of each axis.
  private func factor(at values: [Double]) throws -> Double {
    if request.isCancelled() { throw CancellationError() }
    evaluations += 1
    if evaluations % 32 == 0 { request.progress(min(0.99, Double(evaluations) / expected)) }
    return try factor(zip(axes, values).map { ($0.quantity, $1) })
  }

  private func values(_ shares: [Double]) -> [Double] { zip(axes, shares).map { $0.value(at: $1) } }

  func run() throws -> Found {
    let count = (isMeasured ? 96 : 384) * axes.count
    var candidates = try sobolPoints(count, dimensions: axes.count).map { shares in
      (shares: shares, factor: try factor(at: values(shares)))
    }
    candidates.sort { $0.factor < $1.factor }
    // Starts that lie near a better one would end where it does.
    var starts: [(shares: [Double], factor: Double)] = []
    let apart = 0.08
    for candidate in candidates where starts.count < (isMeasured ? 3 : 6) && candidate.factor.isFinite {
      let isNew = starts.allSatisfy { start in
        zip(start.shares, candidate.shares).contains { abs($0 - $1) > apart }
      }
      if isNew { starts.append(candidate) }
    }
    var ends = try starts.map { try descend(from: $0.shares) }
    ends.sort { $0.factor < $1.factor }
    guard let first = ends.first else {
      // Nothing finite anywhere: the middle stands for all.
      return Found(best: values(axes.map { _ in 0.5 }), factor: .infinity, equals: [])
    }
    var kept = [first]
    for end in ends.dropFirst() where end.factor - first.factor <= 1e-7 {
      let isNew = kept.allSatisfy { other in
        zip(axes.indices, zip(other.values, end.values)).contains { k, pair in
          abs(axes[k].share(of: pair.0) - axes[k].share(of: pair.1)) > 1e-2
        }
      }
      if isNew { kept.append(end) }
    }
    return Found(best: first.values, factor: first.factor, equals: kept.dropFirst().map(\.values))
  }

  /// The minimum near a start; whole numbers move by one as long as that helps.
  private func descend(from shares: [Double]) throws -> (values: [Double], factor: Double) {
    var best = try minimum(near: shares)
    let whole = axes.indices.filter { axes[$0].isWhole }
    var moves = true
    while moves {
      moves = false
      for k in whole {
        for step in [-1.0, 1.0] where axes[k].range.contains(best.values[k] + step) {
          var next = zip(axes, best.values).map { $0.share(of: $1) }
          next[k] = axes[k].share(of: best.values[k] + step)
          let end = try minimum(near: next)
          if end.factor < best.factor - 1e-12 {
            best = end
            moves = true
          }
        }
      }
    }
    return best
  }

  /// The minimum over the numbers that are not whole.
  ///
  /// Outside of the box stands the value at its edge and the way back: the search never leaves it, and an edge that is best is
  /// found.
  private func minimum(near start: [Double]) throws -> (values: [Double], factor: Double) {
    let free = axes.indices.filter { !axes[$0].isWhole }
    func full(_ u: [Double]) -> (shares: [Double], outside: Double) {
      var shares = start
      var outside = 0.0
      for (k, share) in zip(free, u) {
        shares[k] = min(1, max(0, share))
        outside += abs(share - shares[k])
      }
      return (shares, outside)
    }
    let method =
      isMeasured
      ? NelderMead(tolerance: 1e-6, iterationCap: 80 * axes.count, restartCap: 1) : NelderMead()
    let end = try method.minimum(from: free.map { start[$0] }, size: isMeasured ? 0.05 : 0.03) { u in
      let (shares, outside) = full(u)
      return try factor(at: values(shares)) + outside
    }
    let best = values(full(end.point).shares)
    return (best, try factor(at: best))
  }

  /// The k-th quantity: how far it may move, and the curve through the best.
  func quantity(_ k: Int, at found: Found) throws -> Tuning.Quantity {
    let axis = axes[k]
    func factor(_ value: Double) throws -> Double {
      var values = found.best
      values[k] = value
      return try self.factor(at: values)
    }
    let nodes = (axis.nodes(isMeasured ? 60 : 240) + [found.best[k]]).sorted()
    let values = zip(nodes, [-.infinity] + nodes).filter { $0 != $1 }.map(\.0)
    let stable =
      found.factor < self.factor.bound
      ? try StableRange(
        around: found.best[k], on: axis, below: self.factor.bound, precision: self.factor.precision, factor) : nil
    return Tuning.Quantity(
      axis: axis, best: found.best[k], isAtEnd: axis.isAtEnd(found.best[k]), stable: stable, values: values,
      factors: try values.map(factor))
  }
}
