/// One game of the catalogue: how it is called, its parameters, and how to make it over any field.
///
/// The same game is needed over `Double` (a trajectory), `Lanes` (a map) and `Dual` (a Jacobian); a family makes it for
/// whichever is wanted and hands it on.
public protocol GameFamily: Sendable {
  /// The name that is typed: `quadratic`. Lower case, unique.
  var name: String { get }
  /// The name that is printed.
  var title: String { get }
  /// The losses, in the notation of the literature: `min_x max_y a x² + b xy + c y²`.
  var formula: String { get }
  /// Authors, title, year, arXiv id, equation.
  var source: String { get }
  /// Its parameters.
  var parameters: [ParameterSpec] { get }
  /// How many numbers each player has.
  var dimensions: Players<Int> { get }
  /// The isolated equilibria (points where both players' own gradients vanish) for these parameters; empty when there
  /// is none, or no isolated one.
  func equilibria(_ p: Parameters<Double>) throws -> [Players<[Double]>]
  /// Where a trajectory starts when nothing is said.
  var standardStart: Players<[Double]> { get }

  /// Makes the game over the continuation's field and continues with it.
  func build<C: GameContinuation>(_ p: Parameters<C.Scalar>, then next: C) throws -> C.Result
}

/// Code that goes on with a game, whichever it is.
public protocol GameContinuation<Scalar> {
  /// The numbers the game is played on.
  associatedtype Scalar: Field
  /// What comes of it.
  associatedtype Result
  /// Goes on.
  func callAsFunction<G: SecondOrderGame>(_ game: G) throws -> Result where G.V: CoordinateVector, G.V.Scalar == Scalar
}

/// Goes through a catalogue of games with their static types in hand, so that the compiler can specialise.
public protocol GameFamilyVisitor {
  /// Sees one family.
  mutating func visit<F: GameFamily>(_ family: F)
}
