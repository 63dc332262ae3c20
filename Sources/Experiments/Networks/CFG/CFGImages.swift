#if COUNTERPLAY_TORCH
  import Datasets
  import GANs
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
    /// The step size of each arm (of xICFG η), and of those that were tuned what was tried.
    private(set) var stepSizes: [Arm: Double] = [:], trials: [Arm: [StepSizeSearch.Trial]] = [:]

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
        "optimizer": .text("RMSprop, ρ = 0.95, of all but ACGD; 5 steps of D with the Wasserstein loss"),
        "seconds": .number(plan.seconds), "batch": .number(Double(plan.batch)),
      ]
      let seeds = plan.units == nil ? bench.seeds(plan.seeds) : [bench.seed]
      let tuned = plan.arms.filter(plan.isTuned)
      let firstLook = plan.seconds / Double(plan.looks) + (plan.seconds == 0 ? 1 : 0)
      var clock = ProgressShares(
        0...1,
        works: tuned.map { _ in 2 * firstLook }
          + seeds.flatMap { _ in
            plan.arms.flatMap { arm in
              Array(repeating: firstLook, count: plan.looks) + (plan.goesOn(arm) ? [plan.longest - plan.seconds] : [])
            }
          })
      for arm in tuned {
        let share = clock.next()
        guard let start = plan.stepSize(arm) else { continue }
        let search = try StepSizeSearch(start: start).run { stepSize in
          guard var run = try training(arm, stepSize, seed: seeds[0], images.train, on: bench) else { return .nan }
          return try look(1, at: &run, scoring, share: share, on: bench).quality
        }
        (stepSizes[arm], trials[arm]) = (search.best, search.trials)
      }
      for seed in seeds {
        for arm in plan.arms {
          let own = arm.method.isFunctional ? Arm(method: .xicfg, pair: arm.pair) : arm
          guard let stepSize = stepSizes[own] ?? plan.stepSize(arm),
            var run = try training(arm, stepSize, seed: seed, images.train, on: bench)
          else { continue }
          stepSizes[arm] = stepSize
          looks[arm, default: []].append(
            try (1...plan.looks).map { try look($0, at: &run, scoring, share: clock.next(), on: bench) })
          if plan.goesOn(arm) { ends.append(try look(nil, at: &run, scoring, share: clock.next(), on: bench)) }
        }
      }
      bench.parameters["step-size"] = .text(
        plan.arms.compactMap { arm in stepSizes[arm].map { "\(arm.name): \(arm.stepSizeName) \($0)" } }
          .joined(separator: ", "))
    }

    private func training(
      _ arm: Arm, _ stepSize: Double, seed: UInt64, _ data: any Dataset, on bench: Workbench
    ) throws -> PacedTraining? {
      guard let architecture = plan.architectures[arm.pair], var functional = plan.functional[arm.pair],
        var rate = plan.rates[arm.pair]
      else { return nil }
      if arm.method.isFunctional { functional.stepSize = stepSize } else { rate = stepSize }
      let tuned = "\(arm.stepSizeName)-\(stepSize)"
      var gan = ExperimentGAN(architecture, batch: plan.batch, seed: seed, dataset: data, on: bench)
      // Saved at each look; a stage of xICFG is too long to lose many of.
      gan.settings.checkpointEvery = arm.method.isFunctional ? 2000 : 1000
      let run = CFGTraining(
        method: arm.method, gan: gan, functional: functional, rate: rate,
        name: "\(arm.name)/\(tuned)/seed-\(seed)")
      func key(_ functional: CFGMethod.Functional?) -> String {
        let own = arm.method.isFunctional ? functional.map { "\($0) " } ?? "" : ""
        return "\(architecture) \(own)\(plan.batch)"
      }
      // Whatever η is tried, the pace is measured once.
      let pace =
        try plan.units != nil
        ? 1
        : bench.part("pace-\(arm.name)", key: key(plan.functional[arm.pair])) {
          try run.secondsOfUnit(units: arm.method.isFunctional ? 2 : 40)
        }
      return PacedTraining(run: run, pace: pace, name: "\(arm.name)-\(tuned)-seed-\(seed)", key: key(functional))
    }

    /// The look of a number from 1, or the one at the end of the run that goes on.
    private func look(
      _ number: Int?, at training: inout PacedTraining, _ scoring: CFGScoring, share: ClosedRange<Double>,
      on bench: Workbench
    ) throws -> Score {
      let run = training.run
      let seconds = number.map { plan.seconds * Double($0) / Double(plan.looks) } ?? plan.longest
      let units =
        plan.units.map { run.method.isFunctional ? $0.stages : $0.steps } ?? training.units(until: seconds)
      let samples = number.map { $0 < plan.looks } ?? false ? plan.samples : plan.lastSamples
      let label = number.map { "look-\($0)" } ?? "end"
      let score = try bench.part("\(training.name)-\(label)", key: "\(training.key) \(units) \(samples)") {
        try scoring.score(
          run.trained(to: units, on: bench, share: share), samples: samples, seed: run.gan.settings.seed)
      }
      if plan.units == nil { training.note(units, seconds: score.seconds, target: seconds) }
      return score
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
  }
#endif
