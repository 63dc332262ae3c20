import GameDynamics

/// What one player does with its gradients: a gradient and a memory of earlier ones give a direction d, and the player
/// moves by -η·d.
///
/// A rule says nothing of when and where gradients are taken; that is the evaluation scheme's (`Simultaneous`,
/// `Alternating`, `Extragradient`, …). Every rule runs under every scheme: Adam under extrapolation is ExtraAdam.
///
/// **To write a rule**, conform to this, and for the catalogue add an `UpdateRuleFamily` and one line in
/// `OptimizerCatalogue.rules`.
public protocol UpdateRule<V>: Sendable {
  /// The type of a player's parameters.
  associatedtype V: Vector
  /// What is remembered of earlier gradients.
  associatedtype Memory: OptimizerState where Memory.V == V

  /// True where the direction is the gradient itself; false unless the rule says otherwise.
  static var isPlain: Bool { get }
  /// The memory before the first gradient.
  func initialMemory(like parameters: V) throws -> Memory
  /// The direction d along which the player descends. Called once per gradient; advances the memory.
  func direction(along gradient: V, _ memory: inout Memory) throws -> V
}

extension UpdateRule {
  /// False: most rules rescale or remember directions.
  @inlinable @inline(__always)
  public static var isPlain: Bool { false }
}

extension UpdateRule where Memory == NoState<V> {
  /// Nothing to remember.
  @inlinable @inline(__always)
  public func initialMemory(like parameters: V) -> NoState<V> { NoState() }
}

extension Players where Value: UpdateRule {
  /// Both players' memories before the first step.
  @inlinable @inline(__always)
  func initialMemories(at point: Players<Value.V>) throws -> Players<Value.Memory> {
    Players<Value.Memory>(x: try x.initialMemory(like: point.x), y: try y.initialMemory(like: point.y))
  }

  /// Both players' directions; advances both memories.
  @inlinable @inline(__always)
  func directions(along gradients: Players<Value.V>, _ memories: inout Players<Value.Memory>) throws
    -> Players<Value.V>
  {
    Players<Value.V>(
      x: try x.direction(along: gradients.x, &memories.x), y: try y.direction(along: gradients.y, &memories.y))
  }
}

/// One rule of the catalogue: how it is called, and how to make it for any vector type.
public protocol UpdateRuleFamily: Sendable {
  /// Name, hyperparameters and source; a composition's card is made from its parts'.
  var card: UpdateRuleCard { get }
  /// True where the direction is the gradient itself, so that what is known of a scheme in closed form holds; false by
  /// default.
  var isPlain: Bool { get }
  /// Makes the rule for the continuation's vector type and continues with it.
  func build<C: UpdateRuleContinuation>(_ h: Parameters<C.V.Scalar>, then next: C) throws -> C.Result
}

extension UpdateRuleFamily {
  /// False: most rules rescale or remember directions.
  public var isPlain: Bool { false }
}

/// What is to be known of a rule.
public struct UpdateRuleCard: Sendable, Equatable {
  /// The name that is typed: `adam`.
  public let name: String
  /// The name that is printed.
  public let title: String
  /// What it does, in a phrase.
  public let summary: String
  /// Authors, title, year, arXiv id.
  public let source: String
  /// Its hyperparameters, without the step sizes.
  public let hyperparameters: [ParameterSpec]
  /// False when the direction has no derivative where the gradient vanishes.
  public let isDifferentiableAtEquilibria: Bool

  /// What is said of a rule; most accept every game and have a Jacobian at equilibria.
  public init(
    name: String, title: String, summary: String, source: String, hyperparameters: [ParameterSpec] = [],
    isDifferentiableAtEquilibria: Bool = true
  ) {
    self.name = name
    self.title = title
    self.summary = summary
    self.source = source
    self.hyperparameters = hyperparameters
    self.isDifferentiableAtEquilibria = isDifferentiableAtEquilibria
  }
}

/// Code that goes on with a rule, whichever it is.
public protocol UpdateRuleContinuation<V> {
  /// The type of a player's parameters.
  associatedtype V: Vector
  /// What `build` returns in the end.
  associatedtype Result
  /// Called once, by `build`, which returns and throws what this does.
  func callAsFunction<R: UpdateRule>(_ rule: R) throws -> Result where R.V == V
}
