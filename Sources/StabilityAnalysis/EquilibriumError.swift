/// Why there is no equilibrium to look at.
public enum EquilibriumError: Error, CustomStringConvertible, Equatable {
  /// The game has no isolated equilibrium for these parameters.
  case none(game: String)
  /// The search found no equilibrium from a point that the user gave.
  case noneNear(point: String)

  /// Required, given, remedy.
  public var description: String {
    switch self {
    case .none(let game):
      return "this requires an isolated equilibrium, and for the game '\(game)' with these parameters none "
        + "is known and the search from the start finds none; change the parameters, give a point near one, or map the "
        + "outcome of runs"
    case .noneNear(let point):
      return "an equilibrium is a point where both players' own gradients vanish, and the search from \(point) finds "
        + "none; give a point nearer to one"
    }
  }
}
