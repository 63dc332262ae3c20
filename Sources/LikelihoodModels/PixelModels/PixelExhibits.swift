import Datasets
import GameDynamics
import NeuralNetworks
import TorchTensors
import Training

extension PixelModel {
  /// How many of a picture's columns of completions are drawn.
  private static let completions = 4

  /// What draws images from trained networks. Throws `TorchError`.
  public func sampler(_ trained: TrainedNetworks) throws -> PixelSampler {
    try PixelSampler(
      trained.single(.x, Self.network), distribution: distribution, sampleShape: dataset.sampleShape, order: order)
  }

  /// Pictures: samples (of the classes in turn), and images of the test set whose lower half is hidden and drawn anew, a row
  /// an image: the image, its upper half, four completions.
  public func exhibits(of trained: TrainedNetworks, count: Int, seed: UInt64) throws -> [Exhibit] {
    let sampler = try sampler(trained)
    let samples = try sampler.images(
      of: sampler.noise(0..<count, seed: seed), conditions: classesInTurn(count))
    let judged = testset ?? dataset
    let places = Array(0..<min(max(1, count / 8), judged.count))
    let sheet = try completions(
      of: places, in: judged, each: Self.completions, by: sampler, seed: seed)
    return [
      .image(name: "samples", try SampleSheet.grid(samples)),
      .image(name: "completions", try SampleSheet.grid(sheet, columns: Self.completions + 2)),
    ]
  }

  /// Images of a data set completed from their upper half (rounded down), [places · (2 + each)] + the sample's shape: each
  /// image, its upper half with the rest grey, and so many completions. `progress` as in `PixelSampler.images`.
  public func completions(
    of places: [Int], in dataset: any Dataset, each: Int, by sampler: PixelSampler, seed: UInt64,
    progress: (_ row: Int, _ rows: Int) throws -> Void = { _, _ in }
  ) throws -> Tensor {
    try withoutGradient {
      let shape = dataset.sampleShape
      let samples = try Tensor(floats: dataset.batch(places), shape: [places.count] + shape)
      let images = try targets(samples, seed: SplitMix64.seed(seed, stream: RandomUse.pixels, step: 0))
      let known = shape[1] / 2
      let hidden = try images.clone()
      try hidden.narrow(2, start: known, length: shape[1] - known).zero_()
      let repeated = places.flatMap { Array(repeating: $0, count: each) }
      let drawn = try sampler.images(
        of: sampler.noise(0..<repeated.count, seed: seed), conditions: conditions(of: dataset, at: repeated),
        given: images.unsqueeze(1).repeat([1, each, 1, 1, 1]).flatten(0, 1), knownRows: known, progress: progress)
      let rows = try drawn.reshape([places.count, each] + shape)
      return try Tensor.concatenate([images.unsqueeze(1), hidden.unsqueeze(1), rows], 1).flatten(0, 1)
    }
  }

  /// The classes of `count` samples, 0, 1, 2, … and again; nothing for networks that are told none.
  func classesInTurn(_ count: Int) throws -> Conditions {
    guard players.x.conditions == [Conditions.label] else { return .none }
    let classes = Int64(max(1, dataset.classNames.count))
    return .label(try Tensor(int64s: (0..<Int64(count)).map { $0 % classes }))
  }
}
