import Foundation
import TorchTensors

/// What a network's output says of a pixel whose numbers are levels: evenly spaced, from -1 to 1.
///
/// Level k of L is the number -1 + 2k / (L - 1); bytes of images are 256 levels. The output of a network is
/// [N, `outputs(channels:)`, H, W], and all probabilities are exact: those of a number's levels sum to 1.
public enum LevelDistribution: Sendable, Equatable {
  /// Two levels, black and white: one output a channel, the logit of white.
  case bernoulli
  /// Any levels, each with a logit of its own: channel after channel, L outputs each.
  case categorical(levels: Int)
  /// A mixture of logistic distributions, each integrated over the levels, with the channels of a pixel coupled: see
  /// `LogisticMixture`. All channels are read off one output.
  case logisticMixture(components: Int, levels: Int)

  /// L.
  public var levels: Int {
    switch self {
    case .bernoulli: 2
    case .categorical(let levels), .logisticMixture(_, let levels): levels
    }
  }

  /// Whether one output holds the distribution of all channels of a pixel. Otherwise the network is to see the channels
  /// before, by its masks.
  public var isJoint: Bool { if case .logisticMixture = self { true } else { false } }

  /// How many numbers a pixel the network puts out.
  public func outputs(channels: Int) -> Int {
    switch self {
    case .bernoulli: channels
    case .categorical(let levels): channels * levels
    case .logisticMixture(let components, _): LogisticMixture.outputs(channels: channels, components: components)
    }
  }

  /// Numbers in [-1, 1] put to the nearest level.
  public func levelled(_ samples: Tensor) throws(TorchError) -> Tensor {
    let steps = Double(levels - 1)
    return try ((samples + 1) * (steps / 2)).round() * (2 / steps) - 1
  }

  /// What a network sees of samples in [-1, 1], and is to predict: the nearest levels, or with a seed black or white, white
  /// with the probability (1 + grey)/2.
  func targets(_ samples: Tensor, drawnBy seed: UInt64?) throws(TorchError) -> Tensor {
    guard let seed else { return try levelled(samples) }
    let white = try RandomStream(seed: seed, device: samples.device).uniform(samples.shape).less((samples + 1) / 2)
    return try white.to(.float32) * 2 - 1
  }

  /// log p of each sample in nats, [N], of an output and samples [N, channels, H, W] that are on levels.
  public func logLikelihood(_ output: Tensor, of samples: Tensor) throws(TorchError) -> Tensor {
    let shape = samples.shape
    switch self {
    case .bernoulli:
      let white = try ((samples + 1) / 2).flatten(1)
      let logits = try output.flatten(1)
      return try (white * logits - logits.softplus()).sum([1])
    case .categorical(let levels):
      let places = try ((samples + 1) * (Double(levels - 1) / 2)).round().to(.int64).unsqueeze(2)
      let logs = try output.reshape([shape[0], shape[1], levels] + shape[2...]).logSoftmax(2)
      return try logs.gather(2, places).flatten(1).sum([1])
    case .logisticMixture(let components, let levels):
      return try LogisticMixture(output, channels: shape[1], components: components, levels: levels)
        .logLikelihood(of: samples).flatten(1).sum([1])
    }
  }

  /// A channel's number drawn by inversion, [n] in [-1, 1]: the level as often as the probabilities of lower levels do not
  /// exceed the noise, uniform on [0, 1).
  ///
  /// - `output`: of n pixels, [n, outputs].
  /// - `channel`: the one to be drawn.
  /// - `known`: the channels of these pixels, [n, channels], of which those before `channel` count.
  /// - `noise`: [n].
  public func draw(
    _ output: Tensor, channel: Int, known: Tensor, noise: Tensor
  ) throws(TorchError) -> Tensor {
    let steps = Double(levels - 1)
    let below: Tensor  // The probabilities of at most level 0, 1, …, L - 2, [n, L - 1].
    switch self {
    case .bernoulli: below = try (-output.narrow(1, start: channel, length: 1)).sigmoid()
    case .categorical(let levels):
      below = try output.narrow(1, start: channel * levels, length: levels).softmax(1).cumulativeSum(1)
        .narrow(1, start: 0, length: levels - 1)
    case .logisticMixture(let components, let levels):
      let pixels = try output.unsqueeze(2).unsqueeze(3)
      below = try LogisticMixture(pixels, channels: known.shape[1], components: components, levels: levels)
        .cumulative(channel: channel, known: known)
    }
    let level = try below.lessOrEqual(noise.unsqueeze(1)).to(output.dtype ?? .float32).sum([1])
    return try level * (2 / steps) - 1
  }
}
