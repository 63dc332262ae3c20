import Datasets
import GameDynamics
import NeuralNetworks
import TorchTensors
import Training

/// An autoencoder as a problem of one player: x is the encoder and the decoder, y has no parameters.
///
///     f = mean over batch and numbers of (x - D(E(x)))²
///
/// With linear networks every minimum spans what the leading principal components span (`PrincipalComponents`).
///
/// Source: P. Baldi and K. Hornik, "Neural networks and principal component analysis: learning from examples without
/// local minima", 1989.
public struct Autoencoder: TestedProblem {
  /// The networks' names.
  public static let encoder = VariationalAutoencoder.encoder, decoder = VariationalAutoencoder.decoder

  /// Encoder and decoder, as x.
  public let players: Players<PlayerNetworks>
  /// What is learned.
  public let dataset: any Dataset
  /// Others to judge by; nil where there are none.
  public let testset: (any Dataset)?
  private let minibatches: Minibatches

  /// An autoencoder of these data. Throws where the batch is larger than the data set.
  public init(
    encoder: Network, decoder: Network, dataset: any Dataset, testset: (any Dataset)? = nil, batchSize: Int,
    rests: (String) -> Bool = { _ in false }
  ) throws {
    players = Players(
      x: try PlayerNetworks([(Self.encoder, encoder), (Self.decoder, decoder)], rests: rests), y: try .none)
    self.dataset = dataset
    self.testset = testset
    minibatches = try Minibatches(of: dataset, batchSize: batchSize)
  }

  /// Name, shapes and fingerprint of the training data.
  public var data: DataCard { DataCard(of: dataset) }
  /// The error and the norm of its gradient.
  public var metrics: [MetricCard] {
    [.loss(of: .x, called: "squared-error"), .gradientNorm(of: .x, called: "squared-error")]
  }

  /// The error on the draw's batch.
  public func game(of draw: Draw, in frame: Frame<NoState<TensorList>>) throws -> TensorGame {
    let clock = ContinuousClock()
    let begun = clock.now
    let batch = try minibatches.batch(of: draw)
    let samples = try Tensor(
      floats: batch.samples, shape: [minibatches.batchSize] + dataset.sampleShape, device: frame.device)
    frame.recorder.note(loading: begun.duration(to: clock.now))
    let networks = try frame.standing(players, .x)
    let seed = draw.number(for: RandomUse.noise)
    return TensorGame(
      recorder: frame.recorder, redraw: { number in try game(of: draw.child(number), in: frame) }
    ) { x, _, isRecording in
      let pass = ForwardPass(seed: seed)
      let code = try networks(Self.encoder, samples, x, in: pass, isRecording: isRecording)
      let output = try networks(Self.decoder, code, x, in: pass, isRecording: isRecording)
      return (x: try (output - samples).square().mean(), y: nil)
    }
  }

  // MARK: - What it has learned

  /// The mean squared error of a number over a data set, in batches of 500.
  public func error(of trained: TrainedNetworks, on dataset: any Dataset) throws -> Double {
    var sum = 0.0
    try dataset.eachBatch(of: 500, on: trained.device) { _, samples in
      sum += try (reconstruction(of: samples, by: trained) - samples).square().to(.float64).sum().item()
    }
    return sum / Double(max(1, dataset.count * dataset.sampleShape.reduce(1, *)))
  }

  /// D(E(x)).
  public func reconstruction(of samples: Tensor, by trained: TrainedNetworks) throws -> Tensor {
    try trained.evaluate(.x, Self.decoder, trained.evaluate(.x, Self.encoder, samples))
  }

  /// Originals with their reconstructions to the right, as a picture or as points.
  public func exhibits(of trained: TrainedNetworks, count: Int, seed: UInt64) throws -> [Exhibit] {
    let judged = testset ?? dataset
    let places = Array(0..<min(count, judged.count))
    let originals = try Tensor(
      floats: judged.batch(places), shape: [places.count] + dataset.sampleShape, device: trained.device)
    let outputs = try reconstruction(of: originals, by: trained)
    guard dataset.sampleShape.count == 3 else {
      return [.points(name: "reconstructions", generated: try outputs.rows(), real: try originals.rows())]
    }
    let pairs = try Tensor.stack([originals, outputs.clamp(low: -1, high: 1)], 1).flatten(0, 1)
    return [.image(name: "reconstructions", try SampleSheet.grid(pairs))]
  }
}

extension Tensor {
  /// The numbers of each sample.
  func rows() throws -> [[Double]] {
    let values = try flatten(1).doubles()
    let size = Swift.max(1, shape.dropFirst().reduce(1, *))
    return stride(from: 0, to: values.count, by: size).map { Array(values[$0..<$0 + size]) }
  }
}
