import GameDynamics

/// The variables of a typed game: `x` and `y`, or `x1`, `x2`, … and `y1`, `y2`, ….
struct VariableTable: Sendable {
  /// What is wrong with a name that looks like a variable's.
  struct Problem: Error {
    let message: String
  }

  /// Whose variable, and which: 0 for a bare `x` or `y`.
  private struct Key: Hashable {
    let player: Player
    let number: Int
  }

  private var indices: [Key: Int] = [:]

  /// The index of a variable, new ones being added; nil when the name is none. Throws `Problem` for a bad number.
  mutating func index(of name: String) throws -> Int? {
    guard let first = name.first, let player = Player(rawValue: String(first)) else { return nil }
    let digits = name.dropFirst()
    guard digits.allSatisfy({ $0 >= "0" && $0 <= "9" }) else { return nil }
    let number: Int
    if digits.isEmpty {
      number = 0
    } else {
      guard let value = Int(digits), value >= 1, value <= ExpressionParser.maximumVariables, digits.first != "0" else {
        throw Problem(
          message:
            "'\(name)' is no variable; they are numbered \(first)1 to \(first)\(ExpressionParser.maximumVariables)")
      }
      number = value
    }
    for other in indices.keys where other.player == player && (other.number == 0) != (number == 0) {
      throw Problem(
        message: "'\(player)' and '\(player)1' cannot both occur; number all variables of \(player) or none")
    }
    let key = Key(player: player, number: number)
    if let known = indices[key] { return known }
    let index = indices.count
    indices[key] = index
    return index
  }

  /// Adds a multiplier to a player's variables, behind all that are typed; call when everything is parsed.
  mutating func addMultiplier(to player: Player) -> Int {
    let index = indices.count
    indices[Key(player: player, number: Self.firstMultiplier + index)] = index
    return index
  }
  private static let firstMultiplier = 1 << 20

  /// Whose variable an index is.
  func player(of index: Int) -> Player? { indices.first { $0.value == index }?.key.player }

  /// How many variables there are.
  var count: Int { indices.count }

  /// The indices of one player's variables in order. Throws `Problem` when there is none or a number is left out.
  func ordered(_ player: Player) throws -> [Int] {
    let all = indices.filter { $0.key.player == player }.sorted { $0.key.number < $1.key.number }
    let own = all.filter { $0.key.number < Self.firstMultiplier }
    guard !all.isEmpty else {
      throw Problem(message: "player \(player) needs a variable: '\(player)', or '\(player)1', '\(player)2', …")
    }
    if let last = own.last, last.key.number > 0 {
      for (i, entry) in own.enumerated() where entry.key.number != i + 1 {
        throw Problem(
          message: "'\(player)\(i + 1)' does not occur but '\(player)\(last.key.number)' does; number the variables of "
            + "\(player) without a gap")
      }
    }
    return all.map(\.value)
  }
}
