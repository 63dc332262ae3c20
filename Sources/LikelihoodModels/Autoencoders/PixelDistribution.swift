import Foundation
import TorchTensors

/// What a decoder's output says of a sample: a distribution of each number by itself.
public enum PixelDistribution: Sendable, Equatable {
  /// Each number is 0 or 1, and the output its logit l: log p = Σ t l - log(1 + eˡ). With grey targets t in [0, 1] the same
  /// expression is the cross entropy, and no likelihood.
  case bernoulli
  /// Each number is normal around the output with one standard deviation σ:
  /// log p = -Σ (t - μ)²/(2σ²) - d log(σ √(2π)).
  case gaussian(deviation: Double)

  /// What encoder and decoder see of samples in [-1, 1]: (1 + x)/2 where numbers are probabilities, else x.
  public func targets(_ samples: Tensor) throws -> Tensor {
    self == .bernoulli ? try (samples + 1) / 2 : samples
  }

  /// log p(target) of each sample in nats, [n], of an output of the targets' shape [n, …].
  public func logLikelihood(_ output: Tensor, of targets: Tensor) throws -> Tensor {
    let (output, targets) = (try output.flatten(1), try targets.flatten(1))
    switch self {
    case .bernoulli: return try (targets * output - output.softplus()).sum([1])
    case .gaussian(let deviation):
      let constant = Double(targets.shape[1]) * (Foundation.log(deviation) + 0.5 * Foundation.log(2 * Double.pi))
      return try (targets - output).square().sum([1]) * (-0.5 / (deviation * deviation)) - constant
    }
  }

  /// The mean of the distribution, as a sample in [-1, 1]: 2 σ(l) - 1 = tanh(l/2), or μ.
  public func mean(_ output: Tensor) throws -> Tensor {
    self == .bernoulli ? try (output / 2).tanh() : try output.clamp(low: -1, high: 1)
  }
}
