#if COUNTERPLAY_TORCH
  import GANs
  import Training

  /// GANs on one pair of networks: by Adam with the non-saturating loss, as WGAN-GP, and by ACGD.
  struct TaxonomyGAN: TaxonomyFamily {
    /// How they are trained.
    enum Kind: String {
      case nonSaturating = "gan"
      case gradientPenalty = "wgan-gp"
      case competitive = "acgd"
    }

    let kind: Kind
    init(_ kind: Kind) { self.kind = kind }

    var name: String { kind.rawValue }
    var title: String {
      switch kind {
      case .nonSaturating: "GAN"
      case .gradientPenalty: "WGAN-GP"
      case .competitive: "GAN by ACGD"
      }
    }
    let isAdversarial = true
    let likelihood = TaxonomyLikelihood.none

    func trainer(_ task: TaxonomyTask, steps: Int) throws -> Trainer<GANProblem> {
      var plain = task.gan
      plain.settings.logEvery = max(1, steps / 100)
      var gan: ExperimentGAN
      switch kind {
      case .nonSaturating:
        gan = plain.trained(
          by: "alternating:adam", ["eta-x": 2e-4, "eta-y": 2e-4, "beta1": 0.5], loss: "non-saturating", steps: steps)
      case .gradientPenalty:
        gan = plain.trained(
          by: "alternating:adam", ["eta-x": 2e-4, "eta-y": 2e-4, "beta1": 0.5, "beta2": 0.9], loss: "wgan", steps: steps
        )
        gan.settings.discriminatorSteps = 5
        gan.settings.regularizers = ["gradient-penalty": 10]
      case .competitive:
        gan = plain.trained(
          by: "acgd", ["eta-x": 5e-4, "eta-y": 5e-4, "tolerance": 1e-3, "iterations": 20], loss: "minimax", steps: steps
        )
      }
      return try gan.trainer()
    }
  }

  /// Composite functional gradients: an approximator with the functional steps of the last stage.
  struct TaxonomyXICFG: TaxonomyFamily {
    let name = "xicfg", title = "xICFG"
    let isAdversarial = true
    let likelihood = TaxonomyLikelihood.none

    private func settings(_ task: TaxonomyTask) -> Settings<XICFGSettings> {
      var settings = XICFGSettings.standard
      (settings.functionalSteps, settings.functionalStepSize) = (
        task.images.functionalSteps, task.images.functionalStepSize
      )
      (settings.particles, settings.fitEpochs, settings.reusePool) = (task.plan.particles, task.plan.epochs, true)
      settings.gan = gan(task, steps: 0).settings
      return settings
    }

    private func gan(_ task: TaxonomyTask, steps: Int) -> ExperimentGAN {
      var gan = task.gan.trained(
        by: "rmsprop", ["eta-x": 2.5e-4, "eta-y": 2.5e-4, "rho": 0.95, "epsilon": 1e-18], loss: "cfg", steps: steps)
      gan.settings.logEvery = max(1, steps / 100)
      return gan
    }

    func probes(_ task: TaxonomyTask) throws -> (few: Int, more: Int) {
      let plan = try settings(task).plan
      return (plan.updates(ofStages: 1), plan.updates(ofStages: 3))
    }

    /// Whole stages, one at least: in the midst of one there are fewer functional steps.
    func steps(near steps: Int, _ task: TaxonomyTask) throws -> Int {
      let plan = try settings(task).plan
      let stages = Double(steps - plan.initialUpdates) / Double(max(1, plan.updatesOfStage))
      return plan.updates(ofStages: max(1, Int(stages.rounded())))
    }

    func trainer(_ task: TaxonomyTask, steps: Int) throws -> Trainer<XICFGProblem> {
      try gan(task, steps: steps).trainer(xicfg: settings(task))
    }

    func model(_ result: TrainingResult<XICFGProblem>, _ stored: StoredCheckpoint) throws -> any GenerativeModel {
      try TrainedGenerator(stored)
    }
  }

  extension TaxonomyTask {
    /// The pair of networks that all GANs share.
    var gan: ExperimentGAN {
      ExperimentGAN(images.pair, batch: plan.batch, seed: seed, dataset: train, on: bench)
    }
  }
#endif
