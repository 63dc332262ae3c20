import GameDynamics

/// What can vary along an axis of a map.
public enum MapQuantity: Sendable, Hashable {
  /// A hyperparameter of the optimizer, by name; the step sizes are `eta-x` and `eta-y`.
  case hyperparameter(String)
  /// Both step sizes, kept equal.
  case bothStepSizes
  /// A parameter of the game, by name.
  case gameParameter(String)
  /// A coordinate of the point that the runs start from.
  case start(Player, Int)

  /// A word for it, for files and messages: `eta-x`, `eta`, `b`, `start-x-0`.
  public var name: String {
    switch self {
    case .hyperparameter(let name), .gameParameter(let name): return name
    case .bothStepSizes: return "eta"
    case .start(let player, let index): return "start-\(player.rawValue)-\(index)"
    }
  }

  /// The word with where it belongs, which no other quantity has: `optimizer:k`, `game:k`.
  public var fullName: String {
    switch self {
    case .hyperparameter, .bothStepSizes: return "optimizer:\(name)"
    case .gameParameter: return "game:\(name)"
    case .start: return name
    }
  }

  /// True when setting one changes the other: then they cannot be the two axes of one map.
  func overlaps(_ other: MapQuantity) -> Bool {
    if self == other { return true }
    switch (self, other) {
    case (.bothStepSizes, .hyperparameter(let name)), (.hyperparameter(let name), .bothStepSizes):
      return ["eta-x", "eta-y"].contains(name)
    default: return false
    }
  }

  /// Everything that can vary for an optimizer on a game: both step sizes, hyperparameters, the game's parameters,
  /// coordinates of the start.
  public static func all(of optimizer: any OptimizerFamily, on game: any GameFamily) -> [MapQuantity] {
    let hyperparameters = optimizer.card.hyperparameters.map(\.name)
    var result: [MapQuantity] = []
    if ["eta-x", "eta-y"].allSatisfy(hyperparameters.contains) { result.append(.bothStepSizes) }
    result += hyperparameters.map { .hyperparameter($0) }
    result += game.card.parameters.map { .gameParameter($0.name) }
    for player in Player.allCases {
      result += (0..<game.card.dimensions[player]).map { .start(player, $0) }
    }
    return result
  }

  /// The quantity that a user has named, by its name or its full name.
  ///
  /// Throws `CatalogueError`, which suggests the nearest name, for a name that there is not, and
  /// `MapError.ambiguousName` for one that optimizer and game share.
  public init(named text: String, of optimizer: any OptimizerFamily, on game: any GameFamily) throws {
    let all = Self.all(of: optimizer, on: game)
    let found = all.filter { $0.fullName == text || $0.name == text }
    guard let first = found.first else {
      throw CatalogueError(kind: "quantity of a map", name: text, known: all.map(\.name))
    }
    guard found.count == 1 else {
      throw MapError.ambiguousName(name: text, fullNames: found.map(\.fullName))
    }
    self = first
  }
}

extension PlanarMap.Axis {
  /// An axis over a quantity of an optimizer on a game, with the symbol and the meaning that their cards give it.
  ///
  /// Throws `MapError.badAxis`.
  public init(
    _ quantity: MapQuantity, of optimizer: any OptimizerFamily, on game: any GameFamily, range: ClosedRange<Double>,
    count: Int
  ) throws {
    let (symbol, meaning): (String, String)
    func spec(_ specs: [ParameterSpec], _ name: String) -> (String, String) {
      specs.first { $0.name == name }.map { ($0.symbol, $0.meaning) } ?? (name, name)
    }
    switch quantity {
    case .hyperparameter(let name): (symbol, meaning) = spec(optimizer.card.hyperparameters, name)
    case .bothStepSizes: (symbol, meaning) = ("η", "step size of both players")
    case .gameParameter(let name): (symbol, meaning) = spec(game.card.parameters, name)
    case .start(let player, let index):
      let isAlone = game.card.dimensions[player] == 1
      (symbol, meaning) =
        isAlone
        ? ("\(player.rawValue)_0", "start of player \(player.rawValue)")
        : ("\(player.rawValue)_0[\(index)]", "start of player \(player.rawValue), coordinate \(index)")
    }
    try self.init(quantity, symbol: symbol, meaning: meaning, range: range, count: count)
  }
}
