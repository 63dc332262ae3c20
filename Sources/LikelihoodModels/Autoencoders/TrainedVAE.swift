import Datasets
import NeuralNetworks
import TorchTensors
import Training

/// The decoder of a variational autoencoder that is used and no longer trained.
///
/// Its samples are the means of the decoder's distribution, p(x | z) at z ~ N(0, I), as is usual: grey levels where pixels are
/// black or white, without the noise of each pixel's own draw.
public struct TrainedVAE: LatentVariableModel {
  /// z to what the distribution is made of.
  public let decoder: SingleNetwork
  /// What the output says.
  public let pixels: PixelDistribution
  /// The length of z.
  public let latentSize: Int
  /// What it generates.
  public let data: DataDescription

  /// The device of the parameters.
  public var device: Device { decoder.device }

  /// The means at these latent vectors, [count] + sample shape. Throws `TrainingError.badSetting` for labels.
  public func samples(of latent: Tensor, labels: [Int]?) throws -> Tensor {
    _ = try toldClasses(of: Array(0..<(latent.shape.first ?? 0)), labels: labels)
    return try latent.inBatches(of: batch, to: data.sampleShape) { try pixels.mean(decoder($0)) }
  }
}

extension VariationalAutoencoder: GeneratingProblem {
  /// The decoder of trained networks.
  public func generator(of trained: TrainedNetworks) throws -> TrainedVAE {
    TrainedVAE(
      decoder: try trained.single(.x, Self.decoder), pixels: pixels, latentSize: latentSize, data: data.description)
  }
}

/// Variational autoencoders: runs of `vae`.
public struct VAEFamily: ModelFamily {
  /// Has no settings.
  public init() {}
  /// In words.
  public let name = "variational autoencoder"

  /// Encoder, decoder, and a setting that plain autoencoders have not.
  public func opens(_ manifest: CheckpointManifest) -> Bool {
    manifest.networks?.x == [VariationalAutoencoder.encoder, VariationalAutoencoder.decoder]
      && manifest.configuration.text(VAESettings.table.binarise) != nil
  }

  /// The decoder.
  public func model(of stored: StoredCheckpoint, _ options: ModelOptions) throws -> any GenerativeModel {
    let settings = try Settings<VAESettings>(texts: stored.manifest.configuration.texts)
    let data = try stored.fittedData(name)
    return TrainedVAE(
      decoder: try stored.network(
        settings.coder.decoder(of: data.sampleShape), named: VariationalAutoencoder.decoder, average: options.average,
        device: options.device),
      pixels: settings.distribution, latentSize: settings.latentSize, data: data)
  }
}

extension Tensor {
  /// What `body` makes of so many rows at a time, end to end; of no rows nothing, of the shape of a sample.
  func inBatches(of size: Int, to sample: [Int], _ body: (Tensor) throws -> Tensor) throws -> Tensor {
    let count = shape.first ?? 0
    if count == 0 { return try Tensor.zeros([0] + sample) }
    return try withoutGradient {
      try Tensor.concatenate(
        stride(from: 0, to: count, by: size).map { start in
          try body(narrow(0, start: start, length: Swift.min(size, count - start)))
        })
    }
  }
}
