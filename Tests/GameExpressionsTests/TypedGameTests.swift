import GameDynamics
import GameExpressions
import RealModule
import SmallGames
import Testing

/// Losses and all derivatives of a typed game at a point, over any field.
struct TypedEvaluation<S: Field>: GameContinuation {
  typealias Scalar = S
  let point: Players<[S]>

  struct Answer {
    var losses: Players<S>
    /// By loss, then by variable.
    var gradients: Players<Players<[S]>>
    /// By loss, rows, columns: the block's columns.
    var hessians: Players<Players<Players<[[S]]>>>
  }

  func callAsFunction<G: SecondOrderGame>(_ game: G) throws -> Answer where G.V: CoordinateVector, G.V.Scalar == S {
    let place = try point.map { try G.V(coordinates: $0) }
    let model = try game.localModel(at: place)
    func each<R>(_ body: (Player) throws -> R) rethrows -> Players<R> { Players(x: try body(.x), y: try body(.y)) }
    let both = try game.gradients(at: place)
    for player in Player.allCases {
      let own = try game.gradient(player, at: place).coordinates()
      #expect(try own == both[player].coordinates() || own.contains { $0 != $0 })
    }
    return Answer(
      losses: try game.losses(at: place),
      gradients: try each { loss in try each { try model.gradient(of: loss, in: $0).coordinates() } },
      hessians: try each { loss in
        try each { rows in
          try each { columns in
            try point[columns].indices.map { j in
              var unit = [S](repeating: S(0), count: point[columns].count)
              unit[j] = S(1)
              return try model.hessianProduct(
                of: loss, rows: rows, columns: columns, times: G.V(coordinates: unit)
              ).coordinates()
            }
          }
        }
      })
  }
}

extension TypedGameFamily {
  func at<S: Field>(_ x: [S], _ y: [S], _ parameters: [String: Double] = [:]) throws -> TypedEvaluation<S>.Answer {
    var p = Parameters<S>(card.parameters)
    for (name, value) in parameters { try p.set(name, to: S(value)) }
    return try build(p, then: TypedEvaluation(point: Players(x: x, y: y)))
  }
}

@Suite struct TypedGameTests {
  /// The value of an expression in x and y.
  func value(_ text: String, x: Double, y: Double) throws -> Double {
    // Both players need a variable, so the expression gets one it does not feel.
    try TypedGameFamily(zeroSum: "(\(text)) + 0*sin(x)*sin(y)*x*y + x*y - x*y").at([x], [y]).losses.x
  }

  // At x = 3, y = 2, worked out by the rules of arithmetic.
  @Test(
    arguments: [
      ("x + y*2", 7), ("(x + y)*2", 10), ("x - y - 1", 0), ("x - (y - 1)", 2), ("12/x/y", 2), ("12/(x/y)", 8),
      ("-x^2", -9), ("(-x)^2", 9), ("2^x^y", 512), ("(2^x)^y", 64), ("2^-x", 0.125), ("-2^-y", -0.25), ("x*-y", -6),
      ("--x", 3), ("+x - -y", 5), ("x^0", 1), ("x^-2*9", 1), ("x^y", 9), ("(-x)^y", 9), ("(0-x)^(y+1)", -27),
      ("sqrt(x^2)", 3), ("x^0.5*x^0.5", 3.0000000000000004 - 4.440892098500626e-16), ("max(x, y)", 3), ("min(x, y)", 2),
      ("pow(x, y)", 9), ("abs(-x)", 3), ("sign(-x) + sign(y)*10", 9), ("relu(x) + relu(-x)", 3), ("1.5e1*x", 45),
      ("1E-1*x*10", 3), ("0.25*y", 0.5), ("e^0*x", 3), ("log(e)*x", 3), ("cos(2*pi)*x", 3), ("exp(0)*x", 3),
      ("  x\t+\ny ", 5), ("((((x))))", 3),
    ] as [(String, Double)])
  func arithmetic(text: String, expected: Double) throws {
    #expect(abs(try value(text, x: 3, y: 2) - expected) < 1e-14, "\(text)")
  }

  static let functions: [(String, @Sendable (Double) -> Double)] = [
    ("exp(x)", { .exp($0) }), ("log(x)", { .log($0) }), ("sqrt(x)", { $0.squareRoot() }), ("sin(x)", { .sin($0) }),
    ("cos(x)", { .cos($0) }), ("tan(x)", { .tan($0) }), ("asin(x)", { .asin($0) }), ("acos(x)", { .acos($0) }),
    ("atan(x)", { .atan($0) }), ("sinh(x)", { .sinh($0) }), ("cosh(x)", { .cosh($0) }), ("tanh(x)", { .tanh($0) }),
    ("abs(x)", { abs($0) }), ("softplus(x)", { .log(1 + .exp($0)) }), ("sigmoid(x)", { 1 / (1 + .exp(-$0)) }),
    ("x^2.5", { .pow($0, 2.5) }), ("2^x", { .pow(2, $0) }), ("e^x", { .exp($0) }), ("x^x", { .pow($0, $0) }),
  ]

  @Test func functionsAreThoseOfTheLibrary() throws {
    for (text, expected) in Self.functions {
      #expect(abs(try value(text, x: 0.3, y: 2) - expected(0.3)) < 1e-15, "\(text)")
    }
  }

  static let smooth = [
    "x^2 + 10*x*y + y^2", "x*y", "x^3 - 3*x*y^2", "exp(-x^2)*tanh(y) + x*y", "log(x + y)/(1 + x^2) - sqrt(y)",
    "x^y", "x^2.5*y^-3", "2^x*y", "sin(x*y)*cos(x) + tan(y/4)", "asin(x/3) + acos(y/4)*x + atan(x*y)",
    "sinh(x)*cosh(y)", "softplus(x - y)*sigmoid(x*y)", "max(x, y)*min(x*y, x^2)", "abs(x - 3*y)*x", "relu(x*y)^2",
    "(x + y)^7/(x - 3*y)", "x/y - y/x", "-(x - y)*-(x*y)", "(x*y)^3*(x*y)^2 + (x*y)^3", "pow(x + 1, y)",
    "sign(x)*y*x", "x + y",
  ]

  // Against nested duals of the losses alone: the first and second derivatives that no symbolic rule took part in.
  @Test(arguments: smooth)
  func derivativesAgreeWithDuals(text: String) throws {
    let family = try TypedGameFamily(zeroSum: text)
    let (x, y) = (0.7, 1.3)
    let here = try family.at([x], [y])
    typealias D = Dual<Double>
    let second = { (a: Player, b: Player) throws -> Dual<D> in
      func seed(_ value: Double, _ player: Player) -> Dual<D> {
        Dual(D(value, tangent: a == player ? 1 : 0), tangent: D(b == player ? 1 : 0))
      }
      return try family.at([seed(x, .x)], [seed(y, .y)]).losses.x
    }
    for a in Player.allCases {
      for b in Player.allCases {
        let dual = try second(a, b)
        func near(_ u: Double, _ v: Double, _ what: String) {
          #expect(abs(u - v) <= 1e-12 * (1 + abs(v)), "\(text) \(what): \(u) \(v)")
        }
        near(here.losses.x, dual.value.value, "f")
        near(here.losses.y, -dual.value.value, "g")
        near(here.gradients.x[a][0], dual.value.tangent, "f_\(a)")
        near(here.gradients.y[a][0], -dual.value.tangent, "g_\(a)")
        near(here.hessians.x[a][b][0][0], dual.tangent.tangent, "f_\(a)\(b)")
        near(here.hessians.y[a][b][0][0], -dual.tangent.tangent, "g_\(a)\(b)")
      }
    }
  }

  // The derivatives run on duals too: third derivatives, which the Jacobian of CGD needs. f = x³y²:
  // f_xxx = 6y², f_xxy = 12xy at (2, 3): 54, 72.
  @Test func thirdDerivatives() throws {
    let family = try TypedGameFamily(zeroSum: "x^3*y^2")
    let answer = try family.at([Dual<Double>(2, tangent: 1)], [Dual<Double>(3)])
    #expect(answer.hessians.x.x.x[0][0] == Dual(36 * 3, tangent: 54))
    #expect(answer.hessians.x.x.y[0][0] == Dual(72, tangent: 72))
  }

  // f = x1² y1 + x2 exp(y2) x1, g = y1 y2 x2: all by hand at x = (2, 3), y = (5, 0).
  @Test func severalVariables() throws {
    let family = try TypedGameFamily(f: "x1^2*y1 + x2*exp(y2)*x1", g: "y1*y2*x2")
    #expect(family.card.dimensions == Players(x: 2, y: 2))
    #expect(!family.card.isZeroSum)
    let here = try family.at([2, 3], [5, 0])
    #expect(here.losses == Players(x: 26, y: 0))
    #expect(here.gradients.x == Players(x: [23, 2], y: [4, 6]))
    #expect(here.gradients.y == Players(x: [0, 0], y: [0, 15]))
    #expect(here.hessians.x.x.x == [[10, 1], [1, 0]])
    #expect(here.hessians.x.x.y == [[4, 0], [3, 2]])  // columns: ∂/∂y1, ∂/∂y2 of (f_x1, f_x2)
    #expect(here.hessians.x.y.x == [[4, 3], [0, 2]])
    #expect(here.hessians.x.y.y == [[0, 0], [0, 6]])
    #expect(here.hessians.y.x.x == [[0, 0], [0, 0]])
    #expect(here.hessians.y.x.y == [[0, 0], [0, 5]])
    #expect(here.hessians.y.y.x == [[0, 0], [0, 5]])
    #expect(here.hessians.y.y.y == [[0, 3], [3, 0]])
    #expect(throws: VectorError.wrongDimension(required: 2, given: 1)) { try family.at([2], [5, 0]) }
  }

  // Players of different sizes, on lanes, with a parameter of its own in each lane.
  @Test func lanesAndParameters() throws {
    let family = try TypedGameFamily(zeroSum: "k*x*tanh(y1 + y2) + k^2*y2", parameters: [("k", 2)])
    var p = Parameters<Lanes>(family.card.parameters)
    try p.set("k", to: Lanes { Double($0) })
    let together = try family.build(
      p, then: TypedEvaluation(point: Players(x: [Lanes(0.5)], y: [Lanes(0.1), Lanes { 0.1 * Double($0) }])))
    for lane in 0..<8 {
      let alone = try family.at([0.5], [0.1, 0.1 * Double(lane)], ["k": Double(lane)])
      #expect(together.losses.x[lane: lane] == alone.losses.x)
      #expect(together.gradients.y.y.map { $0[lane: lane] } == alone.gradients.y.y)
      #expect(together.hessians.x.y.x[0].map { $0[lane: lane] } == alone.hessians.x.y.x[0])
    }
  }

  @Test func quadraticExpressionsRunAsQuadraticGames() throws {
    struct Kind: GameContinuation {
      typealias Scalar = Double
      func callAsFunction<G: SecondOrderGame>(_ game: G) -> Bool {
        game is PlanarQuadraticGame<Double> || game is QuadraticGame<Double>
      }
    }
    func isQuadratic(_ family: TypedGameFamily) throws -> Bool {
      try family.build(Parameters<Double>(family.card.parameters), then: Kind())
    }
    for text in ["x^2 + 10*x*y + y^2", "(x + y)*(x - 2*y) + 3", "x*y/k", "(k*x - y)^2 - sin(k)*x", "x + y"] {
      let family = try TypedGameFamily(
        zeroSum: text, parameters: text.contains("k") ? [(name: "k", value: 2)] : [])
      #expect(try isQuadratic(family), "\(text)")
      #expect(family.card.isQuadratic)
    }
    for text in ["x^3*y", "x*y^2", "x/y", "x^k*y", "abs(x)*y"] {
      let family = try TypedGameFamily(
        zeroSum: text, parameters: text.contains("k") ? [(name: "k", value: 2)] : [])
      #expect(try !isQuadratic(family), "\(text)")
    }
    // (x + y)(x - 2y) + 3 = x² - xy - 2y² + 3.
    let here = try TypedGameFamily(zeroSum: "(x + y)*(x - 2*y) + 3").at([2], [1])
    #expect(here.losses.x == 3)
    #expect(here.gradients.x == Players(x: [3], y: [-6]))
    #expect(here.hessians.x.y.y == [[-4]])
    // General-sum Cournot, a = 10, b = 1, c = (1, 2): equilibrium (10/3, 7/3).
    let cournot = try TypedGameFamily(f: "x^2 + x*y - 9*x", g: "y^2 + x*y - 8*y")
    let equilibrium = try cournot.equilibria(Parameters(cournot.card.parameters))[0]
    #expect(abs(equilibrium.x[0] - 10.0 / 3) < 1e-15 && abs(equilibrium.y[0] - 7.0 / 3) < 1e-15)
  }

  // Without linear terms, and zero-sum, it is the catalogue's quadratic game, whatever its parameters.
  @Test func forms() throws {
    func form(_ f: String, _ g: String? = nil, k: Bool = false) throws -> TypedGameFamily.Form {
      let parameters = k ? [(name: "k", value: 2.0)] : []
      if let g { return try TypedGameFamily(f: f, g: g, parameters: parameters).form }
      return try TypedGameFamily(zeroSum: f, parameters: parameters).form
    }
    #expect(try form("x^2 + 10*x*y + y^2") == .quadratic)
    #expect(try form("(x + k*y)^2/sin(k) - x*y", k: true) == .quadratic)
    #expect(try form("x^2 + 10*x*y + y^2 + 1") == .generalQuadratic)
    #expect(try form("x*y + k*x", k: true) == .generalQuadratic)
    #expect(try form("(x - 1)*(y - 1)") == .generalQuadratic)
    #expect(try form("x*y", "-x*y") == .generalQuadratic)
    #expect(try form("x^2*y") == .planar)
    #expect(try form("x1*y + x2*y") == .vector)
    let (a, b, c) = try TypedGameFamily(zeroSum: "(x + 3*y)*(x - y)").quadraticCoefficients(Parameters<Double>([]))
    #expect(a == 1 && b == 2 && c == -3)
  }

  // Two operations in one instruction are rounded like two: equal to the last bit, whichever operand is the inner one.
  @Test func joinedInstructionsRoundTwice() throws {
    for (x, y) in [(0.1, 0.7), (-1.3, 2.9), (1e-3, -3.3)] {
      let s = Double.sin(x)
      let cases: [(String, Double)] = [
        ("x*y + sin(x)", x * y + s), ("sin(x) + x*y", s + x * y), ("x*y - sin(x)", x * y - s),
        ("sin(x) - x*y", s - x * y), ("x*y*sin(x)", x * y * s), ("(x + y)*sin(x)", (x + y) * s),
        ("(x - y)*sin(x)", (x - y) * s), ("x + y + sin(x)", x + y + s), ("x + y - sin(x)", x + y - s),
        ("sin(x) - (x + y)", s - (x + y)), ("x - y + sin(x)", x - y + s), ("x - y - sin(x)", x - y - s),
        ("sin(x) - (x*y - x)", s - (x * y - x)), ("x*y + k*sin(x)", x * y + 0.3 * s),
        ("k - x*sin(x) + y - y", 0.3 - x * s + y - y),
        ("(x*sin(x))*(x*sin(x)) + y", (x * s) * (x * s) + y), ("(x + sin(x))*(y - sin(x))", (x + s) * (y - s)),
      ]
      for (text, expected) in cases {
        let family = try TypedGameFamily(
          zeroSum: text + (text.contains("y") ? "" : " + y - y"),
          parameters: text.contains("k") ? [(name: "k", value: 0.3)] : [])
        #expect(try family.at([x], [y]).losses.x == expected, "\(text) at \(x), \(y)")
        let lanes = try family.at([Lanes(x)], [Lanes(y)]).losses.x
        #expect(lanes == Lanes(expected), "\(text) on lanes at \(x), \(y)")
      }
      // Signs of sums and products: ∂g/∂y of f = x sin y and of f = y exp x + sin y.
      #expect(try TypedGameFamily(zeroSum: "x*sin(y)").at([x], [y]).gradients.y.y == [-(x * .cos(y))])
      #expect(
        try TypedGameFamily(zeroSum: "y*exp(x) + sin(y)").at([x], [y]).gradients.y.y == [-(Double.exp(x) + .cos(y))])
    }
  }

  // Programs that are larger than a thread's scratch block, and threads that share a game.
  @Test func largeProgramsAndThreads() async throws {
    let text = (1...100).map { "sin(x\($0))*y\($0) + x\($0)^2" }.joined(separator: " + ")
    let family = try TypedGameFamily(zeroSum: text)
    let x = (0..<100).map { 0.1 * Double($0) }
    let y = x.map { 1 - $0 }
    let alone = try family.at(x, y)
    let lanes = try family.at(x.map { Lanes($0) }, y.map { Lanes($0) })
    #expect(lanes.losses.x == Lanes(alone.losses.x))
    #expect(lanes.gradients.x.x == alone.gradients.x.x.map { Lanes($0) })
    let small = try TypedGameFamily(zeroSum: "x^3*y - sin(x*y)*y^2")
    struct Shared: GameContinuation {
      typealias Scalar = Double
      func callAsFunction<G: SecondOrderGame>(_ game: G) throws -> @Sendable (Double) throws -> Double
      where G.V: CoordinateVector, G.V.Scalar == Double {
        { x in
          var sum = 0.0
          for i in 0..<2000 {
            let point = Players(x: try G.V(coordinates: [x]), y: try G.V(coordinates: [0.001 * Double(i)]))
            sum += try game.gradient(.x, at: point).coordinates()[0]
          }
          return sum
        }
      }
    }
    let run = try small.build(Parameters<Double>([]), then: Shared())
    let expected = try (0..<16).map { try run(Double($0)) }
    let together = try await withThrowingTaskGroup(of: (Int, Double).self) { group in
      for i in 0..<16 { group.addTask { (i, try run(Double(i))) } }
      return try await group.reduce(into: [Double](repeating: .nan, count: 16)) { $0[$1.0] = $1.1 }
    }
    #expect(together == expected)
  }

  // The typed quadratic is the built-in one.
  @Test func sameAsBuiltIn() throws {
    let built = try QuadraticGameFamily().build(
      Parameters<Double>(QuadraticGameFamily().card.parameters),
      then: TypedEvaluation(point: Players(x: [0.3], y: [-0.7])))
    let typed = try TypedGameFamily(zeroSum: "x^2 + 10*x*y + y^2").at([0.3], [-0.7])
    #expect(abs(built.losses.x - typed.losses.x) < 1e-15)
    #expect(built.gradients == typed.gradients)
    #expect(built.hessians.x == typed.hessians.x)
  }

  // Kinks and edges: slopes at 0 are those that are documented, integer exponents are exact at 0, also as parameters.
  @Test func kinksAndEdges() throws {
    #expect(try TypedGameFamily(zeroSum: "abs(x)*y").at([0], [1]).gradients.x.x == [0])
    #expect(try TypedGameFamily(zeroSum: "relu(x)*y").at([0], [1]).gradients.x.x == [0])
    #expect(try TypedGameFamily(zeroSum: "max(x, 0)*y").at([0], [1]).gradients.x.x == [0])
    let cube = try TypedGameFamily(zeroSum: "x^3*y").at([0], [1])
    #expect(cube.gradients.x.x == [0] && cube.hessians.x.x.x == [[0]])
    for (k, first, second) in [(0.0, 0.0, 0.0), (1, 1, 0), (2, 0, 2), (3, 0, 0)] {
      let answer = try TypedGameFamily(zeroSum: "x^k*y", parameters: [("k", 2)]).at([0], [1], ["k": k])
      #expect(answer.gradients.x.x == [first], "\(k)")
      #expect(answer.hessians.x.x.x == [[second]], "\(k)")
    }
    #expect(try TypedGameFamily(zeroSum: "x^k*y", parameters: [("k", 2)]).at([-2], [1], ["k": 3]).losses.x == -8)
    #expect(try TypedGameFamily(zeroSum: "x^k*y", parameters: [("k", 2)]).at([-2], [1], ["k": 0.5]).losses.x.isNaN)
  }

  // A hundred variables a player: Σ xᵢ yᵢ + Σ xᵢ²; gradient (y + 2x, -x), D²_xx = 2.
  @Test func aHundredVariables() throws {
    let text = (1...100).map { "x\($0)*y\($0) + x\($0)^2" }.joined(separator: " + ")
    let family = try TypedGameFamily(zeroSum: text)
    let x = (0..<100).map { Double($0) }
    let y = x.map { 1 - $0 }
    let point = Players(x: DenseVector(x), y: DenseVector(y))
    struct Run: GameContinuation {
      typealias Scalar = Double
      let point: Players<DenseVector<Double>>
      func callAsFunction<G: SecondOrderGame>(_ game: G) throws -> ([Double], [Double], [Double])
      where G.V: CoordinateVector, G.V.Scalar == Double {
        let place = try point.map { try G.V(coordinates: $0.elements) }
        let model = try game.localModel(at: place)
        return try (
          model.gradients.x.coordinates(), model.gradients.y.coordinates(), model.ownX(times: place.x).coordinates()
        )
      }
    }
    let (gx, gy, hx) = try family.build(Parameters<Double>([]), then: Run(point: point))
    #expect(gx == zip(x, y).map { 2 * $0 + $1 })
    #expect(gy == x.map { -$0 })
    #expect(hx == x.map { 2 * $0 })
  }
}
