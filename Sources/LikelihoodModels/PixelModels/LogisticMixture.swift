import Foundation
import TorchTensors

/// The distribution of a pixel's levels as a mixture of K logistic distributions, integrated over each level.
///
/// Channel c of a pixel, given the channels before it, has in component k the distribution function
///
///     F(x) = σ((x - μ_kc) / s_kc),   μ_kc = m_kc + Σ_{c' < c} tanh(a_kcc') x_c',   log s ≥ -7
///
/// and level x the probability F(x + w) - F(x - w), w = 1 / (L - 1) half a step; the lowest and the highest level are open
/// to -∞ and ∞. The component is the same for all channels: p(pixel) = Σ_k π_k Π_c p_k(x_c | x_<c).
///
/// Differences are taken as σ(a) - σ(b) = σ(a) σ(-b) (1 - e^(b - a)), whose logarithm loses nothing where both are close to
/// 0 or to 1: no approximation by the density, and probabilities that sum to 1.
///
/// Outputs of a pixel, K each: log π; m of every channel; log s of every channel; a of every pair of channels.
///
/// Source: T. Salimans, A. Karpathy, X. Chen and D. Kingma, "PixelCNN++", 2017, arXiv:1701.05517, section 2.1 and 2.2.
struct LogisticMixture {
  /// log π, [N, K, H, W], normalised.
  private let logWeights: Tensor
  /// m and log s, [N, channels, K, H, W]; tanh a, [N, pairs, K, H, W].
  private let means: Tensor, logScales: Tensor
  private let couplings: Tensor?
  private let channels: Int, levels: Int

  static func outputs(channels: Int, components: Int) -> Int {
    components * (1 + 2 * channels + channels * (channels - 1) / 2)
  }

  /// Of outputs [N, `outputs`, H, W].
  init(_ output: Tensor, channels: Int, components: Int, levels: Int) throws(TorchError) {
    let shape = output.shape
    let pairs = channels * (channels - 1) / 2
    let parts = try output.split([components, channels * components, channels * components, pairs * components], 1)
    func apart(_ part: Tensor, _ count: Int) throws(TorchError) -> Tensor {
      try part.reshape([shape[0], count, components] + shape[2...])
    }
    logWeights = try parts[0].logSoftmax(1)
    means = try apart(parts[1], channels)
    logScales = try apart(parts[2], channels).clamp(low: -7)
    couplings = try pairs == 0 ? nil : apart(parts[3], pairs).tanh()
    self.channels = channels
    self.levels = levels
  }

  /// μ of a channel, [N, K, H, W], given the pixels [N, channels, H, W].
  private func mean(_ channel: Int, _ pixels: Tensor) throws(TorchError) -> Tensor {
    var mean = try means.select(1, channel)
    guard let couplings else { return mean }
    for before in 0..<channel {
      let weight = try couplings.select(1, channel * (channel - 1) / 2 + before)
      mean = try mean + weight * pixels.narrow(1, start: before, length: 1)
    }
    return mean
  }

  /// log p_k of a channel's levels in each component, [N, K, H, W].
  private func logLevel(_ channel: Int, _ pixels: Tensor) throws(TorchError) -> Tensor {
    let x = try pixels.narrow(1, start: channel, length: 1)
    let half = 1 / Double(levels - 1)
    let precision = try (-logScales.select(1, channel)).exp()
    let centred = try (x - mean(channel, pixels)) * precision
    let reach = try precision * half
    let (upper, lower) = (try centred + reach, try centred - reach)
    let (logUpper, logLower) = (try upper.logSigmoid(), try (-lower).logSigmoid())
    let inside = try logUpper + logLower + (-(reach * -2).expm1()).log()
    let isLowest = try x.less(half - 1), isHighest = try x.greater(1 - half)
    let open = try Tensor.select(where: isHighest, logLower, else: inside)
    return try Tensor.select(where: isLowest, logUpper, else: open)
  }

  /// log p of each pixel, [N, H, W].
  func logLikelihood(of pixels: Tensor) throws(TorchError) -> Tensor {
    var sum = logWeights
    for channel in 0..<channels { sum = try sum + logLevel(channel, pixels) }
    return try sum.logSumExp([1])
  }

  /// The probabilities of at most level 0, 1, …, L - 2 of a channel, given those before it, of outputs [N, outputs, 1, 1]:
  /// [N, L - 1].
  func cumulative(channel: Int, known: Tensor) throws(TorchError) -> Tensor {
    let pixels = try known.unsqueeze(2).unsqueeze(3)
    // What the channels before say about the component.
    var logs = logWeights
    for before in 0..<channel { logs = try logs + logLevel(before, pixels) }
    let weights = try logs.softmax(1).flatten(1).unsqueeze(2)
    let mean = try self.mean(channel, pixels).flatten(1).unsqueeze(2)
    let precision = try (-logScales.select(1, channel)).exp().flatten(1).unsqueeze(2)
    let steps = Double(levels - 1)
    let edges =
      try (Tensor.arange(to: steps, dtype: known.dtype ?? .float32, device: known.device) + 0.5) * (2 / steps) - 1
    return try (weights * ((edges - mean) * precision).sigmoid()).sum([1])
  }
}
