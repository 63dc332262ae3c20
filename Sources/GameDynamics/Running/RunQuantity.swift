/// What can vary from run to run: along an axis of a map, or along a branch of equilibria.
public enum RunQuantity: Sendable, Hashable {
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

  /// Its symbol and what it is in a phrase, as the cards of an optimizer and a game have them: `η_x`, `step size of player x`.
  public func words(
    of optimizer: any OptimizerFamily, on game: any GameFamily
  ) -> (symbol: String, meaning: String) {
    func spec(_ specs: [ParameterSpec], _ name: String) -> (String, String) {
      specs.first { $0.name == name }.map { ($0.symbol, $0.meaning) } ?? (name, name)
    }
    switch self {
    case .hyperparameter(let name): return spec(optimizer.card.hyperparameters, name)
    case .bothStepSizes: return ("η", "step size of both players")
    case .gameParameter(let name): return spec(game.card.parameters, name)
    case .start(let player, let index):
      return game.card.dimensions[player] == 1
        ? ("\(player.rawValue)_0", "start of player \(player.rawValue)")
        : ("\(player.rawValue)_0[\(index)]", "start of player \(player.rawValue), coordinate \(index)")
    }
  }

  /// True for a parameter that is a whole number.
  public func isWhole(of optimizer: any OptimizerFamily, on game: any GameFamily) -> Bool {
    switch self {
    case .hyperparameter(let name): optimizer.card.hyperparameters.first { $0.name == name }?.isWhole ?? false
    case .gameParameter(let name): game.card.parameters.first { $0.name == name }?.isWhole ?? false
    case .bothStepSizes, .start: false
    }
  }

  /// True when setting one changes the other: then they cannot be two axes of one map.
  public func overlaps(_ other: RunQuantity) -> Bool {
    if self == other { return true }
    switch (self, other) {
    case (.bothStepSizes, .hyperparameter(let name)), (.hyperparameter(let name), .bothStepSizes):
      return ["eta-x", "eta-y"].contains(name)
    default: return false
    }
  }

  /// Everything that can vary for an optimizer on a game: both step sizes, hyperparameters, the game's parameters,
  /// coordinates of the start.
  public static func all(of optimizer: any OptimizerFamily, on game: any GameFamily) -> [RunQuantity] {
    let hyperparameters = optimizer.card.hyperparameters.map(\.name)
    var result: [RunQuantity] = []
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
  /// `QuantityError.ambiguousName` for one that optimizer and game share.
  public init(named text: String, of optimizer: any OptimizerFamily, on game: any GameFamily) throws {
    let all = Self.all(of: optimizer, on: game)
    let found = all.filter { $0.fullName == text || $0.name == text }
    guard let first = found.first else {
      throw CatalogueError(kind: "quantity", name: text, known: all.map(\.name))
    }
    guard found.count == 1 else {
      throw QuantityError.ambiguousName(name: text, fullNames: found.map(\.fullName))
    }
    self = first
  }
}

/// What can be wrong with the name of a quantity.
public enum QuantityError: Error, CustomStringConvertible, Equatable {
  /// It names a coordinate that the game's players do not have.
  case noSuchCoordinate(name: String, available: Int)
  /// Optimizer and game both have a parameter of this name.
  case ambiguousName(name: String, fullNames: [String])

  /// Required, given, remedy.
  public var description: String {
    switch self {
    case .noSuchCoordinate(let name, let available):
      return
        "an axis over the start requires a coordinate that the player has; '\(name)' was given, and the player has "
        + "\(available), counted from 0"
    case .ambiguousName(let name, let fullNames):
      return "both the optimizer and the game have a parameter '\(name)'; say which: "
        + fullNames.map { "'\($0)'" }.joined(separator: " or ")
    }
  }
}
