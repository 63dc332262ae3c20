import GameDynamics
import MapKernels

extension MapPlane {
  /// The run of the node at these values of the horizontal and the vertical quantity, whether or not the map has a node
  /// just there; at most `steps` steps. Throws `ParameterError` for values out of a parameter's bounds.
  public func request(at values: (horizontal: Double, vertical: Double), steps: Int) throws -> Trajectory.Request {
    var node = SimulationGroup<Double>(self)
    try node.set(horizontal.quantity, to: values.horizontal)
    try node.set(vertical.quantity, to: values.vertical)
    var request = Trajectory.Request(optimizer: optimizer, game: game, steps: steps)
    (request.hyperparameters, request.gameParameters) = (node.hyperparameters, node.gameParameters)
    request.start = node.start
    return request
  }
}
