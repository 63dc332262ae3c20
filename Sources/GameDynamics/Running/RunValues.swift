/// The numbers of a run: hyperparameters, parameters of the game and start. Of plain numbers they are those of one run, of
/// lanes those of neighbouring nodes of a map, one a lane.
public struct RunValues<S: Field>: Sendable {
  /// The optimizer's hyperparameters.
  public var hyperparameters: Parameters<S>
  /// The game's parameters.
  public var gameParameters: Parameters<S>
  /// Where the runs start, coordinate by coordinate.
  public var start: Players<[S]>

  /// The numbers of a run.
  @inlinable
  public init(hyperparameters: Parameters<S>, gameParameters: Parameters<S>, start: Players<[S]>) {
    self.hyperparameters = hyperparameters
    self.gameParameters = gameParameters
    self.start = start
  }

  /// The same numbers in another field.
  @inlinable
  public func mapped<T: Field>(_ transform: (S) -> T) -> RunValues<T> {
    RunValues<T>(
      hyperparameters: hyperparameters.mapped(transform), gameParameters: gameParameters.mapped(transform),
      start: start.map { $0.map(transform) })
  }

  /// Sets one quantity. Throws `ParameterError` for a parameter that there is not or that is out of its bounds, and
  /// `QuantityError.noSuchCoordinate`.
  @inlinable
  public mutating func set(_ quantity: RunQuantity, to value: S) throws {
    switch quantity {
    case .hyperparameter(let name): try hyperparameters.set(name, to: value)
    case .bothStepSizes: try hyperparameters.setStepSizes(Players(x: value, y: value))
    case .gameParameter(let name): try gameParameters.set(name, to: value)
    case .start(let player, let index):
      guard start[player].indices.contains(index) else {
        throw QuantityError.noSuchCoordinate(name: quantity.name, available: start[player].count)
      }
      start[player][index] = value
    }
  }

  /// An equal value that shares no memory with this one, for a thread of its own: see `Parameters.unshared`.
  public func unshared() -> Self {
    RunValues(
      hyperparameters: hyperparameters.unshared(), gameParameters: gameParameters.unshared(),
      start: start.map { $0.map { $0 } })
  }
}
