#if COUNTERPLAY_TORCH
  import GANs
  import GnuplotScripts
  import Reports
  import Training

  /// xICFG and its rivals on images, with the same networks and batches, scored against the wall time of training: what
  /// `cfg-mnist`, `cfg-svhn` and `cfg-lsun` do.
  struct CFGImages {
    typealias Arm = CFGImagePlan.Arm
    typealias Score = CFGScoring.Score

    /// The experiment's name, and where its claims are from.
    let name: String, source: String
    let plan: CFGImagePlan

    /// The looks at each arm, a list a seed.
    private(set) var looks: [Arm: [[Score]]] = [:]
    /// The look at the end of the run that goes on, a seed each.
    private(set) var ends: [Score] = []

    /// The experiment of a set of images at the workbench's budget.
    init(_ set: CFGImageSet.Name, name: String, source: String, on bench: Workbench) {
      self.name = name
      self.source = source
      plan = CFGImagePlan(set, bench.budget)
    }

    /// The whole experiment of a set whose claims are that training stays finite and which method is ahead.
    static func perform(_ set: CFGImageSet.Name, name: String, source: String, on bench: Workbench) throws {
      var images = CFGImages(set, name: name, source: source, on: bench)
      try images.measure(on: bench)
      images.judgeFinite(on: bench)
      if bench.budget != .quick { images.judgeOrder(on: bench) }
      try images.draw(on: bench)
      bench.progress(1, "drawn")
    }

    /// Trains and scores everything; what is done is kept.
    mutating func measure(on bench: Workbench) throws {
      let images = try CFGImageSet(plan.set, on: bench)
      let scoring = try CFGScoring(images, steps: plan.classifierSteps, on: bench)
      bench.parameters = [
        "data": .text(images.description), "classifier-accuracy": .number(scoring.accuracy),
        "architectures": .text(
          plan.architectures.map { "\($0.key.rawValue): \($0.value)" }.sorted().joined(separator: ", ")),
        "functional": .text(plan.functional.map { "\($0.key.rawValue): \($0.value)" }.sorted().joined(separator: ", ")),
        "step-size": .text(plan.rates.map { "\($0.key.rawValue): \($0.value)" }.sorted().joined(separator: ", ")),
        "optimizer": .text("RMSprop, ρ = 0.95, of all but ACGD; 5 steps of D with the Wasserstein loss"),
        "seconds": .number(plan.seconds), "batch": .number(Double(plan.batch)),
      ]
      let seeds = plan.units == nil ? bench.seeds(plan.seeds) : [bench.seed]
      let whole = Double(plan.looks) * plan.seconds + (plan.seconds == 0 ? 1 : 0)
      var clock = ProgressShares(
        0...1,
        works: seeds.flatMap { _ in
          plan.arms.flatMap { arm in
            Array(repeating: whole / Double(plan.looks), count: plan.looks)
              + (plan.goesOn(arm) ? [plan.longest - plan.seconds] : [])
          }
        })
      for seed in seeds {
        for arm in plan.arms {
          guard let architecture = plan.architectures[arm.pair], let functional = plan.functional[arm.pair],
            let rate = plan.rates[arm.pair]
          else { continue }
          var gan = ExperimentGAN(architecture, batch: plan.batch, seed: seed, dataset: images.train, on: bench)
          // Saved at each look; a stage of xICFG is too long to lose many of.
          gan.settings.checkpointEvery = arm.method.isFunctional ? 2000 : 1000
          let run = CFGTraining(
            method: arm.method, gan: gan, functional: functional, rate: rate, name: "\(arm.name)/seed-\(seed)")
          let key = "\(architecture) \(functional) \(rate) \(plan.batch)"
          let pace =
            try plan.units != nil
            ? 1
            : bench.part("pace-\(arm.name)", key: key) {
              try run.secondsOfUnit(units: arm.method.isFunctional ? 2 : 40)
            }
          func look(_ seconds: Double, _ label: String, isLast: Bool) throws -> Score {
            let share = clock.next()
            let units = plan.units.map { arm.method.isFunctional ? $0.stages : $0.steps } ?? max(1, Int(seconds / pace))
            let samples = isLast ? plan.lastSamples : plan.samples
            return try bench.part("\(arm.name)-seed-\(seed)-\(label)", key: "\(key) \(units) \(samples)") {
              try scoring.score(run.trained(to: units, on: bench, share: share), samples: samples, seed: seed)
            }
          }
          let found = try (1...plan.looks).map { number in
            try look(plan.seconds * Double(number) / Double(plan.looks), "look-\(number)", isLast: number == plan.looks)
          }
          looks[arm, default: []].append(found)
          if plan.goesOn(arm) { ends.append(try look(plan.longest, "end", isLast: true)) }
        }
      }
    }

    /// The last looks at an arm over the seeds.
    func last(_ method: CFGMethod, _ pair: Arm.Pair = .convolutional, _ value: (Score) -> Double) -> SeedSpread {
      SeedSpread((looks[Arm(method: method, pair: pair)] ?? []).map { $0.last.map(value) ?? .nan })
    }

    /// The first looks.
    func first(_ method: CFGMethod, _ pair: Arm.Pair = .convolutional, _ value: (Score) -> Double) -> SeedSpread {
      SeedSpread((looks[Arm(method: method, pair: pair)] ?? []).map { $0.first.map(value) ?? .nan })
    }

    // MARK: - Claims

    /// That everything stays finite.
    func judgeFinite(on bench: Workbench) {
      let diverged = plan.arms.filter { arm in (looks[arm] ?? []).joined().contains { $0.quality.isNaN } }
      bench.judge(
        Claim(
          "all-finite", "arms whose training stays finite", source: "this experiment",
          expected: .text("all, or the diverged ones named"),
          measured: .text(diverged.isEmpty ? "all" : "diverged: " + diverged.map(\.title).joined(separator: ", ")),
          holds: diverged.count < plan.arms.count))
    }

    /// That one arm has the better score than another after equal time.
    func judge(
      _ id: String, _ better: CFGMethod, than other: CFGMethod, _ pair: Arm.Pair = .convolutional,
      atFirstLook: Bool = false,
      basis: Claim.Basis, on bench: Workbench
    ) {
      let (mine, its) =
        atFirstLook
        ? (first(better, pair, \.quality), first(other, pair, \.quality))
        : (last(better, pair, \.quality), last(other, pair, \.quality))
      bench.judge(
        Claim(
          id,
          "\(pair == .connected ? "fully connected G, " : "")\(better.title) against \(other.title), "
            + (atFirstLook ? "at the first look" : "after equal time") + ": the inception score, or minus the distance",
          source: source, expected: .text("\(better.title) has the higher median"),
          measured: .text("\(better.title) \(mine.measured); \(other.title) \(its.measured)"), basis: basis,
          holds: mine.median > its.median))
    }

    /// The order on the paper's plots.
    func judgeOrder(on bench: Workbench) {
      for other in [CFGMethod.gan1, .penalty, .wgan, .gan0, .acgd] {
        judge(
          "xicfg-beats-\(other.rawValue)", .xicfg, than: other, basis: other == .acgd ? .reconstruction : .figure,
          on: bench)
      }
      for (better, other) in [(CFGMethod.gan1, CFGMethod.gan0), (.penalty, .wgan)] {
        judge("\(better.rawValue)-beats-\(other.rawValue)", better, than: other, basis: .figure, on: bench)
      }
    }

    // MARK: - What is shown

    /// Scores against time, a panel a score, and all numbers.
    func draw(on bench: Workbench) throws {
      let hasClasses = looks.values.joined().joined().contains { !$0.inception.isNaN }
      let shown: [(String, (Score) -> Double)] =
        hasClasses
        ? [("inception score", \.inception), ("diversity score", \.diversity)]
        : [("SW_{2}(G, test) / SW_{2}(data, test)", \.distance)]
      let panels = shown.map { title, value in
        Figure(
          title: title, x: Axis("time of training", unit: "s"), y: Axis(title),
          layers: plan.arms.enumerated().flatMap { place, arm -> [PlotLayer] in
            let runs = looks[arm] ?? []
            let (x, y, band) = Self.curve(runs, value)
            let style = LineStyle.numbered(place)
            return (band.map { [.band(Band(x: x, lower: $0.0, upper: $0.1, color: style.color))] } ?? [])
              + [.line(Series(label: arm.title, x: x, y: y, style: style))]
          })
      }
      try bench.draw(
        Sheet(
          title: "Samples scored against the time of training: \(plan.set.rawValue), medians and extremes of "
            + "\(looks.values.first?.count ?? 0) seeds", columns: panels.count, panels: panels,
          size: PictureSize(width: 560 * max(panels.count, 2), height: 620)), name)
      try bench.write(table, name + "-scores")
    }

    private static func curve(
      _ runs: [[Score]], _ value: (Score) -> Double
    ) -> (x: [Double], y: [Double], band: ([Double], [Double])?) {
      let count = runs.map(\.count).min() ?? 0
      let times = (0..<count).map { look in SeedSpread(runs.map { $0[look].seconds }).median }
      let spreads = (0..<count).map { look in SeedSpread(runs.map { value($0[look]) }) }
      let isSpread = runs.count > 1 && spreads.allSatisfy { $0.greatest.isFinite && $0.least.isFinite }
      return (times, spreads.map(\.median), isSpread ? (spreads.map(\.least), spreads.map(\.greatest)) : nil)
    }

    private var table: Table {
      get throws {
        var rows: [(arm: Int, seed: Int, score: Score)] = []
        for (place, arm) in plan.arms.enumerated() {
          for (seed, found) in (looks[arm] ?? []).enumerated() {
            rows += found.map { (place + 1, seed, $0) }
            if plan.goesOn(arm), ends.indices.contains(seed) { rows.append((place + 1, seed, ends[seed])) }
          }
        }
        func column(_ title: String, _ value: (Score) -> Double) -> Table.Column {
          .init(title, rows.map { value($0.score) })
        }
        let names = plan.arms.enumerated().map { "\($0.offset + 1) \($0.element.title)" }.joined(separator: ", ")
        return try Table([
          .init("arm (\(names))", rows.map { Double($0.arm) }), .init("seed", rows.map { Double($0.seed) }),
          column("seconds", \.seconds), column("steps") { Double($0.steps) }, column("inception score", \.inception),
          column("inception score of data", \.ofData), column("diversity score", \.diversity),
          column("distance over data to data", \.distance),
          column("inception score of the approximator alone", \.approximatorInception),
          column("distance of the approximator alone", \.approximatorDistance),
          column("D(real) - D(generated), last quarter") { $0.gap.last ?? .nan },
        ])
      }
    }
  }
#endif
