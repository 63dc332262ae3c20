#if COUNTERPLAY_TORCH
  import LikelihoodModels
  import Reports
  import Training

  /// What `few-labels` trains: encoders without labels, then classifiers on few of them.
  struct FewLabelsPlan {
    /// How the classifier begins, and what of it learns.
    enum Arm: String, CaseIterable {
      /// The encoder's network, drawn.
      case scratch
      /// The encoder of a plain autoencoder, which goes on learning; and one that rests.
      case autoencoder
      case autoencoderAtRest = "autoencoder-at-rest"
      /// The same of a variational autoencoder.
      case variational = "vae"
      case variationalAtRest = "vae-at-rest"

      /// What legends say.
      var title: String {
        switch self {
        case .scratch: "from scratch"
        case .autoencoder: "autoencoder's, tuned"
        case .autoencoderAtRest: "autoencoder's, at rest"
        case .variational: "VAE's, tuned"
        case .variationalAtRest: "VAE's, at rest"
        }
      }

      /// Whose encoder it is; nil for none.
      var source: Source? {
        switch self {
        case .scratch: nil
        case .autoencoder, .autoencoderAtRest: .autoencoder
        case .variational, .variationalAtRest: .variational
        }
      }

      /// Whether the encoder stands still.
      var rests: Bool { self == .autoencoderAtRest || self == .variationalAtRest }
    }

    /// What has learned an encoder.
    enum Source: String, CaseIterable {
      case autoencoder
      case variational = "vae"
    }

    /// Widths of the encoder's hidden layers, and the code's length.
    var hidden: [Int], latentSize: Int
    /// Steps of the encoders and of the classifiers.
    var encoderSteps: Int, classifierSteps: Int
    /// How many labels are known.
    var labels: [Int]
    /// Samples a batch: of the encoders, and of the classifiers.
    var batch: Int, classifierBatch: Int
    /// How many seeds: each has encoders, labels and classifiers of its own.
    var seeds: Int

    /// At this budget.
    init(_ budget: Workbench.Budget) {
      switch budget {
      case .quick:
        (hidden, latentSize, encoderSteps, classifierSteps, labels) = ([64], 10, 150, 150, [20, 200])
        (batch, classifierBatch, seeds) = (64, 20, 1)
      case .full, .original:
        (hidden, latentSize, encoderSteps, classifierSteps, labels) = ([400], 20, 4690, 1500, [100, 1000])
        (batch, classifierBatch, seeds) = (128, 50, 5)
      }
    }

    /// A plain autoencoder's settings.
    func autoencoder(seed: UInt64, threads: Int) -> Settings<AutoencoderSettings> {
      var settings = AutoencoderSettings.standard
      (settings.hidden, settings.latentSize) = (hidden, latentSize)
      fill(&settings, steps: encoderSteps, batch: batch, seed: seed, threads: threads)
      return settings
    }

    /// A variational one's: dynamic binarisation, which lets no two looks at an image be the same.
    func variational(seed: UInt64, threads: Int) -> Settings<VAESettings> {
      var settings = VAESettings.standard
      (settings.hidden, settings.latentSize, settings.binarise) = (hidden, latentSize, "dynamic")
      fill(&settings, steps: encoderSteps, batch: batch, seed: seed, threads: threads)
      return settings
    }

    /// A classifier's, with as many labels.
    func classifier(_ arm: Arm, labels: Int, seed: UInt64, threads: Int) -> Settings<ClassifierSettings> {
      var settings = ClassifierSettings.standard
      (settings.encoder, settings.hidden, settings.latentSize) = (true, hidden, latentSize)
      settings.labels = labels
      // One linear layer alone is a convex problem, and bears larger steps.
      let rate = arm.rests ? 1e-2 : 1e-3
      settings.hyperparameters = ["eta-x": rate, "eta-y": rate]
      settings.rest = arm.rests ? ["\(ClassifierProblem.classifier).\(ImageClassifier.encoder)"] : []
      fill(&settings, steps: classifierSteps, batch: classifierBatch, seed: seed, threads: threads)
      return settings
    }

    private func fill<Table: TrainingTable>(
      _ settings: inout Settings<Table>, steps: Int, batch: Int, seed: UInt64, threads: Int
    ) {
      (settings.steps, settings.batchSize, settings.seed, settings.threads) = (steps, batch, seed, threads)
      (settings.checkpointEvery, settings.logEvery) = (1000, 20)
    }
  }
#endif
