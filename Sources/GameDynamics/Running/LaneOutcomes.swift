/// How the runs of all lanes ended, one outcome a lane. Takes no memory of its own where no run ended early: maps ask for
/// it every few nodes.
public struct LaneOutcomes: RandomAccessCollection, Sendable {
  /// What ended each lane's run, nil for `rest`; empty where nothing ended any.
  @usableFromInline let ended: [Outcome?]
  @usableFromInline let rest: Outcome
  /// How many lanes there are.
  public let count: Int

  @inlinable
  init(ended: [Outcome?], rest: Outcome, count: Int) {
    self.ended = ended
    self.rest = rest
    self.count = count
  }

  /// The same outcome in every lane.
  @inlinable
  public init(repeating outcome: Outcome, count: Int) { self.init(ended: [], rest: outcome, count: count) }

  /// Lane 0.
  @inlinable
  public var startIndex: Int { 0 }
  /// Beyond the last lane.
  @inlinable
  public var endIndex: Int { count }
  /// How a lane's run ended.
  @inlinable
  public subscript(lane: Int) -> Outcome { ended.isEmpty ? rest : ended[lane] ?? rest }
}
