import Datasets
import NeuralNetworks
import Training

extension Settings where Table == GANSettings {
  /// About how many multiplications and additions a forward pass of a batch through both networks takes, without
  /// looking at the data: for perceptrons one a parameter and sample. Convolutions use each parameter many times; they
  /// count as large.
  public var work: Double {
    if let name = self.architecture {
      guard name.hasPrefix("mlp"), let pair = try? ArchitectureCatalogue.named(name),
        let generator = try? pair.generator(), let discriminator = try? pair.discriminator()
      else { return .infinity }
      return Double(generator.parameterCount + discriminator.parameterCount) * Double(self.batchSize)
    }
    if self.pyramid.isRefinement { return .infinity }
    let sample: Int
    switch self.data {
    case "synthetic": sample = 28 * 28
    case "shapes": sample = 3 * 32 * 32
    case _ where TrainingData.syntheticNames.contains(self.data): sample = 2
    default: sample = self.imageChannels * (self.imageSize ?? 32) * (self.imageSize ?? 32)
    }
    let hidden = self.hidden ?? TrainingModel.standardHidden
    func weights(_ widths: [Int]) -> Double {
      zip(widths, widths.dropFirst()).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }
    let latent = self.latentSize ?? TrainingModel.standardLatentSize
    return (weights([latent] + hidden + [sample]) + weights([sample] + hidden.reversed() + [1]))
      * Double(self.batchSize)
  }
}
