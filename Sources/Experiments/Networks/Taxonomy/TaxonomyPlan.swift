#if COUNTERPLAY_TORCH
  import Datasets
  import Reports

  /// What `taxonomy` trains: every family of generative models on the same images, for equally long.
  struct TaxonomyPlan {
    /// One set of images, and what fits it.
    struct Images {
      /// Its name in the catalogue of downloads, and in titles.
      var name: String, title: String
      /// The networks of GANs.
      var pair: String
      /// Encoder and decoder: which networks, their hidden widths, the length of z.
      var networks: String, hidden: [Int], latentSize: Int
      /// Whether likelihoods are those of black and white pixels, drawn anew at every look, in nats an image. Else they are
      /// those of the 256 levels of every number, in bits a number.
      var isBinary: Bool
      /// T and η of xICFG's functional steps.
      var functionalSteps: Int, functionalStepSize: Double
      /// Features and layers of the pixel models.
      var features: Int, layers: Int

      /// The unit of likelihoods.
      var unit: String { isBinary ? "nats an image" : "bits a dimension" }
    }

    /// Which images.
    var images: [Images]
    /// Seconds of training of every model.
    var seconds: Double
    /// Steps in place of measured time, for the quick form.
    var steps: Int?
    /// How many seeds; samples a side of the scores; samples whose drawing is timed; images whose likelihood is taken.
    var seeds: Int, samples: Int, timed: Int, judged: Int
    /// Samples a batch, and steps of the classifier.
    var batch: Int, classifierSteps: Int
    /// Particles and epochs of xICFG's fits.
    var particles: Int, epochs: Int

    /// At this budget.
    init(_ budget: Workbench.Budget) {
      let isQuick = budget == .quick
      images = [
        Images(
          name: "mnist", title: "MNIST", pair: isQuick ? "icr-mnist-eighth" : "icr-mnist-quarter", networks: "dense",
          hidden: isQuick ? [32] : [400], latentSize: isQuick ? 4 : 20, isBinary: true, functionalSteps: 10,
          functionalStepSize: 1, features: isQuick ? 4 : 16, layers: isQuick ? 1 : 5),
        Images(
          name: "cifar-10", title: "CIFAR-10, a tenth", pair: isQuick ? "cfg-dcganx-32-w4" : "cfg-dcganx-32-w16",
          networks: "convolutional", hidden: isQuick ? [32] : [256], latentSize: isQuick ? 4 : 64, isBinary: false,
          functionalSteps: 5, functionalStepSize: 0.25, features: isQuick ? 4 : 16, layers: isQuick ? 1 : 3),
      ]
      switch budget {
      case .quick:
        (seconds, steps, seeds, samples, timed, judged) = (0, 6, 1, 40, 8, 20)
        (batch, classifierSteps, particles, epochs) = (16, 60, 32, 1)
      case .full:
        (seconds, steps, seeds, samples, timed, judged) = (60, nil, 3, 2000, 250, 1000)
        (batch, classifierSteps, particles, epochs) = (64, 3000, 640, 10)
      case .original:
        (seconds, steps, seeds, samples, timed, judged) = (3600, nil, 3, 5000, 250, 10_000)
        (batch, classifierSteps, particles, epochs) = (64, 3000, 640, 10)
      }
    }
  }

  /// One set of images of a taxonomy, as a family is trained on it.
  struct TaxonomyTask {
    let plan: TaxonomyPlan
    let images: TaxonomyPlan.Images
    /// What is learned, and what is judged by.
    let train: any Dataset, test: any Dataset
    let seed: UInt64
    let bench: Workbench

    var threads: Int { bench.threads ?? 1 }
  }
#endif
