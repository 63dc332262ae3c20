#if COUNTERPLAY_TORCH
  import Datasets
  import GANs
  import GameDynamics
  import GameOptimizers
  import Reports
  import Training

  /// A GAN of an experiment: settings of training on a data set that is in memory already.
  struct ExperimentGAN: Sendable {
    /// Everything but the data; its `data` is a name for the reader.
    var settings: TrainingConfiguration
    /// What is learned from.
    let dataset: any Dataset

    /// A GAN of this pair of networks with batches of `batch` samples. One thread unless something else was asked for:
    /// an experiment's numbers shall not depend on the machine's cores.
    init(_ architecture: String, batch: Int, seed: UInt64, dataset: any Dataset, on bench: Workbench) {
      settings = TrainingConfiguration()
      settings.architecture = architecture
      settings.batchSize = batch
      settings.seed = seed
      settings.threads = bench.threads ?? 1
      settings.data = dataset.name
      settings.checkpointEvery = 500
      self.dataset = dataset
    }

    /// The same, trained so many steps by an optimizer.
    func trained(
      by optimizer: String, _ hyperparameters: [String: Double], loss: String, steps: Int, rests: [String] = []
    ) -> ExperimentGAN {
      var result = self
      result.settings.optimizer = optimizer
      result.settings.hyperparameters = hyperparameters
      result.settings.loss = loss
      result.settings.steps = steps
      result.settings.rest = rests
      return result
    }

    /// The networks on the data. Throws what does not fit.
    func problem() throws -> GANProblem {
      let card = try OptimizerCatalogue.named(settings.optimizer).card
      let built = try TrainingModel(settings, for: card, data: DataDescription(of: dataset))
      return try GANProblem(
        model: built.model, dataset: dataset, batchSize: settings.batchSize, latentSize: built.latentSize,
        discriminatorSteps: settings.discriminatorSteps, averageDecay: settings.generatorAverage, work: settings.work)
    }

    /// Trains this GAN.
    func trainer(from start: Start = .drawn) throws -> GANTrainer {
      try Trainer(settings.effective(), start: start) { _ in try problem() }
    }

    /// Trains these networks on these data by xICFG: `own` has everything else.
    func trainer(xicfg own: Settings<XICFGSettings>) throws -> XICFGTrainer {
      var own = own
      own.gan = settings
      let effective = try own.effective()
      return try Trainer(effective) { _ in try XICFGProblem(problem(), effective) }
    }

    /// Trains this GAN and watches it from a fixed standpoint every so many steps.
    func trainer<Probe: GANLook>(
      from start: Start = .drawn, watchedBy probe: Probe, every: Int
    ) throws -> Trainer<ProbedGAN<Probe>> {
      try Trainer(settings.effective(), start: start) { _ in
        ProbedGAN(base: try problem(), probe: probe, every: every)
      }
    }
  }
#endif
