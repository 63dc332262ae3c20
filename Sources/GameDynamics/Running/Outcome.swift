/// How a run ended, in a sentence and with the numbers that belong to it.
public enum Outcome: Sendable, Equatable, CustomStringConvertible {
  /// The convergence criterion held after `step` steps.
  case converged(step: Int)
  /// ‖(x, y)‖ exceeded the bound after `step` steps.
  case diverged(step: Int, norm: Double)
  /// A coordinate became NaN or infinite (or so large that its square is) at `step`.
  case nonFinite(step: Int, player: Player)
  /// The cap on steps came first: the run moves still, or has done all that was asked of it (training).
  case stepCapReached(steps: Int)
  /// The inner solver broke down at `step`.
  case solverBrokeDown(step: Int)
  /// The observer asked to stop after `step` steps.
  case stopped(step: Int)

  /// How the run ended and after how many steps, with the remedy where there is one.
  public var description: String {
    switch self {
    case .converged(let step): return "converged after \(step) steps"
    case .diverged(let step, let norm): return "diverged: ‖(x, y)‖ = \(norm) after \(step) steps"
    case .nonFinite(let step, let player):
      return "not finite: player \(player)'s parameters overflowed or are NaN after \(step) steps"
    case .stepCapReached(let steps): return "still moving after \(steps) steps; allow more steps"
    case .solverBrokeDown(let step):
      return "stopped at step \(step): \(SolverReport<Double>.Status.brokeDown.description)"
    case .stopped(let step): return "stopped on request after \(step) steps"
    }
  }

  /// The step at which the run ended.
  public var step: Int {
    switch self {
    case .converged(let step), .diverged(let step, _), .nonFinite(let step, _), .stepCapReached(let step),
      .solverBrokeDown(let step), .stopped(let step):
      return step
    }
  }
}
