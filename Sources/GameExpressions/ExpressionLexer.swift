import RealModule

/// Cuts an expression into words.
///
/// Numbers are `2`, `.5`, `5.`, `1e-3` and vulgar fractions (`½`). Names are letters (Latin and Greek), digits and
/// underscores; lowered digits (`c₁`) count as digits. A name that nobody knows is cut into factors where that can be
/// done in one way alone: `xy`, `10xy`, `bxy` with a parameter b. The signs of mathematics stand for those of ASCII:
/// `−`, `·`, `×`, `÷`, raised digits.
struct ExpressionLexer {
  private let text: String
  private let characters: [Character]
  private let parameters: [String: Int]
  private var variables: VariableTable
  private var index = 0
  private var tokens: [ExpressionToken] = []

  /// The words of a text, the last one an `end`, or the first that cannot be read.
  static func tokens(
    of text: String, parameters: [String: Int], variables: inout VariableTable
  ) -> [ExpressionToken] {
    var lexer = ExpressionLexer(text: text, parameters: parameters, variables: variables)
    do {
      try lexer.run()
    } catch {
      let place = error.position ?? 0
      lexer.tokens.append(
        ExpressionToken(kind: .invalid(error), position: place, text: "", followsSpace: false))
    }
    variables = lexer.variables
    return lexer.tokens
  }

  private init(text: String, parameters: [String: Int], variables: VariableTable) {
    self.text = text
    characters = Array(text)
    self.parameters = parameters
    self.variables = variables
  }

  // MARK: - Characters

  static func isLetter(_ c: Character) -> Bool {
    c.isASCII && c.isLetter || c == "_" || ("α"..."ω").contains(c) || ("Α"..."Ω").contains(c)
  }
  static func isDigit(_ c: Character) -> Bool { c >= "0" && c <= "9" && c.isASCII }

  private static let lowered: [Character: Character] = Dictionary(uniqueKeysWithValues: zip("₀₁₂₃₄₅₆₇₈₉", "0123456789"))
  private static let raised: [Character: Character] = Dictionary(uniqueKeysWithValues: zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789"))
  private static let fractions: [Character: Double] = [
    "½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅖": 2 / 5, "⅗": 3 / 5, "⅘": 4 / 5,
    "⅙": 1 / 6, "⅚": 5 / 6, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8,
  ]
  private static let signs: [Character: Character] = [
    "−": "-", "·": "*", "⋅": "*", "∙": "*", "×": "*", "∗": "*", "÷": "/", "∕": "/",
  ]
  /// What is no sign of an expression, and what to write instead.
  private static let advice: [Character: String] = [
    "–": "write - for minus", "—": "write - for minus", "√": "write sqrt(…)", "∞": "write a number", ";": "write ,",
    "[": "write (", "]": "write )", "{": "write (", "}": "write )", "∂": "write the loss itself",
    "ⁿ": "write ^n", "ᵀ": "write the sum out", "′": "write the loss itself", "%": "write /100",
  ]

  private var peek: Character? { index < characters.count ? characters[index] : nil }

  private func error(_ message: String, at position: Int? = nil) -> ExpressionError {
    ExpressionError(message, in: text, at: position ?? index)
  }

  /// The character as a message can show it.
  static func quoted(_ c: Character) -> String {
    c.isWhitespace || c.unicodeScalars.contains { $0.properties.generalCategory == .control }
      ? "a control character" : "'\(c)'"
  }

  // MARK: - Words

  private mutating func run() throws(ExpressionError) {
    while true {
      let before = index
      while peek?.isWhitespace == true { index += 1 }
      let (start, followsSpace) = (index, index > before)
      func add(_ kind: ExpressionToken.Kind, _ lexer: inout Self) {
        lexer.tokens.append(
          ExpressionToken(
            kind: kind, position: start, text: String(lexer.characters[start..<lexer.index]), followsSpace: followsSpace
          ))
      }
      guard let c = peek else { return add(.end, &self) }
      if Self.isDigit(c) || c == "." {
        add(.number(try number()), &self)
      } else if let fraction = Self.fractions[c] {
        index += 1
        add(.number(fraction), &self)
      } else if Self.isLetter(c) {
        try names(followsSpace: followsSpace)
      } else if Self.raised[c] != nil || c == "⁻" || c == "⁺" {
        add(.superscript(try superscript()), &self)
      } else if let sign = Self.signs[c] ?? ("+-*/^(),=|".contains(c) ? c : nil) {
        index += 1
        add(.symbol(sign), &self)
      } else {
        let unexpected = tokens.isEmpty || !endsFactor
        throw error(
          "\(Self.quoted(c)) \(unexpected ? "cannot stand here" : "is no operator"); "
            + (Self.advice[c]
              ?? (unexpected
                ? "a number, a name or '(' was expected" : "one of + - * / ^ or the end was expected"))
        )
      }
    }
  }

  private var endsFactor: Bool {
    switch tokens.last?.kind {
    case .number, .variable, .parameter, .constant, .superscript, .symbol(")"), .symbol("|"): return true
    default: return false
    }
  }

  /// Digits with a point and an exponent if need be.
  private mutating func number() throws(ExpressionError) -> Double {
    let start = index
    func skipDigits(_ lexer: inout Self) -> Bool {
      let first = lexer.index
      while let c = lexer.peek, Self.isDigit(c) { lexer.index += 1 }
      return lexer.index > first
    }
    let looks = "a number looks like 2, 0.5 or 1e-3"
    var hasDigits = skipDigits(&self)
    if peek == "." {
      index += 1
      hasDigits = skipDigits(&self) || hasDigits
    }
    guard hasDigits else { throw error("a digit was expected beside the point; \(looks)", at: start) }
    let mantissa = start..<index
    // `2exp(x)` is a product.
    if peek == "e" || peek == "E", index + 1 >= characters.count || !Self.isLetter(characters[index + 1]) {
      index += 1
      if peek == "+" || peek == "-" { index += 1 }
      guard skipDigits(&self) else {
        throw error("a digit was expected in the exponent; \(looks) (write 2*e for a product)")
      }
    }
    guard let value = Double(String(characters[start..<index])), value.isFinite else {
      throw error("this number is too large; at most 1.7e308 can be represented", at: start)
    }
    guard value != 0 || !characters[mantissa].contains(where: { ("1"..."9").contains($0) }) else {
      throw error("this number is too small to be told from 0; write 0, or at least 5e-324", at: start)
    }
    return value
  }

  private mutating func superscript() throws(ExpressionError) -> Double {
    let isNegative = peek == "⁻"
    if isNegative || peek == "⁺" { index += 1 }
    var digits = ""
    while let c = peek, let digit = Self.raised[c] {
      digits.append(digit)
      index += 1
    }
    guard let value = Double(digits), value.isFinite else {
      throw error("raised digits were expected here, as in x⁻²; write ^ for other exponents")
    }
    return isNegative ? -value : value
  }

  // MARK: - Names

  private mutating func names(followsSpace: Bool) throws(ExpressionError) {
    let start = index
    var name = ""
    while let c = peek, let plain = Self.isLetter(c) || Self.isDigit(c) ? c : Self.lowered[c] {
      name.append(plain)
      index += 1
    }
    func add(_ kind: ExpressionToken.Kind, _ range: Range<Int>, _ lexer: inout Self) {
      lexer.tokens.append(
        ExpressionToken(
          kind: kind, position: range.lowerBound, text: String(lexer.characters[range]),
          followsSpace: followsSpace && range.lowerBound == start))
    }
    if let kind = try meaning(of: name, at: start) { return add(kind, start..<index, &self) }
    let pieces = Array(name)
    switch split(pieces, beforeBracket: peek == "(") {
    case .one(let ends):
      var first = 0
      for end in ends {
        let range = (start + first)..<(start + end)
        guard let kind = try meaning(of: String(pieces[first..<end]), at: range.lowerBound) else { break }
        add(kind, range, &self)
        first = end
      }
    case .several:
      throw error("'\(name.prefix(64))' can be read as more than one product; write * between its factors", at: start)
    case .none:
      let given = parameters.isEmpty ? "" : ", the parameters \(parameters.keys.sorted().joined(separator: ", "))"
      throw error(
        "'\(name.prefix(64))' is not known; there are the variables x, y (or x1, x2, …, y1, y2, …)\(given), the "
          + "constants pi, e, and the functions \(ExpressionParser.functions.joined(separator: ", ")); give a "
          + "parameter's value to use it",
        at: start)
    }
  }

  /// What a whole name stands for; nil where nobody knows it.
  private mutating func meaning(of name: String, at position: Int) throws(ExpressionError) -> ExpressionToken.Kind? {
    if let parameter = parameters[name] { return .parameter(parameter) }
    if ExpressionParser.functions.contains(name) { return .function(name) }
    if name == "pi" || name == "π" { return .constant(.pi) }
    if name == "e" { return .constant(.exp(1)) }
    do {
      return try variables.index(of: name).map { .variable($0) }
    } catch {
      throw self.error((error as? VariableTable.Problem)?.message ?? "\(error)", at: position)
    }
  }

  private enum Split {
    case none, several
    /// Where the pieces end.
    case one([Int])
  }

  /// The ways to cut a name into variables, parameters and π, with a function at the end where a bracket follows. Digits
  /// belong to what stands before them. `e` is no piece: `ex` may be e·x or a slip for exp.
  private func split(_ name: [Character], beforeBracket: Bool) -> Split {
    // ways[i]: how many cuts of name[i...] there are, 2 for more; next[i]: where the first piece of the last found ends.
    var ways = [Int](repeating: 0, count: name.count + 1)
    var next = [Int](repeating: 0, count: name.count + 1)
    ways[name.count] = 1
    let words = Set(parameters.keys.map { Array($0) } + ["pi", "π"].map { Array($0) })
    for i in stride(from: name.count - 1, through: 0, by: -1) {
      func count(pieceTo end: Int) {
        guard ways[end] > 0 else { return }
        ways[i] = min(2, ways[i] + ways[end])
        next[i] = end
      }
      if name[i] == "x" || name[i] == "y" {
        var end = i + 1
        while end < name.count, Self.isDigit(name[end]) { end += 1 }
        count(pieceTo: end)
      }
      for word in words where name[i...].starts(with: word) {
        let end = i + word.count
        if end == name.count || !Self.isDigit(name[end]) { count(pieceTo: end) }
      }
      if beforeBracket, name.count - i <= ExpressionParser.longestFunction,
        ExpressionParser.functions.contains(String(name[i...]))
      {
        count(pieceTo: name.count)
      }
    }
    guard ways[0] == 1 else { return ways[0] == 0 ? .none : .several }
    var ends: [Int] = []
    var place = 0
    while place < name.count {
      place = next[place]
      ends.append(place)
    }
    return .one(ends)
  }
}
