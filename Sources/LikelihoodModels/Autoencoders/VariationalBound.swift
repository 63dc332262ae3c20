import Datasets
import Foundation
import GameDynamics
import TorchTensors
import Training

/// How well a variational autoencoder explains data, in nats a sample.
public struct VariationalBound: Sendable, Equatable {
  /// The mean of -log p(t | z) and of KL(q ‖ p), one z a sample.
  public let reconstruction: Double, divergence: Double
  /// How many samples were judged.
  public let count: Int
  /// -ELBO, the sum of the two: above -log p(t) in the mean.
  public var negativeBound: Double { reconstruction + divergence }
}

extension VariationalAutoencoder {
  private static let batch = 500

  /// -ELBO and its parts over a data set, by one latent vector a sample; in batches of 500, a function of the seed.
  public func bound(of trained: TrainedNetworks, on dataset: any Dataset, seed: UInt64 = 0) throws -> VariationalBound {
    var (reconstruction, divergence) = (0.0, 0.0)
    try eachBatch(of: dataset, upTo: dataset.count, on: trained.device, seed: seed) { targets, stream in
      let posterior = try Posterior(trained.evaluate(.x, Self.encoder, targets))
      let z = try posterior.sample(stream.normal(posterior.mean.shape))
      let output = try trained.evaluate(.x, Self.decoder, z)
      reconstruction -= try pixels.logLikelihood(output, of: targets).to(.float64).sum().item()
      divergence += try posterior.divergence().to(.float64).sum().item()
    }
    let n = Double(max(1, dataset.count))
    return VariationalBound(
      reconstruction: reconstruction / n, divergence: divergence / n, count: dataset.count)
  }

  /// An estimate of -log p(t) in nats, the mean over the first `count` samples, by k latent vectors each:
  ///
  ///     log p(t) ≈ log 1/k Σ_i p(t | z_i) p(z_i) / q(z_i | t),   z_i ~ q
  ///
  /// Never above -ELBO in the mean, and falling with k. Cost: k passes through the decoder.
  ///
  /// Source: Y. Burda, R. Grosse and R. Salakhutdinov, "Importance weighted autoencoders", 2015, arXiv:1509.00519, eq. 8.
  public func importanceWeighted(
    _ trained: TrainedNetworks, on dataset: any Dataset, latentVectors k: Int, count: Int, seed: UInt64 = 0
  ) throws -> Double {
    var sum = 0.0
    let judged = min(count, dataset.count)
    try eachBatch(of: dataset, upTo: judged, on: trained.device, seed: seed) { targets, stream in
      let posterior = try Posterior(trained.evaluate(.x, Self.encoder, targets))
      let noise = try stream.normal([k] + posterior.mean.shape)
      let weights = try (0..<k).map { i in
        let epsilon = try noise.select(0, i)
        let z = try posterior.sample(epsilon)
        let output = try trained.evaluate(.x, Self.decoder, z)
        // log p(z) - log q(z): the constants of both are the same.
        let ratio = try (epsilon.square() + posterior.logVariance - z.square()).sum([1]) / 2
        return try pixels.logLikelihood(output, of: targets) + ratio
      }
      let estimates = try Tensor.stack(weights).to(.float64).logSumExp([0]) - Foundation.log(Double(k))
      sum -= try estimates.sum().item()
    }
    return sum / Double(max(1, judged))
  }

  /// Targets in batches, each with a stream of random numbers of its own.
  private func eachBatch(
    of dataset: any Dataset, upTo count: Int, on device: Device, seed: UInt64,
    _ body: (Tensor, RandomStream) throws -> Void
  ) throws {
    try withoutGradient {
      try dataset.eachBatch(of: Self.batch, upTo: count, on: device) { start, samples in
        let targets = try self.targets(
          samples, seed: SplitMix64.seed(seed, stream: RandomUse.pixels, step: UInt64(start)))
        try body(
          targets, RandomStream(seed: seed, stream: RandomUse.posterior, step: UInt64(start), device: device))
      }
    }
  }
}
