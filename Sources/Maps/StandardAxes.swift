import GameDynamics

extension PlanarMap.Axis {
  /// A range over which a coordinate of the start is mapped when nothing is said: symmetric about zero, twice as far as
  /// the game's standard start and the equilibria that the catalogue knows, at least from -2 to 2.
  public static func standardRange(
    ofStart player: Player, _ index: Int, of game: any GameFamily, _ parameters: Parameters<Double>
  ) throws -> ClosedRange<Double> {
    let points = [game.card.standardStart] + (try game.equilibria(parameters))
    let reach = points.reduce(1) { max($0, $1[player].indices.contains(index) ? abs($1[player][index]) : 0) }
    return -2 * reach...2 * reach
  }
}
