import GameDynamics

/// Something that makes an optimizer of any other: lookahead, a schedule of step sizes.
///
/// **To write a wrapper**, write the optimizer, generic over its base, and a conforming type; then one line in
/// `OptimizerCatalogue.wrappers`.
public protocol OptimizerWrapper: Sendable {
  /// Name, hyperparameters and source; a composition's card is made from its parts'.
  var card: SchemeCard { get }
  /// Makes the wrapped optimizer of this base and continues with it. `h` reads the wrapper's own hyperparameters by the
  /// names on its card.
  func build<O: Optimizer, C: OptimizerContinuation>(
    _ base: O, _ h: WrapperParameters<C.V.Scalar>, then next: C
  ) throws -> C.Result where O.V == C.V
}

/// A wrapper's hyperparameters among those of all that it wraps.
///
/// Where a base already has a parameter of the same name (a lookahead in a lookahead), the outer one is called
/// `outer-`name.
public struct WrapperParameters<S: Field>: Sendable {
  @usableFromInline let all: Parameters<S>
  @usableFromInline let names: [String: String]

  @usableFromInline
  init(_ all: Parameters<S>, names: [String: String]) {
    self.all = all
    self.names = names
  }

  /// The value of the parameter that has this name on the wrapper's card.
  public func value(_ name: String) throws -> S { try all.value(names[name] ?? name) }
  /// The same as a plain number, which no lane has to itself.
  public func number(_ name: String) throws -> Double { try value(name)[lane: 0] }
  /// The same as a whole number.
  public func count(_ name: String) throws -> Int { Int(try number(name).rounded()) }
}

/// The optimizers that a wrapper makes of a base, as one entry of the catalogue.
public struct WrappedFamily<Wrapper: OptimizerWrapper, Base: OptimizerFamily>: OptimizerFamily {
  /// What wraps.
  public let wrapper: Wrapper
  /// What is wrapped.
  public let base: Base
  /// Name, parameters and source.
  public let card: OptimizerCard
  @usableFromInline let names: [String: String]

  /// The entry `wrapper:base`, or one with a name of its own.
  public init(_ wrapper: Wrapper, _ base: Base, name: String? = nil) {
    self.wrapper = wrapper
    self.base = base
    var hyperparameters = base.card.hyperparameters
    var names: [String: String] = [:]
    for spec in wrapper.card.hyperparameters {
      var name = spec.name
      while hyperparameters.contains(where: { $0.name == name }) { name = "outer-" + name }
      names[spec.name] = name
      hyperparameters.append(
        ParameterSpec(
          name, symbol: spec.symbol, meaning: spec.meaning, standard: spec.standard, minimum: spec.minimum,
          maximum: spec.maximum, isWhole: spec.isWhole))
    }
    self.names = names
    card = OptimizerCard(
      name: name ?? wrapper.card.name + ":" + base.card.name,
      title: wrapper.card.title + " " + base.card.title,
      summary: wrapper.card.summary + "; " + base.card.summary,
      source: wrapper.card.source + "; " + base.card.source,
      hyperparameters: hyperparameters, needsZeroSumGame: base.card.needsZeroSumGame,
      movers: base.card.movers, needsCurvatureOfY: base.card.needsCurvatureOfY,
      isDifferentiableAtEquilibria: base.card.isDifferentiableAtEquilibria,
      switchesFormula: base.card.switchesFormula, keepsEquilibria: base.card.keepsEquilibria,
      returnsToItsMinibatch: base.card.returnsToItsMinibatch)
  }

  /// Hands the optimizer with the hyperparameters `h` to `next`.
  @inlinable
  public func build<C: OptimizerContinuation>(_ h: Parameters<C.V.Scalar>, then next: C) throws -> C.Result {
    try base.build(h, then: WithBase(wrapper: wrapper, h: WrapperParameters(h, names: names), next: next))
  }

  /// Goes on with the base: wraps it.
  @usableFromInline
  struct WithBase<C: OptimizerContinuation>: OptimizerContinuation {
    @usableFromInline typealias V = C.V
    @usableFromInline let wrapper: Wrapper
    @usableFromInline let h: WrapperParameters<C.V.Scalar>
    @usableFromInline let next: C

    @usableFromInline
    init(wrapper: Wrapper, h: WrapperParameters<C.V.Scalar>, next: C) {
      self.wrapper = wrapper
      self.h = h
      self.next = next
    }
    @inlinable
    func callAsFunction<O: Optimizer>(_ optimizer: O) throws -> C.Result where O.V == C.V {
      try wrapper.build(optimizer, h, then: next)
    }
  }
}
