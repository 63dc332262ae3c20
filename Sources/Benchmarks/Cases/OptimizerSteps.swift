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
        let stepSizes = try Self.sustained(family)
        let times = try Timing.interleaved(
          rounds: rounds,
          [
            { try Self.run(family, Double.self, stepSizes, runs: Self.runs) },
            { try Self.run(family, Lanes.self, stepSizes, runs: Self.runs) },
          ])
        for (type, time, lanes) in [("double", times[0], 1), ("lanes", times[1], Lanes.laneCount)] {
          rows.append(
            BenchmarkRow(
              "step-\(family.card.name)-\(type)", ours: time / Double(Self.runs * Steps<Double>.count * lanes) * 1e9,
              unit: lanes == 1 ? "ns per step" : "ns per step and lane"))
        }
      } catch { failure = failure ?? error }
    }

    static let runs = 40

    /// The greatest of (0.09, 0.01), (0.0225, 0.0025), … with which the optimizer takes all steps of a run: one that
    /// overflows takes a few and would seem fast.
    private static func sustained<Family: OptimizerFamily>(_ family: Family) throws -> Players<Double> {
      var stepSizes = Players(x: 0.09, y: 0.01)
      for _ in 0..<10 {
        do {
          try run(family, Double.self, stepSizes, runs: 1)
          return stepSizes
        } catch BenchmarkError.noResult {
          stepSizes = stepSizes.map { $0 / 4 }
        }
      }
      throw BenchmarkError.wrongResult("\(family.card.name) diverges at every step size that was tried")
    }

    private static func run<Family: OptimizerFamily, S: Field>(
      _ family: Family, _ field: S.Type, _ stepSizes: Players<Double>, runs: Int
    ) throws {
      let specs = family.card.hyperparameters
      try family.build(Parameters<S>(specs), then: Steps<S>(runs: runs, stepSizes: stepSizes))
    }
  }

  /// Runs from (1, 1), so short that the numbers stay ordinary ones.
  private struct Steps<V: Field>: OptimizerContinuation {
    let runs: Int
    let stepSizes: Players<Double>
    static var count: Int { 500 }

    func callAsFunction<O: Optimizer>(_ optimizer: O) throws where O.V == V {
      let game = QuadraticGame(a: V(1), b: V(10), c: V(1))
      var optimizer = optimizer
      optimizer.stepSizes = stepSizes.map { V($0) }
      for _ in 0..<runs {
        let result = try Driver<V>(stepCap: Self.count).runUnobserved(
          optimizer, on: FixedGame(game), from: Players(x: V(1), y: V(1)))
        guard result.outcomes[0].step == Self.count else { throw BenchmarkError.noResult }
      }
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
