#if COUNTERPLAY_TORCH
  import Datasets
  import Evaluation
  import GANs
  import GnuplotScripts
  import Reports

  /// Which ways of training find all modes of a mixture, on the same small perceptrons in about the same time.
  ///
  /// A mode is covered where some of 2,500 samples lie within three standard deviations of its centre; the share of samples
  /// that lie so near to any says how good they are.
  public struct CFGModes: Experiment {
    /// What is typed after `counterplay run`.
    public let name = "cfg-modes"
    /// The line in `counterplay list`.
    public let summary = "modes found on a ring of 8 and a grid of 25 Gaussians: xICFG, GAN0, GAN1, WGAN, WGAN-GP, ACGD"
    /// The method under test; the sets are usual ones.
    public let source =
      "Johnson and Zhang, Composite Functional Gradient Learning of Generative Adversarial Models, 2018, arXiv:1801.06309; "
      + "sets: Metz et al., Unrolled GANs, 2016, arXiv:1611.02163"

    /// Nothing to choose.
    public init() {}

    private struct Score: Codable {
      var modes = Double.nan, good = Double.nan, seconds = Double.nan
      var points: [[Double]] = []
    }

    /// What is compared, and for how long: about as many seconds each.
    private struct Plan {
      var sets: [String], methods: [CFGMethod], seeds: Int, samples: Int
      var functional: CFGMethod.Functional
      var hidden: [Int], batch: Int
      /// The step size of xICFG; a rival's is the best of several at the first seed.
      var rate = 1e-3

      init(isQuick: Bool) {
        sets = isQuick ? ["ring"] : ["ring", "grid"]
        methods = isQuick ? [.xicfg, .gan0, .gan1] : [.xicfg, .gan0, .gan1, .wgan, .penalty, .acgd]
        (seeds, samples) = isQuick ? (1, 500) : (5, 2500)
        functional =
          isQuick
          ? .init(steps: 3, stepSize: 0.2, particles: 128, epochs: 2)
          : .init(steps: 5, stepSize: 0.1, particles: 640, epochs: 5)
        (hidden, batch) = isQuick ? ([32, 32], 64) : ([128, 128], 128)
      }

      /// Stages of xICFG, steps of the others, by what a step costs.
      func units(_ method: CFGMethod, isQuick: Bool) -> Int {
        if isQuick { return method.isFunctional ? 10 : 100 }
        switch method {
        case .xicfg, .fresh, .runningStatistics: return 600
        case .gan0, .gan1: return 10_000
        case .wgan: return 3000
        case .penalty: return 1700
        case .acgd: return 2000
        }
      }
    }

    /// Trains, judges and draws; throws what training and the workbench throw.
    public func perform(on bench: Workbench) throws {
      let isQuick = bench.budget == .quick
      let plan = Plan(isQuick: isQuick)
      bench.parameters = [
        "networks": .text("perceptrons \(plan.hidden) with LeakyReLU(0.2), 2 latent numbers"),
        "batch": .number(Double(plan.batch)),
        "optimizer": .text("RMSprop, ρ = 0.95, of all but ACGD; 5 steps of D with the Wasserstein loss"),
        "functional": .text("\(plan.functional)"),
      ]
      let seeds = isQuick ? [bench.seed] : bench.seeds(plan.seeds)
      var found: [String: [CFGMethod: [Score]]] = [:]
      var rates: [String] = []
      func isTuned(_ method: CFGMethod) -> Bool { !isQuick && !method.isFunctional }
      let runs = plan.methods.map { seeds.count + (isTuned($0) ? 2 : 0) }.reduce(0, +)
      var clock = ProgressShares(0...1, works: Array(repeating: 1, count: plan.sets.count * runs))
      for set in plan.sets {
        for method in plan.methods {
          func score(_ seed: UInt64, at rate: Double, _ share: ClosedRange<Double>) throws -> Score {
            try bench.part(
              "\(set)-\(method.rawValue)-rate-\(rate)-seed-\(seed)",
              key: "\(plan.functional) \(plan.units(method, isQuick: isQuick))"
            ) { try self.score(method, set, plan, rate: rate, seed: seed, share: share, on: bench) }
          }
          var rate = plan.rate
          // Modes count first, then how many samples are good.
          if isTuned(method) {
            let (first, second) = (clock.next(), clock.next())
            rate = try StepSizeSearch(start: rate).run {
              let score = try score(seeds[0], at: $0, first.lowerBound...second.upperBound)
              return score.modes + score.good
            }.best
          }
          found[set, default: [:]][method] = try seeds.map { try score($0, at: rate, clock.next()) }
          rates.append("\(set) \(method.title): \(rate)")
        }
      }
      bench.parameters["step-size"] = .text(rates.joined(separator: ", "))
      judge(found, plan, isQuick: isQuick, on: bench)
      try draw(found, plan, on: bench)
      bench.progress(1, "drawn")
    }

    private func score(
      _ method: CFGMethod, _ set: String, _ plan: Plan, rate: Double, seed: UInt64, share: ClosedRange<Double>,
      on bench: Workbench
    ) throws -> Score {
      let data = try TrainingData.load(set, seed: seed)
      var gan = ExperimentGAN("", batch: plan.batch, seed: seed, dataset: data, on: bench)
      gan.settings.architecture = nil
      (gan.settings.hidden, gan.settings.latentSize, gan.settings.checkpointEvery) = (plan.hidden, 2, 0)
      let run = CFGTraining(
        method: method, gan: gan, functional: plan.functional, rate: rate,
        name: "\(set)/\(method.rawValue)/rate-\(rate)/seed-\(seed)")
      let state = try run.trained(
        to: plan.units(method, isQuick: bench.budget == .quick), on: bench, share: share)
      var score = Score()
      score.seconds = state.seconds
      guard let generator = state.generator else { return score }
      let sheet = try Evaluator(
        data: data, features: PixelFeatures(), scores: [ModeCoverage()], samples: plan.samples, seed: seed
      ).scores(of: generator)
      (score.modes, score.good) = (sheet["modes"]?.value ?? .nan, sheet["good-samples"]?.value ?? .nan)
      let numbers = try generator.samples(of: generator.latent(500, seed: seed)).doubles()
      score.points = stride(from: 0, to: numbers.count, by: 2).map { [numbers[$0], numbers[$0 + 1]] }
      return score
    }

    // MARK: - Claims

    private func judge(
      _ found: [String: [CFGMethod: [Score]]], _ plan: Plan, isQuick: Bool, on bench: Workbench
    ) {
      let diverged = plan.sets.flatMap { set in
        plan.methods.filter { method in (found[set]?[method] ?? []).contains { $0.modes.isNaN } }
          .map { "\($0.title) on the \(set)" }
      }
      bench.judge(
        Claim(
          "all-finite", "runs whose training stays finite", source: "this experiment", expected: .text("all"),
          measured: .text(diverged.isEmpty ? "all" : "all but \(diverged.joined(separator: ", "))"),
          holds: diverged.isEmpty))
      if isQuick { return }
      func modes(_ set: String, _ method: CFGMethod) -> SeedSpread {
        SeedSpread((found[set]?[method] ?? []).map(\.modes))
      }
      let own = modes("ring", .xicfg)
      bench.judge(
        Claim(
          "xicfg-covers-ring", "modes of the ring that xICFG covers", source: source,
          expected: .text("8 of 8 in every seed"), measured: own.measured, basis: .reconstruction, holds: own.least == 8
        ))
      for other in plan.methods where other != .xicfg {
        for set in plan.sets {
          let (mine, its) = (modes(set, .xicfg), modes(set, other))
          bench.judge(
            Claim(
              "\(set)-xicfg-\(other.rawValue)", "modes of the \(set): xICFG covers at least as many as \(other.title)",
              source: source, expected: .text("median at least the other's"),
              measured: .text("xICFG \(mine.measured); \(other.title) \(its.measured)"), basis: .reconstruction,
              holds: mine.median >= its.median))
        }
      }
    }

    // MARK: - What is shown

    private func draw(_ found: [String: [CFGMethod: [Score]]], _ plan: Plan, on bench: Workbench) throws {
      for set in plan.sets {
        let real = try TrainingData.load(set, seed: bench.seed).batch(Array(0..<500)).map(Double.init)
        let data = Series(
          label: "data", x: stride(from: 0, to: real.count, by: 2).map { real[$0] },
          y: stride(from: 1, to: real.count, by: 2).map { real[$0] },
          style: LineStyle(color: .grey, marker: .circle, markerSize: 0.4))
        let panels = plan.methods.map { method -> Figure in
          let scores = found[set]?[method] ?? []
          let modes = SeedSpread(scores.map(\.modes))
          let points = scores.first?.points ?? []
          return Figure(
            title: "\(method.title): \(Int(modes.median.isNaN ? 0 : modes.median)) modes in the median",
            x: Axis("x_{1}", range: .between(-5.5, 5.5)), y: Axis("x_{2}", range: .between(-5.5, 5.5)),
            layers: [
              .points(data),
              .points(
                Series(
                  label: "samples, first seed", x: points.map { $0[0] }, y: points.map { $0[1] },
                  style: LineStyle(color: Color.okabeIto[1], marker: .disc, markerSize: 0.4))),
            ], aspect: .equalUnits)
        }
        try bench.draw(
          Sheet(
            title: "Samples on the \(set) of Gaussians after about equal time, rivals at their best step sizes",
            columns: 3, panels: panels),
          "cfg-modes-\(set)")
      }
      let rows = plan.sets.enumerated().flatMap { place, set in
        plan.methods.map { (set: place + 1, method: $0, scores: found[set]?[$0] ?? []) }
      }
      func column(_ title: String, _ value: (SeedSpread) -> Double, _ of: @escaping (Score) -> Double) -> Table.Column {
        .init(title, rows.map { value(SeedSpread($0.scores.map(of))) })
      }
      try bench.write(
        Table([
          .init("set (1 ring, 2 grid)", rows.map { Double($0.set) }),
          .init(
            "method ("
              + plan.methods.enumerated().map { "\($0.offset + 1) \($0.element.title)" }.joined(separator: ", ")
              + ")", rows.map { row in Double((plan.methods.firstIndex(of: row.method) ?? 0) + 1) }),
          column("modes, median", \.median, \.modes), column("least", \.least, \.modes),
          column("greatest", \.greatest, \.modes), column("share of good samples, median", \.median, \.good),
          column("least share", \.least, \.good), column("greatest share", \.greatest, \.good),
          column("seconds, median", \.median, \.seconds),
        ]), "cfg-modes")
    }
  }
#endif
