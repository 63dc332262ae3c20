#if COUNTERPLAY_TORCH
  import Foundation
  import GANs
  import GnuplotScripts
  import NeuralNetworks
  import Reports
  import TorchTensors
  import Training

  /// How many channels of a patch are active in each hidden layer of a generator, before and after training.
  public struct MSRSparsity: Experiment {
    /// What is typed after `counterplay run`.
    public let name = "msr-sparsity"
    /// The line in `counterplay list`.
    public let summary =
      "share of active channels a patch in each hidden layer of a 4-layer DCGAN, before and after training"
    /// The paper whose claims are judged.
    public let source =
      "Allen-Zhu and Li, Forward Super-Resolution: How Can GANs Learn Hierarchical Generative Models for Real-World "
      + "Distributions, 2021, arXiv:2106.02619, figure 5"

    /// Nothing to choose: its numbers are the budget's.
    public init() {}

    private struct Plan {
      var epochs = 8.0, width = 32, batch = 32, samples = 256, seeds = 3
      init(_ budget: Workbench.Budget) {
        switch budget {
        case .full: break
        case .quick: (epochs, width, batch, samples) = (0.1, 8, 8, 32)
        case .original: (epochs, width, batch) = (100, 64, 64)
        }
      }
    }

    /// Shares of a layer, in twenty bins of equal width from 0 to 1.
    private struct Layer: Codable {
      var mean: Double
      /// The share of patches in each bin.
      var bins: [Double]
    }

    private struct Seed: Codable {
      var before: [Layer], after: [Layer]
    }

    private static let binCount = 20

    /// Trains, counts, judges and draws; throws what training and the workbench throw.
    public func perform(on bench: Workbench) throws {
      let plan = Plan(bench.budget)
      let training = try SuperResolutionTraining(on: bench, width: plan.width, batch: plan.batch, isNormalized: true)
      let steps = max(1, Int(plan.epochs * Double(training.epoch)))
      bench.parameters["steps"] = .text("\(steps), \(plan.epochs) epochs")
      let levels = training.networks.levels
      let found: [Seed] = try bench.parts(of: bench.seeds(plan.seeds), key: "\(plan)") { seed, share in
        func trained(_ steps: Int, _ name: String) throws -> TrainedGenerator {
          try bench.trained(
            training.trainer(levels, steps: steps, seed: seed, threads: bench.threads ?? 1), name, share: share
          ).generator
        }
        return Seed(
          before: try layers(of: trained(0, "untrained-seed-\(seed)"), training, plan, seed),
          after: try layers(of: trained(steps, "seed-\(seed)"), training, plan, seed))
      }
      judge(found, on: bench)
      try draw(found, training, on: bench)
      bench.progress(1, "drawn")
    }

    /// Batch normalization by the batch's own statistics, before training as after.
    private func layers(
      of generator: TrainedGenerator, _ training: SuperResolutionTraining, _ plan: Plan, _ seed: UInt64
    ) throws -> [Layer] {
      let latent = try generator.latent(plan.samples, seed: seed)
      return try (1...training.networks.levels).map { level in
        let network = try training.networks.features(level)
        let own = try TensorList(
          flattening: network.layout.entries.compactMap { try generator.parameters[$0.name] }, network.layout)
        let features = try withoutGradient {
          try network(latent, own.views(), in: ForwardPass(mode: .training))
        }
        // [samples, channels, side, side] to the share of channels above zero at each place of each sample.
        let shares = try features.greater(0).to(.float32).mean([1]).floats().map(Double.init)
        var bins = [Double](repeating: 0, count: Self.binCount)
        for share in shares {
          bins[min(Self.binCount - 1, Int(share * Double(Self.binCount)))] += 1 / Double(shares.count)
        }
        return Layer(mean: shares.reduce(0, +) / Double(shares.count), bins: bins)
      }
    }

    private func judge(_ found: [Seed], on bench: Workbench) {
      let levels = found.first?.before.count ?? 0
      func spread(_ level: Int, _ path: KeyPath<Seed, [Layer]>) -> SeedSpread {
        SeedSpread(found.map { $0[keyPath: path][level].mean })
      }
      for level in 0..<levels {
        let before = spread(level, \.before)
        bench.judge(
          Claim(
            "layer-\(level + 1)-begins-half-active",
            "layer \(level + 1): share of active channels of a patch before training, after batch normalization",
            source: "half of a normalized law that is about symmetric lies above zero", expected: 0.5,
            measured: before.median, within: 0.05))
        // A few steps of training change little.
        if bench.budget == .quick || level == 0 { continue }
        let after = spread(level, \.after)
        bench.judge(
          Claim(
            "layer-\(level + 1)-becomes-sparse", "layer \(level + 1): the same after training", source: source,
            expected: .text("at most 0.35 in the median"), measured: after.measured, basis: .reconstruction,
            holds: after.median <= 0.35))
      }
    }

    /// Bars as in the source: a panel a layer, the patches' distribution before and after.
    private func draw(_ found: [Seed], _ training: SuperResolutionTraining, on bench: Workbench) throws {
      let levels = found.first?.before.count ?? 0
      let width = 1 / Double(Self.binCount)
      var columns: [Table.Column] = [
        .init("share of active channels, from", (0..<Self.binCount).map { Double($0) * width })
      ]
      let panels = (0..<levels).map { level in
        var layers: [PlotLayer] = []
        for (path, label, color) in [
          (\Seed.before, "before training", Color.masked), (\Seed.after, "after training", Color.okabeIto[0]),
        ] {
          let heights = (0..<Self.binCount).map { bin in
            100 * SeedSpread(found.map { $0[keyPath: path][level].bins[bin] }).median
          }
          columns.append(.init("layer \(level + 1) \(label), share of patches", heights.map { $0 / 100 }))
          let inset = path == \Seed.before ? 0.05 : 0.2
          for (bin, height) in heights.enumerated() where height > 0 {
            let (left, right) = ((Double(bin) + inset) * width, (Double(bin) + 1 - inset) * width)
            layers.append(
              .region(
                Region(
                  label: bin == heights.firstIndex(where: { $0 > 0 }) ? label : nil,
                  x: [left, right, right, left], y: [0, 0, height, height], color: color)))
          }
        }
        let means = (SeedSpread(found.map { $0.before[level].mean }), SeedSpread(found.map { $0.after[level].mean }))
        return Figure(
          title: "layer \(level + 1), \(training.networks.side(level + 1) / 2) pixels: mean "
            + String(format: "%.2f, then %.2f", means.0.median, means.1.median),
          x: Axis("active channels of a patch", range: .between(0, 1)),
          y: Axis("share of patches", unit: "%", range: .atLeast(0)), layers: layers)
      }
      try bench.write(Table(columns), "msr-sparsity-shares")
      try bench.draw(
        Sheet(
          title: "Hidden layers become sparse: distributions over patches, median of \(found.count) seeds",
          columns: levels, panels: panels, size: PictureSize(width: 380 * levels, height: 480)),
        "msr-sparsity-figure")
    }
  }
#endif
