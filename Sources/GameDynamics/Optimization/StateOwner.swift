/// Whose a remembered value is: when only one of the players moves, what of the state may move on with it.
///
/// A trainer that lets y step alone puts back what x owns and what counts whole steps; a stage that goes on with one
/// player may take over that player's memory alone.
public enum StateOwner: Sendable, Hashable, CaseIterable {
  /// Player x's: a momentum of x, a warm start of a solve for x's move.
  case x
  /// Player y's.
  case y
  /// Advances whenever any player moves.
  case both
  /// Counts whole steps: a step of one player alone does not advance it. So is the position in a schedule.
  case wholeStep

  /// The owner that is this player.
  @inlinable
  public init(_ player: Player) { self = player == .x ? .x : .y }

  /// The entry's spelling in files: `name.x` and `name.y` for what is one player's, else the name.
  public func stored(_ name: String) -> String {
    switch self {
    case .x: name + ".x"
    case .y: name + ".y"
    case .both, .wholeStep: name
    }
  }
}
