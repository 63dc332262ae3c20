#if COUNTERPLAY_TORCH
  import LikelihoodModels
  import Training

  /// A family of generative models as an entry of the table that `taxonomy` makes.
  protocol TaxonomyFamily: Sendable {
    /// What is trained.
    associatedtype Problem: GeneratingProblem
    /// In folders: `vae`.
    var name: String { get }
    /// In tables and legends.
    var title: String { get }
    /// Whether the training has a player beside the model.
    var isAdversarial: Bool { get }
    /// What it says about the probability of an image.
    var likelihood: TaxonomyLikelihood { get }
    /// Whether it draws one number of an image after another.
    var isSequential: Bool { get }
    /// Two numbers of steps, by whose times the time of a step is measured.
    func probes(_ task: TaxonomyTask) throws -> (few: Int, more: Int)
    /// Such a number of steps near this one at which training may end.
    func steps(near steps: Int, _ task: TaxonomyTask) throws -> Int
    /// Its training for so many steps.
    func trainer(_ task: TaxonomyTask, steps: Int) throws -> Trainer<Problem>
    /// What draws the samples of a run that has ended, whose checkpoint is `stored`.
    func model(_ result: TrainingResult<Problem>, _ stored: StoredCheckpoint) throws -> any GenerativeModel
    /// Whether its samples of these images are black and white: they are then compared with such images.
    func isBlackAndWhite(_ task: TaxonomyTask) -> Bool
    /// -log p of test images, or an upper bound of it, in the images' unit; nil where the family says nothing about it.
    func negativeLogLikelihood(_ result: TrainingResult<Problem>, _ task: TaxonomyTask) throws -> Double?
  }

  /// What a family says about the probability of an image.
  enum TaxonomyLikelihood: String, Codable {
    case none, bound, exact
  }

  extension TaxonomyFamily {
    var isAdversarial: Bool { false }
    var isSequential: Bool { false }
    func probes(_ task: TaxonomyTask) -> (few: Int, more: Int) { (2, 14) }
    func steps(near steps: Int, _ task: TaxonomyTask) -> Int { max(1, steps) }
    func isBlackAndWhite(_ task: TaxonomyTask) -> Bool { false }
    func model(_ result: TrainingResult<Problem>, _ stored: StoredCheckpoint) throws -> any GenerativeModel {
      try result.problem.generator(of: result.trained)
    }
    func negativeLogLikelihood(_ result: TrainingResult<Problem>, _ task: TaxonomyTask) throws -> Double? { nil }
  }

  /// Every family there is, in the table's order. A new one is one line here.
  enum TaxonomyFamilies {
    static let all: [any TaxonomyFamily] = [
      TaxonomyGAN(.nonSaturating), TaxonomyGAN(.gradientPenalty), TaxonomyGAN(.competitive), TaxonomyXICFG(),
      TaxonomyVAE(), TaxonomyPixelModel(.pixelCNN, "PixelCNN"), TaxonomyPixelModel(.pixelCNNPlusPlus, "PixelCNN++"),
    ]
  }
#endif
