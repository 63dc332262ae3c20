#if COUNTERPLAY_TORCH
  import Datasets
  import GANs
  import GameOptimizers
  import Reports
  import Training

  /// What `lapgan` trains on one data set, and how it is looked at.
  package struct LAPGANProtocol: Sendable {
    /// Which data, by the name in the catalogue of downloads.
    let data: String
    /// The pyramid's levels.
    let heights: [Int]
    /// Steps of the coarsest level, and of each finer one; of the classifier that scores.
    var coarseSteps = 20_000, fineSteps = 4000, classifierSteps = 1500
    /// Channels of the finer levels, widths of the coarsest one's perceptrons, samples a batch.
    var width = 16, hidden = [256, 512], batch = 32
    /// η of both players, and Adam's β₁.
    var stepSize = 5e-4, beta1 = 0.5
    /// Samples a side of every score, and real images that approximate Parzen windows are at.
    var samples = 2000, parzen = 200
    /// How many seeds, and how many times as many steps as all of the pyramid's the one GAN may take in the same time.
    var seeds = 3, longest = 30.0

    /// At this budget: of the images of MNIST and of the first tenth of CIFAR-10.
    static func all(_ budget: Workbench.Budget) -> [LAPGANProtocol] {
      var plans = [
        LAPGANProtocol(data: "mnist", heights: [7, 14, 28]), LAPGANProtocol(data: "cifar-10", heights: [8, 16, 32]),
      ]
      for place in plans.indices {
        switch budget {
        case .full: break
        case .quick:
          (plans[place].coarseSteps, plans[place].fineSteps, plans[place].classifierSteps) = (12, 4, 12)
          (plans[place].width, plans[place].hidden, plans[place].batch) = (4, [32, 64], 8)
          (plans[place].samples, plans[place].parzen, plans[place].longest) = (60, 20, 2)
        case .original:
          (plans[place].coarseSteps, plans[place].fineSteps) = (100_000, 100_000)
          (plans[place].width, plans[place].hidden, plans[place].batch) = (64, [1200, 1200], 128)
          plans[place].samples = 10_000
        }
      }
      return plans
    }

    /// Which generator.
    enum Model: String, CaseIterable, Codable {
      case pyramid = "lapgan"
      case conditional = "cc-lapgan"
      case single = "gan"

      /// As in a figure.
      var title: String {
        switch self {
        case .pyramid: "LAPGAN"
        case .conditional: "CC-LAPGAN"
        case .single: "one GAN"
        }
      }
    }

    private func settings(_ images: any Dataset, seed: UInt64, threads: Int) -> TrainingConfiguration {
      var settings = TrainingConfiguration()
      (settings.data, settings.seed, settings.threads, settings.batchSize) = (images.name, seed, threads, batch)
      (settings.checkpointEvery, settings.logEvery) = (250, 10)
      settings.optimizer = "adam"
      settings.hyperparameters = ["eta-x": stepSize, "eta-y": stepSize, "beta1": beta1]
      settings.loss = "non-saturating"
      return settings
    }

    /// The pyramid's levels, the coarsest first.
    func levels(
      _ images: any Dataset, conditional: Bool, seed: UInt64, threads: Int
    ) throws -> [Trainer<GANProblem>] {
      try heights.indices.map { level in
        var own = settings(images, seed: seed, threads: threads)
        own.steps = level == 0 ? coarseSteps : fineSteps
        (own.hidden, own.conditional) = (hidden, conditional)
        (own.pyramid.heights, own.pyramid.width) = (heights, width)
        return try LaplacianGAN(own, on: images).trainer(level)
      }
    }

    /// One GAN of the whole images: perceptrons, as in the source, with about `parameters` numbers in both players.
    func single(
      _ images: any Dataset, parameters: Int, steps: Int, seed: UInt64, threads: Int
    ) throws -> Trainer<GANProblem> {
      var own = settings(images, seed: seed, threads: threads)
      own.steps = steps
      own.hidden = Self.hidden(parameters: parameters, sample: images.sampleShape.reduce(1, *), latent: 64)
      let chosen = try own.effective()
      return try Trainer(chosen) { _ in
        let built = try TrainingModel(chosen, for: OptimizerCatalogue.named("adam").card, data: .init(of: images))
        return try GANProblem(
          model: built.model, dataset: images, batchSize: chosen.batchSize, latentSize: built.latentSize,
          work: chosen.work)
      }
    }

    /// Widths (h, 2h) with which generator and discriminator have about so many parameters together: of
    /// 64 h + 2 h² + 2 h n weights and h + 2h + n biases in G, and n 2h + 2 h² + h and 3h + 1 in D.
    package static func hidden(parameters: Int, sample: Int, latent: Int) -> [Int] {
      func count(_ h: Int) -> Int {
        let generator = latent * h + h + 2 * h * h + 2 * h + 2 * h * sample + sample
        let discriminator = sample * 2 * h + 2 * h + 2 * h * h + h + h + 1
        return generator + discriminator
      }
      var h = 1
      while count(h + 1) <= parameters { h += 1 }
      if count(h + 1) - parameters < parameters - count(h) { h += 1 }
      return [h, 2 * h]
    }
  }
#endif
