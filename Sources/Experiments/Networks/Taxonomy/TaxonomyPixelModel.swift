#if COUNTERPLAY_TORCH
  import LikelihoodModels
  import Training

  /// A pixel model: of black and white pixels, or of a logistic mixture of 256 levels.
  struct TaxonomyPixelModel: TaxonomyFamily {
    let architecture: PixelArchitecture
    let title: String
    let likelihood = TaxonomyLikelihood.exact
    let isSequential = true

    init(_ architecture: PixelArchitecture, _ title: String) {
      self.architecture = architecture
      self.title = title
    }

    var name: String { architecture.rawValue }

    func isBlackAndWhite(_ task: TaxonomyTask) -> Bool { task.images.isBinary }

    func trainer(_ task: TaxonomyTask, steps: Int) throws -> Trainer<PixelModel> {
      var settings = PixelSettings.standard
      let images = task.images
      (settings.model, settings.layers, settings.features) = (architecture.rawValue, images.layers, images.features)
      (settings.pixels, settings.binarise) = images.isBinary ? ("bernoulli", "dynamic") : ("logistic-mixture", nil)
      (settings.optimizer, settings.data, settings.seed) = ("adam", task.train.name, task.seed)
      (settings.steps, settings.batchSize, settings.checkpointEvery) = (steps, task.plan.batch, 500)
      (settings.threads, settings.logEvery) = (task.threads, max(1, steps / 100))
      return try PixelTrainer(settings, of: task.train, testset: task.test)
    }

    /// Exactly.
    func negativeLogLikelihood(_ result: TrainingResult<PixelModel>, _ task: TaxonomyTask) throws -> Double? {
      let found = try result.problem.likelihood(
        of: result.trained, on: task.test, upTo: task.plan.judged, seed: task.seed)
      return task.images.isBinary ? found.nats : found.bitsPerDimension
    }
  }
#endif
