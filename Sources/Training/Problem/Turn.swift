import GameDynamics

/// Who moves in a step of training: both players, or one alone.
///
/// A problem whose players take turns (a discriminator that is trained against a pool of samples, then a generator that is
/// fitted to what became of them) says so by its memory, `TrainingProblem.turn(_:)`, and any optimizer serves: a step of
/// one player alone leaves the other, and what the optimizer remembers of it, as they were (`PlayerTurns`).
public enum Turn: Sendable, Equatable {
  /// Both, as the optimizer has it.
  case both
  /// This player alone. With `anew`, what the optimizer remembers of this player is first put back to what it remembers
  /// before a run: a new fit begins.
  case alone(Player, anew: Bool = false)
}
