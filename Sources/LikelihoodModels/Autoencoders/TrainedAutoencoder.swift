import Datasets
import NeuralNetworks
import TorchTensors
import Training

/// A plain autoencoder that is used and no longer trained.
///
/// Nothing says how its codes are distributed, so it has no prior to draw from: its latent vectors are the codes of data,
/// and its samples their reconstructions. Between the codes of two data there are others all the same.
public struct TrainedAutoencoder: LatentVariableModel {
  /// Data to codes, and back.
  public let encoder: SingleNetwork, decoder: SingleNetwork
  /// The length of a code.
  public let latentSize: Int
  /// What it was trained on.
  public let data: DataDescription
  /// What is encoded: by the seed's order, sample i is the reconstruction of the i-th.
  public let dataset: any Dataset

  /// An autoencoder with the data that it encodes. Throws `TrainingError.badSetting` where these are of another shape.
  public init(
    encoder: SingleNetwork, decoder: SingleNetwork, data: DataDescription, encoding dataset: any Dataset
  ) throws {
    guard dataset.sampleShape == data.sampleShape else {
      throw TrainingError.badSetting(
        name: "data", required: "samples of the shape \(data.sampleShape), which the encoder takes",
        given: "'\(dataset.name)' with \(dataset.sampleShape)")
    }
    self.encoder = encoder
    self.decoder = decoder
    let first = try Tensor(floats: dataset.batch([0]), shape: [1] + dataset.sampleShape, device: encoder.device)
    latentSize = try encoder(first).shape.last ?? 0
    self.data = data
    self.dataset = dataset
  }

  /// False: its latent vectors are the codes of data.
  public var hasPrior: Bool { false }
  /// As many as there are data.
  public var count: Int? { dataset.count }
  /// The device of the parameters.
  public var device: Device { decoder.device }

  /// The codes of data that the seed draws, no datum twice. Throws `TrainingError.badSetting` for numbers beyond the data.
  public func latent(_ numbers: [Int], seed: UInt64) throws -> Tensor {
    if let bad = numbers.first(where: { !(0..<dataset.count).contains($0) }) {
      throw TrainingError.badSetting(
        name: "the number of samples", required: "at most \(dataset.count), as many as '\(dataset.name)' has",
        given: "the sample \(bad)")
    }
    let order = try RandomStream(seed: seed, stream: RandomUse.samples, step: 0).permutation(dataset.count).int64s()
    let places = try Tensor(int64s: numbers.map { order[$0] }, shape: [numbers.count])
    return try places.inBatches(of: batch, to: [latentSize]) { part in
      let indices = try part.int64s().map(Int.init)
      return try encoder(
        Tensor(floats: dataset.batch(indices), shape: [indices.count] + dataset.sampleShape, device: device))
    }
  }

  /// What the decoder makes of codes, [count] + sample shape; pixels in [-1, 1]. Throws `TrainingError.badSetting` for
  /// labels.
  public func samples(of latent: Tensor, labels: [Int]?) throws -> Tensor {
    _ = try toldClasses(of: Array(0..<(latent.shape.first ?? 0)), labels: labels)
    return try latent.inBatches(of: batch, to: data.sampleShape) { code in
      let output = try decoder(code)
      return dataset.sampleField?.kind == .pixels ? try output.clamp(low: -1, high: 1) : output
    }
  }
}

extension Autoencoder: GeneratingProblem {
  /// Trained networks with the test set, or else the training data, to encode.
  public func generator(of trained: TrainedNetworks) throws -> TrainedAutoencoder {
    try TrainedAutoencoder(
      encoder: trained.single(.x, Self.encoder), decoder: trained.single(.x, Self.decoder), data: data.description,
      encoding: judged)
  }
}

/// Plain autoencoders: runs of `autoencode`.
public struct AutoencoderFamily: ModelFamily {
  /// Has no settings.
  public init() {}
  /// In words.
  public let name = "autoencoder"

  /// Encoder and decoder that are not a variational autoencoder's.
  public func opens(_ manifest: CheckpointManifest) -> Bool {
    manifest.networks?.x == [Autoencoder.encoder, Autoencoder.decoder] && !VAEFamily().opens(manifest)
  }

  /// Both networks with the run's test set to encode, or else its training data; or with the data that are named.
  public func model(of stored: StoredCheckpoint, _ options: ModelOptions) throws -> any GenerativeModel {
    let settings = try Settings<AutoencoderSettings>(texts: stored.manifest.configuration.texts)
    let description = try stored.fittedData(name)
    func network(_ network: Network, _ name: String) throws -> SingleNetwork {
      try stored.network(network, named: name, average: options.average, device: options.device)
    }
    var source = settings.source
    source.data = options.data ?? source.data
    let shape = description.sampleShape
    return try TrainedAutoencoder(
      encoder: network(settings.coder.encoder(of: shape), Autoencoder.encoder),
      decoder: network(settings.coder.decoder(of: shape), Autoencoder.decoder), data: description,
      encoding: source.test(seed: settings.seed) ?? source.loaded(seed: settings.seed).dataset)
  }
}
