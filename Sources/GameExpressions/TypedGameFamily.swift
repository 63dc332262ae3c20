import GameDynamics
import SmallGames

/// A game that a user has typed: one expression (x minimises it, y maximises it) or two (each player minimises its
/// own).
///
///     try TypedGameFamily(zeroSum: "x^2 + 10*x*y + y^2")
///     try TypedGameFamily(f: "x1^2 + k*x1*y1 + x2*y1", g: "y1^2 - x1*y1", parameters: [("k", 2)])
///     try TypedGameFamily(formula: "min_x max_y ½x² + 10xy − y²")
///
/// Factors may stand side by side, and the signs of mathematics may be used; what can be read in two ways is an error.
/// At kinks |u|′ = relu′ = 0; where `max` and `min` have equal arguments each counts half, a constant one whole. Powers
/// have their exact slopes at 0 where they exist and that is seen from the form, NaN elsewhere.
///
/// Derivatives are symbolic and exact; equal subexpressions are computed once. A quadratic expression in `x` and `y`
/// runs as `QuadraticGame` or `PlanarQuadraticGame`, at the speed of a built-in game, every other one as
/// `PlanarTypedGame` or `VectorTypedGame`.
/// The family can be made from any text: what is wrong with it is an `ExpressionError`, never a crash.
public struct TypedGameFamily: GameFamily {
  /// Name, parameters and the expressions.
  public let card: GameCard
  @usableFromInline let programs: [Program]
  /// The type of game that it runs as.
  public let form: Form
  /// Nothing of what was typed, half-lines for the multipliers of inequalities; nil where there are no multipliers.
  public let constraints: Players<ConstraintSet>?

  /// The types of game that a typed game can run as.
  @frozen
  public enum Form: Sendable, Equatable {
    /// `QuadraticGame`: zero-sum, a x² + b xy + c y².
    case quadratic
    /// `PlanarQuadraticGame`: with linear terms or a loss for each player.
    case generalQuadratic
    /// `PlanarTypedGame`: one number a player.
    case planar
    /// `VectorTypedGame`.
    case vector
  }

  /// The zero-sum game of one expression, which x minimises and y maximises. Otherwise as below.
  public init(
    zeroSum expression: String, parameters: [(name: String, value: Double)] = [], start: Players<[Double]>? = nil
  ) throws {
    try self.init(GameFormula(f: expression), parameters: parameters, start: start)
  }

  /// The game of a whole line, as games are printed: an expression as above, `min_x max_y …`, `max_x min_y …`, or
  /// `min_x …, min_y …` (each `min` may be `max`). Otherwise as below.
  public init(
    formula: String, subjectTo conditions: [String] = [], parameters: [(name: String, value: Double)] = [],
    start: Players<[Double]>? = nil
  ) throws {
    try self.init(
      GameFormula(line: formula), conditions.map { try SideCondition($0) }, parameters: parameters, start: start)
  }

  /// The game of two expressions: x minimises f, y minimises g.
  ///
  /// - `conditions`: `x1 + x2 <= 1`, in the variables of one player. Its opponent is given one number more for each, behind
  ///   its own, the multiplier λ: with h ≤ 0 the condition of x, f becomes f + λ h and g becomes g - λ h (of y, the other way
  ///   round). Multipliers of inequalities are held at λ ≥ 0 (`constraints`), by projected steps.
  /// - `parameters`: names that may stand in the expressions, and their standard values.
  /// - `start`: the card's standard start; ones by default.
  /// - Throws `ExpressionError` for what cannot be read, and for parameters that are no names, are taken, or do not
  ///   occur; `VectorError` for a start of the wrong shape.
  public init(
    f: String, g: String, subjectTo conditions: [String] = [], parameters: [(name: String, value: Double)] = [],
    start: Players<[Double]>? = nil
  ) throws {
    try self.init(
      GameFormula(f: f, g: g), conditions.map { try SideCondition($0) }, parameters: parameters, start: start)
  }

  private init(
    _ formula: GameFormula, _ conditions: [SideCondition] = [], parameters: [(name: String, value: Double)],
    start: Players<[Double]>?
  ) throws {
    let (f, g) = (formula.f, formula.g)
    let names = try Self.checked(parameters, in: f)
    var graph = ExpressionGraph(parameterValues: parameters.map(\.value))
    var variables = VariableTable()
    func loss(_ text: String, maximised: Bool) throws -> Int {
      let root = try ExpressionParser.parse(text, parameters: names, into: &graph, variables: &variables)
      return maximised ? graph.negate(root) : root
    }
    var rootF = try loss(f, maximised: formula.maximises.x)
    var ownG = try g.map { try loss($0, maximised: formula.maximises.y) }
    let excesses = try conditions.map { try $0.excess(parameters: names, into: &graph, variables: &variables) }
    // Behind the variables of either player, its multipliers: x's for y's conditions, and the other way round.
    var multipliers = Players<[ConstraintSet.Part]>(x: [], y: [])
    var price = graph.constant(0)
    for (condition, excess) in zip(conditions, excesses) {
      let owner = excess.player.opponent
      let product = graph.multiply(graph.variable(variables.addMultiplier(to: owner)), excess.root)
      price = owner == .y ? graph.add(price, product) : graph.subtract(price, product)
      multipliers[owner].append(
        .init(1, condition.relation == .equal ? .whole : .box(low: 0, high: .infinity)))
    }
    if !conditions.isEmpty {
      rootF = graph.add(rootF, price)
      ownG = ownG.map { graph.subtract($0, price) }
    }
    let rootG = ownG ?? graph.negate(rootF)
    let x: [Int], y: [Int]
    do {
      (x, y) = (try variables.ordered(.x), try variables.ordered(.y))
    } catch let problem as VariableTable.Problem {
      throw ExpressionError(problem.message, in: f)
    }
    for (name, index) in names.sorted(by: { $0.value < $1.value }) where !graph.nodes.contains(.parameter(index)) {
      throw ExpressionError("the parameter '\(name)' occurs in no expression; use it or leave it out", in: f)
    }
    let dimensions = Players(x: x.count, y: y.count)
    func set(_ player: Player) -> ConstraintSet {
      let own = dimensions[player] - multipliers[player].count
      return ConstraintSet((own > 0 ? [.init(own, .whole)] : []) + multipliers[player])
    }
    constraints = conditions.isEmpty ? nil : Players(x: set(.x), y: set(.y))
    let start = start ?? dimensions.map { Array(repeating: 1, count: $0) }
    for player in Player.allCases where start[player].count != dimensions[player] {
      throw VectorError.wrongDimension(required: dimensions[player], given: start[player].count)
    }
    let quadratic = [rootF, rootG].allSatisfy { graph.degree(of: $0).map { $0 <= 2 } ?? false }
    if dimensions != Players(x: 1, y: 1) {
      form = .vector
    } else if !quadratic {
      form = .planar
    } else {
      let slopes = graph.gradient(of: rootF, in: (x + y).map { graph.variable($0) })
      let isHomogeneous = g == nil && ([rootF] + slopes).allSatisfy { graph.vanishesAtOrigin($0) }
      form = isHomogeneous ? .quadratic : .generalQuadratic
    }
    programs = GamePrograms.compiled(
      &graph, f: rootF, g: rootG, isZeroSum: g == nil, x: x, y: y,
      spare: (0..<max(x.count, y.count)).map { variables.count + $0 })
    card = GameCard(
      name: "typed",
      title: ([formula.title] + conditions.map(\.text)).joined(separator: ", "),
      formula: ([formula.line] + conditions.map { "subject to " + $0.text }).joined(separator: ", "),
      source: "typed by the user",
      parameters: parameters.map {
        ParameterSpec($0.name, symbol: $0.name, meaning: "parameter of the expression", standard: $0.value)
      },
      standardStart: start, isZeroSum: g == nil, isQuadratic: quadratic, sharesName: true)
  }

  /// The parameters' indices by name.
  private static func checked(
    _ parameters: [(name: String, value: Double)], in text: String
  ) throws -> [String: Int] {
    var result: [String: Int] = [:]
    for (index, parameter) in parameters.enumerated() {
      let name = parameter.name
      func fail(_ message: String) -> ExpressionError { ExpressionError(message, in: text) }
      guard let first = name.first, name.utf8.count <= 64, !ExpressionLexer.isDigit(first),
        name.allSatisfy({ ExpressionLexer.isLetter($0) || ExpressionLexer.isDigit($0) })
      else {
        throw fail(
          "'\(name.prefix(64))' cannot name a parameter; letters, digits and underscores are required, a letter first")
      }
      let variable = "xy".contains(first) && name.dropFirst().allSatisfy(\.isNumber)
      guard !variable, !["pi", "π", "e"].contains(name), !ExpressionParser.functions.contains(name) || name == "σ"
      else {
        throw fail("'\(name)' cannot name a parameter: it is a variable, a constant or a function; choose another")
      }
      guard parameter.value.isFinite else {
        throw fail("the parameter '\(name)' requires a finite value, \(parameter.value) was given")
      }
      guard result.updateValue(index, forKey: name) == nil else {
        throw fail("the parameter '\(name)' is given twice; give it once")
      }
    }
    return result
  }

  /// The solution of the linear equations where the game is quadratic in two numbers; empty otherwise, where an
  /// equilibrium has to be searched for.
  public func equilibria(_ p: Parameters<Double>) throws -> [Players<[Double]>] {
    guard constraints == nil, form == .quadratic || form == .generalQuadratic,
      let point = try quadraticGame(p).equilibrium
    else {
      return []
    }
    return [point.map { [$0] }]
  }

  @inlinable
  func values<F: Field>(_ p: Parameters<F>) throws -> [F] { try card.parameters.map { try p.value($0.name) } }

  /// The coefficients of a quadratic game are its derivatives at the origin.
  @inlinable
  func quadraticGame<F: Field>(_ p: Parameters<F>) throws -> PlanarQuadraticGame<F> {
    let game = PlanarTypedGame(
      programs: BoundPrograms(programs, parameters: try values(p)), isZeroSum: card.isZeroSum)
    let origin = Players(x: F(0), y: F(0))
    let (k, model) = (game.losses(at: origin), game.localModel(at: origin))
    func loss(_ d: PlanarTypedGame<F>.Model.Derivatives, _ k: F) -> PlanarQuadraticGame<F>.Loss {
      .init(a: F(0.5) * d.xx, b: d.xy, c: F(0.5) * d.yy, d: d.x, e: d.y, k: k)
    }
    let f = loss(model.f, k.x)
    return card.isZeroSum ? PlanarQuadraticGame(zeroSum: f) : PlanarQuadraticGame(f: f, g: loss(model.g, k.y))
  }

  /// (a, b, c) of the game a x² + b xy + c y². Of use where `form` is `.quadratic`.
  @inlinable
  public func quadraticCoefficients<F: Field>(_ p: Parameters<F>) throws -> (a: F, b: F, c: F) {
    let f = try quadraticGame(p).f
    return (f.a, f.b, f.c)
  }

  /// Hands `QuadraticGame` with the parameters `p` to `next`.
  @inlinable
  public func build<C: GameContinuation>(_ p: Parameters<C.Scalar>, then next: C) throws -> C.Result {
    switch form {
    case .quadratic:
      let (a, b, c) = try quadraticCoefficients(p)
      return try next(QuadraticGame(a: a, b: b, c: c))
    case .generalQuadratic, .planar: return try buildPlanar(p, then: next)
    case .vector:
      return try next(
        VectorTypedGame(
          programs: BoundPrograms(programs, parameters: try values(p)), isZeroSum: card.isZeroSum,
          dimensions: card.dimensions))
    }
  }

  /// `build` for the forms `.generalQuadratic` and `.planar`, for tables of compiled code, which have to be kept small.
  @inlinable
  public func buildPlanar<C: GameContinuation>(_ p: Parameters<C.Scalar>, then next: C) throws -> C.Result {
    if form == .generalQuadratic { return try next(quadraticGame(p)) }
    return try next(
      PlanarTypedGame(
        programs: BoundPrograms(programs, parameters: try values(p)), isZeroSum: card.isZeroSum))
  }
}
