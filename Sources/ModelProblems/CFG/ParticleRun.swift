import Datasets
import GameDynamics
import GameOptimizers
import SmallGames

/// Particles and a small discriminator, run from as many seeds as there are lanes, side by side, by one rule: what is kept of
/// them.
package struct ParticleRun: Codable {
  /// Changes whenever what is measured does.
  package static let version = 2
  /// D: a network of two hidden layers.
  package static let network = DenseNetwork([2, 16, 16, 1], .tanh)
  /// D's step size, of RMSprop, Adam and ACGD, and of plain steps on the mean loss.
  package static let (adaptiveStep, plainStep) = (0.005, 0.2)

  /// What particles are to become, and where they start: a Gaussian.
  package struct Scene: Sendable {
    package let target: GaussianMixture
    package let particles: Int
    /// How far from the middle the start is, and its deviation.
    package let offset: Double, deviation: Double
    /// Data a step.
    let batch: Int

    /// The start is three units beside the circle, where D is soon sure of every particle.
    package static let ring = Scene(
      target: .ring(standardDeviation: 0.15), particles: 64, offset: 5, deviation: 0.3, batch: 64)
    /// The start is within the grid.
    package static let grid = Scene(
      target: .grid(spacing: 1, standardDeviation: 0.1), particles: 100, offset: 1, deviation: 0.3, batch: 100)

    /// The same with two particles a mode, for short runs.
    package func small() -> Scene {
      Scene(
        target: target, particles: target.centres.count * 2, offset: offset, deviation: deviation,
        batch: target.centres.count * 2)
    }

    func start(_ seed: UInt64) throws -> [Double] {
      let cloud = GaussianMixture(
        name: "start", summary: "", centres: [SIMD2(offset, 0)], standardDeviation: deviation)
      return try cloud.sample(count: particles, seed: seed ^ 0x57a7).values
    }

    /// Of particles, the share that is within three deviations of a mode, and how many modes have a quarter of their fair
    /// share of them, one at least.
    func judged(_ x: [Double]) -> (good: Double, modes: Int) {
      var counts = target.centres.map { _ in 0 }
      let reach = 3 * target.standardDeviation
      for i in 0..<particles {
        let squares = target.centres.map { centre in
          let (a, b) = (x[2 * i] - centre.x, x[2 * i + 1] - centre.y)
          return a * a + b * b
        }
        if let nearest = squares.indices.min(by: { squares[$0] < squares[$1] }), squares[nearest] <= reach * reach {
          counts[nearest] += 1
        }
      }
      let needed = max(1, particles / target.centres.count / 4)
      return (Double(counts.reduce(0, +)) / Double(particles), counts.count { $0 >= needed })
    }
  }

  /// The steps at which particles were judged.
  package private(set) var steps: [Int] = []
  /// Of each seed, at these steps, the share of good particles and how many modes are covered.
  package private(set) var good: [[Double]], modes: [[Int]]
  /// Of each seed, at these steps, the mean of s(D) over the particles, and of D over data and over particles.
  package private(set) var scales: [[Double]], gaps: [[Double]]
  /// The first seed's particles at the end.
  package private(set) var end: [Double] = []
  /// The same, particle by particle.
  package var firstPlaces: [SIMD2<Double>] { (0..<(end.count / 2)).map { SIMD2(end[2 * $0], end[2 * $0 + 1]) } }
  /// What was asked of the game, all seeds together counting once.
  package private(set) var counts = OracleCounts()

  /// Runs a rule. `progress` is told the share done and may throw.
  package init(
    _ rule: ParticleRule, _ scene: Scene, eta: Double, steps count: Int, judgedEvery interval: Int, seeds: [UInt64],
    progress: (Double) throws -> Void
  ) throws {
    typealias V = DenseVector<Lanes>
    let seeds = Array(seeds.prefix(Lanes.laneCount))
    good = seeds.map { _ in [] }
    modes = seeds.map { _ in [] }
    scales = seeds.map { _ in [] }
    gaps = seeds.map { _ in [] }
    let run = Run(scene: scene, rule: rule, seeds: seeds, count: count, interval: interval)
    let adaptive = Players(x: Lanes(eta), y: Lanes(Self.adaptiveStep))
    switch rule {
    case .cfg, .gan0, .gan1:
      try go(
        ICFG(stepSizes: adaptive, rule: RMSpropRule<V>(decay: Lanes(0.95), epsilon: Lanes(1e-8))), run, progress)
    case .simgd:
      // The game's loss of y is the number of particles times the mean one.
      try go(
        SimGD<V>(stepSizes: Players(x: Lanes(eta), y: Lanes(Self.plainStep / Double(scene.particles)))), run, progress)
    case .adam:
      let adam = AdamRule<V>(beta1: Lanes(0.5), beta2: Lanes(0.999), epsilon: Lanes(1e-8))
      try go(Simultaneous(stepSizes: adaptive, rules: Players(x: adam, y: adam)), run, progress)
    case .acgd:
      try go(
        ACGD(stepSizes: adaptive, solver: ConjugateGradient<V>(tolerance: 1e-2, iterationCap: 10)), run, progress)
    }
  }

  private struct Run {
    let scene: Scene
    let rule: ParticleRule
    let seeds: [UInt64]
    let count: Int, interval: Int
  }

  private mutating func go<O: Optimizer>(
    _ optimizer: O, _ run: Run, _ progress: (Double) throws -> Void
  ) throws where O.V == DenseVector<Lanes> {
    func lanes(_ values: [[Double]]) -> DenseVector<Lanes> {
      DenseVector(values[0].indices.map { i in Lanes { values[min($0, values.count - 1)][i] } })
    }
    let start = Players(
      x: lanes(try run.seeds.map { try run.scene.start($0) }),
      y: lanes(run.seeds.map { TwoModes.weights(of: Self.network, seed: $0) }))
    let source = Batches(run: run, discriminator: try NetworkDiscriminator(Self.network), counter: OracleCounter())
    let driver = Driver<DenseVector<Lanes>>(stepCap: run.count)
    let last = try driver.run(optimizer, on: source, from: start) { step, point, _ in
      if step % run.interval == 0 { try judge(point, step, run, source.discriminator) }
      if step % 10 == 0 { try progress(Double(step) / Double(run.count)) }
      return .proceed
    }.point
    counts = source.counter.counts
    end = last.x.elements.map { $0[lane: 0] }
  }

  private mutating func judge(
    _ point: Players<DenseVector<Lanes>>, _ step: Int, _ run: Run, _ discriminator: NetworkDiscriminator
  ) throws {
    steps.append(step)
    let logits = (0..<run.scene.particles).map { i in
      discriminator.logit(point.y.elements, at: [point.x[2 * i], point.x[2 * i + 1]])
    }
    let data = try run.scene.target.sample(count: 64, seed: 0x7e57).values
    let real = (0..<64).map { i in
      discriminator.logit(point.y.elements, at: [Lanes(data[2 * i]), Lanes(data[2 * i + 1])])
    }
    func mean(_ values: [Lanes], _ lane: Int) -> Double {
      values.reduce(0) { $0 + $1[lane: lane] } / Double(values.count)
    }
    let scaled = logits.map { run.rule.scaling.scale($0) }
    for lane in run.seeds.indices {
      let (share, covered) = run.scene.judged(point.x.elements.map { $0[lane: lane] })
      good[lane].append(share)
      modes[lane].append(covered)
      scales[lane].append(mean(scaled, lane))
      gaps[lane].append(mean(real, lane) - mean(logits, lane))
    }
  }

  /// Fresh data a step, of a stream of its own for each seed.
  private struct Batches: GameSource {
    typealias Source = CountingGame<VectorGradientGame<ParticleGame<Lanes, NetworkDiscriminator, FunctionalScaling>>>
    let run: Run
    let discriminator: NetworkDiscriminator
    let counter: OracleCounter

    func game(atStep step: Int) throws -> Source {
      let scene = run.scene
      let drawn = try run.seeds.map {
        try scene.target.sample(count: scene.batch, seed: Draw(seed: $0, step: step).number(for: 1)).values
      }
      let data = (0..<scene.batch).map { i in
        (0..<2).map { k in Lanes { drawn[min($0, drawn.count - 1)][2 * i + k] } }
      }
      return CountingGame(
        VectorGradientGame(
          try ParticleGame(
            particles: scene.particles, discriminator: discriminator, scaling: run.rule.scaling, data: data)),
        counter: counter)
    }
  }
}
