#if COUNTERPLAY_TORCH
  import GANs
  import Training

  /// The ways to train a generator that the CFG experiments compare, on the same networks, data and batches: RMSprop of the
  /// paper's decay for all but ACGD, which has a rule of its own.
  enum CFGMethod: String, CaseIterable, Codable {
    /// xICFG on a pool that its fit uses again, as the paper's runs; on fresh points, as the authors' later code; and with
    /// running statistics in the functional gradient, so that no sample depends on its batch.
    case xicfg
    case fresh = "xicfg-fresh"
    case runningStatistics = "xicfg-running-statistics"
    /// The minimax loss, and the non-saturating one.
    case gan0, gan1
    /// The Wasserstein loss with clipped weights, or with a gradient penalty.
    case wgan
    case penalty = "wgan-gp"
    /// Competitive gradient descent on the minimax loss.
    case acgd

    /// What legends say.
    var title: String {
      switch self {
      case .xicfg: "xICFG"
      case .fresh: "xICFG, fresh points"
      case .runningStatistics: "xICFG, running statistics"
      case .gan0: "GAN0"
      case .gan1: "GAN1"
      case .wgan: "WGAN, clipped"
      case .penalty: "WGAN-GP"
      case .acgd: "ACGD"
      }
    }

    /// Whether it is xICFG, in some form.
    var isFunctional: Bool { self == .xicfg || self == .fresh || self == .runningStatistics }

    /// The settings of functional steps that all of an experiment's forms of xICFG share.
    struct Functional {
      /// T, η, N, E.
      var steps: Int, stepSize: Double, particles: Int, epochs: Int

      /// For a form of xICFG.
      func settings(_ method: CFGMethod) -> Settings<XICFGSettings> {
        var settings = XICFGSettings.standard
        (settings.functionalSteps, settings.functionalStepSize) = (steps, stepSize)
        (settings.particles, settings.fitEpochs) = (particles, epochs)
        settings.reusePool = method != .fresh
        settings.batchStatistics = method != .runningStatistics
        return settings
      }
    }

    /// A GAN trained by this method: loss, optimizer, bounds and steps of D per step of G. Of xICFG the optimizer of both
    /// fits.
    func gan(_ plain: ExperimentGAN, rate: Double, steps: Int) -> ExperimentGAN {
      let rms = ["eta-x": rate, "eta-y": rate, "rho": 0.95, "epsilon": 1e-18]
      var gan: ExperimentGAN
      switch self {
      case .xicfg, .fresh, .runningStatistics: gan = plain.trained(by: "rmsprop", rms, loss: "cfg", steps: steps)
      case .gan0: gan = plain.trained(by: "alternating:rmsprop", rms, loss: "minimax", steps: steps)
      case .gan1: gan = plain.trained(by: "alternating:rmsprop", rms, loss: "non-saturating", steps: steps)
      case .wgan, .penalty:
        gan = plain.trained(by: "alternating:rmsprop", rms, loss: "wgan", steps: steps)
        gan.settings.discriminatorSteps = 5
        gan.settings.regularizers = self == .wgan ? ["weight-clipping": 0.01] : ["gradient-penalty": 10]
      case .acgd:
        gan = plain.trained(
          by: "acgd", ["eta-x": rate, "eta-y": rate, "tolerance": 1e-3, "iterations": 20], loss: "minimax", steps: steps
        )
      }
      return gan
    }
  }
#endif
