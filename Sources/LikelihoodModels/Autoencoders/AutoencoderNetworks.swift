import NeuralNetworks
import TorchTensors
import Training

/// Encoders and decoders.
public enum AutoencoderNetworks: String, Sendable, CaseIterable {
  /// One matrix each way, and a bias; hidden widths are of no use.
  case linear
  /// Fully connected, hidden layers rectified.
  case dense
  /// Two convolutions of 4 x 4 pixels and stride 2 (32 and 64 channels) and back, with one hidden layer of the first
  /// hidden width between; for images whose sides are multiples of 4.
  case convolutional

  /// From samples of a shape to so many numbers. Throws `TrainingError.badSetting` where the shape does not fit.
  public func encoder(sample: [Int], outputs: Int, hidden: [Int]) throws -> Network {
    switch self {
    case .linear: return try Network([Reshape([sample.reduce(1, *)]), Linear(sample.reduce(1, *), outputs)])
    case .dense:
      let widths = [sample.reduce(1, *)] + hidden
      return try Network([Reshape([widths[0]])] + Self.rectified(widths) + [Linear(widths[hidden.count], outputs)])
    case .convolutional:
      let (channels, height, width) = try Self.quarters(sample)
      let size = 64 * height * width
      let middle = hidden.first ?? 256
      return try Network([
        Conv2d(channels, 32, kernel: 4, stride: 2, padding: 1), Activation.relu,
        Conv2d(32, 64, kernel: 4, stride: 2, padding: 1), Activation.relu, Flatten(),
        Linear(size, middle), Activation.relu, Linear(middle, outputs),
      ])
    }
  }

  /// From so many numbers to samples of a shape; the encoder's layers in reverse. Throws as `encoder` does.
  public func decoder(latent: Int, sample: [Int], hidden: [Int]) throws -> Network {
    switch self {
    case .linear: return try Network([Linear(latent, sample.reduce(1, *)), Reshape(sample)])
    case .dense:
      let widths = [latent] + hidden.reversed()
      let size = sample.reduce(1, *)
      return try Network(Self.rectified(widths) + [Linear(widths[hidden.count], size), Reshape(sample)])
    case .convolutional:
      let (channels, height, width) = try Self.quarters(sample)
      let middle = hidden.first ?? 256
      return try Network([
        Linear(latent, middle), Activation.relu, Linear(middle, 64 * height * width), Activation.relu,
        Reshape([64, height, width]), ConvTranspose2d(64, 32, kernel: 4, stride: 2, padding: 1), Activation.relu,
        ConvTranspose2d(32, channels, kernel: 4, stride: 2, padding: 1),
      ])
    }
  }

  private static func rectified(_ widths: [Int]) -> [any Layer] {
    zip(widths, widths.dropFirst()).flatMap { [Linear($0, $1), Activation.relu] as [any Layer] }
  }

  private static func quarters(_ sample: [Int]) throws -> (channels: Int, height: Int, width: Int) {
    guard sample.count == 3, sample[1] % 4 == 0, sample[2] % 4 == 0 else {
      throw TrainingError.badSetting(
        name: "networks",
        required: "dense for these data; convolutional networks take images whose sides are multiples of 4",
        given: "samples of shape \(sample)")
    }
    return (sample[0], sample[1] / 4, sample[2] / 4)
  }
}
