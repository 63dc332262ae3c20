/// Keeps, lane by lane, the first thing that ended a run.
///
/// The hot path is a handful of lane operations; outcomes are written only in the step in which a lane ends.
@usableFromInline
struct OutcomeLedger<S: Field> {
  /// One per lane, nil while it runs; empty while all run.
  @usableFromInline var outcomes: [Outcome?]
  /// Where no outcome has been recorded yet.
  @usableFromInline var running: S.Mask
  @usableFromInline let divergenceBound: Double

  /// All lanes run.
  @inlinable
  init(divergenceBound: Double) {
    outcomes = []
    running = S.Mask(repeating: true)
    self.divergenceBound = divergenceBound
  }

  /// All lanes run again.
  @inlinable @inline(__always)
  mutating func begin() {
    if !outcomes.isEmpty { outcomes = [] }
    running = S.Mask(repeating: true)
  }

  /// True while some lane has no outcome.
  @inlinable
  var someLaneRuns: Bool { running.any }

  /// The outcomes, `rest` being that of the lanes that have none.
  @inlinable
  func outcomes(rest: Outcome) -> LaneOutcomes { LaneOutcomes(ended: outcomes, rest: rest, count: S.laneCount) }

  @inlinable
  mutating func close(_ mask: S.Mask, with outcome: (Int) -> Outcome) {
    if outcomes.isEmpty { outcomes = Array(repeating: nil, count: S.laneCount) }
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

  /// ‖(x, y)‖² at most this is neither NaN, nor infinite, nor beyond the divergence bound.
  @inlinable
  static func greatestSoundSize(divergenceBound: Double) -> S {
    S(Swift.min(divergenceBound * divergenceBound, .greatestFiniteMagnitude))
  }

  /// Ends the lanes whose parameters overflowed or left the bound.
  @inlinable
  mutating func recordSize(x: S, y: S, step: Int) {
    // One comparison in the ordinary case.
    let size = x + y
    let sound = size.isAtMost(Self.greatestSoundSize(divergenceBound: divergenceBound))
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
