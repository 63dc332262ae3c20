import RealModule

/// Reads one expression into a graph, by recursive descent.
///
///     sum     := product (("+" | "-") product)*
///     product := factor (("*" | "/") factor)*
///     factor  := ("+" | "-") factor | power
///     power   := primary ["^" factor]                       -x^2 is -(x²), 2^-x^2 is 2^(-(x²)), ^ associates right
///     primary := number | name | name "(" sum ("," sum)* ")" | "(" sum ")"
///
/// A product is written with `*`: `2x` and `x y` are errors that say so. Names are letters, digits and underscores, not
/// starting with a digit: the variables `x`, `y` or `x1`, `x2`, …, `y1`, …; the constants `pi` and `e`; functions; and
/// the parameters that the caller names.
struct ExpressionParser {
  /// The limits that keep any input from exhausting stack or memory.
  static let maximumLength = 4096, maximumDepth = 100, maximumVariables = 256
  /// What cannot be the name of a parameter.
  static let functions =
    Operation.functions.keys.sorted() + ["max", "min", "pow", "relu", "sign"]

  private let text: String
  private let characters: [Character]
  private var index = 0
  private var depth = 0
  private let parameters: [String: Int]
  private var graph: ExpressionGraph
  private var variables: VariableTable

  /// Parses a whole text; gives the expression's node. Throws `ExpressionError`.
  static func parse(
    _ text: String, parameters: [String: Int], into graph: inout ExpressionGraph, variables: inout VariableTable
  ) throws -> ExpressionGraph.ID {
    // A character can be many bytes; the bound on bytes comes first because counting characters costs time.
    guard text.utf8.count <= 4 * maximumLength, text.count <= maximumLength else {
      throw ExpressionError(
        "an expression has at most \(maximumLength) characters, \(text.utf8.count) bytes were given; shorten it",
        in: text)
    }
    var parser = ExpressionParser(text: text, parameters: parameters, graph: graph, variables: variables)
    parser.skipSpace()
    guard parser.peek != nil else { throw parser.error("the expression is empty; write one, such as x*y") }
    let root = try parser.sum()
    guard parser.peek == nil else { throw parser.unexpected() }
    graph = parser.graph
    variables = parser.variables
    return root
  }

  private init(text: String, parameters: [String: Int], graph: ExpressionGraph, variables: VariableTable) {
    self.text = text
    characters = Array(text)
    self.parameters = parameters
    self.graph = graph
    self.variables = variables
  }

  // MARK: - Characters

  private var peek: Character? { index < characters.count ? characters[index] : nil }

  private mutating func skipSpace() { while peek?.isWhitespace == true { index += 1 } }

  /// Goes past a character and the space after it, if it is the next one.
  private mutating func take(_ character: Character) -> Bool {
    guard peek == character else { return false }
    index += 1
    skipSpace()
    return true
  }

  private func error(_ message: String, at position: Int? = nil) -> ExpressionError {
    ExpressionError(message, in: text, at: position ?? index)
  }

  private static func isLetter(_ c: Character) -> Bool { c.isASCII && c.isLetter || c == "_" }
  private static func isDigit(_ c: Character) -> Bool { c >= "0" && c <= "9" && c.isASCII }

  private func quoted(_ c: Character) -> String {
    c.isWhitespace || c.unicodeScalars.contains { $0.properties.generalCategory == .control }
      ? "a control character" : "'\(c)'"
  }

  /// The error of an expression that should have ended or gone on with an operator.
  private func unexpected() -> ExpressionError {
    guard let c = peek else { return error("the expression ends here; an operand was expected") }
    if Self.isLetter(c) || Self.isDigit(c) || c == "(" {
      return error("\(quoted(c)) cannot follow here; an operator was expected (write * for a product: 2*x, not 2x)")
    }
    if c == ")" { return error("')' closes no parenthesis; remove it or open one with '('") }
    if c == "," { return error("',' stands outside the arguments of a function; an operator or the end was expected") }
    if c == "=" { return error("'=' has no place in a loss; write the expression alone") }
    return error("\(quoted(c)) is no operator; one of + - * / ^ or the end was expected")
  }

  // MARK: - Grammar

  private mutating func nested<R>(_ body: (inout Self) throws -> R) throws -> R {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth else {
      throw error("expressions are nested at most \(Self.maximumDepth) deep; give a part a simpler form")
    }
    return try body(&self)
  }

  private mutating func sum() throws -> Int {
    try nested { p in
      var result = try p.product()
      while true {
        if p.take("+") {
          result = p.graph.add(result, try p.product())
        } else if p.take("-") {
          result = p.graph.subtract(result, try p.product())
        } else {
          return result
        }
      }
    }
  }

  private mutating func product() throws -> Int {
    var result = try factor()
    while true {
      let start = index
      if take("*") {
        guard peek != "*" else { throw error("'**' is no operator; write ^ for a power", at: start) }
        result = graph.multiply(result, try factor())
      } else if take("/") {
        result = graph.divide(result, try factor())
      } else {
        return result
      }
    }
  }

  private mutating func factor() throws -> Int {
    try nested { p in
      if p.take("-") { return p.graph.negate(try p.factor()) }
      if p.take("+") { return try p.factor() }
      let base = try p.primary()
      guard p.take("^") else { return base }
      return p.graph.power(base, try p.factor())
    }
  }

  private mutating func primary() throws -> Int {
    guard let c = peek else { throw error("the expression ends here; a number, a name or '(' was expected") }
    if Self.isDigit(c) || c == "." { return graph.constant(try number()) }
    if Self.isLetter(c) { return try named() }
    let start = index
    guard take("(") else {
      throw error("\(quoted(c)) cannot stand here; a number, a name or '(' was expected")
    }
    let result = try sum()
    guard take(")") else {
      guard peek == nil else { throw unexpected() }
      throw error("'(' is never closed; add ')'", at: start)
    }
    return result
  }

  /// Digits, with a point between digits and an exponent if need be.
  private mutating func number() throws -> Double {
    let start = index
    func fail(_ parser: Self, _ what: String) -> ExpressionError {
      parser.error("\(what); a number looks like 2, 0.5 or 1e-3", at: parser.index)
    }
    func skipDigits(_ parser: inout Self) -> Bool {
      let first = parser.index
      while let c = parser.peek, Self.isDigit(c) { parser.index += 1 }
      return parser.index > first
    }
    guard skipDigits(&self) else { throw fail(self, "a digit was expected before the point") }
    if peek == "." {
      index += 1
      guard skipDigits(&self) else { throw fail(self, "a digit was expected after the point") }
    }
    if peek == "e" || peek == "E" {
      index += 1
      if peek == "+" || peek == "-" { index += 1 }
      guard skipDigits(&self) else { throw fail(self, "a digit was expected in the exponent") }
    }
    guard let value = Double(String(characters[start..<index])), value.isFinite else {
      throw error("this number is too large; at most 1.7e308 can be represented", at: start)
    }
    skipSpace()
    return value
  }

  private mutating func named() throws -> Int {
    let start = index
    while let c = peek, Self.isLetter(c) || Self.isDigit(c) { index += 1 }
    let name = String(characters[start..<index])
    skipSpace()
    if Self.functions.contains(name) {
      let open = index
      guard take("(") else {
        throw error("\(name) is a function; '(' was expected after it, as in \(name)(x)", at: open)
      }
      return try function(name, start: start)
    }
    if let parameter = parameters[name] { return graph.parameter(parameter) }
    if name == "pi" { return graph.constant(.pi) }
    if name == "e" { return graph.constant(.exp(1)) }
    do {
      if let variable = try variables.index(of: name) { return graph.variable(variable) }
    } catch let problem as VariableTable.Problem {
      throw error(problem.message, at: start)
    }
    let given = parameters.isEmpty ? "" : ", the parameters \(parameters.keys.sorted().joined(separator: ", "))"
    throw error(
      "'\(name)' is not known; there are the variables x, y (or x1, x2, …, y1, y2, …)\(given), the constants "
        + "pi, e, and the functions \(Self.functions.joined(separator: ", ")); give a parameter's value to use it",
      at: start)
  }

  private mutating func function(_ name: String, start: Int) throws -> Int {
    var arguments = [try sum()]
    while take(",") { arguments.append(try sum()) }
    guard take(")") else {
      guard peek == nil else { throw unexpected() }
      throw error("the arguments of \(name) are never closed; add ')'", at: start)
    }
    let required = ["max", "min", "pow"].contains(name) ? 2 : 1
    guard arguments.count == required else {
      throw error("\(name) takes \(required) argument(s), \(arguments.count) given", at: start)
    }
    switch name {
    case "max": return graph.binary(.maximum, arguments[0], arguments[1])
    case "min": return graph.binary(.minimum, arguments[0], arguments[1])
    case "pow": return graph.power(arguments[0], arguments[1])
    case "relu": return graph.binary(.maximum, graph.constant(0), arguments[0])
    case "sign": return graph.sign(arguments[0])
    default:
      guard let operation = Operation.functions[name] else { throw error("\(name) is not known", at: start) }
      return graph.unary(operation, arguments[0])
    }
  }
}
