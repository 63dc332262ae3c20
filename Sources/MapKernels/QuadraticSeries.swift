import GameDynamics
import GameExpressions
import SmallGames

/// A series on a typed game a x² + b xy + c y², as one on the catalogue's quadratic game.
final class QuadraticSeries: SimulationSeries {
  let request: SimulationRequest
  private let series: any SimulationSeries

  /// The same simulations of a series on one game. Nil where a coefficient is not finite: then it is no parameter of the
  /// catalogue's game, but may come of typed ones.
  init?(_ series: any SimulationSeries, on game: TypedGameFamily) throws {
    self.series = series
    var request = series.request
    let (a, b, c) = try game.quadraticCoefficients(request.values.gameParameters)
    guard (0..<Lanes.laneCount).allSatisfy({ (a[lane: $0] + b[lane: $0] + c[lane: $0]).isFinite }) else { return nil }
    request.values.gameParameters = Parameters(QuadraticGameFamily().card.parameters)
    try request.values.gameParameters.set("a", to: a)
    try request.values.gameParameters.set("b", to: b)
    try request.values.gameParameters.set("c", to: c)
    self.request = request
  }

  var varies: SimulationParts { series.varies }
  func next(_ request: inout SimulationRequest) throws -> Bool { try series.next(&request) }
  func take(_ result: SimulationResult) throws { try series.take(result) }
}
