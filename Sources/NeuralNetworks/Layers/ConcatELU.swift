import TorchTensors

/// elu(x) and elu(-x) side by side: twice the channels, (N, C, …) to (N, 2 C, …), with a gradient on both sides of zero.
///
/// Source: T. Salimans et al., "PixelCNN++", 2017, arXiv:1701.05517, after W. Shang et al., arXiv:1603.05201.
public struct ConcatELU: PointwiseLayer {
  /// The two halves.
  public init() {}

  /// Along dimension 1.
  public func callAsFunction(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor {
    try Tensor.concatenate([input.elu(), (-input).elu()], 1)
  }
}
