import Datasets
import GameOptimizers
import Training

/// A pyramid of GANs: one of coarse images, and for each finer size one that adds what an enlargement of the coarser image
/// lacks (`LaplacianPyramid`).
///
///     level 1:  z_1 → x_1
///     level k:  (z_k, u(x_{k-1})) → h_k,    x_k = u(x_{k-1}) + h_k
///
/// Levels are trained apart, each on real coarse images: none needs another's checkpoint, so each may be trained on a machine
/// of its own (`only`), and the stages of the curriculum may run in any order. With `conditional` all networks are told the
/// class (CC-LAPGAN). The coarsest level has perceptrons of the `hidden` widths, the others `RefinementNetworks`.
/// `TrainedPyramid` samples the chain.
///
/// Source: E. Denton, S. Chintala, A. Szlam and R. Fergus, "Deep Generative Image Models using a Laplacian Pyramid of
/// Adversarial Networks", 2015, arXiv:1506.05751.
public struct LaplacianGAN: Sendable {
  /// What all levels run with; `steps` are those of each.
  public let settings: TrainingConfiguration
  /// The levels' heights, coarsest first.
  public let heights: [Int]
  /// Images of the finest size that are in memory; nil for those that the settings name.
  public let dataset: (any Dataset)?

  /// A pyramid of GANs. Throws what is wrong with the settings: `pyramid` must name two heights at least, growing, and no
  /// architecture be named.
  public init(_ settings: TrainingConfiguration, on dataset: (any Dataset)? = nil) throws {
    let heights = settings.pyramid.heights ?? []
    guard heights.count >= 2, zip(heights, heights.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw TrainingError.badSetting(
        name: "pyramid", required: "two or more growing heights, the images' own last: 7,14,28 for MNIST",
        given: heights.isEmpty ? "none" : heights.map(String.init).joined(separator: ","))
    }
    if let architecture = settings.architecture {
      throw TrainingError.badSetting(
        name: "architecture", required: "left out, since the levels of a pyramid have networks of their own",
        given: architecture)
    }
    self.settings = try settings.effective()
    self.heights = heights
    self.dataset = dataset
  }

  /// The stage that the settings ask for alone, counted from 0; nil for all.
  public var only: Int? { settings.pyramid.level.map { $0 - 1 } }

  /// A stage a level: `height-7`, `height-14`, ….
  public var curriculum: Curriculum {
    Curriculum(
      heights.indices.map { level in .init(Self.stageName(heights[level])) { _ in try trainer(level) } })
  }

  /// What the stage of a level of this height is called.
  public static func stageName(_ height: Int) -> String { "height-\(height)" }

  /// The training of one level, 0 for the coarsest.
  public func trainer(_ level: Int) throws -> GANTrainer {
    var own = settings
    own.pyramid.level = level + 1
    // The plane of noise and the convolutions' widths are the level's own.
    if level > 0 { (own.latentSize, own.hidden) = (nil, nil) }
    let chosen = try own.effective()
    guard let dataset else { return try GANTrainer(chosen) }
    let card = try OptimizerCatalogue.named(chosen.optimizer).card
    return try Trainer(chosen) { _ in try GANProblem(chosen, for: card, of: dataset) }
  }
}
