import GameDynamics
import GameOptimizers
import SmallGames

/// The cost of one step of every optimizer of the catalogue on the quadratic game of two numbers: on `Double`, and per
/// lane on `Lanes`. Static types, as a caller's own code has them; one thread.
struct OptimizerSteps: BenchmarkCase {
  let name = "steps"
  let summary = "one step on x² + 10xy + y², one thread, static types"

  func measure(_ setting: BenchmarkSetting) throws -> [BenchmarkRow] {
    var visitor = Visitor(rounds: setting.rounds)
    OptimizerCatalogue.visitAll(&visitor)
    if let failure = visitor.failure { throw failure }
    return visitor.rows
  }

  private struct Visitor: OptimizerFamilyVisitor {
    let rounds: Int
    var rows: [BenchmarkRow] = []
    var failure: (any Error)?

    mutating func visit<F: OptimizerFamily>(_ family: F) {
      do {
        let times = try Timing.interleaved(
          rounds: rounds, [{ try Self.run(family, Double.self) }, { try Self.run(family, Lanes.self) }])
        for (type, time, lanes) in [("double", times[0], 1), ("lanes", times[1], Lanes.laneCount)] {
          rows.append(
            BenchmarkRow(
              "step-\(family.card.name)-\(type)", ours: time / Double(Self.steps * lanes) * 1e9,
              unit: lanes == 1 ? "ns per step" : "ns per step and lane"))
        }
      } catch { failure = failure ?? error }
    }

    static let steps = 20_000

    private static func run<Family: OptimizerFamily, S: Field>(_ family: Family, _ field: S.Type) throws {
      let specs = family.card.hyperparameters
      try family.build(Parameters<S>(specs), then: Steps<S>(count: steps))
    }
  }

  private struct Steps<V: Field>: OptimizerContinuation {
    let count: Int
    func callAsFunction<O: Optimizer>(_ optimizer: O) throws where O.V == V {
      let game = QuadraticGame(a: V(1), b: V(10), c: V(1))
      var optimizer = optimizer
      // Contracting for most optimizers, so that the numbers stay ordinary ones for the whole run.
      optimizer.stepSizes = Players(x: V(0.09), y: V(0.01))
      let result = try Driver<V>(stepCap: count).runUnobserved(
        optimizer, on: FixedGame(game), from: Players(x: V(1), y: V(1)))
      if result.outcomes.isEmpty { throw BenchmarkError.noResult }
    }
  }
}

/// A measurement that measured nothing.
enum BenchmarkError: Error, CustomStringConvertible {
  case noResult
  case wrongResult(String)

  var description: String {
    switch self {
    case .noResult: return "a benchmark's run left no result"
    case .wrongResult(let what): return "a benchmark's run left a wrong result: \(what)"
    }
  }
}
