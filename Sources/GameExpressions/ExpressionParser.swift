import RealModule

/// Reads one expression into a graph, by recursive descent.
///
///     sum     := product (("+" | "-") product)*
///     product := factor (("*" | "/" | nothing) factor)*
///     factor  := ("+" | "-") factor | power
///     power   := primary [raised digits] ["^" factor]       -x^2 is -(x²), 2^-x^2 is 2^(-(x²)), ^ associates right
///     primary := number | name | name "(" sum ("," sum)* ")" | "(" sum ")" | "|" sum "|"
///
/// Factors may stand side by side: `10xy`, `b xy`, `2(x + y)`. Where that can be read in two ways (`1/2x`, `x^2y`) it is
/// an error that says what to write; with a blank, `x^2 y` and `1/2 x` are read as they are printed, x²·y and ½·x. Names
/// are those of `ExpressionLexer`: the variables `x`, `y` or `x1`, `x2`, …, `y1`, …; the constants `pi` and `e`;
/// functions; and the parameters that the caller names. What constants and parameters alone make must be finite.
struct ExpressionParser {
  /// The limits that keep any input from exhausting stack or memory.
  static let maximumLength = 4096, maximumDepth = 100, maximumVariables = 256
  /// What cannot be the name of a parameter.
  static let functions =
    Operation.functions.keys.sorted() + ["max", "min", "pow", "relu", "sign"]
  static let longestFunction = functions.map(\.count).max() ?? 0

  private let text: String
  private let tokens: [ExpressionToken]
  private var index = 0
  private var depth = 0
  private var barIsOpen = false
  private let parameters: [String: Int]
  private var graph: ExpressionGraph

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
    let tokens = ExpressionLexer.tokens(of: text, parameters: parameters, variables: &variables)
    var parser = ExpressionParser(text: text, tokens: tokens, parameters: parameters, graph: graph)
    guard parser.next.kind != .end else { throw parser.error("the expression is empty; write one, such as x*y") }
    let root = try parser.sum()
    guard parser.next.kind == .end else { throw parser.unexpected() }
    graph = parser.graph
    return root
  }

  private init(text: String, tokens: [ExpressionToken], parameters: [String: Int], graph: ExpressionGraph) {
    self.text = text
    self.tokens = tokens
    self.parameters = parameters
    self.graph = graph
  }

  // MARK: - Words

  /// The next word; the last one, an end or an error, is never gone past.
  private var next: ExpressionToken { tokens[min(index, tokens.count - 1)] }

  private mutating func advance() { index += 1 }

  /// Goes past a symbol, if it is the next one.
  private mutating func take(_ symbol: Character) -> Bool {
    guard next.isSymbol(symbol) else { return false }
    advance()
    return true
  }

  private func error(_ message: String, at position: Int? = nil) -> ExpressionError {
    ExpressionError(message, in: text, at: position ?? next.position)
  }

  /// The error of an expression that should have ended or gone on with an operator.
  private func unexpected() -> ExpressionError {
    switch next.kind {
    case .invalid(let error): return error
    case .end: return error("the expression ends here; an operand was expected")
    case .symbol(")"): return error("')' closes no parenthesis; remove it or open one with '('")
    case .symbol(","):
      return error("',' stands outside the arguments of a function; an operator or the end was expected")
    case .symbol("="): return error("'=' has no place in a loss; write the expression alone")
    default: return error("'\(next.text)' cannot follow here; an operator or the end was expected")
    }
  }

  /// The error of a word that begins no operand.
  private func noOperand() -> ExpressionError {
    switch next.kind {
    case .invalid(let error): return error
    case .end: return error("the expression ends here; a number, a name or '(' was expected")
    default: return error("'\(next.text)' cannot stand here; a number, a name or '(' was expected")
    }
  }

  /// Throws where constants and parameters alone make something infinite or no number.
  private func checkFinite(_ id: Int, _ what: String, at position: Int) throws {
    guard let value = graph.fixedValue(id), !value.isFinite else { return }
    let given = parameters.sorted { $0.value < $1.value }.map { "\($0.key) = \(graph.parameterValues[$0.value])" }
    let condition = graph.number(id) != nil || given.isEmpty ? "" : " for \(given.joined(separator: ", "))"
    throw error(
      "\(what) is \(value.isNaN ? "not a number" : "infinite")\(condition) whatever x and y are; change its "
        + (condition.isEmpty ? "constants" : "constants or parameters"), at: position)
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
        let place = p.next.position
        if p.take("+") {
          result = p.graph.add(result, try p.product())
        } else if p.take("-") {
          result = p.graph.subtract(result, try p.product())
        } else {
          return result
        }
        try p.checkFinite(result, "this sum", at: place)
      }
    }
  }

  /// How a factor was written: what may stand right after it depends on that.
  private struct Form {
    /// The index of its first word.
    let first: Int
    /// True of a number alone.
    var isNumber = false
    /// The index of the first word of an exponent behind '^' that does not end with a bracket.
    var openExponent: Int?
  }

  private mutating func product() throws -> Int {
    var form = Form(first: index)
    var result = try factor(&form)
    var divides = false
    while true {
      let sign = next
      if take("*") {
        guard !(next.isSymbol("*") && next.position == sign.position + 1) else {
          throw error("'**' is no operator; write ^ for a power", at: sign.position)
        }
        result = graph.multiply(result, try factor(&form))
        divides = false
      } else if take("/") {
        let divisor = try factor(&form)
        guard graph.fixedValue(divisor) != 0 else {
          let condition = graph.number(divisor) == nil ? " for the parameters that were given" : ""
          throw error("this divides by 0\(condition); change the divisor", at: sign.position)
        }
        result = graph.divide(result, divisor)
        divides = true
      } else if sign.beginsFactor(barIsOpen: barIsOpen) {
        try checkSideBySide(after: form, divides: divides)
        result = graph.multiply(result, try factor(&form))
        divides = false
      } else {
        return result
      }
      try checkFinite(result, divides ? "this quotient" : "this product", at: sign.position)
    }
  }

  /// Throws where the next word, which begins a factor, can be read in two ways or is a slip.
  private func checkSideBySide(after form: Form, divides: Bool) throws {
    let word = next.text
    if case .number = next.kind {
      throw error(
        "the number \(word) cannot follow here, no operator stands before it; write * for a product, ^ for a power")
    }
    if case .constant = tokens[index - 1].kind, tokens[index - 1].text == "e", next.isSymbol("(") {
      throw error("e is a number; write e*(…) for a product, exp(…) for the function")
    }
    func twoWays(_ sign: String, from first: Int) -> ExpressionError {
      let end = tokens[index - 1].position + tokens[index - 1].text.count
      let characters = Array(text)
      let before = String(characters[tokens[first].position..<min(end, characters.count)].suffix(40))
      return error(
        "'\(word)' after '\(sign)\(before)' can be read in two ways; write \(sign)\(before)*\(word) or "
          + "\(sign)(\(before)*\(word))")
    }
    if divides, !(form.isNumber && next.followsSpace) { throw twoWays("/", from: form.first) }
    if let exponent = form.openExponent {
      let length = index - exponent - (tokens[exponent].isSymbol("-") ? 1 : 0)
      if !next.followsSpace || length > 1 { throw twoWays("^", from: exponent) }
    }
  }

  private mutating func factor(_ form: inout Form) throws -> Int {
    form = Form(first: index)
    return try signed(&form)
  }

  private mutating func signed(_ form: inout Form) throws -> Int {
    try nested { p in
      if p.take("-") { return p.graph.negate(try p.signed(&form)) }
      if p.take("+") { return try p.signed(&form) }
      if case .number = p.next.kind, p.index == form.first { form.isNumber = true }
      var base = try p.primary()
      if case .superscript(let exponent) = p.next.kind {
        let place = p.next.position
        p.advance()
        form.isNumber = false
        base = p.graph.power(base, p.graph.constant(exponent))
        try p.checkFinite(base, "this power", at: place)
        if case .superscript = p.next.kind { throw p.error("one exponent follows another; use parentheses") }
        guard !p.next.isSymbol("^") else {
          throw p.error("'^' after raised digits can be read in two ways; use parentheses")
        }
        return base
      }
      let place = p.next.position
      guard p.take("^") else { return base }
      let first = p.index
      var inner = Form(first: first)
      let exponent = try p.signed(&inner)
      form.isNumber = false
      form.openExponent = p.tokens[p.index - 1].isSymbol(")") ? nil : first
      base = p.graph.power(base, exponent)
      try p.checkFinite(base, "this power", at: place)
      return base
    }
  }

  private mutating func primary() throws -> Int {
    let token = next
    switch token.kind {
    case .number(let value), .constant(let value):
      advance()
      return graph.constant(value)
    case .variable(let variable):
      advance()
      return graph.variable(variable)
    case .parameter(let parameter):
      advance()
      return graph.parameter(parameter)
    case .function(let name):
      advance()
      return try function(name, start: token.position)
    case .symbol("("):
      advance()
      let result = try inBrackets { try $0.sum() }
      guard take(")") else {
        guard next.kind == .end else { throw unexpected() }
        throw error("'(' is never closed; add ')'", at: token.position)
      }
      return result
    case .symbol("|") where !barIsOpen:
      advance()
      barIsOpen = true
      defer { barIsOpen = false }
      let result = graph.unary(.absolute, try sum())
      guard take("|") else {
        guard next.kind == .end else { throw unexpected() }
        throw error("'|' is never closed; add '|', or write abs(…)", at: token.position)
      }
      return result
    default: throw noOperand()
    }
  }

  /// Within brackets a bar opens again.
  private mutating func inBrackets<R>(_ body: (inout Self) throws -> R) rethrows -> R {
    let outer = barIsOpen
    barIsOpen = false
    defer { barIsOpen = outer }
    return try body(&self)
  }

  private mutating func function(_ name: String, start: Int) throws -> Int {
    guard take("(") else {
      if case .invalid(let error) = next.kind { throw error }
      throw error("\(name) is a function; '(' was expected after it, as in \(name)(x) or \(name)(x)^2")
    }
    let arguments = try inBrackets { p in
      var arguments = [try p.sum()]
      while p.take(",") { arguments.append(try p.sum()) }
      return arguments
    }
    guard take(")") else {
      guard next.kind == .end else { throw unexpected() }
      throw error("the arguments of \(name) are never closed; add ')'", at: start)
    }
    let required = ["max", "min", "pow"].contains(name) ? 2 : 1
    guard arguments.count == required else {
      throw error("\(name) takes \(required) argument(s), \(arguments.count) given", at: start)
    }
    let result: Int
    switch name {
    case "max": result = graph.binary(.maximum, arguments[0], arguments[1])
    case "min": result = graph.binary(.minimum, arguments[0], arguments[1])
    case "pow": result = graph.power(arguments[0], arguments[1])
    case "relu": result = graph.binary(.maximum, graph.constant(0), arguments[0])
    case "sign": result = graph.sign(arguments[0])
    default:
      guard let operation = Operation.functions[name] else { throw error("\(name) is not known", at: start) }
      result = graph.unary(operation, arguments[0])
    }
    try checkFinite(result, "this \(name)(…)", at: start)
    return result
  }
}
