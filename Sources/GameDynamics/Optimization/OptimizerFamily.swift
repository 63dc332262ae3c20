/// One optimizer of the catalogue: how it is called, what it can be tuned with, and how to make it for any vector type.
///
/// An optimizer is generic over its vector type, so there is no one value to keep in a list. A family makes the
/// optimizer for whatever vector type is wanted and hands it on to the code that goes on with it.
public protocol OptimizerFamily: Sendable {
  /// Name, hyperparameters, source and what it needs: what lists, flags, maps and tests are made from.
  var card: OptimizerCard { get }

  /// The spectral radius on quadratic games of two numbers with these hyperparameters; nil where no closed form is known,
  /// which is the default.
  func spectralLaw(_ h: Parameters<Double>) throws -> SpectralLaw?

  /// Makes the optimizer for the continuation's vector type and continues with it.
  func build<C: OptimizerContinuation>(_ h: Parameters<C.V.Scalar>, then next: C) throws -> C.Result
}

extension OptimizerFamily {
  /// Nil: no closed form is known.
  public func spectralLaw(_ h: Parameters<Double>) throws -> SpectralLaw? { nil }
}

/// What the command line, the docs and the tests need to know of an optimizer.
public struct OptimizerCard: Sendable, Equatable, Codable {
  /// The name that is typed: `simgd`. Lower case, unique.
  public let name: String
  /// The name that is printed: `SimGD`.
  public let title: String
  /// What it does, in a sentence.
  public let summary: String
  /// Authors, title, year, arXiv id, equation.
  public let source: String
  /// Its hyperparameters; the first two are the step sizes `eta-x` and `eta-y`.
  public let hyperparameters: [ParameterSpec]
  /// True when it accepts zero-sum games alone.
  public let needsZeroSumGame: Bool
  /// The players that move: both, but for one-sided methods.
  public let movers: [Player]
  /// True when y is moved along its best response to x's step (follow-the-ridge): then D²_yy g must be invertible, so on
  /// a bilinear game it breaks down, and y moves even where η_y = 0.
  public let needsCurvatureOfY: Bool
  /// False when a step divides by the root of something that vanishes with the gradients (Adam): then the Jacobian of
  /// the iteration at an equilibrium does not exist.
  public let isDifferentiableAtEquilibria: Bool
  /// True when a step switches between formulas by where it stands (aligned SGA): far from an equilibrium its rate is
  /// not the spectral radius there, even where the gradient field is linear.
  public let switchesFormula: Bool
  /// False when, in a general-sum game, a point where both own gradients vanish need not be a fixed point (LOLA).
  public let keepsEquilibria: Bool
  /// True when a step takes a player's gradient on one minibatch more than once, as a method does that solves an equation
  /// on it (the proximal point). All others take it once; where they look again, it is at another minibatch.
  public let returnsToItsMinibatch: Bool

  /// A card; most optimizers take every game, move both players, keep equilibria and are smooth there.
  public init(
    name: String, title: String, summary: String, source: String, hyperparameters: [ParameterSpec],
    needsZeroSumGame: Bool = false, movers: [Player] = Player.allCases, needsCurvatureOfY: Bool = false,
    isDifferentiableAtEquilibria: Bool = true, switchesFormula: Bool = false, keepsEquilibria: Bool = true,
    returnsToItsMinibatch: Bool = false
  ) {
    self.name = name
    self.title = title
    self.summary = summary
    self.source = source
    self.hyperparameters = hyperparameters
    self.needsZeroSumGame = needsZeroSumGame
    self.movers = movers
    self.needsCurvatureOfY = needsCurvatureOfY
    self.isDifferentiableAtEquilibria = isDifferentiableAtEquilibria
    self.switchesFormula = switchesFormula
    self.keepsEquilibria = keepsEquilibria
    self.returnsToItsMinibatch = returnsToItsMinibatch
  }
}

/// Code that goes on with an optimizer, whichever it is.
public protocol OptimizerContinuation<V> {
  /// The type of both players' parameters.
  associatedtype V: Vector
  /// What `build` returns in the end.
  associatedtype Result
  /// Called once, by `build`, which returns and throws what this does.
  func callAsFunction<O: Optimizer>(_ optimizer: O) throws -> Result where O.V == V
}

/// Goes through a catalogue of optimizers with their static types in hand, so that the compiler can specialise.
public protocol OptimizerFamilyVisitor {
  /// Called once for each family, in its static type.
  mutating func visit<F: OptimizerFamily>(_ family: F)
}
