import GameDynamics

extension MapPlane {
  /// The run of the node at these values of the horizontal and the vertical quantity, whether or not the map has a node
  /// just there; at most `steps` steps. Throws `ParameterError` for values out of a parameter's bounds.
  public func request(at values: (horizontal: Double, vertical: Double), steps: Int) throws -> Trajectory.Request {
    var request = Trajectory.Request(optimizer: optimizer, game: game, steps: steps)
    (request.hyperparameters, request.gameParameters, request.start) = (hyperparameters, gameParameters, start)
    for (quantity, value) in [(horizontal.quantity, values.horizontal), (vertical.quantity, values.vertical)] {
      switch quantity {
      case .hyperparameter(let name): try request.hyperparameters.set(name, to: value)
      case .bothStepSizes: try request.hyperparameters.setStepSizes(Players(x: value, y: value))
      case .gameParameter(let name): try request.gameParameters.set(name, to: value)
      case .start(let player, let index): request.start[player][index] = value
      }
    }
    return request
  }
}
