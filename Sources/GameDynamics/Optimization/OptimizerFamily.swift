/// One optimizer of the catalogue: how it is called, what it can be tuned with, and how to make it for any vector type.
///
/// An optimizer is generic over its vector type, so there is no one value to keep in a list. A family makes the
/// optimizer for whatever vector type is wanted and hands it on to the code that goes on with it.
public protocol OptimizerFamily: Sendable {
  /// The name that is typed: `simgd`. Lower case, unique.
  var name: String { get }
  /// The name that is printed: `SimGD`.
  var title: String { get }
  /// What it does, in a sentence.
  var summary: String { get }
  /// Authors, title, year, arXiv id, equation.
  var source: String { get }
  /// Its hyperparameters; the first two are the step sizes `eta-x` and `eta-y`.
  var hyperparameters: [ParameterSpec] { get }
  /// True when it accepts zero-sum games alone.
  var needsZeroSumGame: Bool { get }

  /// Makes the optimizer for the continuation's vector type and continues with it.
  func build<C: OptimizerContinuation>(_ h: Parameters<C.V.Scalar>, then next: C) throws -> C.Result
}

extension OptimizerFamily {
  /// False: most optimizers take every game.
  public var needsZeroSumGame: Bool { false }
}

/// Code that goes on with an optimizer, whichever it is.
public protocol OptimizerContinuation<V> {
  /// The type of both players' parameters.
  associatedtype V: Vector
  /// What comes of it.
  associatedtype Result
  /// Goes on.
  func callAsFunction<O: Optimizer>(_ optimizer: O) throws -> Result where O.V == V
}

/// Goes through a catalogue of optimizers with their static types in hand, so that the compiler can specialise.
public protocol OptimizerFamilyVisitor {
  /// Sees one family.
  mutating func visit<F: OptimizerFamily>(_ family: F)
}
