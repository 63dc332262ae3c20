import GameDynamics
import GameExpressions
import Testing

@Suite struct ExpressionErrorTests {
  func error(_ text: String, _ parameters: [(name: String, value: Double)] = []) -> ExpressionError? {
    do {
      _ = try TypedGameFamily(zeroSum: text, parameters: parameters)
      return nil
    } catch {
      return error as? ExpressionError
    }
  }

  @Test func theCaretStandsBelowTheCharacter() {
    #expect(
      error("x^2 + 1/2y")?.description == """
        'y' after '/2' can be read in two ways; write /2*y or /(2*y)
          x^2 + 1/2y
                   ^
        """)
  }

  // The position, and a word that the message must contain.
  @Test(
    arguments: [
      ("", 0, "empty"), ("   ", 3, "empty"), ("x*", 2, "ends here"), ("x +", 3, "ends here"), ("x 2*y", 2, "operator"),
      ("(x*y", 0, "never closed"), ("x*y)", 3, "closes no"), ("x*(y+", 5, "ends here"), ("sin x*y", 4, "'('"),
      ("sin(x, y)", 0, "takes 1"), ("max(x)*y", 0, "takes 2"), ("foo(x)*y", 0, "not known"), ("x*z", 2, "not known"),
      ("x**y", 1, "write ^"), ("x = y", 2, "'='"), ("x,y", 1, "','"), ("x*.*y", 2, "beside the point"),
      ("1e*x*y", 2, "exponent"), ("1e999*x*y", 0, "too large"), ("x + 1e-400*y", 4, "too small"),
      (".00e-9*x*y + 2e-324", 13, "too small"), ("x*x² ²", 5, "one exponent"), ("x²^2*y", 2, "two ways"),
      ("x0*y", 0, "numbered"), ("x01*y", 0, "numbered"), ("x257*y", 0, "numbered"), ("x*x1*y", 2, "both"),
      ("x # y", 2, "operator"), ("x*€", 2, "'€'"), ("x*\u{0}y", 2, "control"), ("^x*y", 0, "cannot stand"),
      ("()", 1, "cannot stand"), ("sin()", 4, "cannot stand"), ("max(x,)", 6, "cannot stand"), ("x^", 2, "ends here"),
      ("1.2.3*x*y", 3, "no operator"), ("sin(x", 0, "never closed"), ("é*y", 0, "cannot stand"),
      ("x*9x9", 3, "both"), ("x99999999999999999999*y", 0, "numbered"),
    ] as [(String, Int, String)])
  func positions(text: String, position: Int, word: String) {
    let found = error(text)
    #expect(found?.position == position, "\(text): \(String(describing: found?.description))")
    #expect(found?.message.contains(word) == true, "\(text): \(found?.message ?? "no error")")
  }

  // Side by side, where it can be read in two ways, or looks like a slip.
  @Test(
    arguments: [
      ("1/2x*y", 3, "write /2*x or /(2*x)"), ("y/x y", 4, "write /x*y or /(x*y)"), ("1/xy", 3, "write /x*y or /(x*y)"),
      ("1/2(x + y)", 3, "two ways"), ("x/(1 + x)y", 9, "two ways"), ("x²/2y", 4, "write /2*y"),
      ("x^2y", 3, "write ^2*y or ^(2*y)"), ("2^xy", 3, "write ^x*y or ^(x*y)"), ("x^2(y + 1)", 3, "two ways"),
      ("x^2^2 y", 6, "two ways"), ("x^-2y", 4, "two ways"), ("e(x*y)", 1, "exp(…)"), ("x*y e(x)", 5, "exp(…)"),
      ("abx*y", 0, "more than one product"), ("(x + y)2", 7, "the number 2"), ("1½*x*y", 1, "the number ½"),
      ("ex*y", 0, "not known"), ("k2*x*y", 0, "not known"), ("x*y – 1", 4, "write -"), ("√x*y", 0, "write sqrt"),
      ("x*yⁿ", 3, "write ^n"), ("sin²(x)*y", 3, "sin(x)^2"), ("|x*y", 0, "never closed"),
    ] as [(String, Int, String)])
  func sideBySide(text: String, position: Int, word: String) {
    let names = ["a", "b", "ab", "k"].filter { text.hasPrefix($0) || text.hasPrefix("a") && $0 != "k" }
    let found = error(text + names.map { " + 0*\($0)*y" }.joined(), names.map { ($0, 1) })
    #expect(found?.position == position, "\(text): \(String(describing: found?.description))")
    #expect(found?.message.contains(word) == true, "\(text): \(found?.message ?? "no error")")
  }

  // What constants and parameters alone make is known before any step, and refused where it stands.
  @Test(
    arguments: [
      ("x*y + log(-1)", 6, "not a number"), ("x*y + 1/0", 7, "divides by 0"), ("x*y + sqrt(-k)", 6, "for k = 2.0"),
      ("x*y/(k - 2)", 3, "divides by 0 for the parameters"), ("x*y + log(0*x)", 6, "infinite"),
      ("x*y + 0^-1", 7, "infinite"), ("x*y + (-k)^0.5", 10, "not a number"), ("x*y + 1e308*10", 11, "infinite"),
      ("acos(k)*x*y", 0, "not a number for k = 2.0"), ("x*y/(x - x)", 3, "divides by 0"), ("x*y + 0⁻¹", 7, "infinite"),
      ("1e308 + 1e308 + x*y", 6, "infinite"),
    ] as [(String, Int, String)])
  func whatIsFixedIsFinite(text: String, position: Int, word: String) {
    let found = error(text, text.contains("k") ? [("k", 2)] : [])
    #expect(found?.position == position, "\(text): \(String(describing: found?.description))")
    #expect(found?.message.contains(word) == true, "\(text): \(found?.message ?? "no error")")
  }

  // Faults of the whole: no position.
  @Test(arguments: [("x^2", "player y needs"), ("3", "player x needs"), ("x1*x3*y", "'x2'")])
  func wholeExpression(text: String, word: String) {
    let found = error(text)
    #expect(found?.position == nil)
    #expect(found?.message.contains(word) == true, "\(found?.message ?? "no error")")
  }

  @Test(
    arguments: [
      ("x", 1.0, "cannot name"), ("y12", 1, "cannot name"), ("x0", 1, "cannot name"), ("sin", 1, "cannot name"),
      ("e", 1, "cannot name"), ("2k", 1, "letters"), ("", 1, "letters"), ("a b", 1, "letters"), ("é", 1, "letters"),
      ("k", .infinity, "finite"), ("k", .nan, "finite"), ("unused", 1, "occurs in no"),
    ] as [(String, Double, String)])
  func parameterNames(name: String, value: Double, word: String) {
    #expect(error("k*x*y", [("k", 1)]) == nil)
    let found = error(name == "k" ? "k*x*y" : "x*y", [(name, value)])
    #expect(found?.message.contains(word) == true, "\(found?.message ?? "no error")")
  }

  @Test func parametersGivenTwice() {
    #expect(error("k*x*y", [("k", 1), ("k", 2)])?.message.contains("twice") == true)
  }

  @Test func unknownNamesListTheParameters() {
    #expect(error("q*k*x*y", [("k", 1)])?.message.contains("the parameters k") == true)
  }

  @Test func limits() {
    #expect(error(String(repeating: "(", count: 3000) + "x*y")?.message.contains("nested") == true)
    #expect(error(String(repeating: "-", count: 3000) + "x*y")?.message.contains("nested") == true)
    #expect(error("x*y" + String(repeating: "^2", count: 1000))?.message.contains("nested") == true)
    #expect(error(String(repeating: "sin(", count: 500) + "x*y")?.message.contains("nested") == true)
    #expect(error(String(repeating: "x*y+", count: 2000) + "x")?.message.contains("at most 4096") == true)
    #expect(error("x*y" + String(repeating: "\u{301}", count: 100_000))?.message.contains("at most 4096") == true)
    // Long but flat: a thousand terms are a deep graph, yet no recursion.
    #expect(error(String(repeating: "x*y+", count: 1000) + "sin(x)") == nil)
  }

  // Far into a long line the caret still stands below its character, within a window.
  @Test func longLines() throws {
    let text = String(repeating: "x*y+", count: 200) + "1/2y" + String(repeating: "+x*y", count: 200)
    let lines = try #require(error(text)).description.split(separator: "\n").map { Array($0) }
    let caret = try #require(lines[2].firstIndex(of: "^"))
    #expect(lines[1][caret] == "y" && lines[1][caret - 1] == "2")
    #expect(lines[1].count < 130)
  }

  @Test func twoExpressions() {
    #expect(throws: ExpressionError.self) { try TypedGameFamily(f: "x*y", g: "x*") }
    do {
      _ = try TypedGameFamily(f: "x*y", g: "x*")
    } catch {
      #expect((error as? ExpressionError)?.text == "x*")
    }
    #expect(throws: VectorError.wrongDimension(required: 1, given: 2)) {
      try TypedGameFamily(zeroSum: "x*y", start: Players(x: [1, 2], y: [1]))
    }
  }
}
