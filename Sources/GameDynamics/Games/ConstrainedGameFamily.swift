/// A game whose players are held in sets: the losses are those of the base.
///
/// Equilibria are points at which neither player has a direction into its set along which its own loss falls. Those of the
/// base that lie in the sets are equilibria here too; others are for `EquilibriumFinder` to search.
public struct ConstrainedGameFamily: GameFamily {
  /// The game without the sets.
  public let base: any GameFamily
  /// The sets.
  public let constraints: Players<ConstraintSet>?
  /// The base's, with the sets in its formula.
  public let card: GameCard

  /// A game with a simple set a player, nil for none; where the base has constraints already, over its own variables
  /// and not over its multipliers.
  public init(_ base: any GameFamily, x: ConstraintSet.Kind? = nil, y: ConstraintSet.Kind? = nil) {
    self.base = base
    let own = base.card
    func set(_ player: Player, _ kind: ConstraintSet.Kind?) -> ConstraintSet {
      let parts = base.constraints?[player].parts ?? [.init(own.dimensions[player], .whole)]
      guard let kind, let first = parts.first else { return ConstraintSet(parts) }
      return ConstraintSet([.init(first.count, kind)] + parts.dropFirst())
    }
    let sets = Players(x: set(.x, x), y: set(.y, y))
    constraints = sets
    let words = Player.allCases.filter { !sets[$0].isWhole }.map { sets[$0].description(of: $0) }
    // A start outside would be no start.
    let start = Players(
      x: (try? sets.x.projection(of: own.standardStart.x)) ?? own.standardStart.x,
      y: (try? sets.y.projection(of: own.standardStart.y)) ?? own.standardStart.y)
    card = GameCard(
      name: own.name, title: own.title, formula: ([own.formula] + words).joined(separator: ", "), source: own.source,
      parameters: own.parameters, standardStart: start, isZeroSum: own.isZeroSum, isQuadratic: false,
      sharesName: own.sharesName)
  }

  /// The base's that lie in the sets.
  public func equilibria(_ p: Parameters<Double>) throws -> [Players<[Double]>] {
    guard let constraints else { return try base.equilibria(p) }
    return try base.equilibria(p).filter { point in
      for player in Player.allCases {
        let projected = try constraints[player].projection(of: point[player])
        guard zip(projected, point[player]).allSatisfy({ abs($0 - $1) <= 1e-12 * (1 + abs($0)) }) else { return false }
      }
      return true
    }
  }

  /// Hands on the base's game.
  public func build<C: GameContinuation>(_ p: Parameters<C.Scalar>, then next: C) throws -> C.Result {
    try base.build(p, then: next)
  }
}
