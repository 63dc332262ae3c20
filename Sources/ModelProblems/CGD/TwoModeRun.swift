import GameDynamics
import GameOptimizers
import SmallGames

/// GANs on the two modes, trained from as many seeds as there are lanes, side by side, by one method: what is kept of them.
package struct TwoModeRun: Codable {
  /// Changes whenever what is measured does.
  package static let version = 1
  /// The steps at which samples were judged.
  package private(set) var steps: [Int] = []
  /// Of each seed, at these steps, the shares of 1,024 samples within three deviations of either mode.
  package private(set) var shares: [[[Double]]]
  /// Whether the weights of each seed are finite at the end.
  package private(set) var isFinite: [Bool] = []
  /// Samples of the first seed at the end.
  package private(set) var samples: [[Double]] = []
  /// What was asked of the game.
  package private(set) var counts = OracleCounts()

  /// G from 8 normal numbers and D, two hidden layers of 8 tanh units each.
  static let networks = Players(x: DenseNetwork([8, 8, 8, 2], .tanh), y: DenseNetwork([2, 8, 8, 1], .tanh))
  /// Points of a minibatch, and as much noise.
  package static let batch = 16

  /// How many seeds cover both modes, a quarter of the samples or more in each, at each of `steps`.
  package var covering: [Int] { steps.indices.map { k in shares.count { $0[k].allSatisfy { $0 >= 0.25 } } } }

  /// Trains by the method of this id in `ComparedMethods`, γ = 1. `progress` is told the share done and may throw.
  package init(
    _ method: String, eta: Double, steps count: Int, judgedEvery interval: Int, seeds: [UInt64],
    progress: (Double) throws -> Void
  ) throws {
    typealias V = DenseVector<Lanes>
    let seeds = Array(seeds.prefix(Lanes.laneCount))
    shares = seeds.map { _ in [] }
    let step = Players(x: Lanes(eta), y: Lanes(eta))
    let run = (count: count, interval: interval)
    switch method {
    case ComparedMethods.gda.id: try train(SimGD<V>(stepSizes: step), seeds, run, progress)
    case ComparedMethods.ogda.id:
      try train(
        Optimistic(stepSizes: step, rules: Players(x: PlainRule<V>(), y: PlainRule<V>())), seeds, run, progress)
    case ComparedMethods.sga.id: try train(SGA<V>(stepSizes: step, aligns: false), seeds, run, progress)
    case ComparedMethods.consensus.id:
      try train(ConsensusOptimization<V>(stepSizes: step, strength: Lanes(1)), seeds, run, progress)
    default:
      try train(CGD(stepSizes: step, solver: ConjugateGradient<V>(tolerance: 1e-3)), seeds, run, progress)
    }
  }

  private mutating func train<O: Optimizer>(
    _ optimizer: O, _ seeds: [UInt64], _ run: (count: Int, interval: Int), _ progress: (Double) throws -> Void
  ) throws where O.V == DenseVector<Lanes> {
    let counter = OracleCounter()
    let source = Batches(seeds: seeds, counter: counter)
    func lanes(_ player: Player) -> DenseVector<Lanes> {
      let drawn = seeds.map { TwoModes.weights(of: Self.networks[player], seed: 2 * $0 + (player == .x ? 0 : 1)) }
      return DenseVector(drawn[0].indices.map { i in Lanes { drawn[min($0, drawn.count - 1)][i] } })
    }
    let start = Players(x: lanes(.x), y: lanes(.y))
    let driver = Driver<DenseVector<Lanes>>(stepCap: run.count)
    let end = try driver.run(optimizer, on: source, from: start) { step, point, _ in
      if step % run.interval == 0 { judge(point.x.elements, step, seeds.count) }
      if step % 10 == 0 { try progress(Double(step) / Double(run.count)) }
      return .proceed
    }.point
    counts = counter.counts
    isFinite = seeds.indices.map { lane in
      (end.x.elements + end.y.elements).allSatisfy { $0[lane: lane].isFinite }
    }
    samples = Self.noise(512).map { z in
      Self.networks.x.forward(end.x.elements, z.map { Lanes($0) }).output.map { $0[lane: 0] }
    }
  }

  private mutating func judge(_ x: [Lanes], _ step: Int, _ seeds: Int) {
    let noise = Self.noise(1024)
    var inside = TwoModes.modes.map { _ in Lanes(0) }
    let radius = 3 * TwoModes.deviation
    for z in noise {
      let made = Self.networks.x.forward(x, z.map { Lanes($0) }).output
      for (k, mode) in TwoModes.modes.enumerated() {
        let (a, b) = (made[0] - Lanes(mode[0]), made[1] - Lanes(mode[1]))
        let isNear = (a * a + b * b).isAtMost(Lanes(radius * radius))
        inside[k] = inside[k] + Lanes(0).replacing(with: Lanes(1 / Double(noise.count)), where: isNear)
      }
    }
    steps.append(step)
    for lane in 0..<seeds { shares[lane].append(inside.map { $0[lane: lane] }) }
  }

  /// The same noise at every look.
  private static func noise(_ count: Int) -> [[Double]] {
    TwoModes.batch(count, latent: networks.x.widths[0], seed: 0x7e57, step: 0).noise
  }

  /// A fresh minibatch a step, of a stream of its own for each seed.
  private struct Batches: GameSource {
    let seeds: [UInt64]
    let counter: OracleCounter

    func game(atStep step: Int) throws -> CountingGame<VectorGradientGame<MixtureGAN<Lanes>>> {
      let drawn = seeds.map {
        TwoModes.batch(TwoModeRun.batch, latent: TwoModeRun.networks.x.widths[0], seed: $0, step: step)
      }
      func lanes(_ values: [[[Double]]]) -> [[Lanes]] {
        values[0].indices.map { i in
          values[0][i].indices.map { k in Lanes { values[min($0, values.count - 1)][i][k] } }
        }
      }
      return CountingGame(
        VectorGradientGame(
          try MixtureGAN(
            networks: TwoModeRun.networks, samples: lanes(drawn.map(\.samples)), noise: lanes(drawn.map(\.noise)))),
        counter: counter)
    }
  }
}
