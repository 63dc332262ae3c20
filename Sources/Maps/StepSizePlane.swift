import GameDynamics

/// A plane of both players' step sizes: the usual map.
public typealias StepSizePlane = MapPlane

extension MapPlane {
  /// A plane of step sizes with `resolution` nodes a side, simulated from `start` or the game's own; throws
  /// `MapError.badAxis`.
  public init(
    optimizer: any OptimizerFamily, hyperparameters: Parameters<Double>, game: any GameFamily,
    gameParameters: Parameters<Double>, stepSizesOfX: ClosedRange<Double>, stepSizesOfY: ClosedRange<Double>,
    resolution: Int, start: Players<[Double]>? = nil
  ) throws {
    try self.init(
      optimizer: optimizer, hyperparameters: hyperparameters, game: game, gameParameters: gameParameters,
      start: start,
      horizontal: .init(.hyperparameter("eta-x"), of: optimizer, on: game, range: stepSizesOfX, count: resolution),
      vertical: .init(.hyperparameter("eta-y"), of: optimizer, on: game, range: stepSizesOfY, count: resolution))
  }

  /// `MapKind.spectralRadius` on all cores.
  public func spectralRadii() throws -> PlanarMap { try MapJob(self, .spectralRadius).map() }

  /// `MapKind.convergenceRate` on all cores.
  public func simulatedRates(steps: Int = 400) throws -> PlanarMap {
    try MapJob(self, .convergenceRate(steps: steps)).map()
  }
}
