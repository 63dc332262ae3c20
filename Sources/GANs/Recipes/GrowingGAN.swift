import Datasets
import GameOptimizers
import NeuralNetworks
import TorchTensors
import Training

/// A generator that grows: trained on images of half the size first, then adopted, its layers resting, with a new level
/// of layers trained on top at the full size.
///
///     low:  z → S₁ → X₁ = out₁(S₁)          trained with a discriminator of coarse images
///     high: z → S₁ → S₂ → X₂ = out₂(S₂)     S₁ adopted and at rest, S₂ and out₂ new, a new discriminator
///
/// Layer-wise training of a hierarchy of features, as in forward super-resolution. The lower layers' parameters are not in
/// the vector that the second stage's optimizer moves, and their running statistics stand still too.
///
/// Source: Z. Allen-Zhu and Y. Li, "Forward Super-Resolution: How Can GANs Learn Hierarchical Generative Models for
/// Real-World Distributions", 2021, arXiv:2106.02619, layer-wise training; widths are ours.
public struct GrowingGAN: Sendable {
  /// What both stages run with; `steps` are those of each stage, and architecture, hidden widths and classes are left out.
  public let settings: TrainingConfiguration
  /// Channels of S₂; S₁ has twice as many.
  public let width: Int

  /// A growing GAN. Throws what is wrong with the settings.
  public init(_ settings: TrainingConfiguration, width: Int = 32) throws {
    var settings = settings
    settings.hidden = nil
    settings.architecture = nil
    self.settings = try settings.effective()
    self.width = width
  }

  /// The stages `low` and `high`.
  public var curriculum: Curriculum {
    Curriculum([
      .init("low") { _ in try trainer(isHigh: false, start: .drawn, rests: { _ in false }) },
      .init("high") { before in
        guard let before else { throw TrainingError.noStageBefore(stage: "high") }
        var adoption = Adoption(before)
        adoption.only = [GANModel.generator + ".low"]
        return try trainer(isHigh: true, start: .adopted(adoption)) { $0.hasPrefix(GANModel.generator + ".low.") }
      },
    ])
  }

  private func trainer(
    isHigh: Bool, start: Start, rests: @escaping @Sendable (String) -> Bool
  ) throws -> GANTrainer {
    let settings = settings
    return try GANTrainer(settings, start: start) { listener in
      let loaded = try settings.source.loaded(seed: settings.seed, size: 28, while: listener.goesOn)
      listener.tell(loaded.report.description)
      let whole = loaded.dataset
      guard whole.sampleShape.count == 3, whole.sampleShape[1] % 4 == 0, whole.sampleShape[2] % 4 == 0 else {
        throw TrainingError.badSetting(
          name: "data", required: "images whose sides are multiples of 4 pixels",
          given: "samples of \(whole.sampleShape)")
      }
      let dataset: any Dataset = try isHigh ? whole : Self.coarse(whole)
      let latent = settings.latentSize ?? TrainingModel.standardLatentSize
      let card = try OptimizerCatalogue.named(settings.optimizer).card
      let model = try GANModel(
        generator: generator(sample: whole.sampleShape, latent: latent, isHigh: isHigh),
        discriminator: discriminator(sample: dataset.sampleShape), loss: TrainingModel.loss(of: settings, for: card),
        regularizers: TrainingModel.regularizers(of: settings), penaltyEvery: settings.penaltyEvery, rests: rests)
      let problem = try GANProblem(
        model: model, dataset: dataset, batchSize: settings.batchSize, latentSize: latent,
        discriminatorSteps: settings.discriminatorSteps, averageDecay: settings.generatorAverage)
      for notice in try problem.normalizationNotices { listener.tell(notice) }
      return problem
    }
  }

  /// The images at half their size.
  public static func coarse(_ dataset: any Dataset) throws -> any Dataset {
    let name = dataset.sampleField?.name ?? FieldCard.imageName
    return try dataset.derivingField("coarse", from: name, by: PixelAveraging(factor: 2))
      .withFields([(name: FieldCard.imageName, field: "coarse")])
  }

  /// The generator of images of the whole size, or of half of it.
  func generator(sample: [Int], latent: Int, isHigh: Bool) throws(TorchError) -> Network {
    let (height, width) = (sample[1] / 4, sample[2] / 4)
    let low = Sequential([
      Linear(latent, 4 * self.width * height * width), Reshape([4 * self.width, height, width]),
      BatchNorm(4 * self.width), Activation.relu,
      ConvTranspose2d(4 * self.width, 2 * self.width, kernel: 4, stride: 2, padding: 1),
      BatchNorm(2 * self.width), Activation.relu,
    ])
    func output(_ channels: Int) -> any Layer {
      Sequential([Conv2d(channels, sample[0], kernel: 3, padding: 1), Activation.tanh])
    }
    guard isHigh else { return try Network(named: [("low", low), ("out-low", output(2 * self.width))]) }
    let high = Sequential([
      ConvTranspose2d(2 * self.width, self.width, kernel: 4, stride: 2, padding: 1), BatchNorm(self.width),
      Activation.relu,
    ])
    return try Network(named: [("low", low), ("high", high), ("out-high", output(self.width))])
  }

  /// Two strided convolutions, normalization between them, and a logit.
  func discriminator(sample: [Int]) throws(TorchError) -> Network {
    let half = { (length: Int) in (length + 1) / 2 }
    let size = half(half(sample[1])) * half(half(sample[2]))
    return try Network([
      Conv2d(sample[0], width, kernel: 5, stride: 2, padding: 2), Activation.leakyReLU(slope: 0.2),
      Conv2d(width, 2 * width, kernel: 5, stride: 2, padding: 2), BatchNorm(2 * width),
      Activation.leakyReLU(slope: 0.2), Flatten(), Linear(2 * width * size, 1),
    ])
  }
}
