import GameDynamics

/// What runs side by side start from, one a lane; of plain numbers, what one run starts from.
public struct SimulationGroup<S: Field>: Sendable {
  /// The optimizer's hyperparameters.
  public var hyperparameters: Parameters<S>
  /// The game's parameters.
  public var gameParameters: Parameters<S>
  /// Where the runs start, coordinate by coordinate.
  public var start: Players<[S]>

  /// A group.
  @inlinable
  public init(hyperparameters: Parameters<S>, gameParameters: Parameters<S>, start: Players<[S]>) {
    self.hyperparameters = hyperparameters
    self.gameParameters = gameParameters
    self.start = start
  }
}
