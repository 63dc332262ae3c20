import Datasets
import GameDynamics
import GameOptimizers
import NeuralNetworks
import TorchTensors
import Training

/// Networks, loss and regularizers that a configuration names, for given data.
public struct TrainingModel: Sendable {
  /// All of it.
  public let model: GANModel
  /// The length of a latent vector.
  public let latentSize: Int
  /// How many classes the networks are told; nil for unconditional ones.
  public let classes: Int?

  static let standardLatentSize = 64
  static let standardHidden = [256, 512]

  /// Builds the networks; throws what is wrong with the names, and `GANError` where they do not fit the data or the
  /// optimizer.
  public init(
    _ configuration: TrainingConfiguration, for card: OptimizerCard, data: DataDescription
  ) throws {
    try Self.requireFitting(configuration, for: card)
    let loss = try Self.loss(of: configuration, for: card)
    let regularizers = try Self.regularizers(of: configuration)
    func wantedClasses(_ isWanted: Bool) throws -> Int? {
      if !isWanted { return nil }
      if data.classNames.isEmpty { throw TrainingError.noClasses(data: data.name) }
      return data.classNames.count
    }
    let networks: Players<Network>
    if let name = configuration.architecture {
      let standard = try ArchitectureCatalogue.named(name)
      let classes = try wantedClasses(configuration.conditional || standard.card.classes != nil)
      // Only then is the first number one of channels, or of coordinates, alike.
      let isAlike = standard.card.sampleShape.count == data.sampleShape.count
      let pair = try standard.adapted(
        channels: isAlike ? data.sampleShape.first : nil, classes: classes, latentSize: configuration.latentSize)
      guard pair.card.sampleShape == data.sampleShape else {
        throw GANError.shapeMismatch(
          architecture: name, required: pair.card.sampleShape, data: data.name, given: data.sampleShape,
          fitting: ArchitectureCatalogue.all.map(\.card).filter {
            $0.sampleShape.dropFirst() == data.sampleShape.dropFirst()
          }.map(\.name))
      }
      networks = Players(x: try pair.generator(), y: try pair.discriminator())
      latentSize = pair.card.latentSize
      self.classes = pair.card.classes
    } else if configuration.pyramid.isRefinement {
      classes = try wantedClasses(configuration.conditional)
      let level = RefinementNetworks(
        sample: data.sampleShape, width: configuration.pyramid.width, classes: self.classes)
      networks = Players(x: try level.generator(), y: try level.discriminator())
      latentSize = level.latentSize
    } else {
      classes = try wantedClasses(configuration.conditional)
      latentSize = configuration.latentSize ?? Self.standardLatentSize
      networks = try Self.perceptrons(
        latent: latentSize, hidden: configuration.hidden ?? Self.standardHidden, sample: data.sampleShape,
        classes: classes)
    }
    model = try GANModel(
      generator: networks.x, discriminator: networks.y, loss: loss, regularizers: regularizers,
      penaltyEvery: configuration.penaltyEvery, rests: configuration.run.rests)
  }

  /// Throws `GANError` where the optimizer needs a zero-sum game and loss or regularizers make it general-sum: all of
  /// it can be told without the data.
  static func requireFitting(_ configuration: TrainingConfiguration, for card: OptimizerCard) throws {
    let loss = try loss(of: configuration, for: card)
    guard card.needsZeroSumGame, loss.card.isZeroSum else { return }
    let coupled = try regularizers(of: configuration).first {
      if case .coupledTerm = $0.effect { true } else { false }
    }
    if let coupled {
      throw GANError.regularizerIsNotZeroSum(optimizer: card.name, regularizer: coupled.card.name)
    }
  }

  /// The loss that is named, or the one that fits the optimizer.
  static func loss(of configuration: TrainingConfiguration, for card: OptimizerCard) throws -> any GANLoss {
    let loss = try LossCatalogue.named(
      configuration.loss ?? (card.needsZeroSumGame ? "minimax" : "non-saturating"))
    if card.needsZeroSumGame, !loss.card.isZeroSum {
      throw GANError.lossIsNotZeroSum(
        optimizer: card.name, loss: loss.card.name,
        zeroSum: LossCatalogue.all.map(\.card).filter(\.isZeroSum).map(\.name))
    }
    return loss
  }

  /// In the catalogue's order, whatever order they were given in: sums are rounded alike.
  static func regularizers(of configuration: TrainingConfiguration) throws -> [any Regularizer] {
    var found: [String: any Regularizer] = [:]
    for (name, value) in configuration.regularizers {
      found[name] = try RegularizerCatalogue.named(name, hyperparameter: value)
    }
    return RegularizerCatalogue.all.compactMap { found[$0.card.name] }
  }

  /// Perceptrons with LeakyReLU(0.2) for samples of any shape, tanh at the end for images; with classes, the label
  /// stands beside the input of both.
  private static func perceptrons(
    latent: Int, hidden: [Int], sample: [Int], classes: Int?
  ) throws -> Players<Network> {
    let size = sample.reduce(1, *)
    let isImage = sample.count == 3
    guard let classes else {
      return Players(
        x: try .mlp(
          widths: [latent] + hidden + [size], activation: .leakyReLU(slope: 0.2), output: isImage ? .tanh : nil,
          outputShape: sample),
        y: try .mlp(
          widths: [size] + hidden.reversed() + [1], activation: .leakyReLU(slope: 0.2), inputIsFlat: !isImage))
    }
    func layers(_ widths: [Int]) -> [any Layer] {
      var layers: [any Layer] = [ConcatenateLabels(classes: classes)]
      for (place, (inputs, outputs)) in zip(widths, widths.dropFirst()).enumerated() {
        if place > 0 { layers.append(Activation.leakyReLU(slope: 0.2)) }
        layers.append(Linear(inputs + (place == 0 ? classes : 0), outputs))
      }
      return layers
    }
    let end: [any Layer] = isImage ? [Activation.tanh, Reshape(sample)] : []
    let beginning: [any Layer] = isImage ? [Reshape([size])] : []
    return Players(
      x: try Network(layers([latent] + hidden + [size]) + end),
      y: try Network(beginning + layers([size] + hidden.reversed() + [1])))
  }
}
