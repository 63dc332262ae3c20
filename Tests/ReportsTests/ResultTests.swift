import Foundation
import GameDynamics
import GameExpressions
import GameOptimizers
import Reports
import SmallGames
import Testing

@Suite struct ResultTests {
  /// What JSON has no form for becomes a word; keys are sorted; nothing is null.
  @Test func resultsAreJSON() throws {
    let value = ResultValue.object([
      "b": .list([.number(1.5), .number(.nan), .number(-.infinity)]), "a": .none, "c": .flag(true),
      "point": ResultValue(Players(x: [1], y: [])), "range": ResultValue(0...2), "text": .text("a/b"),
    ])
    let text = try value.json()
    let found = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(found["b"] as? [AnyHashable] == [1.5, "nan", "-inf"] as [AnyHashable])
    #expect(found["a"] is NSNull && found["c"] as? Bool == true && found["range"] as? [Double] == [0, 2])
    #expect((found["point"] as? [String: [Double]]) == ["x": [1], "y": []])
    #expect(text.contains("\"a/b\"") && text.hasSuffix("}\n"))
  }

  /// Games of the catalogue have the name of before; formulas that differ have names that differ, whatever is left of
  /// their letters; a parameter's value counts too.
  @Test func namesTellFormulasApart() throws {
    func name(_ game: any GameFamily, _ optimizer: String = "simgd") throws -> String {
      try RunName(RunSetup(OptimizerCatalogue.named(optimizer), on: game)).text
    }
    #expect(try name(GameCatalogue.named("quadratic"), "cosine:lookahead:adam") == "cosine-lookahead-adam-quadratic")
    let formulas = ["x² + 10xy + y²", "x² + 10xy - y²", "x^2 + 10*x*y + 2*y^2", "x*y", "-x*y"]
    let names = try formulas.map { try name(TypedGameFamily(zeroSum: $0)) }
    #expect(Set(names).count == formulas.count, "\(names)")
    #expect(names[0].wholeMatch(of: /simgd-typed-x2-10xy-y2-[0-9a-f]{6}/) != nil, "\(names[0])")
    #expect(try name(TypedGameFamily(zeroSum: formulas[0])) == names[0], "the same again has the same name")
    let (one, two) = (
      try name(TypedGameFamily(zeroSum: "k*x*y", parameters: [("k", 1)])),
      try name(TypedGameFamily(zeroSum: "k*x*y", parameters: [("k", 2)]))
    )
    #expect(one != two)
    let long = try name(TypedGameFamily(zeroSum: (1...40).map { "\($0)*x^\($0)*y" }.joined(separator: " + ")))
    #expect(long.utf8.count < 60 && long.utf8.allSatisfy { $0 < 128 })
  }
}
