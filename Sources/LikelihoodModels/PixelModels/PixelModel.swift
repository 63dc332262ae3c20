import Datasets
import Foundation
import GameDynamics
import NeuralNetworks
import TorchTensors
import Training

/// An autoregressive model of images as a problem of one player: x is the network, y has no parameters.
///
///     f = mean over the batch of -log p(image),   p(image) = Π_i p(pixel i | pixels before it)           in nats
///
/// The likelihood is exact: no bound, no sampling. In bits a dimension it is f / (ln 2 · channels · height · width).
///
/// Source: A. van den Oord, N. Kalchbrenner and K. Kavukcuoglu, "Pixel Recurrent Neural Networks", 2016, arXiv:1601.06759.
public struct PixelModel: GeneratingProblem, TestedProblem {
  /// The network's name.
  public static let network = "pixels"

  /// The network, as x.
  public let players: Players<PlayerNetworks>
  /// What is learned; black and white where images are binarised once.
  public let dataset: any Dataset
  /// Others to judge by, made alike; nil where there are none.
  public let testset: (any Dataset)?
  /// What is predicted of a pixel.
  public let distribution: LevelDistribution
  /// The order in which a pixel's channels are predicted.
  public let order: [Int]
  /// How grey pixels became black and white, in the settings' words; with `dynamic` every look at an image draws its pixels
  /// anew, white with the probability (1 + grey)/2. Nil where they stay grey.
  public let binarisation: String?
  /// The decay of the moving average of the parameters that is judged and sampled from; nil for none.
  public let averageDecay: Double?
  private let minibatches: Minibatches
  private let fields: FieldConditions

  /// A model of these data. Throws where the data are no images or lack what the network is told, and where the batch is
  /// larger than the data set.
  public init(
    network: Network, distribution: LevelDistribution, order: [Int]? = nil, binarisation: String? = nil,
    averageDecay: Double? = nil, dataset: any Dataset, testset: (any Dataset)? = nil, batchSize: Int,
    rests: (String) -> Bool = { _ in false }
  ) throws {
    let shape = dataset.sampleShape
    guard shape.count == 3 else {
      throw TrainingError.badSetting(
        name: "data", required: "images, [channels, height, width]", given: "samples of shape \(shape)")
    }
    players = Players(x: try PlayerNetworks([(Self.network, network)], rests: rests), y: try .none)
    fields = try FieldConditions(network.conditions, of: dataset)
    self.distribution = distribution
    self.order = order ?? Array(0..<shape[0])
    self.binarisation = binarisation
    self.averageDecay = averageDecay
    self.dataset = dataset
    self.testset = testset
    minibatches = try Minibatches(of: dataset, batchSize: batchSize)
  }

  /// Name, shapes and fingerprint of the training data.
  public var data: DataCard { DataCard(of: dataset) }
  /// How many numbers an image has.
  public var dimensions: Int { dataset.sampleShape.reduce(1, *) }
  /// The likelihood in nats and in bits a dimension, the norm of its gradient.
  public var metrics: [MetricCard] {
    let bits = 1 / (Foundation.log(2.0) * Double(dimensions))
    return [
      .loss(of: .x, called: "likelihood", unit: "nats"),
      MetricCard(
        "bits-per-dimension", title: "-log p a dimension", unit: "bits",
        origin: .derived { record in try record.loss(.x) * bits }, chart: "bits-per-dimension"),
      .gradientNorm(of: .x, called: "likelihood"),
    ]
  }
  /// Every weight is used at every pixel.
  public var work: Double {
    Double(players.x.parameterCount) * Double(dataset.sampleShape.dropFirst().reduce(minibatches.batchSize, *))
  }

  /// -log p of the draw's batch.
  public func game(of draw: Draw, in frame: Frame<NoState<TensorList>>) throws -> TensorGame {
    let clock = ContinuousClock()
    let begun = clock.now
    let batch = try minibatches.batch(of: draw)
    let samples = try Tensor(
      floats: batch.samples, shape: [minibatches.batchSize] + dataset.sampleShape, device: frame.device)
    let told = try fields.of(batch.fields, device: frame.device)
    frame.recorder.note(loading: begun.duration(to: clock.now))
    let images = try targets(samples, seed: draw.number(for: RandomUse.pixels))
    let networks = try frame.standing(players, .x)
    let seed = draw.number(for: RandomUse.noise)
    return TensorGame(
      recorder: frame.recorder, redraw: { number in try game(of: draw.child(number), in: frame) }
    ) { x, _, isRecording in
      let output = try networks(
        Self.network, images, x, in: ForwardPass(conditions: told, seed: seed), isRecording: isRecording)
      return (x: try -distribution.logLikelihood(output, of: images).mean(), y: nil)
    }
  }

  /// What the network sees of samples, and is to predict: numbers in [-1, 1] on the distribution's levels.
  func targets(_ samples: Tensor, seed: UInt64) throws -> Tensor {
    try distribution.targets(samples, drawnBy: binarisation == "dynamic" ? seed : nil)
  }

  /// What the network is told of these samples of a data set.
  func conditions(of dataset: any Dataset, at places: [Int], device: Device) throws -> Conditions {
    if fields.fields.isEmpty { return .none }
    return try fields.of(dataset.fieldBatch(at: places, of: fields.fields.map { $0.card.name }), device: device)
  }
}
