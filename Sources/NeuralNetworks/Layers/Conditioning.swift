import TorchTensors

/// A table with a vector for each of a number of things: labels (int64, [batch]) to [batch, width].
///
/// The input is the labels, whatever the pass's are. Starts as N(0, 1), as in PyTorch.
public struct Embedding: WeightedLayer {
  /// `weight`, [count, width].
  public let parameters: [ParameterDeclaration]

  /// A table of `count` vectors.
  public init(_ count: Int, _ width: Int, initializer: Initializer = .normal(deviation: 1)) {
    parameters = [ParameterDeclaration("weight", [count, width], initializer)]
  }

  /// The rows of `weight` that the input's whole numbers name.
  public func callAsFunction(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor {
    try own[0].embedding(input)
  }
}

/// Puts the label beside the input: a vector (N, d) gets `classes` more numbers, all zero but a one at the label; an
/// image (N, C, H, W) gets `classes` more channels, all zero but one of ones.
///
/// Source: M. Mirza and S. Osindero, "Conditional Generative Adversarial Nets", 2014, arXiv:1411.1784.
public struct ConcatenateLabels: Layer {
  /// How many classes there are.
  public let classes: Int

  /// Concatenation of labels from 0 up to but not including `classes`.
  public init(classes: Int) { self.classes = classes }

  /// The input with the labels' classes appended along dimension 1. Throws where the pass has no labels.
  public func callAsFunction(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor {
    let labels = try pass.requiredLabels("ConcatenateLabels")
    let oneHot = try labels.oneHot(classes: classes).to(input.dtype ?? .float32)
    let shape = input.shape
    if shape.count <= 2 { return try Tensor.concatenate([input, oneHot], 1) }
    let positions = Array(shape[2...])
    let maps = try oneHot.reshape([shape[0], classes] + positions.map { _ in 1 })
      .expand([shape[0], classes] + positions)
    return try Tensor.concatenate([input, maps], 1)
  }
}

/// The head of a projection discriminator: features φ (N, width) and labels y to the logit ⟨l, φ⟩ + b + ⟨e(y), φ⟩.
///
/// Names: `linear.weight`, `linear.bias`, `embedding.weight` (or `weight_orig` each, when spectral).
///
/// Source: T. Miyato and M. Koyama, "cGANs with Projection Discriminator", 2018, arXiv:1802.05637, equation 3.
public struct ProjectionHead: Layer {
  private let layers: NamedLayers

  /// A head for features of this width; `spectral` normalizes both matrices.
  public init(_ width: Int, classes: Int, spectral: Bool = false) {
    let linear = Linear(width, 1, initializer: .xavierUniform(fanIn: width, fanOut: 1))
    let table = Embedding(
      classes, width, initializer: .xavierUniform(fanIn: classes, fanOut: width))
    layers = NamedLayers([
      (name: "linear", layer: spectral ? SpectralNorm(linear) : linear),
      (name: "embedding", layer: spectral ? SpectralNorm(table) : table),
    ])
  }

  /// Those of the linear layer and the table.
  public var parameters: [ParameterDeclaration] { layers.parameters }
  /// The singular vectors, when spectral.
  public var buffers: [BufferDeclaration] { layers.buffers }

  /// [batch, features] to logits [batch, 1]. Throws where the pass has no labels.
  public func callAsFunction(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor {
    let labels = try pass.requiredLabels("ProjectionHead")
    let unconditional = try layers(0, input, own, in: pass)
    let table = try layers(1, labels, own, in: pass)
    return try unconditional + (table * input).sum([1], keepingDimensions: true)
  }
}
