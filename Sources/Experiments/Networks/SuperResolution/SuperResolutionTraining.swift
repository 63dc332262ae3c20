#if COUNTERPLAY_TORCH
  import Datasets
  import Evaluation
  import GANs
  import GameOptimizers
  import NeuralNetworks
  import Reports
  import TorchTensors
  import Training

  /// What the experiments on forward super-resolution train: a level of `ForwardSuperResolution` on the first tenth of
  /// CIFAR-10, or on drawn shapes of the same size.
  struct SuperResolutionTraining: Sendable {
    /// The networks of all levels.
    let networks: ForwardSuperResolution
    /// What is learned from and what is compared with, at the finest level.
    let train: any Dataset, test: any Dataset
    /// Samples a batch, and η of both players.
    let batch: Int, stepSize: Double

    /// Of the images of an experiment.
    init(
      on bench: Workbench, width: Int, batch: Int, stepSize: Double = 2e-4, isNormalized: Bool
    ) throws {
      let images = try ExperimentImages("cifar-10", on: bench) { try Shapes.make(count: $0, seed: $1) }
      (train, test) = (images.train, images.test)
      networks = try ForwardSuperResolution(
        sample: images.train.sampleShape, width: width, isNormalized: isNormalized)
      (self.batch, self.stepSize) = (batch, stepSize)
      bench.parameters["data"] = .text(images.description)
      bench.parameters["networks"] = .text(
        "\(networks.levels) levels of \(width) channels\(isNormalized ? ", batch-normalized" : "")")
      bench.parameters["optimizer"] = .text(
        "Adam, η = \(stepSize), β = (0.5, 0.999), batch \(batch), non-saturating loss")
    }

    /// Steps of an epoch.
    var epoch: Int { max(1, train.count / batch) }

    /// The training of a level; `rests` are the names of what stands still.
    func trainer(
      _ level: Int, steps: Int, seed: UInt64, threads: Int, from start: Start = .drawn, rests: [String] = []
    ) throws -> GANTrainer {
      var settings = TrainingConfiguration()
      (settings.data, settings.seed, settings.threads, settings.batchSize) = (train.name, seed, threads, batch)
      (settings.steps, settings.checkpointEvery, settings.logEvery) = (steps, 250, 10)
      settings.optimizer = "adam"
      settings.hyperparameters = ["eta-x": stepSize, "eta-y": stepSize, "beta1": 0.5]
      settings.loss = "non-saturating"
      settings.rest = rests
      settings.latentSize = networks.latentSize
      let chosen = try settings.effective()
      return try Trainer(chosen, start: start) { _ in
        try GANProblem(
          model: GANModel(
            generator: networks.generator(level), discriminator: networks.discriminator(level),
            loss: NonSaturatingLoss(), rests: chosen.run.rests),
          dataset: networks.images(level, of: train), batchSize: batch, latentSize: networks.latentSize)
      }
    }

    /// The features of a classifier of the images of a level, trained in a run of the experiment.
    func features(
      _ level: Int, steps: Int, share: ClosedRange<Double>, on bench: Workbench
    ) throws -> ClassifierFeatures {
      try bench.scoringClassifier(
        "classifier-\(level)", of: networks.images(level, of: train), test: nil, steps: steps, batch: 100, share: share
      ).features
    }
  }
#endif
