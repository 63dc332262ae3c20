/// Keeps, lane by lane, the first thing that ended a run.
///
/// The hot path is a handful of lane operations; outcomes are written only in the step in which a lane ends.
public struct OutcomeLedger<S: Field> {
  /// One per lane; nil while it runs.
  public private(set) var outcomes: [Outcome?]
  @usableFromInline var running: S.Mask
  @usableFromInline let squaredBound: S

  /// All lanes run.
  @usableFromInline
  init(divergenceBound: Double) {
    outcomes = Array(repeating: nil, count: S.laneCount)
    running = S.Mask(repeating: true)
    squaredBound = S(divergenceBound * divergenceBound)
  }

  /// True while some lane has no outcome.
  @inlinable
  public var someLaneRuns: Bool { running.any }

  @usableFromInline
  mutating func close(_ mask: S.Mask, with outcome: (Int) -> Outcome) {
    for lane in outcomes.indices where mask[lane: lane] && outcomes[lane] == nil { outcomes[lane] = outcome(lane) }
    running = running.and(mask.inverted)
  }

  /// True when some lane where the mask holds has no outcome.
  @inlinable
  func someLaneRuns(where mask: S.Mask) -> Bool { mask.and(running).any }

  /// Ends the lanes whose inner solve broke down.
  @inlinable
  mutating func recordBreakdown(_ mask: S.Mask, step: Int) {
    if mask.and(running).any { close(mask) { _ in .solverBrokeDown(step: step) } }
  }

  /// Ends the lanes whose parameters overflowed or left the bound.
  @inlinable
  mutating func recordSize(x: S, y: S, step: Int) {
    // One comparison in the ordinary case: a sum that is at most the bound is neither NaN nor too large.
    let size = x + y
    let sound = size.isAtMost(squaredBound).and(size.isLess(than: S(.infinity)))
    guard sound.inverted.and(running).any else { return }
    close(sound.inverted) { lane in
      if !(x[lane: lane] < .infinity) { return .nonFinite(step: step, player: .x) }
      if !(y[lane: lane] < .infinity) { return .nonFinite(step: step, player: .y) }
      // Both squares are finite and their sum is not: the larger one is to blame.
      if !(size[lane: lane] < .infinity) {
        return .nonFinite(step: step, player: x[lane: lane] < y[lane: lane] ? .y : .x)
      }
      return .diverged(step: step, norm: size[lane: lane].squareRoot())
    }
  }

  /// Ends the lanes where the criterion holds.
  @inlinable
  mutating func recordConvergence(_ mask: S.Mask, step: Int) {
    if mask.and(running).any { close(mask) { _ in .converged(step: step) } }
  }
}
