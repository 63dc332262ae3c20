import GameDynamics

/// A condition on one player's variables as a user types it, `x1 + x2 <= 1`, for which the opponent is given a multiplier.
struct SideCondition {
  /// As it was typed.
  let text: String
  let left: String, right: String
  let relation: Relation

  enum Relation: String, CaseIterable {
    case atMost = "<=", atLeast = ">=", equal = "="
  }

  /// Reads a condition; throws `ExpressionError` where there is no relation, or more than one.
  init(_ text: String) throws {
    self.text = text
    let plain = text.replacing("≤", with: "<=").replacing("≥", with: ">=").replacing("==", with: "=")
    guard let relation = Relation.allCases.first(where: { plain.contains($0.rawValue) }) else {
      throw ExpressionError("a condition requires <=, >= or =, as in 'x1 + x2 <= 1'", in: text)
    }
    let parts = plain.split(separator: relation.rawValue, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts.joined().contains(where: { "<>=".contains($0) }) else {
      throw ExpressionError(
        "a condition has one relation, as in 'x1 + x2 <= 1'; give several conditions one by one", in: text)
    }
    self.relation = relation
    (left, right) = (String(parts[0]), String(parts[1]))
  }

  /// h with h ≤ 0, or h = 0, for the condition, and whose variables it is about.
  func excess(
    parameters: [String: Int], into graph: inout ExpressionGraph, variables: inout VariableTable
  ) throws -> (root: ExpressionGraph.ID, player: Player) {
    let a = try ExpressionParser.parse(left, parameters: parameters, into: &graph, variables: &variables)
    let b = try ExpressionParser.parse(right, parameters: parameters, into: &graph, variables: &variables)
    let root = relation == .atLeast ? graph.subtract(b, a) : graph.subtract(a, b)
    let players = Set(graph.variables(in: root).compactMap { variables.player(of: $0) })
    guard players.count == 1, let player = players.first else {
      throw ExpressionError(
        players.isEmpty
          ? "a condition requires variables of a player"
          : "a condition requires variables of one player, whose opponent is given the multiplier; this one has both",
        in: text)
    }
    return (root, player)
  }
}

extension ExpressionGraph {
  /// The variables that a node depends on.
  func variables(in root: ID) -> Set<Int> {
    var found: Set<Int> = []
    var (seen, open): (Set<ID>, [ID]) = ([root], [root])
    while let node = open.popLast() {
      let below: [ID]
      switch nodes[node] {
      case .constant, .parameter: below = []
      case .variable(let index):
        found.insert(index)
        below = []
      case .unary(_, let a), .integerPower(let a, _): below = [a]
      case .binary(_, let a, let b): below = [a, b]
      }
      open += below.filter { seen.insert($0).inserted }
    }
    return found
  }
}
