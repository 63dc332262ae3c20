import TorchTensors

/// A model whose samples are functions of latent vectors: between any two of them there are others.
public protocol LatentVariableModel: GenerativeModel {
  /// The length of a latent vector.
  var latentSize: Int { get }
  /// Whether latent vectors are drawn from the distribution that the model was trained with, the standard normal one.
  /// Where they are not, they are the codes of data, and the samples reconstructions.
  var hasPrior: Bool { get }
  /// Where its numbers are.
  var device: Device { get }
  /// The latent vectors of these samples, [count, latentSize].
  func latent(_ numbers: [Int], seed: UInt64) throws -> Tensor
  /// The samples of latent vectors [count, latentSize], [count] + sample shape; `labels` as for `samples`, by place.
  func samples(of latent: Tensor, labels: [Int]?) throws -> Tensor
}

extension LatentVariableModel {
  /// True: they are drawn.
  public var hasPrior: Bool { true }

  /// Standard normal, one by one, since libtorch's generators draw longer tensors in another order.
  public func latent(_ numbers: [Int], seed: UInt64) throws -> Tensor {
    if numbers.isEmpty { return try Tensor.zeros([0, latentSize], device: device) }
    return try Tensor.stack(
      numbers.map { number in
        try RandomStream(seed: seed, stream: RandomUse.samples, step: UInt64(max(0, number)), device: device)
          .normal([latentSize])
      })
  }

  /// Those of the first samples.
  public func latent(_ count: Int, seed: UInt64) throws -> Tensor { try latent(Array(0..<max(0, count)), seed: seed) }

  /// The samples of latent vectors, of the classes in turn.
  public func samples(of latent: Tensor) throws -> Tensor { try samples(of: latent, labels: nil) }

  /// The samples of their latent vectors.
  public func samples(
    _ numbers: [Int], seed: UInt64, labels: [Int]?, progress: (Double) throws -> Void
  ) throws -> Tensor {
    let told = try toldClasses(of: numbers, labels: labels)
    let made = try samples(of: latent(numbers, seed: seed), labels: told)
    try progress(1)
    return made
  }
}
