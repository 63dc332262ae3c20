import TorchTensors

/// In training each number (or each channel) is zero with probability p, and the others are divided by 1 - p; in
/// evaluation nothing happens.
///
/// The mask is drawn from a stream of the pass's seed, its call and the layer's name: the same pass gives the same
/// mask. It is drawn for the pass's whole batch, of which the input may be the first samples.
///
/// Source: N. Srivastava et al., "Dropout", JMLR 15, 2014.
public struct Dropout: Layer {
  /// The probability of zero.
  public let probability: Double
  /// Whether all pixels of a channel share their fate, as in PyTorch's `Dropout2d`.
  public let wholeChannels: Bool

  /// Dropout with a probability from 0 up to but not including 1 (checked when it is used).
  public init(_ probability: Double = 0.5, wholeChannels: Bool = false) {
    self.probability = probability
    self.wholeChannels = wholeChannels
  }

  /// Zeros with the probability, the rest scaled to keep the mean; the input itself in an evaluation. Which numbers are
  /// zeroed is a function of the pass's seed, the layer's name and the call. Throws for a probability outside [0, 1).
  public func callAsFunction(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor {
    guard probability >= 0, probability < 1 else {
      throw TorchError(
        operation: "Dropout", message: "a probability from 0 to below 1 is required, given \(probability)")
    }
    if pass.mode == .evaluation || probability == 0 { return input }
    var shape = input.shape
    if wholeChannels { for place in shape.indices.dropFirst(2) { shape[place] = 1 } }
    let dtype = input.dtype ?? .float32
    let stream = try RandomStream(seed: pass.seed, stream: own.stream, step: pass.call, device: input.device)
    let kept = try stream.uniform(shape, ofBatch: pass.wholeBatch).greaterOrEqual(probability).to(dtype)
    return try input * (kept * (1 / (1 - probability)))
  }
}
