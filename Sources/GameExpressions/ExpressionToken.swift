/// A word of an expression: what it is and where it stands.
struct ExpressionToken: Sendable {
  enum Kind: Sendable, Equatable {
    case number(Double)
    /// A name's meaning: a variable or a parameter by its index, a named constant.
    case variable(Int), parameter(Int), constant(Double)
    case function(String)
    /// An operator, a bracket or a comma, in ASCII whatever was typed.
    case symbol(Character)
    /// An exponent in raised digits.
    case superscript(Double)
    /// What cannot be read; thrown when the parser comes to it.
    case invalid(ExpressionError)
    case end
  }

  let kind: Kind
  /// The index of its first character.
  let position: Int
  /// As it was typed.
  let text: String
  let followsSpace: Bool

  func isSymbol(_ character: Character) -> Bool { kind == .symbol(character) }

  /// True of what can begin a factor; a bar does where none is open.
  func beginsFactor(barIsOpen: Bool) -> Bool {
    switch kind {
    case .number, .variable, .parameter, .constant, .function, .symbol("("): return true
    case .symbol("|"): return !barIsOpen
    default: return false
    }
  }
}
