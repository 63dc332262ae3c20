import GameDynamics
import GameExpressions
import SmallGames
import Testing

/// Games as they are printed: side by side, raised digits, the signs of mathematics.
@Suite struct NotationTests {
  func family(_ text: String, _ names: [String] = []) throws -> TypedGameFamily {
    try TypedGameFamily(formula: text, parameters: names.enumerated().map { ($1, [3, 0.5, 7, 11][$0]) })
  }

  // Each pair is one expression, so equal to the last bit. Parameters by order: 3, 0.5, 7, 11.
  @Test(
    arguments: [
      ("x² + 10xy + y²", "x^2 + 10*x*y + y^2", []), ("b xy", "b*x*y", ["b"]), ("bxy", "b*x*y", ["b"]),
      ("2(x+y)", "2*(x + y)", []), ("x*y − 2·x × y", "x*y - 2*x*y", []),
      ("½x² + .5y² + 5.xy", "0.5*x^2 + 0.5*y^2 + 5*x*y", []),
      ("a x² + b xy + c y²", "a*x^2 + b*x*y + c*y^2", ["a", "b", "c"]), ("x⁻²y", "x^-2*y", []), ("x¹⁰ y", "x^10*y", []),
      ("2x^2 y", "2*x^2*y", []), ("x^2 y^-2 x", "x^2*y^-2*x", []), ("x²y³", "x^2*y^3", []), ("-x²y", "-x^2*y", []),
      ("-2xy", "-2*x*y", []), ("x(y + 1)", "x*(y + 1)", []), ("(x + 1)(y + 2)", "(x + 1)*(y + 2)", []),
      ("sin(x)y", "sin(x)*y", []), ("2sin(x)cos(y)", "2*sin(x)*cos(y)", []), ("xsin(y)", "x*sin(y)", []),
      ("2exp(x)y", "2*exp(x)*y", []), ("2e1xy", "20*x*y", []), ("2pi xy", "2*pi*x*y", []), ("2πxy", "2*pi*x*y", []),
      ("x1y1 + x2y1", "x1*y1 + x2*y1", []), ("x₁y₁ + x₂y₁", "x1*y1 + x2*y1", []), ("x/2 y", "x/2*y", []),
      ("γ/2 (|y| - g₀)² + xy", "γ/2*(abs(y) - g0)^2 + x*y", ["γ", "g0"]), ("xy/2", "x*y/2", []),
      ("x^(2)y", "x^2*y", []), ("xy^2", "x*y^2", []), ("2^x y", "2^x*y", []),
      ("|x - y||x + y|", "abs(x - y)*abs(x + y)", []),
      ("x ÷ 4 + y", "x/4 + y", []), ("k_max x y", "k_max*x*y", ["k_max"]), ("ln(2 + x)y", "log(2 + x)*y", []),
      ("b x² + b xy - (a - c₁) x", "b*x^2 + b*x*y - (a - c1)*x", ["a", "b", "c1"]), ("σ(xy)", "sigmoid(x*y)", []),

      ("xy + ε (y²/2 - y⁴/4)", "x*y + ε*(y^2/2 - y^4/4)", ["ε"]), ("k x²y", "k*x^2*y", ["k"]), ("x^½ y", "x^0.5*y", []),
      ("min_x max_y xy - x²/2", "x*y - x^2/2", []), ("max_x min_y xy + x", "-(x*y + x)", []),
    ] as [(String, String, [String])])
  func printed(text: String, plain: String, names: [String]) throws {
    let (one, other) = (try family(text, names), try family(plain, names))
    let x = (0..<one.card.dimensions.x).map { 0.7 + Double($0) }
    let y = (0..<one.card.dimensions.y).map { 1.3 - Double($0) }
    let (a, b) = (try one.at(x, y), try other.at(x, y))
    #expect(a.losses == b.losses && a.gradients == b.gradients, "\(text)")
    #expect(one.form == other.form)
  }

  // What the catalogue prints of its polynomial games is taken as it stands and is the same game.
  @Test(
    arguments: [
      ("quadratic", ["a", "b", "c"]), ("bilinear", ["b"]), ("quadratic-general", ["a", "b", "c", "d"]),
      ("cournot", ["a", "b", "c1", "c2"]), ("dirac-wgan", []), ("degenerate", ["k"]), ("quartic", ["k", "b"]),
      ("strict-maximum", []),
    ] as [(String, [String])])
  func whatTheCataloguePrints(name: String, parameters: [String]) throws {
    let known = try GameCatalogue.named(name)
    let typed = try TypedGameFamily(
      formula: known.card.formula,
      parameters: known.card.parameters.map { (name: $0.name, value: $0.standard) })
    #expect(typed.card.isZeroSum == known.card.isZeroSum)
    let (x, y) = ([0.6], [-1.7])
    let built = try known.build(
      Parameters<Double>(known.card.parameters), then: TypedEvaluation(point: Players(x: x, y: y)))
    let here = try typed.at(x, y)
    for (a, b) in [
      (built.losses.x, here.losses.x), (built.losses.y, here.losses.y),
      (built.gradients.x.x[0], here.gradients.x.x[0]), (built.gradients.y.y[0], here.gradients.y.y[0]),
    ] { #expect(abs(a - b) <= 1e-14 * (1 + abs(a)), "\(name): \(a) \(b)") }
  }

  // A letter that names a function too is the parameter where it is one.
  @Test func sigmaIsAParameter() throws {
    let family = try TypedGameFamily(zeroSum: "σxy", parameters: [("σ", 3)])
    #expect(try family.at([2], [5]).losses.x == 30)
  }

  @Test func twoPlayersInOneLine() throws {
    let family = try TypedGameFamily(formula: "min_x x² + xy, max_y 2xy - y²")
    #expect(!family.card.isZeroSum)
    #expect(family.card.formula == "min_x x² + xy, max_y 2xy - y²")
    let here = try family.at([2], [3])
    #expect(here.losses == Players(x: 10, y: -3))
    #expect(here.gradients == Players(x: Players(x: [7], y: [2]), y: Players(x: [-6], y: [2])))
  }
}
