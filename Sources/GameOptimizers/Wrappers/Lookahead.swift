import GameDynamics

/// Lookahead: k steps of any optimizer, then both players fall back towards where they started.
///
///     ω ← (1 - α) ω + α B^k(ω)          B: one step of the base, ω = (x, y)
///
/// **One step of lookahead is k steps of its base** and the averaging: so the iteration is the same at every step, its
/// Jacobian is (1 - α) I + α (∂B)^k, and its spectral radius is the rate per k steps of the base. In a stochastic game
/// every step of the base sees a minibatch of its own, `game.resampled(0)` … `game.resampled(k - 1)`; for k = 1 it is the
/// game itself. The base keeps its state (momentum, moments) across the averaging, as in the source. Nested lookahead is a lookahead of a lookahead.
///
/// Cost a step: k steps of the base, and one copy of the point. State: the base's.
///
/// Source: T. Chavdarova et al., "Taming GANs with Lookahead-Minmax", 2020, arXiv:2006.14567, algorithm 1.
public struct Lookahead<Base: Optimizer>: Optimizer {
  /// The base's vectors.
  public typealias V = Base.V
  /// The base's state.
  public typealias State = Base.State
  /// What is wrapped.
  public var base: Base
  /// k ≥ 1.
  public var steps: Int
  /// α: 1 is the base itself, 0 stands still.
  public var averaging: V.Scalar

  /// Lookahead of this base; fewer than one step counts as one.
  @inlinable
  public init(_ base: Base, steps: Int = 5, averaging: V.Scalar = V.Scalar(0.5)) {
    self.base = base
    self.steps = max(1, steps)
    self.averaging = averaging
  }

  /// The fast steps' η, which are the base's.
  @inlinable
  public var stepSizes: Players<V.Scalar> {
    get { base.stepSizes }
    set { base.stepSizes = newValue }
  }

  /// The base's alone: slow parameters are the point itself.
  @inlinable
  public func initialState(at point: Players<V>) throws -> State { try base.initialState(at: point) }

  @inlinable
  func lookAhead<G: Game>(
    _ point: inout Players<V>, _ state: inout State, in game: G,
    step: (inout Players<V>, inout State, G) throws -> StepReport<V.Scalar>
  ) throws -> StepReport<V.Scalar> where G.V == V {
    let start = point
    var report = try step(&point, &state, steps == 1 ? game : game.resampled(0))
    for number in 1..<steps {
      report = report.followed(by: try step(&point, &state, game.resampled(number)))
    }
    var move = point
    try move.add(start, times: V.Scalar(-1))
    point = start
    try point.add(move, times: averaging)
    return report
  }

  /// k steps of the base and the averaging; see the type.
  @inlinable
  public func step<G: SecondOrderGame>(_ point: inout Players<V>, _ state: inout State, in game: G) throws
    -> StepReport<V.Scalar> where G.V == V
  {
    try lookAhead(&point, &state, in: game) { try base.step(&$0, &$1, in: $2) }
  }
}

extension Lookahead: FirstOrderOptimizer where Base: FirstOrderOptimizer {
  /// k steps of the base and the averaging; see the type.
  @inlinable
  public func step<G: Game>(_ point: inout Players<V>, _ state: inout State, in game: G) throws
    -> StepReport<V.Scalar> where G.V == V
  {
    try lookAhead(&point, &state, in: game) { try base.step(&$0, &$1, in: $2) }
  }
}

/// The catalogue's entry for `Lookahead`.
public struct LookaheadWrapper: OptimizerWrapper {
  /// Name, parameters and source.
  public let card = SchemeCard(
    name: "lookahead", title: "Lookahead",
    summary: "one step is k steps of the base, then both players fall back towards where they started",
    source: "Chavdarova et al., Taming GANs with Lookahead-Minmax, 2020, arXiv:2006.14567, algorithm 1",
    hyperparameters: [
      ParameterSpec(
        "lookahead-steps", symbol: "k", meaning: "steps of the base per step", standard: 5, minimum: 1, maximum: 1e9,
        isWhole: true),
      ParameterSpec(
        "lookahead-averaging", symbol: "α", meaning: "how far to go towards where the base got", standard: 0.5,
        minimum: 0, maximum: 1),
    ])
  /// The wrapper.
  public init() {}
  /// Hands `Lookahead` with the hyperparameters `h` to `next`.
  @inlinable
  public func build<O: Optimizer, C: OptimizerContinuation>(
    _ base: O, _ h: WrapperParameters<C.V.Scalar>, then next: C
  ) throws -> C.Result where O.V == C.V {
    try next(Lookahead(base, steps: h.count("lookahead-steps"), averaging: h.value("lookahead-averaging")))
  }
}
