#if COUNTERPLAY_TORCH
  import Datasets
  import Reports

  /// Implicit competitive regularization on MNIST: a discriminator that is trained on alone from a GAN's checkpoint
  /// overfits, and the same one beside its generator does not; what it has learned alone, the generator undoes at once.
  ///
  /// Both are trained until D's loss has stagnated. From that checkpoint D goes on alone, beside G, and by one-sided CGD;
  /// then G strikes back at each of these D's. Watched by `GANProbe`.
  public struct ICRMNIST: Experiment {
    /// What is typed after `counterplay run`.
    public let name = "icr-mnist"
    /// The line in `counterplay list`.
    public let summary =
      "MNIST: from a stagnated GAN, D alone overfits, D beside G does not; G undoes what D learned alone"
    /// The paper whose claims are judged.
    public let source =
      "Schäfer, Zheng and Anandkumar, Implicit competitive regularization in GANs, 2019, arXiv:1910.05852, section 4; the "
      + "figures are those of the authors' post"
    private let reconstruction = "our reconstruction at half width, 4,000 + 6,000 steps (one seed)"

    /// Nothing to choose: its numbers are the budget's.
    public init() {}

    /// Trains, judges the claims and draws; throws what training and the workbench throw.
    public func perform(on bench: Workbench) throws {
      let plan = ICRMNISTProtocol(bench.budget)
      let images = try ExperimentImages("mnist", on: bench) { try DrawnDigits.make(count: $0, seed: $1) }
      let seeds = bench.seeds(plan.seeds)
      var runs: [ICRMNISTSeed] = []
      for (place, seed) in seeds.enumerated() {
        let (from, to) = (Double(place) / Double(seeds.count), Double(place + 1) / Double(seeds.count))
        runs.append(try ICRMNISTSeed(plan, seed: seed, images: images, on: bench, share: from...to))
      }
      describe(plan, images, runs, on: bench)
      if bench.budget == .quick {
        judgeSmall(runs, plan, on: bench)
      } else {
        judgeOvertraining(runs, plan, on: bench)
        judgeStrikes(runs, plan, on: bench)
        judgeOneSided(runs, plan, on: bench)
      }
      try ICRMNISTFigures(runs: runs, about: "\(plan.architecture) on \(images.train.name)").draw(on: bench)
      bench.progress(1, "drawn")
    }

    private func describe(
      _ plan: ICRMNISTProtocol, _ images: ExperimentImages, _ runs: [ICRMNISTSeed], on bench: Workbench
    ) {
      bench.parameters = [
        "data": .text(images.description), "architecture": .text(plan.architecture),
        "batch": .number(Double(plan.batch)), "pretraining-steps": .number(Double(plan.pretraining)),
        "steps": .number(Double(plan.arms)), "one-sided-steps": .number(Double(plan.oneSided)),
        "strike-steps": .number(Double(plan.strikes)), "fixed-images": .number(Double(plan.images)),
        "step-size": .number(0.01), "adaptive-step-size": .number(1e-3), "inner-tolerance": .number(1e-3),
        "loss-at-checkpoint": SeedSpread(runs.map(\.lossAtCheckpoint)).measured,
        "ours": .text(
          "the source leaves open which one-sided script made its figure; D's loss there and here is the mean over "
            + "minibatches between two looks"),
      ]
      for arm in [ICRMNISTProtocol.Arm.adaptive, .plain] {
        bench.parameters["inner-iterations-\(arm.rawValue)"] =
          SeedSpread(runs.map { $0.innerIterations[arm] ?? .nan }).measured
      }
    }

    // MARK: - Claims

    private func judge(
      _ id: String, _ statement: String, expected: String, _ values: [Double], basis: Claim.Basis,
      on bench: Workbench, _ holds: (Double) -> Bool
    ) {
      let spread = SeedSpread(values)
      bench.judge(
        Claim(
          id, statement + " (median of the seeds)",
          source: basis == .reconstruction ? "\(source); \(reconstruction)" : source, expected: .text(expected),
          measured: spread.measured, basis: basis, holds: holds(spread.median)))
    }

    private func judgeOvertraining(_ runs: [ICRMNISTSeed], _ plan: ICRMNISTProtocol, on bench: Workbench) {
      let (early, middle) = (1500, 3000)
      func share(_ arm: ICRMNISTProtocol.Arm, _ step: Int) -> [Double] {
        runs.map { ($0.losses[arm]?.at(step) ?? .nan) / $0.lossAtCheckpoint }
      }
      judge(
        "alone-loss-early", "D alone: its loss after \(early) steps, as a share of the checkpoint's",
        expected: "at most 0.75", share(.alone, early), basis: .reconstruction, on: bench
      ) { $0 <= 0.75 }
      judge(
        "alone-loss-middle", "D alone: its loss after \(middle) steps, as a share of the checkpoint's",
        expected: "at most 0.45", share(.alone, middle), basis: .reconstruction, on: bench
      ) { $0 <= 0.45 }
      judge(
        "both-loss", "D beside G: largest deviation of D's loss from the checkpoint's, as a share of it",
        expected: "at most 0.1",
        runs.map { run in
          (run.losses[.both]?.values ?? [.nan]).reduce(0) { max($0, abs($1 / run.lossAtCheckpoint - 1)) }
        }, basis: .reconstruction, on: bench
      ) { $0 <= 0.1 }
      func ratio(_ curves: (ICRMNISTSeed) -> [ICRMNISTProtocol.Arm: ICRMNISTSeed.Curve]) -> [Double] {
        runs.map { (curves($0)[.alone]?.last ?? .nan) / (curves($0)[.both]?.last ?? .nan) }
      }
      judge(
        "logits-generated",
        "change of D's logits on the checkpoint's generated images after \(plan.arms) steps: D alone over D beside G",
        expected: "at least 1.4 (3 or more in the figure, after 14,000)", ratio(\.generatedChange),
        basis: .reconstruction,
        on: bench
      ) { $0 >= 1.4 }
      judge(
        "logits-real", "the same on real images that were not trained on", expected: "above 1 (3 to 4 in the figure)",
        ratio(\.realChange), basis: .figure, on: bench
      ) { $0 > 1 }
      judge(
        "gradient-grows",
        "D alone: ‖∇_G‖ of the non-saturating loss after \(middle) steps, as a multiple of the checkpoint's",
        expected: "at least 3", runs.map { ($0.push[.alone]?.at(middle) ?? .nan) / ($0.push[.alone]?.first ?? .nan) },
        basis: .reconstruction, on: bench
      ) { $0 >= 3 }
    }

    private func judgeStrikes(_ runs: [ICRMNISTSeed], _ plan: ICRMNISTProtocol, on bench: Workbench) {
      let step = 375
      func loss(_ target: ICRMNISTProtocol.Target, _ step: Int) -> [Double] {
        runs.map { $0.strikes[target]?.at(step) ?? .nan }
      }
      func ratio(_ a: [Double], _ b: [Double]) -> [Double] { zip(a, b).map { $0 / $1 } }
      judge(
        "strike-overtrained",
        "G alone for \(step) steps: D's loss from the D that was trained alone, over that from the checkpoint's D",
        expected: "at least 3", ratio(loss(.overtrained, step), loss(.checkpoint, step)), basis: .reconstruction,
        on: bench
      ) { $0 >= 3 }
      judge(
        "strike-undoes",
        "G alone for \(step) steps undoes what D has learned alone: D's loss as a multiple of the checkpoint's",
        expected: "above 1 (10 in the figure, after 4,000)",
        ratio(loss(.overtrained, step), runs.map(\.lossAtCheckpoint)),
        basis: .figure, on: bench
      ) { $0 > 1 }
      for (target, words) in [(ICRMNISTProtocol.Target.adaptive, "adaptive"), (.plain, "plain")] {
        judge(
          "strike-one-sided-\(words)",
          "G alone for \(step) steps: D's loss from the D of \(words) one-sided CGD, over that from the D trained alone "
            + "as long", expected: "below 0.5 (the figure's curve is flat: 1.35 to 1.7)",
          ratio(loss(target, step), loss(.alone, step)), basis: .figure, on: bench
        ) { $0 < 0.5 }
      }
    }

    private func judgeOneSided(_ runs: [ICRMNISTSeed], _ plan: ICRMNISTProtocol, on bench: Workbench) {
      func loss(_ arm: ICRMNISTProtocol.Arm) -> [Double] { runs.map { $0.losses[arm]?.at(plan.oneSided) ?? .nan } }
      judge(
        "one-sided-plain-is-sgd",
        "plain one-sided CGD at step size 0.01 is no more robust than SGD: D's loss after \(plan.oneSided) steps over D "
          + "alone's", expected: "from 0.85 to 1.05 (0.95 measured)", zip(loss(.plain), loss(.alone)).map { $0 / $1 },
        basis: .reconstruction, on: bench
      ) { (0.85...1.05).contains($0) }
      judge(
        "one-sided-adaptive-stays",
        "adaptive one-sided CGD: D's loss after \(plan.oneSided) steps as a share of the checkpoint's",
        expected: "at least 0.9 (D does not overfit, as the post has it)",
        zip(loss(.adaptive), runs.map(\.lossAtCheckpoint)).map { $0 / $1 }, basis: .figure, on: bench
      ) { $0 >= 0.9 }
    }

    /// What a minute of training on any images shows already.
    private func judgeSmall(_ runs: [ICRMNISTSeed], _ plan: ICRMNISTProtocol, on bench: Workbench) {
      judge(
        "alone-below-both", "after \(plan.arms) steps D alone has a lower loss than D beside G: ratio",
        expected: "below 1", runs.map { ($0.losses[.alone]?.last ?? .nan) / ($0.losses[.both]?.last ?? .nan) },
        basis: .figure, on: bench
      ) { $0 < 1 }
      judge(
        "strike-raises-loss", "G alone raises the loss of the D that was trained alone: end over start",
        expected: "above 1",
        runs.map { ($0.strikes[.overtrained]?.last ?? .nan) / ($0.strikes[.overtrained]?.first ?? .nan) },
        basis: .figure, on: bench
      ) { $0 > 1 }
    }
  }
#endif
