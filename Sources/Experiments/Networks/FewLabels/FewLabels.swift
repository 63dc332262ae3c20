#if COUNTERPLAY_TORCH
  import Datasets
  import GnuplotScripts
  import LikelihoodModels
  import Reports
  import Training

  /// What an encoder that was learned without labels is worth where few samples are labelled: it is adopted into a
  /// classifier, which is compared with the same network from scratch.
  public struct FewLabels: Experiment {
    typealias Arm = FewLabelsPlan.Arm
    /// Accuracies on the test set, one a seed, by the number of labels.
    typealias Accuracies = [Int: [Arm: [Double]]]

    /// What is typed after `counterplay run`.
    public let name = "few-labels"
    /// The line in `counterplay list`.
    public let summary =
      "an autoencoder's encoder adopted into a classifier of MNIST with 100 and 1,000 labels, against the same from scratch"
    /// The paper whose claims are judged.
    public let source =
      "Kingma, Rezende, Mohamed and Welling, Semi-supervised Learning with Deep Generative Models, 2014, arXiv:1406.5298: "
      + "the latent-feature model M1 and table 1"

    /// Nothing to choose: its numbers are the budget's.
    public init() {}

    /// Trains, judges the claims and draws; throws what training and the workbench throw.
    public func perform(on bench: Workbench) throws {
      let plan = FewLabelsPlan(bench.budget)
      let images = try ExperimentImages("mnist", on: bench) { try DrawnDigits.make(count: $0, seed: $1) }
      bench.parameters = [
        "data": .text(images.description),
        "networks": .text(
          "dense encoder of hidden widths \(plan.hidden), a code of \(plan.latentSize) (of the VAE: μ and log σ² of as many), "
            + "one linear layer to the logits"),
        "encoder-steps": .number(Double(plan.encoderSteps)),
        "classifier-steps": .number(Double(plan.classifierSteps)),
        "batch": .text("\(plan.batch) of encoders, \(plan.classifierBatch) of classifiers"),
        "optimizer": .text(
          "Adam, η = 0.001 (0.01 where the encoder rests); of autoencoder and classifiers along half a cosine"),
      ]
      let found = try accuracies(plan, images, on: bench)
      judge(plan, found, on: bench)
      try bench.write(table(plan, found), "few-labels-accuracies")
      try draw(plan, found, about: images.train.name, on: bench)
      bench.progress(1, "drawn")
    }

    private func accuracies(
      _ plan: FewLabelsPlan, _ images: ExperimentImages, on bench: Workbench
    ) throws -> Accuracies {
      let seeds = bench.seeds(plan.seeds)
      let threads = bench.threads ?? 1
      var clock = ProgressShares(
        0...1,
        works: seeds.flatMap { _ in
          [Double](repeating: Double(plan.encoderSteps), count: FewLabelsPlan.Source.allCases.count)
            + Arm.allCases.flatMap { _ in plan.labels.map { _ in Double(plan.classifierSteps) / 3 } }
        })
      var found: Accuracies = [:]
      for seed in seeds {
        let autoencoder = "autoencoder/seed-\(seed)", variational = "vae/seed-\(seed)"
        _ = try bench.trained(
          AutoencoderTrainer(plan.autoencoder(seed: seed, threads: threads), of: images.train), autoencoder,
          share: clock.next())
        _ = try bench.trained(
          VAETrainer(plan.variational(seed: seed, threads: threads), of: images.train), variational,
          share: clock.next())
        for arm in Arm.allCases {
          for labels in plan.labels {
            let share = clock.next()
            bench.progress(share.lowerBound, "\(arm.title), \(labels) labels, seed \(seed)")
            let accuracy = try bench.part("\(arm.rawValue)-\(labels)-seed-\(seed)", key: "\(plan)") {
              var settings = plan.classifier(arm, labels: labels, seed: seed, threads: threads)
              var start = Start.drawn
              if let encoder = arm.source {
                let stored = try bench.checkpoint(of: encoder == .autoencoder ? autoencoder : variational)
                settings = try settings.shaped(as: stored)
                start = .adopted(Adoption(stored))
              }
              let result = try ClassifierTrainer(settings, of: images.train, testset: images.test, start: start).run()
              return try result.problem.confusion(of: result.trained).accuracy
            }
            found[labels, default: [:]][arm, default: []].append(accuracy)
          }
        }
      }
      return found
    }

    // MARK: - Claims

    private func judge(_ plan: FewLabelsPlan, _ found: Accuracies, on bench: Workbench) {
      func spread(_ arm: Arm, _ labels: Int) -> SeedSpread { SeedSpread(found[labels]?[arm] ?? []) }
      func gains(_ arm: Arm, _ labels: Int) -> SeedSpread {
        SeedSpread(zip(found[labels]?[arm] ?? [], found[labels]?[.scratch] ?? []).map { $0 - $1 })
      }
      let least = Arm.allCases.flatMap { arm in plan.labels.map { spread(arm, $0).least } }.min() ?? .nan
      bench.judge(
        Claim(
          "all-learn", "the least accuracy of all classifiers", source: "this experiment",
          expected: .text("above 0.2 (chance 0.1)"), measured: .number(least), holds: least > 0.2))
      // A few steps of training rank nothing.
      if bench.budget == .quick { return }
      for (arm, words) in [(Arm.autoencoder, "the autoencoder's encoder"), (.variational, "the VAE's encoder")] {
        for labels in plan.labels {
          let (own, scratch) = (spread(arm, labels), spread(.scratch, labels))
          bench.judge(
            Claim(
              "\(arm.rawValue)-helps-\(labels)",
              "\(words), tuned on \(labels) labels, against the same from scratch: accuracy",
              source: source, expected: .text("higher in the median"),
              measured: .text("adopted \(own.measured); from scratch \(scratch.measured)"), basis: .reconstruction,
              holds: own.median > scratch.median))
        }
        guard let few = plan.labels.first, let many = plan.labels.last else { continue }
        let (first, last) = (gains(arm, few), gains(arm, many))
        bench.judge(
          Claim(
            "\(arm.rawValue)-gain-falls",
            "\(words): gain of accuracy over training from scratch, with \(few) labels against \(many)", source: source,
            expected: .text("larger with fewer labels, in the median"),
            measured: .text("\(few): \(first.measured); \(many): \(last.measured)"), basis: .reconstruction,
            holds: first.median > last.median))
      }
      guard let few = plan.labels.first else { return }
      let (features, scratch) = (spread(.variationalAtRest, few), spread(.scratch, few))
      bench.judge(
        Claim(
          "vae-features-\(few)", "one linear layer on the VAE's encoder at rest (M1), \(few) labels: accuracy",
          source: source,
          expected: .text("above the same network from scratch, in the median"),
          measured: .text("\(features.measured); from scratch \(scratch.measured)"), basis: .reconstruction,
          holds: features.median > scratch.median))
    }

    // MARK: - What is shown

    private func table(_ plan: FewLabelsPlan, _ found: Accuracies) throws -> Table {
      let rows = plan.labels.flatMap { labels in
        Arm.allCases.enumerated().flatMap { place, arm in
          (found[labels]?[arm] ?? []).enumerated().map { (labels, place + 1, $0.offset, $0.element) }
        }
      }
      let names = Arm.allCases.enumerated().map { "\($0.offset + 1) \($0.element.title)" }.joined(separator: ", ")
      return try Table([
        .init("labels", rows.map { Double($0.0) }), .init("encoder (\(names))", rows.map { Double($0.1) }),
        .init("seed", rows.map { Double($0.2) }), .init("accuracy on the test set", rows.map(\.3)),
      ])
    }

    /// A panel a number of labels, a column a way to begin, a point a seed.
    private func draw(_ plan: FewLabelsPlan, _ found: Accuracies, about: String, on bench: Workbench) throws {
      let panels = plan.labels.map { labels in
        Figure(
          title: "\(labels) labels",
          x: Axis("encoder", range: .between(-0.6, Double(Arm.allCases.count) - 0.4), ticks: .hidden),
          y: Axis("accuracy on the test set"),
          layers: Arm.allCases.enumerated().map { place, arm in
            let values = found[labels]?[arm] ?? []
            return .points(
              Series(
                label: arm.title, x: values.map { _ in Double(place) }, y: values, style: LineStyle.numbered(place)))
          })
      }
      try bench.draw(
        Sheet(
          title: "Accuracy of a classifier by how its encoder begins: \(about), a point a seed", columns: 2,
          panels: panels, size: PictureSize(width: 1000, height: 520)), "few-labels-accuracy")
    }
  }
#endif
