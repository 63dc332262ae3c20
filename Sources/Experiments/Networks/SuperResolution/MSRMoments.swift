#if COUNTERPLAY_TORCH
  import Datasets
  import Foundation
  import GANs
  import GnuplotScripts
  import Reports
  import TorchTensors
  import Training

  /// How early the moments of generated images match those of real ones.
  public struct MSRMoments: Experiment {
    /// What is typed after `counterplay run`.
    public let name = "msr-moments"
    /// The line in `counterplay list`.
    public let summary = "moments of order 1 to 3 of generated and real pixels against epochs: they match early"
    /// The paper whose claims are judged.
    public let source =
      "Allen-Zhu and Li, Forward Super-Resolution: How Can GANs Learn Hierarchical Generative Models for Real-World "
      + "Distributions, 2021, arXiv:2106.02619, figure 6"

    /// Nothing to choose: its numbers are the budget's.
    public init() {}

    private struct Plan {
      var epochs = 10, stepsOfEpoch: Int?, width = 32, batch = 32, samples = 2000, tuples = 4000, seeds = 3
      init(_ budget: Workbench.Budget) {
        switch budget {
        case .full: break
        case .quick: (epochs, stepsOfEpoch, width, batch, samples, tuples) = (3, 4, 8, 8, 200, 500)
        case .original: (epochs, width, batch) = (30, 64, 64)
        }
      }
    }

    private struct Seed: Codable {
      /// Of each order, the distance after 0, 1, … epochs.
      var distances: [[Double]]
      /// Of each order, that of real images to other real ones.
      var floor: [Double]
    }

    /// Trains, measures, judges and draws; throws what training and the workbench throw.
    public func perform(on bench: Workbench) throws {
      let plan = Plan(bench.budget)
      let training = try SuperResolutionTraining(on: bench, width: plan.width, batch: plan.batch, isNormalized: true)
      let epoch = plan.stepsOfEpoch ?? training.epoch
      let count = min(plan.samples, training.test.count / 2)
      bench.parameters["moments"] = .text(
        "root mean squared difference of E x over pixels, E xx over \(plan.tuples) random pairs, E xxx over as many triples; "
          + "\(count) samples a side, pixels in [0, 1]")
      let found: [Seed] = try bench.parts(of: bench.seeds(plan.seeds), key: "\(plan)") { seed, share in
        try run(training, plan, epoch, count, seed: seed, share, on: bench)
      }
      judge(found, on: bench)
      try draw(found, on: bench)
      bench.progress(1, "drawn")
    }

    private static func metric(_ order: Int) -> String { "moment-\(order)" }

    private func run(
      _ training: SuperResolutionTraining, _ plan: Plan, _ epoch: Int, _ count: Int, seed: UInt64,
      _ share: ClosedRange<Double>, on bench: Workbench
    ) throws -> Seed {
      let shape = training.test.sampleShape
      let places = try PixelMoments.Places(size: shape.reduce(1, *), count: plan.tuples, seed: seed)
      func real(_ range: Range<Int>) throws -> PixelMoments {
        try PixelMoments(
          Tensor(floats: training.test.batch(Array(range)), shape: [range.count] + shape), at: places)
      }
      let (data, others) = (try real(0..<count), try real(count..<2 * count))
      let levels = training.networks.levels
      @Sendable func distances(_ generator: TrainedGenerator) throws -> [Double] {
        try PixelMoments(generator.samples(of: generator.latent(count, seed: seed)), at: places).distances(to: data)
      }
      let start = try bench.trained(
        training.trainer(levels, steps: 0, seed: seed, threads: bench.threads ?? 1), "untrained-seed-\(seed)",
        share: share)
      var trainer = try training.trainer(
        levels, steps: plan.epochs * epoch, seed: seed, threads: bench.threads ?? 1)
      trainer.scoring = PeriodicScoring(
        every: epoch,
        metrics: (1...3).map { MetricCard(Self.metric($0), title: "distance of moments of order \($0)") }
      ) { problem, trained in
        let found = try distances(problem.generator(of: trained))
        return Dictionary(uniqueKeysWithValues: found.enumerated().map { (Self.metric($0 + 1), $1) })
      }
      let result = try bench.trained(trainer, "seed-\(seed)", share: share)
      let first = try distances(start.generator)
      return Seed(
        distances: (1...3).map { order in
          [first[order - 1]] + result.history.entries.compactMap { $0.values[Self.metric(order)] }
        }, floor: data.distances(to: others))
    }

    private func judge(_ found: [Seed], on bench: Workbench) {
      // Few samples leave a high floor.
      let least = bench.budget == .quick ? 1.0 : 3.0
      for order in 1...3 {
        let ratios = SeedSpread(
          found.map { seed in
            let curve = seed.distances[order - 1]
            return (curve.first ?? .nan) / (curve.last ?? .nan)
          })
        let floors = SeedSpread(
          found.map { seed in (seed.distances[order - 1].first ?? .nan) / seed.floor[order - 1] })
        bench.judge(
          Claim(
            "order-\(order)-begins-far", "order \(order): distance before training, over that of data to data",
            source: source, expected: .text("at least \(least) in the median: there is something to learn"),
            measured: floors.measured, basis: .reconstruction, holds: floors.median >= least))
        // A few steps of training match nothing.
        if bench.budget == .quick { continue }
        bench.judge(
          Claim(
            "order-\(order)-matches-early", "order \(order): distance before training over that after 10 epochs",
            source: source, expected: .text("at least 5 in the median"), measured: ratios.measured,
            basis: .reconstruction, holds: ratios.median >= 5))
      }
    }

    private func draw(_ found: [Seed], on bench: Workbench) throws {
      let length = found.first?.distances.first?.count ?? 0
      let epochs = (0..<length).map(Double.init)
      var (bands, lines): ([PlotLayer], [PlotLayer]) = ([], [])
      var columns: [Table.Column] = [.init("epoch", epochs)]
      for order in 1...3 {
        let spreads = epochs.indices.map { place in
          SeedSpread(
            found.map { $0.distances[order - 1].indices.contains(place) ? $0.distances[order - 1][place] : .nan })
        }
        let style = LineStyle.numbered(order - 1)
        let floor = SeedSpread(found.map { $0.floor[order - 1] }).median
        bands.append(
          .band(Band(x: epochs, lower: spreads.map(\.least), upper: spreads.map(\.greatest), color: style.color)))
        lines.append(
          .linePoints(Series(label: "order \(order)", x: epochs, y: spreads.map(\.median), style: style)))
        lines.append(
          .line(
            Series(
              label: "order \(order), data against data", x: [0, epochs.last ?? 1], y: [floor, floor],
              style: LineStyle(color: style.color, dash: .dotted, width: 1.5))))
        columns += [
          .init("order \(order), median", spreads.map(\.median)), .init("order \(order), least", spreads.map(\.least)),
          .init("order \(order), greatest", spreads.map(\.greatest)),
        ]
      }
      try bench.write(Table(columns), "msr-moments-distances")
      try bench.draw(
        Figure(
          title: "Moments of generated and real pixels: median and extremes of \(found.count) seeds",
          x: Axis("epoch"), y: Axis("root mean squared difference of moments", scale: .log), layers: bands + lines),
        "msr-moments-figure")
    }
  }
#endif
