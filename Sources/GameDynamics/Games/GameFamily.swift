/// One game of the catalogue: how it is called, its parameters, and how to make it over any field.
///
/// The same game is needed over `Double` (a trajectory), `Lanes` (a map) and `Dual` (a Jacobian); a family makes it for
/// whichever is wanted and hands it on.
public protocol GameFamily: Sendable {
  /// Name, formula, parameters and source: what lists, flags, maps and tests are made from.
  var card: GameCard { get }

  /// The isolated equilibria (points where both players' own gradients vanish) for these parameters; empty when there
  /// is none, or no isolated one.
  func equilibria(_ p: Parameters<Double>) throws -> [Players<[Double]>]

  /// The coefficients, where the game with these parameters is min_x max_y a x² + b xy + c y²; nil for every other game,
  /// which is the default.
  func quadraticForm(_ p: Parameters<Double>) throws -> QuadraticForm?

  /// The sets that both players are held in; nil where there are none, which is the default. `equilibria` are then solutions
  /// of the variational inequality, and optimizers are to be projected (`ProjectedFamily`).
  var constraints: Players<ConstraintSet>? { get }

  /// Makes the game over the continuation's field and continues with it.
  func build<C: GameContinuation>(_ p: Parameters<C.Scalar>, then next: C) throws -> C.Result
}

extension GameFamily {
  /// Nil: no constraints.
  public var constraints: Players<ConstraintSet>? { nil }

  /// Nil: most games are of no such form.
  public func quadraticForm(_ p: Parameters<Double>) throws -> QuadraticForm? { nil }
}

/// What the command line, the docs and the tests need to know of a game.
public struct GameCard: Sendable, Equatable, Codable {
  /// The name that is typed: `quadratic`. Lower case, unique.
  public let name: String
  /// The name that is printed.
  public let title: String
  /// The losses, in the notation of the literature: `min_x max_y a x² + b xy + c y²`.
  public let formula: String
  /// Authors, title, year, arXiv id, equation.
  public let source: String
  /// Its parameters.
  public let parameters: [ParameterSpec]
  /// Where a trajectory starts when nothing is said; also says how many numbers each player has.
  public let standardStart: Players<[Double]>
  /// True when g = -f for all parameters.
  public let isZeroSum: Bool
  /// True when both losses are quadratic for all parameters: gradient methods then iterate a linear map, so spectral
  /// and simulated rates agree from every start.
  public let isQuadratic: Bool
  /// True where other games go by the same name: games that a user types or reads from a file.
  public let sharesName: Bool

  /// A card; few games are quadratic, or share their name.
  public init(
    name: String, title: String, formula: String, source: String, parameters: [ParameterSpec],
    standardStart: Players<[Double]>, isZeroSum: Bool, isQuadratic: Bool = false, sharesName: Bool = false
  ) {
    self.name = name
    self.title = title
    self.formula = formula
    self.source = source
    self.parameters = parameters
    self.standardStart = standardStart
    self.isZeroSum = isZeroSum
    self.isQuadratic = isQuadratic
    self.sharesName = sharesName
  }

  /// The formula with these values: `min_x max_y a x² + b xy + c y², a = 1, b = 10, c = 1`.
  public func formula(with p: Parameters<Double>) throws -> String {
    try ([formula] + p.specs.map { "\($0.symbol) = \(Self.short(try p.value($0.name)))" }).joined(separator: ", ")
  }

  private static func short(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }

  /// How many numbers each player has.
  public var dimensions: Players<Int> { standardStart.map(\.count) }
}

/// Code that goes on with a game, whichever it is.
public protocol GameContinuation<Scalar> {
  /// The numbers the game is played on.
  associatedtype Scalar: Field
  /// What `build` returns in the end.
  associatedtype Result
  /// Called once, by `build`, which returns and throws what this does.
  func callAsFunction<G: SecondOrderGame>(_ game: G) throws -> Result where G.V: CoordinateVector, G.V.Scalar == Scalar
}

/// Goes through a catalogue of games with their static types in hand, so that the compiler can specialise.
public protocol GameFamilyVisitor {
  /// Called once for each family, in its static type.
  mutating func visit<F: GameFamily>(_ family: F)
}
