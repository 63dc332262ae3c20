import TorchTensors

/// A table with a vector for each of a number of things: labels (int64, [batch]) to [batch, width].
///
/// The input is the labels, whatever the pass says. Starts as N(0, 1), as in PyTorch.
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

  /// The labels'.
  public let conditions: [String]

  /// Concatenation of labels from 0 up to but not including `classes`; `condition` is their name.
  public init(classes: Int, condition: String = Conditions.label) {
    self.classes = classes
    conditions = [condition]
  }

  /// The input with the labels' classes appended along dimension 1. Throws where the pass lacks the condition.
  public func callAsFunction(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor {
    let labels = try pass.conditions.required(conditions[0], by: "ConcatenateLabels")
    let oneHot = try labels.oneHot(classes: classes).to(input.dtype ?? .float32)
    return try input.concatenated(beside: oneHot)
  }
}

/// Puts a condition beside the input, as it is or through a layer of its own.
///
/// A vector (N, c) beside a vector (N, d) makes (N, d + c); beside an image (N, C, H, W) each of its numbers becomes a
/// channel of that number; an image (N, c, H, W) beside one of the same sides makes (N, C + c, H, W). What does not fit
/// goes through an encoder first: an image into a vector through `Flatten`, a text (int64, [N, length]) through
/// `Sequential([Embedding(vocabulary, width), Mean(1)])`, a coarse image through `UpsampleNearest`.
///
/// Names: the encoder's parameters, as its own.
///
/// Source: M. Mirza and S. Osindero, "Conditional Generative Adversarial Nets", 2014, arXiv:1411.1784; for images
/// E. Denton et al., "Deep Generative Image Models using a Laplacian Pyramid of Adversarial Networks", 2015,
/// arXiv:1506.05751, section 3.
public struct ConcatenateCondition: Layer {
  let name: String
  let encoder: NamedLayers

  /// Concatenation of the condition of this name.
  public init(_ name: String, through encoder: [(name: String, layer: any Layer)] = []) {
    self.name = name
    self.encoder = NamedLayers(encoder)
  }

  /// The encoder's.
  public var parameters: [ParameterDeclaration] { encoder.parameters }
  /// The encoder's.
  public var buffers: [BufferDeclaration] { encoder.buffers }
  /// The condition, and what the encoder asks for.
  public var conditions: [String] { [name] + encoder.conditions.filter { $0 != name } }

  /// The input with the condition appended along dimension 1. Throws where the pass lacks it or the shapes do not fit.
  public func callAsFunction(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor {
    let condition = try pass.conditions.required(name, by: "ConcatenateCondition")
    let encoded = try encoder.inSequence(condition, own, in: pass)
    let (shape, given) = (input.shape, encoded.shape)
    guard given.count == 2 || given.count == shape.count, given.first == shape.first, shape.count >= 2,
      given.count == 2 || given[2...] == shape[2...]
    else {
      throw TorchError(
        operation: "ConcatenateCondition",
        message: "beside an input of shape \(shape) the condition '\(name)' is required as [\(shape.first ?? 0), width]"
          + (shape.count > 2 ? " or [\(shape[0]), channels] + \(Array(shape[2...]))" : "")
          + ", given \(given); put it through an encoder (Flatten, UpsampleNearest, Embedding and Mean)")
    }
    return try input.concatenated(beside: encoded.to(input.dtype ?? .float32))
  }
}

extension Tensor {
  /// This and a condition along dimension 1, a vector's numbers as constant channels beside an image.
  fileprivate func concatenated(beside condition: Tensor) throws(TorchError) -> Tensor {
    let (shape, given) = (self.shape, condition.shape)
    if given.count == shape.count { return try Tensor.concatenate([self, condition], 1) }
    let positions = Array(shape[2...])
    let maps = try condition.reshape(given + positions.map { _ in 1 }).expand(given + positions)
    return try Tensor.concatenate([self, maps], 1)
  }
}

/// The head of a projection discriminator: features φ (N, width) and labels y to the logit ⟨l, φ⟩ + b + ⟨e(y), φ⟩.
///
/// Names: `linear.weight`, `linear.bias`, `embedding.weight` (or `weight_orig` each, when spectral).
///
/// Source: T. Miyato and M. Koyama, "cGANs with Projection Discriminator", 2018, arXiv:1802.05637, equation 3.
public struct ProjectionHead: Layer {
  private let layers: NamedLayers
  /// The class's.
  public let conditions: [String]

  /// A head for features of this width; `spectral` normalizes both matrices, `condition` is the name of the classes.
  public init(_ width: Int, classes: Int, spectral: Bool = false, condition: String = Conditions.label) {
    conditions = [condition]
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

  /// [batch, features] to logits [batch, 1]. Throws where the pass lacks the condition.
  public func callAsFunction(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor {
    let labels = try pass.conditions.required(conditions[0], by: "ProjectionHead")
    let unconditional = try layers(0, input, own, in: pass)
    let table = try layers(1, labels, own, in: pass)
    return try unconditional + (table * input).sum([1], keepingDimensions: true)
  }
}
