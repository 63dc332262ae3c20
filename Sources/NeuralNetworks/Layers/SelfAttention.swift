import TorchTensors

/// x + γ · attention(x): every pixel of an image (N, C, H, W) looks at every other.
///
///     βⱼᵢ = softmaxᵢ ⟨f(xᵢ), g(xⱼ)⟩,   y = x + γ v(Σᵢ βⱼᵢ h(xᵢ))
///
/// f, g, h and v are 1×1 convolutions without bias, `query` (g), `key` (f), `value` (h) and `output` (v), through C/8
/// channels (at least one); γ (`gamma`) starts at zero, so the layer starts as the identity. Memory: (H W)² numbers per
/// image.
///
/// Source: H. Zhang et al., "Self-Attention Generative Adversarial Networks", 2018, arXiv:1805.08318, equations 1 to 3.
public struct SelfAttention: Layer {
  /// `gamma`, and those of the four convolutions.
  public let parameters: [ParameterDeclaration]
  let convolutions: NamedLayers
  let inner: Int

  /// Attention among the pixels of this many channels; `spectral` normalizes the four convolutions, as in the paper.
  public init(_ channels: Int, spectral: Bool = false) {
    inner = max(1, channels / 8)
    func convolution(_ inputs: Int, _ outputs: Int) -> any Layer {
      let layer = Conv2d(
        inputs, outputs, kernel: 1, bias: false, initializer: .xavierUniform(fanIn: inputs, fanOut: outputs))
      return spectral ? SpectralNorm(layer) : layer
    }
    convolutions = NamedLayers([
      (name: "query", layer: convolution(channels, inner)), (name: "key", layer: convolution(channels, inner)),
      (name: "value", layer: convolution(channels, inner)), (name: "output", layer: convolution(inner, channels)),
    ])
    parameters = [ParameterDeclaration("gamma", [1], .constant(0))] + convolutions.parameters
  }

  /// Those of the convolutions.
  public var buffers: [BufferDeclaration] { convolutions.buffers }

  /// (N, C, H, W) to the same shape; takes N (H W)² numbers for the weights between pixels.
  public func callAsFunction(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor {
    let shape = input.shape
    guard shape.count == 4 else {
      throw TorchError(
        operation: "SelfAttention", message: "images (N, C, H, W) are required, given the shape \(shape)")
    }
    let inside = LayerTensors(
      parameters: own.parameters.dropFirst(), buffers: own.buffers, stream: own.stream)
    let query = try convolutions(0, input, inside, in: pass).flatten(2)
    let key = try convolutions(1, input, inside, in: pass).flatten(2)
    let value = try convolutions(2, input, inside, in: pass).flatten(2)
    // Row j: where pixel j looks.
    let attention = try query.transpose(1, 2).matmul(key).softmax(-1)
    let seen = try value.matmul(attention.transpose(1, 2)).reshape([shape[0], inner, shape[2], shape[3]])
    return try input + own[0] * convolutions(3, seen, inside, in: pass)
  }
}
