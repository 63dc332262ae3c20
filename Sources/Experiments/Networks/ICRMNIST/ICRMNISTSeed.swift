#if COUNTERPLAY_TORCH
  import Datasets
  import GANs
  import Reports
  import Training

  /// One seed of `icr-mnist`: all its training runs, each resumable, and what they have shown.
  struct ICRMNISTSeed {
    typealias Arm = ICRMNISTProtocol.Arm
    typealias Target = ICRMNISTProtocol.Target

    /// Numbers against steps.
    struct Curve: Equatable {
      var steps: [Double] = []
      var values: [Double] = []

      /// The last value at or before a step; NaN where there is none.
      func at(_ step: Int) -> Double {
        steps.lastIndex { $0 <= Double(step) }.map { values[$0] } ?? .nan
      }
      /// The first value.
      var first: Double { values.first ?? .nan }
      /// The last value.
      var last: Double { values.last ?? .nan }
    }

    /// D's loss on its minibatches, the mean over the steps between two looks.
    private(set) var losses: [Arm: Curve] = [:]
    /// The change of D's logits on the fixed real and generated images.
    private(set) var realChange: [Arm: Curve] = [:], generatedChange: [Arm: Curve] = [:]
    /// The norm of G's non-saturating gradient.
    private(set) var push: [Arm: Curve] = [:]
    /// D's loss on the fixed images while G strikes back.
    private(set) var strikes: [Target: Curve] = [:]
    /// Iterations of the inner solves, on average.
    private(set) var innerIterations: [Arm: Double] = [:]
    /// D's loss at the checkpoint, the mean of the last steps before it.
    private(set) var lossAtCheckpoint: Double = .nan

    /// Trains it all. `share` is the part of the experiment's progress that is this seed's.
    init(
      _ plan: ICRMNISTProtocol, seed: UInt64, images: ExperimentImages, on bench: Workbench,
      share: ClosedRange<Double>
    ) throws {
      let gan = ExperimentGAN(plan.architecture, batch: plan.batch, seed: seed, dataset: images.train, on: bench)
      var clock = ProgressShares(share, works: Self.works(plan))
      func name(_ run: String) -> String { "seed-\(seed)/\(run)" }

      let before = plan.pretrained(gan)
      let pretrained = try bench.trained(before.trainer(), name("pretraining"), share: clock.next())
      lossAtCheckpoint = Self.mean(pretrained.history.discriminatorLosses.suffix(plan.every))
      let checkpoint = try bench.checkpoint(of: name("pretraining"))
      let probe = try GANProbe(
        pretrained.problem, pretrained.trained, test: images.test, count: plan.images, seed: seed)

      for arm in Arm.allCases {
        let trainer = try plan.gan(arm, gan).trainer(
          from: .adopted(Adoption(checkpoint)), watchedBy: probe, every: plan.every)
        let history = try bench.trained(trainer, name(arm.rawValue), share: clock.next()).history
        losses[arm] = Self.means(history, of: "discriminator-loss", over: plan.every)
        realChange[arm] = Self.looks(history, GANProbe.realChange)
        generatedChange[arm] = Self.looks(history, GANProbe.generatedChange)
        push[arm] = Self.looks(history, GANProbe.push)
        if !history.solverIterations.isEmpty { innerIterations[arm] = Self.mean(history.solverIterations[...]) }
      }
      // The same first steps once more, to their own end.
      let short = try plan.gan(.alone, gan, aloneFor: plan.oneSided).trainer(from: .adopted(Adoption(checkpoint)))
      _ = try bench.trained(short, name("alone-as-long"), share: clock.next())
      for target in Target.allCases {
        let opponent =
          switch target {
          case .checkpoint: checkpoint
          case .alone: try bench.checkpoint(of: name("alone-as-long"))
          case .overtrained: try bench.checkpoint(of: name(Arm.alone.rawValue))
          case .adaptive: try bench.checkpoint(of: name(Arm.adaptive.rawValue))
          case .plain: try bench.checkpoint(of: name(Arm.plain.rawValue))
          }
        // G rested while D was trained, so every one of these has the checkpoint's G.
        let trainer = try plan.strike(gan).trainer(
          from: .adopted(Adoption(opponent)), watchedBy: probe, every: plan.strikeEvery)
        let history = try bench.trained(trainer, name("strike-\(target.rawValue)"), share: clock.next()).history
        strikes[target] = Self.looks(history, GANProbe.loss)
      }
    }

    /// About how much work each run is, in steps of both players.
    private static func works(_ plan: ICRMNISTProtocol) -> [Double] {
      [Double(plan.pretraining)]
        + Arm.allCases.map { arm in
          switch arm {
          case .alone: 0.5 * Double(plan.arms)
          case .both: Double(plan.arms)
          case .adaptive, .plain: 5 * Double(plan.oneSided)
          }
        } + [0.5 * Double(plan.oneSided)] + Target.allCases.map { _ in 0.6 * Double(plan.strikes) }
    }

    private static func mean(_ values: ArraySlice<Double>) -> Double {
      values.reduce(0, +) / Double(max(1, values.count))
    }

    /// A metric's means over every `width` steps, at the end of each; the first stands at step 0, from a tenth of that, for
    /// the start.
    private static func means(_ history: TrainingHistory, of metric: String, over width: Int) -> Curve {
      let values = history.values(of: metric)
      var curve = Curve(steps: [0], values: [mean(values.prefix(max(1, width / 10)))])
      for end in stride(from: width, through: values.count, by: width) {
        curve.steps.append(Double(end))
        curve.values.append(mean(values[end - width..<end]))
      }
      return curve
    }

    /// What the probe saw, by the steps taken before it looked.
    private static func looks(_ history: TrainingHistory, _ metric: MetricCard) -> Curve {
      var curve = Curve()
      for entry in history.entries {
        guard let value = entry.values[metric.name] else { continue }
        curve.steps.append(Double(entry.step - 1))
        curve.values.append(value)
      }
      return curve
    }
  }
#endif
