#if COUNTERPLAY_TORCH
  import Datasets
  import GANs
  import Reports

  /// What `icr-cifar` trains: a grid of optimizers, losses and regularizers on one pair of networks.
  struct ICRCIFARProtocol {
    /// Which data, by the name in the catalogue of downloads, where the user names no folder.
    var data: String
    /// The pair of networks, by its name in the catalogue without what is in D.
    var architecture = "icr-cifar"
    /// Steps of the generator.
    var steps: Int
    /// How many seeds.
    var seeds: Int
    /// η of both players and both optimizers.
    var stepSize: Double
    /// Samples a batch, samples a side and directions of the score.
    var batch: Int, samples = 2000, directions = 512
    /// Steps of the classifier whose features the score is taken in.
    var classifierSteps = 2000
    /// How many times as many steps Adam may take in the time of ACGD, at most.
    var longest = 50.0

    /// At this budget.
    init(_ budget: Workbench.Budget) {
      switch budget {
      case .quick:
        (data, steps, seeds, stepSize, batch) = ("mnist", 4, 1, 5e-4, 16)
        (samples, directions, longest, classifierSteps) = (200, 64, 2, 60)
      case .full: (data, steps, seeds, stepSize, batch) = ("mnist", 300, 3, 5e-4, 32)
      case .original: (data, steps, seeds, stepSize, batch) = ("cifar-10", 469_000, 3, 1e-4, 64)
      }
    }

    /// Chooses the networks for the data: the paper's for CIFAR's images, with an eighth of the channels at a smaller budget
    /// than its own, and its pair for MNIST with an eighth of the channels for grey ones of 28 pixels.
    mutating func choose(for images: any Dataset, at budget: Workbench.Budget) {
      if budget != .original { architecture = "icr-cifar-eighth" }
      if images.sampleShape == [1, 28, 28] { architecture = "icr-mnist-eighth" }
      samples = min(samples, images.count / 2)
    }

    /// Which optimizer.
    enum Method: String, CaseIterable, Codable { case adam, acgd }
    /// Which loss: the Jensen-Shannon divergence's, or the Wasserstein distance's.
    enum Loss: String, CaseIterable, Codable { case jsd, wgan }
    /// What keeps D in bounds.
    enum Bound: String, CaseIterable, Codable {
      case none
      case penalty = "gradient-penalty"
      case spectral = "spectral-norm"
      case decay = "weight-decay"
      case dropout
    }

    /// One cell of the grid.
    struct Cell: Hashable {
      var method: Method, loss: Loss, bound: Bound
      /// As in tables and folders.
      var name: String { "\(method.rawValue)-\(loss.rawValue)-\(bound.rawValue)" }

      /// All of them.
      static let all = Loss.allCases.flatMap { loss in
        Bound.allCases.flatMap { bound in Method.allCases.map { Cell(method: $0, loss: loss, bound: bound) } }
      }
    }

    /// A cell's GAN.
    ///
    /// ACGD plays the zero-sum game, the saturating one for JSD; Adam's generator has the non-saturating loss there, as is
    /// usual, which favours Adam. A gradient penalty makes the game general-sum, for which ACGD solves by GMRES.
    func gan(_ cell: Cell, _ plain: ExperimentGAN, steps: Int) -> ExperimentGAN {
      let eta = ["eta-x": stepSize, "eta-y": stepSize]
      var gan: ExperimentGAN
      switch cell.method {
      case .adam:
        gan = plain.trained(
          by: "adam", eta.merging(["beta1": 0.5, "beta2": 0.9]) { $1 },
          loss: cell.loss == .jsd ? "non-saturating" : "wgan", steps: steps)
      case .acgd:
        gan = plain.trained(
          by: cell.bound == .penalty ? "acgd-gmres" : "acgd",
          eta.merging(["tolerance": 1e-3, "iterations": 20]) { $1 },
          loss: cell.loss == .jsd ? "minimax" : "wgan", steps: steps)
      }
      switch cell.bound {
      case .none: break
      case .penalty: gan.settings.regularizers = ["gradient-penalty": 10]
      case .decay: gan.settings.regularizers = ["weight-decay-d": 1e-3]
      case .spectral: gan.settings.architecture = architecture + "-sn"
      case .dropout: gan.settings.architecture = architecture + "-dropout"
      }
      return gan
    }
  }
#endif
