import GameDynamics
import StabilityAnalysis

/// What a run does in the end, in a sentence.
public struct MotionReport {
  /// The equilibrium that distances are measured to: where the run arrived, else the nearest that is known or found; nil
  /// where there is none.
  public let target: Players<[Double]>?
  /// What is printed: at rest, cycles with which period, drifts, diverges.
  public let sentence: String
  /// The same in a word: `converged`, `at-rest`, `approaches`, `cycles`, `circles`, `wanders`, `drifts`, `diverges`,
  /// `unsettled`, or `solver-broke-down`.
  public let motion: String
  /// Whether the target is one of a line of equilibria.
  private let isOnALine: Bool

  /// Judges a run of a setup. Throws what evaluating the game throws.
  public init(of trajectory: Trajectory, _ setup: RunSetup<Double>) throws {
    let motion = trajectory.motion
    let steps = trajectory.outcome.step
    if case .solverBrokeDown = trajectory.outcome {
      self.motion = "solver-broke-down"
    } else {
      self.motion = motion.word
    }
    let finder = EquilibriumFinder()
    func isolation(_ point: Players<[Double]>) throws -> String {
      switch try finder.isolation(of: point, setup.game, setup.gameParameters) {
      case .isolated, .degenerate: return ""
      case .onALine: return ", on a line of equilibria"
      }
    }
    // A run at rest is at an equilibrium, wherever it is, unless its step sizes are zero or its steps below rounding.
    var target = trajectory.nearestTarget
    if case .atRest(let place) = motion {
      let found = try finder.search(setup.game, setup.gameParameters, from: place)
      let near = found.map { Self.distance($0, place) <= 1e-5 * (1 + Self.distance($0, nil)) } ?? false
      if near { target = found }
      sentence =
        "at rest at \(Self.text(place))"
        + (near ? try isolation(place) : ", where the gradients do not vanish: the steps are below rounding")
        + ", seen after \(steps) steps"
    } else if case .solverBrokeDown = trajectory.outcome {
      sentence = trajectory.outcome.description
    } else {
      switch motion {
      case .converged(let place, let steps):
        sentence = "converged to \(Self.text(place))\(try isolation(place)) after \(steps) steps"
      case .approaches(let rate):
        sentence = "converges, by a factor \(rate.plain) a step, and is not there after \(steps) steps; allow more"
      case .cycles(let period): sentence = "cycles with period \(period)"
      case .circles(let period): sentence = "cycles on a closed curve, with period \(period.plain) on average"
      case .wanders: sentence = "stays in bounded motion without a period in \(steps) steps"
      case .drifts(let step):
        sentence = "drifts, by \(Self.text(step)) in the last of \(steps) steps, towards no point that it reaches"
      case .diverges(let rate?): sentence = "diverges, by a factor \(rate.plain) a step"
      case .diverges(nil): sentence = "diverges: \(trajectory.outcome)"
      case .unsettled, .atRest: sentence = "\(steps) steps are too few to tell; allow more"
      }
    }
    self.target = target
    isOnALine = try target.map { try !isolation($0).isEmpty } ?? false
  }

  /// An equilibrium's name in a sentence: its coordinates where they are few, and that it is one of a line of them.
  public func name(of point: Players<[Double]>) -> String {
    (point.x.count + point.y.count <= 4 ? "the equilibrium \(Self.text(point))" : "the equilibrium")
      + (isOnALine && point == target ? ", one of a line of them," : "")
  }

  /// `(0.866025, 0.433013)`.
  static func text(_ point: Players<[Double]>) -> String {
    let size = (point.x + point.y).reduce(0) { max($0, abs($1)) }
    // What is lost in the rounding of its neighbours is zero, and so is what is left where runs underflow.
    let all = (point.x + point.y).map { abs($0) <= max(1e-12 * size, 1e-290) ? 0 : $0 }
    return "(" + all.prefix(6).map(\.plain).joined(separator: ", ") + (all.count > 6 ? ", …)" : ")")
  }

  private static func distance(_ a: Players<[Double]>, _ b: Players<[Double]>?) -> Double {
    let other = b.map { $0.x + $0.y } ?? Array(repeating: 0, count: a.x.count + a.y.count)
    return zip(a.x + a.y, other).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
  }
}

extension Motion {
  fileprivate var word: String {
    switch self {
    case .converged: "converged"
    case .atRest: "at-rest"
    case .approaches: "approaches"
    case .cycles: "cycles"
    case .circles: "circles"
    case .wanders: "wanders"
    case .drifts: "drifts"
    case .diverges: "diverges"
    case .unsettled: "unsettled"
    }
  }
}
