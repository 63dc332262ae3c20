import GameDynamics
import TestSupport

/// Simultaneous descent, the simplest rule there is to drive a loop with.
struct Descent<V: Vector>: FirstOrderOptimizer {
  typealias State = NoState<V>
  var stepSizes: Players<V.Scalar>
  func step<G: Game>(_ point: inout Players<V>, _ state: inout State, in game: G) throws -> StepReport<V.Scalar>
  where G.V == V {
    try point.add(game.gradients(at: point), times: stepSizes.map { -$0 })
    return StepReport()
  }
}

/// Descent with heavy-ball momentum: a state to be saved.
struct HeavyBall<V: Vector>: FirstOrderOptimizer {
  var stepSizes: Players<V.Scalar>
  struct State: OptimizerState {
    var velocity: Players<V>
    mutating func visit<Visitor: StateVisitor>(_ visitor: inout Visitor) throws where Visitor.V == V {
      try visitor.vectors("velocity", &velocity)
    }
  }
  func initialState(at point: Players<V>) throws -> State { State(velocity: try point.zero) }
  func step<G: Game>(_ point: inout Players<V>, _ state: inout State, in game: G) throws -> StepReport<V.Scalar>
  where G.V == V {
    let gradients = try game.gradients(at: point)
    state.velocity.x = try V.Scalar(0.5) * state.velocity.x - gradients.x
    state.velocity.y = try V.Scalar(0.5) * state.velocity.y - gradients.y
    try point.add(state.velocity, times: stepSizes)
    return StepReport()
  }
}

/// Newton's step for x by conjugate gradients, damped by its step size; y rests. Its solves can break down or be
/// capped at will.
struct NewtonForX<V: Vector>: Optimizer {
  typealias State = NoState<V>
  var stepSizes: Players<V.Scalar>
  var iterationCap: Int?
  func step<G: SecondOrderGame>(_ point: inout Players<V>, _ state: inout State, in game: G) throws
    -> StepReport<V.Scalar> where G.V == V
  {
    let model = try game.localModel(at: point)
    let solution = try ConjugateGradient<V>(tolerance: 1e-10, iterationCap: iterationCap)
      .solve(model.ownX(times:), model.gradients.x)
    try point.x.add(solution.x, times: -stepSizes.x)
    return StepReport(solver: solution.report)
  }
}

/// A game that gives gradients alone, each player's with its own slope: ∂f/∂x = slope · x, ∂g/∂y = slope · y.
struct LinearGradients<V: Vector>: Game {
  var slopes: Players<V.Scalar>
  var isZeroSum: Bool { false }
  func losses(at point: Players<V>) throws -> Players<V.Scalar> {
    let half = V.Scalar(0.5)
    return Players(
      x: try half * slopes.x * point.x.squaredNorm(), y: try half * slopes.y * point.y.squaredNorm())
  }
  func gradient(_ player: Player, at point: Players<V>) throws -> V { try slopes[player] * point[player] }
}

/// A different slope every step, a pure function of (seed, step): a minibatch in miniature.
struct ShakyGame: GameSource {
  let seed: UInt64
  func game(atStep step: Int) throws -> LinearGradients<Double> {
    var random = SeededRandom(seed: seed &+ UInt64(step) &* 0x2545_f491_4f6c_dd1d)
    return LinearGradients(slopes: Players(x: random.uniform(0.5...1.5), y: random.uniform(-0.5...1)))
  }
}
