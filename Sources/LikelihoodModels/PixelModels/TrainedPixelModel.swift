import Datasets
import GameDynamics
import NeuralNetworks
import TorchTensors
import Training

/// A pixel model that is used and no longer trained: draws images number by number, and completes images of which the upper
/// rows are known.
public struct TrainedPixelModel: GenerativeModel {
  /// What draws.
  public let sampler: PixelSampler
  /// What is predicted of a pixel.
  public let distribution: LevelDistribution
  /// How grey pixels become black and white, as the model has learned them; nil where they stay grey.
  public let binarisation: String?
  /// What it generates.
  public let data: DataDescription
  /// How many classes it is told; nil for unconditional ones.
  public let classes: Int?

  init(
    _ network: SingleNetwork, distribution: LevelDistribution, order: [Int]? = nil, binarisation: String?,
    data: DataDescription
  ) throws {
    sampler = try PixelSampler(network, distribution: distribution, sampleShape: data.sampleShape, order: order)
    self.distribution = distribution
    self.binarisation = binarisation
    self.data = data
    classes = network.network.conditions.contains(Conditions.label) ? max(1, data.classNames.count) : nil
  }

  /// 64: what a scan remembers is as large as what training keeps for a gradient.
  public var batch: Int { 64 }

  /// The images of these numbers, in batches of 64. Throws as `GenerativeModel` says.
  public func samples(
    _ numbers: [Int], seed: UInt64, labels: [Int]?, progress: (Double) throws -> Void
  ) throws -> Tensor {
    let told = try toldClasses(of: numbers, labels: labels)
    if numbers.isEmpty { return try Tensor.zeros([0] + data.sampleShape) }
    return try Tensor.concatenate(
      stride(from: 0, to: numbers.count, by: batch).map { start in
        let part = start..<min(start + batch, numbers.count)
        return try sampler.images(
          of: sampler.noise(numbers[part], seed: seed), conditions: conditions(told.map { Array($0[part]) })
        ) { row, rows in
          try progress((Double(start) + Double(part.count * row) / Double(rows)) / Double(numbers.count))
        }
      })
  }

  /// Images of a data set completed from their upper half (rounded down), [places · (2 + each)] + the sample's shape: each
  /// image, its upper half with the rest grey, and so many completions, told the image's class.
  public func completions(
    of places: [Int], in dataset: any Dataset, each: Int, seed: UInt64, progress: (Double) throws -> Void = { _ in }
  ) throws -> Tensor {
    let shape = data.sampleShape
    guard dataset.sampleShape == shape else {
      throw TrainingError.badSetting(
        name: "data", required: "images of shape \(shape)", given: "samples of shape \(dataset.sampleShape)")
    }
    let samples = try Tensor(
      floats: dataset.binarised(by: binarisation, seed: seed).batch(places), shape: [places.count] + shape,
      device: sampler.device)
    let drawnBy = SplitMix64.seed(seed, stream: RandomUse.pixels, step: 0)
    let images = try distribution.targets(samples, drawnBy: binarisation == "dynamic" ? drawnBy : nil)
    let known = shape[1] / 2
    let hidden = try images.clone()
    try hidden.narrow(2, start: known, length: shape[1] - known).zero_()
    let repeated = places.flatMap { Array(repeating: $0, count: each) }
    let drawn = try sampler.images(
      of: sampler.noise(0..<repeated.count, seed: seed),
      conditions: conditions(classes == nil ? nil : dataset.batchLabels(repeated)),
      given: images.unsqueeze(1).repeat([1, each, 1, 1, 1]).flatten(0, 1), knownRows: known
    ) { row, rows in try progress(Double(row - known) / Double(rows - known)) }
    let rows = try drawn.reshape([places.count, each] + shape)
    return try Tensor.concatenate([images.unsqueeze(1), hidden.unsqueeze(1), rows], 1).flatten(0, 1)
  }

  private func conditions(_ labels: [Int]?) throws(TorchError) -> Conditions {
    guard let labels else { return .none }
    return .label(try Tensor(int64s: labels.map(Int64.init), device: sampler.device))
  }
}

extension PixelModel {
  /// What draws images from trained networks.
  public func generator(of trained: TrainedNetworks) throws -> TrainedPixelModel {
    try TrainedPixelModel(
      trained.single(.x, Self.network), distribution: distribution, order: order, binarisation: binarisation,
      data: data.description)
  }
}

/// Pixel models: runs of `autoregress`.
public struct PixelFamily: ModelFamily {
  /// Has no settings.
  public init() {}
  /// In words.
  public let name = "pixel model"

  /// By the network's name.
  public func opens(_ manifest: CheckpointManifest) -> Bool { manifest.networks?.x == [PixelModel.network] }

  /// The network, or its moving average.
  public func model(of stored: StoredCheckpoint, _ options: ModelOptions) throws -> any GenerativeModel {
    let settings = try Settings<PixelSettings>(texts: stored.manifest.configuration.texts)
    let data = try stored.fittedData(name)
    return try TrainedPixelModel(
      stored.network(
        settings.network(for: data), named: PixelModel.network, average: options.average, device: options.device),
      distribution: settings.distribution, binarisation: settings.binarisation, data: data)
  }
}
