#if COUNTERPLAY_TORCH
  import Foundation
  import LikelihoodModels
  import Training

  /// A variational autoencoder: of black and white pixels, or of normal numbers.
  struct TaxonomyVAE: TaxonomyFamily {
    let name = "vae", title = "VAE"
    let likelihood = TaxonomyLikelihood.bound
    /// σ of the normal numbers.
    private static let deviation = 0.15

    func trainer(_ task: TaxonomyTask, steps: Int) throws -> Trainer<VariationalAutoencoder> {
      var settings = VAESettings.standard
      let images = task.images
      (settings.networks, settings.hidden, settings.latentSize) = (images.networks, images.hidden, images.latentSize)
      (settings.pixels, settings.binarise) = images.isBinary ? ("bernoulli", "dynamic") : ("gaussian", "none")
      settings.deviation = Self.deviation
      (settings.data, settings.seed, settings.threads) = (task.train.name, task.seed, task.threads)
      (settings.steps, settings.batchSize, settings.checkpointEvery) = (steps, task.plan.batch, 500)
      settings.logEvery = max(1, steps / 100)
      return try VAETrainer(settings, of: task.train, testset: task.test)
    }

    /// -ELBO. Of normal numbers the bound is one of the 256 levels, by the mean over each level's width w of numbers in
    /// [-1, 1]:
    ///
    ///     -log₂ P(level) ≤ -E_u log₂ p(x + u) - log₂ w,   u uniform on ±w/2,   E(x + u - μ)² = (x - μ)² + w²/12
    func negativeLogLikelihood(
      _ result: TrainingResult<VariationalAutoencoder>, _ task: TaxonomyTask
    ) throws -> Double? {
      let judged = try task.test.first(min(task.plan.judged, task.test.count))
      let nats = try result.problem.bound(of: result.trained, on: judged, seed: task.seed).negativeBound
      if task.images.isBinary { return nats }
      let (count, width) = (Double(task.test.sampleShape.reduce(1, *)), 2 / 255.0)
      let ofWidth = width * width / 12 / (2 * Self.deviation * Self.deviation)
      return (nats / count + ofWidth) / log(2) - log2(width)
    }
  }
#endif
