#if COUNTERPLAY_TORCH
  import Datasets
  import DurableFiles
  import Evaluation
  import Foundation
  import GANs
  import GnuplotScripts
  import Reports
  import TorchTensors
  import Training

  /// Whether a generator that is trained level after level, what is learned below resting, is as good as one that is trained
  /// from end to end, and better than one whose lower layers rest as they were drawn.
  public struct MSRLayerwise: Experiment {
    /// What is typed after `counterplay run`.
    public let name = "msr-layerwise"
    /// The line in `counterplay list`.
    public let summary =
      "a GAN trained level after level on 8, 16 and 32 pixels, lower levels resting: against random lower levels and end to end"
    /// The paper whose claims are judged.
    public let source =
      "Allen-Zhu and Li, Forward Super-Resolution: How Can GANs Learn Hierarchical Generative Models for Real-World "
      + "Distributions, 2021, arXiv:2106.02619, figure 10"

    /// Nothing to choose: its numbers are the budget's.
    public init() {}

    /// How a level's generator came to be.
    enum Arm: String, CaseIterable, Codable {
      /// Lower levels learned before, at rest.
      case learned
      /// Lower levels as they were drawn, at rest.
      case random
      /// All levels at once, for as many steps as all stages of `learned` together.
      case whole = "end-to-end"
      /// `learned`, then all levels on: backward feature correction.
      case joint = "joint-after"

      var title: String {
        switch self {
        case .learned: "learned level by level"
        case .random: "lower levels random"
        case .whole: "end to end"
        case .joint: "then joint"
        }
      }
    }

    private struct Plan {
      var steps = 1200, width = 32, batch = 32, classifierSteps = 1500, samples = 2000, seeds = 3
      init(_ budget: Workbench.Budget) {
        switch budget {
        case .full: break
        case .quick: (steps, width, batch, classifierSteps, samples, seeds) = (8, 8, 8, 10, 100, 3)
        case .original: (steps, width, batch, samples) = (50_000, 64, 64, 5000)
        }
      }
    }

    private struct Reached: Codable {
      /// Fréchet distance to test images, of data to data beside it.
      var distance: Double, floor: Double
      /// Whether what was to rest is what it was, bit for bit.
      var rested: Bool
    }

    /// Trains, scores, judges and draws; throws what training and the workbench throw.
    public func perform(on bench: Workbench) throws {
      let plan = Plan(bench.budget)
      // Without normalization, whose running statistics would not rest alike in training and in use.
      let training = try SuperResolutionTraining(on: bench, width: plan.width, batch: plan.batch, isNormalized: false)
      let levels = training.networks.levels
      bench.parameters["steps"] = .text("\(plan.steps) a stage")
      let seeds = bench.seeds(plan.seeds)
      let work: [Double] = (1...levels).map { pow(4, Double($0 - levels)) }
      var ofSeed: [Double] = [work[0]]
      for level in 2...levels { ofSeed += [work[level - 1], work[level - 1], Double(level) * work[level - 1]] }
      ofSeed.append(work[levels - 1])
      var clock = ProgressShares(0...1, works: work.map { 0.2 * $0 } + seeds.flatMap { _ in ofSeed })
      let features = try (1...levels).map {
        try training.features($0, steps: plan.classifierSteps, share: clock.next(), on: bench)
      }
      var reached: [Int: [Arm: [Reached]]] = [:]
      for seed in seeds {
        for level in 1...levels {
          for arm in Arm.allCases {
            if level == 1, arm != .learned { continue }
            if arm == .joint, level != levels { continue }
            let share = clock.next()
            let found = try bench.part("level-\(level)-\(arm.rawValue)-seed-\(seed)", key: "\(plan)") {
              try train(arm, level, training, plan, features[level - 1], seed: seed, share, on: bench)
            }
            reached[level, default: [:]][arm, default: []].append(found)
          }
        }
      }
      judge(reached, levels, on: bench)
      try show(training, levels, seeds[0], on: bench)
      try draw(reached, training, on: bench)
      bench.progress(1, "drawn")
    }

    private func run(_ arm: Arm, _ level: Int, _ seed: UInt64) -> String {
      "seed-\(seed)/level-\(level)-\(level == 1 ? Arm.learned.rawValue : arm.rawValue)"
    }

    private func train(
      _ arm: Arm, _ level: Int, _ training: SuperResolutionTraining, _ plan: Plan, _ features: ClassifierFeatures,
      seed: UInt64, _ share: ClosedRange<Double>, on bench: Workbench
    ) throws -> Reached {
      var start = Start.drawn
      var rests: [String] = []
      let below = ForwardSuperResolution.below(level)
      switch arm {
      case .learned where level > 1:
        var adoption = Adoption(try bench.checkpoint(of: run(.learned, level - 1, seed)))
        adoption.only = below
        (start, rests) = (.adopted(adoption), below)
      case .random: rests = below
      case .joint: start = .adopted(Adoption(try bench.checkpoint(of: run(.learned, level, seed))))
      case .learned, .whole: break
      }
      let trainer = try training.trainer(
        level, steps: arm == .whole ? level * plan.steps : plan.steps, seed: seed, threads: bench.threads ?? 1,
        from: start, rests: rests)
      let result = try bench.trained(trainer, run(arm, level, seed), share: share)
      var rested = true
      if arm == .learned, level > 1 {
        let (before, after) = (
          try weights(bench.checkpoint(of: run(.learned, level - 1, seed))),
          try weights(bench.checkpoint(of: run(.learned, level, seed)))
        )
        for entry in after.header.entries where below.contains(where: { entry.name.hasPrefix($0 + ".") }) {
          if try before.tensor(entry.name).bytes() != after.tensor(entry.name).bytes() { rested = false }
        }
      }
      let test = try training.networks.images(level, of: training.test)
      let sheet = try Evaluator(
        data: test, features: features, scores: [FrechetDistance()], samples: min(plan.samples, test.count / 2),
        seed: seed
      ).scores(of: result.generator)
      let found = sheet["frechet-distance"]
      return Reached(distance: found?.value ?? .nan, floor: found?.floor ?? .nan, rested: rested)
    }

    private func weights(_ stored: StoredCheckpoint) throws -> SafetensorsFile {
      try SafetensorsFile(contentsOf: stored.folder.appendingPathComponent(CheckpointStore.weightsFile))
    }

    // MARK: - Claims

    private func judge(_ reached: [Int: [Arm: [Reached]]], _ levels: Int, on bench: Workbench) {
      let all = reached.values.flatMap { $0.values.joined() }
      bench.judge(
        Claim(
          "lower-levels-rest", "lower hidden layers after the stages above them", source: source,
          expected: .text("what they were, bit for bit"),
          measured: .text(all.allSatisfy(\.rested) ? "what they were" : "changed"), basis: .derived,
          holds: all.allSatisfy(\.rested)))
      // A few steps of training rank nothing.
      if bench.budget == .quick { return }
      func spread(_ level: Int, _ arm: Arm) -> SeedSpread {
        SeedSpread((reached[level]?[arm] ?? []).map(\.distance))
      }
      for level in 2...levels {
        let (learned, random, whole) = (spread(level, .learned), spread(level, .random), spread(level, .whole))
        bench.judge(
          Claim(
            "level-\(level)-learned-beats-random",
            "level \(level): Fréchet distance with learned lower levels against random ones, which rest alike",
            source: source, expected: .text("at most 0.75 of the random ones' in the median"),
            measured: .text("learned \(learned.measured); random \(random.measured)"), basis: .reconstruction,
            holds: learned.median <= 0.75 * random.median))
        bench.judge(
          Claim(
            "level-\(level)-near-end-to-end", "level \(level): level by level against end to end in as many steps",
            source: source, expected: .text("at most twice end to end's in the median"),
            measured: .text("level by level \(learned.measured); end to end \(whole.measured)"), basis: .reconstruction,
            holds: learned.median <= 2 * whole.median))
      }
      let (joint, learned) = (spread(levels, .joint), spread(levels, .learned))
      bench.judge(
        Claim(
          "joint-training-improves", "joint training after the last stage (backward feature correction)",
          source: source,
          expected: .text("no worse than before it in the median"),
          measured: .text("after \(joint.measured); before \(learned.measured)"), basis: .reconstruction,
          holds: joint.median <= learned.median))
    }

    // MARK: - What is shown

    /// A row of samples of each level, of all arms at the finest.
    private func show(
      _ training: SuperResolutionTraining, _ levels: Int, _ seed: UInt64, on bench: Workbench
    ) throws {
      let side = training.networks.side(levels)
      var rows: [PNGImage] = []
      for (level, arm) in (1...levels).map({ ($0, Arm.learned) })
        + [(levels, .random), (levels, .whole), (levels, .joint)]
      {
        let network = try training.networks.generator(level)
        let stored = try bench.checkpoint(of: run(arm, level, seed))
        let parameters = try weights(stored).list(network.layout, prefix: GANModel.generator + ".")
        let latent = try RandomStream(seed: seed, stream: 77, step: 0).normal([12, training.networks.latentSize])
        let samples = try withoutGradient {
          try network(latent, parameters.views(), in: .init(mode: .evaluation))
        }
        rows += try SampleSheet.images(samples).map { try $0.repeated(width: side, height: side) }
      }
      let file = "msr-layerwise-samples.png"
      try ImageGrid.compose(rows, columns: 12, scale: 2).write(to: bench.folder.appendingPathComponent(file))
      bench.note(file: file)
    }

    private func draw(
      _ reached: [Int: [Arm: [Reached]]], _ training: SuperResolutionTraining, on bench: Workbench
    ) throws {
      let levels = training.networks.levels
      var layers: [PlotLayer] = []
      var rows: [(level: Int, arm: Int, reached: Reached)] = []
      for (place, arm) in Arm.allCases.enumerated() {
        var (x, y): ([Double], [Double]) = ([], [])
        for level in 1...levels {
          for found in reached[level]?[arm] ?? [] {
            x.append(Double(level) + 0.12 * (Double(place) - 1.5))
            y.append(found.distance)
            rows.append((level, place + 1, found))
          }
        }
        layers.append(.points(Series(label: arm.title, x: x, y: y, style: .numbered(place))))
      }
      let floors = (1...levels).map { SeedSpread((reached[$0]?[.learned] ?? []).map(\.floor)).median }
      if floors.allSatisfy({ $0 > 0 }) {
        layers.append(
          .linePoints(
            Series(label: "data against data", x: (1...levels).map(Double.init), y: floors, style: .reference)))
      }
      try bench.write(
        Table([
          .init("level", rows.map { Double($0.level) }),
          .init("arm (1 learned, 2 random, 3 end to end, 4 then joint)", rows.map { Double($0.arm) }),
          .init("Fréchet distance", rows.map(\.reached.distance)), .init("of data to data", rows.map(\.reached.floor)),
        ]), "msr-layerwise-scores")
      try bench.draw(
        Figure(
          title: "Level after level, lower levels resting: a point a seed",
          x: Axis(
            "level", range: .between(0.6, Double(levels) + 0.4),
            ticks: .labelled(
              (1...levels).map { .init(Double($0), "\($0): \(training.networks.side($0)) pixels") })),
          y: Axis("Fréchet distance to test images", scale: .log), layers: layers), "msr-layerwise-scores-figure")
    }
  }
#endif
