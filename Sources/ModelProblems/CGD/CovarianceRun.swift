import GameDynamics
import GameOptimizers
import SmallGames

/// A run of one method on the covariance game up to a budget of passes: what is kept of it.
package struct CovarianceRun: Codable {
  /// Changes whenever what is measured does.
  package static let version = 1
  /// Passes through the game, gradients and Hessian products, at the samples.
  package private(set) var passes: [Int] = []
  /// √(‖VVᵀ - Σ‖² + ‖½(W + Wᵀ)‖²) at the samples.
  package private(set) var errors: [Double] = []
  /// Whether the run left for infinity before its budget was spent.
  package private(set) var diverged = false
  /// All that was asked of the game, and in how many steps.
  package private(set) var counts = OracleCounts()
  package private(set) var steps = 0

  /// The error at the end; infinite where the run diverged.
  package var end: Double { diverged ? .infinity : errors.last ?? .nan }

  /// Runs the method of this id in `ComparedMethods` with γ = 1. `check` is asked now and then and may throw.
  package init(
    _ method: String, on family: CovarianceGameFamily, eta: Double, budget: Int, check: () throws -> Void
  ) throws {
    typealias V = DenseVector<Double>
    let stepSizes = Players(x: eta, y: eta)
    switch method {
    case ComparedMethods.cgd.id:
      try run(
        CGD(stepSizes: stepSizes, solver: ConjugateGradient<V>(tolerance: 1e-6)), on: family, budget, check)
    case ComparedMethods.ogda.id:
      let rules = Players(x: PlainRule<V>(), y: PlainRule<V>())
      try run(Optimistic(stepSizes: stepSizes, rules: rules), on: family, budget, check)
    case ComparedMethods.sga.id: try run(SGA<V>(stepSizes: stepSizes, aligns: false), on: family, budget, check)
    default: try run(ConsensusOptimization<V>(stepSizes: stepSizes, strength: 1), on: family, budget, check)
    }
  }

  /// Static types, since one run is some 10⁹ multiplications.
  private mutating func run<O: Optimizer>(
    _ optimizer: O, on family: CovarianceGameFamily, _ budget: Int, _ check: () throws -> Void
  ) throws where O.V == DenseVector<Double> {
    let game = try CovarianceGame<Double>(covariance: family.covariance)
    let counter = OracleCounter()
    let start = family.card.standardStart.map { DenseVector($0) }
    let driver = Driver<DenseVector<Double>>(stepCap: budget, divergenceBound: 1e9)
    var next = 0
    let result = try driver.run(optimizer, on: FixedGame(CountingGame(game, counter: counter)), from: start) {
      step, point, _ in
      let spent = counter.counts.passes
      if spent >= next {
        passes.append(spent)
        errors.append(try game.error(at: point))
        next = spent + max(1, budget / 400)
        try check()
      }
      return spent >= budget ? .stop : .proceed
    }
    if case .stopped = result.outcome {} else { diverged = true }
    if !(errors.last ?? 0).isFinite { diverged = true }
    counts = counter.counts
    steps = result.outcome.step
  }
}
