#if COUNTERPLAY_TORCH
  import GANs
  import Reports

  /// What `icr-mnist` trains, and for how long.
  ///
  /// Losses, step sizes and looks are the source's at every budget; widths, batches and lengths are not: the original is
  /// days of one core.
  struct ICRMNISTProtocol {
    /// The pair of networks, by its name in the catalogue.
    var architecture: String
    /// Steps of both before anything is looked at: until D's loss has stagnated.
    var pretraining: Int
    /// Steps of D alone and of both from there.
    var arms: Int
    /// Steps of D by one-sided CGD from there.
    var oneSided: Int
    /// Steps of G against a D that rests.
    var strikes: Int
    /// How many seeds.
    var seeds: Int
    /// Samples a batch, and images that are looked at, real and generated each.
    var batch = 128, images = 500
    /// In every how many steps a look is taken: while D is trained, and while G strikes back.
    var every = 100, strikeEvery = 25

    /// At this budget.
    init(_ budget: Workbench.Budget) {
      switch budget {
      case .quick:
        (architecture, seeds) = ("icr-mnist-eighth", 1)
        (pretraining, arms, oneSided, strikes) = (100, 100, 15, 40)
        (batch, images, every, strikeEvery) = (32, 50, 20, 10)
      case .full:
        (architecture, seeds) = ("icr-mnist-eighth", 5)
        (pretraining, arms, oneSided, strikes) = (4000, 6000, 500, 500)
        batch = 64
      case .original:
        (architecture, seeds) = ("icr-mnist", 5)
        (pretraining, arms, oneSided, strikes) = (9000, 14_000, 4690, 47_000)
      }
    }

    /// How D is trained on from the checkpoint.
    enum Arm: String, CaseIterable {
      /// D alone, by gradient steps, against a G that rests.
      case alone
      /// D and G, as before.
      case both
      /// D alone by one-sided CGD, adaptive (the authors' OCGD) or with one step size.
      case adaptive, plain

      /// What legends say.
      var title: String {
        switch self {
        case .alone: "D alone, SGD"
        case .both: "D and G, SGD"
        case .adaptive: "D alone, one-sided ACGD"
        case .plain: "D alone, one-sided CGD"
        }
      }
    }

    /// The settings of an arm; D alone may be given fewer steps.
    func gan(_ arm: Arm, _ gan: ExperimentGAN, aloneFor steps: Int? = nil) -> ExperimentGAN {
      let slow = ["eta-x": 0.01, "eta-y": 0.01]
      let inner = ["tolerance": 1e-3]
      switch arm {
      case .alone:
        return gan.trained(by: "simgd", slow, loss: "non-saturating", steps: steps ?? arms, rests: [GANModel.generator])
      case .both: return gan.trained(by: "altgd", slow, loss: "non-saturating", steps: arms)
      case .adaptive:
        return gan.trained(
          by: "ocgd-y", ["eta-x": 1e-3, "eta-y": 1e-3].merging(inner) { $1 }, loss: "minimax", steps: oneSided,
          rests: [GANModel.generator])
      case .plain:
        return gan.trained(
          by: "ocgd-plain-y", slow.merging(inner) { $1 }, loss: "minimax", steps: oneSided,
          rests: [GANModel.generator])
      }
    }

    /// Both from the start, until stagnation.
    func pretrained(_ gan: ExperimentGAN) -> ExperimentGAN {
      gan.trained(by: "altgd", ["eta-x": 0.01, "eta-y": 0.01], loss: "non-saturating", steps: pretraining)
    }

    /// G against a D that rests.
    func strike(_ gan: ExperimentGAN) -> ExperimentGAN {
      gan.trained(
        by: "simgd", ["eta-x": 0.01, "eta-y": 0.01], loss: "non-saturating", steps: strikes,
        rests: [GANModel.discriminator])
    }

    /// Which D the generator strikes back at.
    enum Target: String, CaseIterable {
      /// The checkpoint's.
      case checkpoint
      /// D trained alone: as many steps as one-sided CGD was given, and to the end.
      case alone, overtrained
      /// D trained by one-sided CGD.
      case adaptive, plain

      /// What legends say.
      var title: String {
        switch self {
        case .checkpoint: "the checkpoint's D"
        case .alone: "D trained alone as long as one-sided CGD"
        case .overtrained: "D trained alone to the end"
        case .adaptive: "D of one-sided ACGD"
        case .plain: "D of one-sided CGD"
        }
      }
    }
  }
#endif
