#if COUNTERPLAY_TORCH
  import Datasets
  import Foundation
  import GANs
  import GnuplotScripts
  import Reports
  import TorchTensors
  import Training

  /// Whether the generator's output layer and the discriminator's first layer learn the same features: edges and colours.
  public struct MSRFeatures: Experiment {
    /// What is typed after `counterplay run`.
    public let name = "msr-features"
    /// The line in `counterplay list`.
    public let summary =
      "edge and colour features of G's output layer and of D's first layer, side by side and measured"
    /// The paper whose claims are judged.
    public let source =
      "Allen-Zhu and Li, Forward Super-Resolution: How Can GANs Learn Hierarchical Generative Models for Real-World "
      + "Distributions, 2021, arXiv:2106.02619, figure 7"

    /// Nothing to choose: its numbers are the budget's.
    public init() {}

    private struct Plan {
      var epochs = 8.0, width = 32, batch = 32, seeds = 3
      init(_ budget: Workbench.Budget) {
        switch budget {
        case .full: break
        case .quick: (epochs, width, batch) = (0.1, 8, 8)
        case .original: (epochs, width, batch) = (100, 64, 64)
        }
      }
    }

    private struct Seed: Codable {
      /// Similarity of G's filters to D's: of trained networks, of untrained ones, of a trained G to an untrained D.
      var trained: Double, untrained: Double, mixed: Double
    }

    /// Trains, compares, judges and draws; throws what training and the workbench throw.
    public func perform(on bench: Workbench) throws {
      let plan = Plan(bench.budget)
      let training = try SuperResolutionTraining(on: bench, width: plan.width, batch: plan.batch, isNormalized: true)
      let steps = max(1, Int(plan.epochs * Double(training.epoch)))
      bench.parameters["steps"] = .text("\(steps), \(plan.epochs) epochs")
      bench.parameters["similarity"] = .text(
        "for each of G's output filters the largest |cosine| with a filter of D's first layer over shifts of a pixel; mean, "
          + "weighted by the filters' squared norms")
      let seeds = bench.seeds(plan.seeds)
      let found: [Seed] = try bench.parts(of: seeds, key: "\(plan)") { seed, share in
        let levels = training.networks.levels
        for (count, name) in [(0, "untrained"), (steps, "trained")] {
          _ = try bench.trained(
            training.trainer(levels, steps: count, seed: seed, threads: bench.threads ?? 1), "\(name)-seed-\(seed)",
            share: share)
        }
        let (start, end) = (
          try filters("untrained", seed, levels, bench), try filters("trained", seed, levels, bench)
        )
        return Seed(
          trained: end.generator.similarity(to: end.discriminator),
          untrained: start.generator.similarity(to: start.discriminator),
          mixed: end.generator.similarity(to: start.discriminator))
      }
      judge(found, on: bench)
      try show(training.networks.levels, seeds[0], on: bench)
      try draw(found, on: bench)
      bench.progress(1, "drawn")
    }

    /// G's output deconvolution [width, 3, 4, 4] and D's first convolution [width, 3, 4, 4].
    private func filters(
      _ run: String, _ seed: UInt64, _ level: Int, _ bench: Workbench
    ) throws -> (generator: FilterSimilarity, discriminator: FilterSimilarity) {
      let stored = try bench.checkpoint(of: "\(run)-seed-\(seed)")
      let file = try SafetensorsFile(contentsOf: stored.folder.appendingPathComponent(CheckpointStore.weightsFile))
      return (
        try FilterSimilarity(file.tensor("\(GANModel.generator).\(ForwardSuperResolution.output(level)).0.weight")),
        try FilterSimilarity(file.tensor("\(GANModel.discriminator).main.0.weight"))
      )
    }

    private func judge(_ found: [Seed], on bench: Workbench) {
      let (trained, untrained, mixed) = (
        SeedSpread(found.map(\.trained)), SeedSpread(found.map(\.untrained)), SeedSpread(found.map(\.mixed))
      )
      bench.judge(
        Claim(
          "random-filters", "similarity of untrained filters: chance, since 48 numbers have many directions",
          source: source,
          expected: .text("below 0.75"), measured: untrained.measured, basis: .reconstruction,
          holds: untrained.median < 0.75))
      // A few steps of training change little.
      if bench.budget == .quick { return }
      bench.judge(
        Claim(
          "features-agree", "similarity of G's output filters and D's first ones, trained against untrained",
          source: source, expected: .text("higher when trained, in the median"),
          measured: .text("trained \(trained.measured); untrained \(untrained.measured)"), basis: .figure,
          holds: trained.median > untrained.median))
      bench.judge(
        Claim(
          "features-are-the-pairs-own", "the same against a trained G with an untrained D", source: source,
          expected: .text("higher with its own D, in the median"),
          measured: .text("own D \(trained.measured); untrained D \(mixed.measured)"), basis: .reconstruction,
          holds: trained.median > mixed.median))
    }

    /// G's filters by their norms, each with the filter of D that is most like it on its right.
    private func show(_ level: Int, _ seed: UInt64, on bench: Workbench) throws {
      let (generator, discriminator) = try filters("trained", seed, level, bench)
      let best = generator.best(among: discriminator)
      let cells = try generator.byNorm.prefix(32).flatMap { place in
        try [generator.pixels(place), discriminator.pixels(best[place].place)].map {
          try PNGImage(planes: $0, channels: generator.channels, height: generator.side, width: generator.side)
            .repeated(width: 32, height: 32)
        }
      }
      let file = "msr-features-filters.png"
      try ImageGrid.compose(cells, columns: 16, padding: 3, background: 128).write(
        to: bench.folder.appendingPathComponent(file))
      bench.note(file: file)
    }

    private func draw(_ found: [Seed], on bench: Workbench) throws {
      let kinds = [
        ("untrained", found.map(\.untrained)), ("trained G, untrained D", found.map(\.mixed)),
        ("trained", found.map(\.trained)),
      ]
      try bench.write(
        Table(kinds.map { Table.Column("similarity, \($0.0)", $0.1) }), "msr-features-similarities")
      try bench.draw(
        Figure(
          title: "How alike G's output filters and D's first filters are: a point a seed",
          x: Axis(
            "networks", range: .between(-0.5, 2.5),
            ticks: .labelled(kinds.enumerated().map { .init(Double($0), $1.0) })),
          y: Axis("mean of the largest |cosine|", range: .between(0, 1)),
          layers: kinds.enumerated().map { place, kind in
            .points(
              Series(x: kind.1.map { _ in Double(place) }, y: kind.1, style: .numbered(place)))
          }, legend: .hidden), "msr-features-figure")
    }
  }
#endif
