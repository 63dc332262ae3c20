import GameDynamics
import SmallGames
import Synchronization
import TestSupport

/// A small stochastic game that takes down which minibatches were asked for and looked at: f = a x² + b xy + c y² and
/// g = -f, whose numbers are shaken by the draw.
struct LookGame: SecondOrderGame {
  typealias V = Double
  let draw: Draw
  let log: LookLog
  private let game: QuadraticGame<Double>

  init(_ draw: Draw, log: LookLog) {
    self.draw = draw
    self.log = log
    var random = SeededRandom(seed: draw.number(for: 1))
    game = QuadraticGame(
      a: 1 + random.uniform(-0.25...0.25), b: 2 + random.uniform(-0.5...0.5), c: -1 + random.uniform(-0.25...0.25))
  }

  var isZeroSum: Bool { true }
  func losses(at point: Players<Double>) -> Players<Double> { game.losses(at: point) }
  func gradient(_ player: Player, at point: Players<Double>) -> Double {
    log.note(.init(draw: draw, player: player))
    return game.gradient(player, at: point)
  }
  func localModel(at point: Players<Double>) -> QuadraticGame<Double>.Model {
    for player in Player.allCases { log.note(.init(draw: draw, player: player)) }
    return game.localModel(at: point)
  }
  func resampled(_ number: Int) -> LookGame {
    let child = draw.child(number)
    log.note(asked: child)
    return LookGame(child, log: log)
  }
}

/// What was looked at, and which children were asked for, in order.
final class LookLog: Sendable {
  /// A player's gradient on a minibatch.
  struct Look: Hashable {
    let draw: Draw
    let player: Player
  }
  private let entries = Mutex<(looks: [Look], asked: [Draw])>(([], []))

  func note(_ look: Look) { entries.withLock { $0.looks.append(look) } }
  func note(asked draw: Draw) { entries.withLock { $0.asked.append(draw) } }
  /// What was noted since the last call.
  func take() -> (looks: [Look], asked: [Draw]) {
    entries.withLock { noted in
      defer { noted = ([], []) }
      return noted
    }
  }
}

/// A run on `LookGame`: points, and the draws of every step.
struct LookRun {
  /// The start and the point after every step.
  var points: [Players<Double>] = []
  /// Of every step, what was looked at.
  var looks: [[LookLog.Look]] = []
  /// Of every step, which children were asked for.
  var asked: [[Draw]] = []

  /// The paths of a step's looks, in order, each once where it follows itself (both players' gradients, an iteration).
  func paths(ofStep step: Int) -> [[Int]] {
    looks[step].map(\.draw.path).reduce(into: []) { paths, next in if paths.last != next { paths.append(next) } }
  }
}

/// Runs an optimizer on `LookGame`; with `breakAt` its state goes out and into a fresh one before that step.
struct LookProbe: OptimizerContinuation {
  typealias V = Double
  var seed: UInt64
  var steps: Int
  var breakAt: Int?

  func callAsFunction<O: Optimizer>(_ optimizer: O) throws -> LookRun where O.V == Double {
    let log = LookLog()
    var point = Players(x: 0.6, y: -0.3)
    var state = try optimizer.initialState(at: point)
    var run = LookRun(points: [point])
    for step in 0..<steps {
      if step == breakAt {
        let saved = try SavedState(state)
        state = try optimizer.initialState(at: point.zero)
        try saved.restore(&state)
      }
      _ = try optimizer.step(&point, &state, in: LookGame(Draw(seed: seed, step: step), log: log))
      let (looks, asked) = log.take()
      run.points.append(point)
      run.looks.append(looks)
      run.asked.append(asked)
    }
    return run
  }
}
