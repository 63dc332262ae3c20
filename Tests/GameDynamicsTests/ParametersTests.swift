import GameDynamics
import TestSupport
import Testing

@Suite struct ParametersTests {
  static let specs =
    [ParameterSpec].stepSizes(0.01) + [
      ParameterSpec("beta", symbol: "β", meaning: "momentum", standard: 0.5, minimum: -1, maximum: 1)
    ]

  @Test func standardValuesAndChanges() throws {
    var h = Parameters<Double>(Self.specs)
    #expect(try h.stepSizes() == Players(x: 0.01, y: 0.01))
    #expect(try h.value("beta") == 0.5)
    try h.set("beta", to: -1)
    try h.setStepSizes(Players(x: 0, y: 3))
    #expect(try h.value("beta") == -1)
    #expect(try h.stepSizes() == Players(x: 0, y: 3))
  }

  @Test func unknownNames() throws {
    var h = Parameters<Double>(Self.specs)
    let text = "no parameter is named 'betta'; there are: eta-x, eta-y, beta"
    #expect(errorText { try h.value("betta") } == text)
    #expect(errorText { try h.set("betta", to: 1) } == text)
    #expect(
      errorText { try Parameters<Double>([]).stepSizes() } == "no parameter is named 'eta-x'; there are none here")
  }

  @Test func boundsHoldInEveryLane() throws {
    var h = Parameters<Double>(Self.specs)
    #expect(errorText { try h.set("beta", to: 1.5) } == "parameter 'beta' must be from -1.0 to 1.0, 1.5 was given")
    #expect(errorText { try h.set("beta", to: .nan) } == "parameter 'beta' must be from -1.0 to 1.0, nan was given")
    #expect(throws: ParameterError.self) { try h.set("eta-x", to: -0.001) }
    #expect(throws: ParameterError.self) { try h.set("eta-x", to: .infinity) }
    #expect(try h.value("beta") == 0.5 && h.stepSizes().x == 0.01, "a refused value changes nothing")

    var lanes = Parameters<Lanes>(Self.specs)
    try lanes.set("beta", to: Lanes { Double($0 % 8) / 8 })
    #expect(try lanes.value("beta")[lane: 4] == 0.5)
    #expect(
      errorText { try lanes.set("beta", to: Lanes { $0 == 6 ? -2 : 0 }) }
        == "parameter 'beta' must be from -1.0 to 1.0, -2.0 was given")
    var duals = Parameters<Dual<Lanes>>(Self.specs)
    #expect(throws: ParameterError.self) {
      try duals.set("beta", to: Dual(Lanes { $0 == 7 ? 2 : 0 }, tangent: Lanes(0)))
    }
  }

  @Test func otherFields() throws {
    var h = Parameters<Double>(Self.specs)
    try h.set("beta", to: 0.25)
    let lanes: Parameters<Lanes> = h.lifted()
    #expect(try lanes.value("beta") == Lanes(0.25))
    let duals = h.mapped { Dual($0, tangent: 2) }
    #expect(try duals.value("beta") == Dual(0.25, tangent: 2))
    #expect(duals.specs == Self.specs)
  }
}

@Suite struct CatalogueErrorTests {
  static let known = ["simgd", "altgd", "cgd"]

  @Test func suggestsTheNearestName() {
    func text(_ name: String) -> String { CatalogueError(kind: "optimizer", name: name, known: Self.known).description }
    let rest = "There are: simgd, altgd, cgd"
    #expect(text("simdg") == "no optimizer is named 'simdg'; did you mean 'simgd'? \(rest)")
    #expect(text("ALTGD") == "no optimizer is named 'ALTGD'; did you mean 'altgd'? \(rest)")
    #expect(text("cg") == "no optimizer is named 'cg'; did you mean 'cgd'? \(rest)")
    #expect(text("extragradient") == "no optimizer is named 'extragradient'. \(rest)")
  }

  @Test func anEmptyCatalogue() {
    #expect(
      CatalogueError(kind: "experiment", name: "a", known: []).description
        == "no experiment is named 'a'. There are none")
  }
}
