import TorchTensors

/// A layer whose weight W is divided by an estimate of its largest singular value, σ = uᵀ W v.
///
/// u and v are buffers, so that σ is linear in W and the network an exactly differentiable function of its parameters.
/// A training pass with a recorder advances them by one power iteration, v ← Wᵀu / ‖Wᵀu‖, u ← Wv / ‖Wv‖. They start
/// from fifteen iterations. Names are those of `torch.nn.utils.spectral_norm`: `weight_orig`, `weight_u`, `weight_v`.
///
/// - Note: PyTorch advances the vectors before it uses them, here they are used and then advanced: one step later. What
///   is computed from given vectors is the same as PyTorch's in evaluation.
///
/// Source: T. Miyato et al., "Spectral Normalization for Generative Adversarial Networks", 2018, arXiv:1802.05957,
/// algorithm 1.
public struct SpectralNorm<Inner: WeightedLayer>: Layer {
  /// The layer's own, with `weight_orig` for `weight`.
  public let parameters: [ParameterDeclaration]
  /// `weight_u`, `weight_v` and then the layer's own.
  public let buffers: [BufferDeclaration]
  /// The layer's own.
  public var conditions: [String] { inner.conditions }
  let inner: Inner
  /// Where `weight` is among the parameters; nil is an error when the layer is called.
  private let place: Int?

  /// The layer with its weight normalized.
  public init(_ inner: Inner) {
    self.inner = inner
    let own = inner.parameters
    place = own.firstIndex { $0.name == "weight" }
    parameters = own.map { $0.renamed { $0 == "weight" ? "weight_orig" : $0 } }
    let shape = place.map { own[$0].shape } ?? []
    let rows = shape.indices.contains(inner.outputDimension) ? shape[inner.outputDimension] : 1
    let columns = shape.reduce(1, *) / max(1, rows)
    buffers =
      [
        BufferDeclaration(
          "weight_u", [rows],
          .singularVector(parameter: "weight_orig", outputs: inner.outputDimension, isLeft: true)),
        BufferDeclaration(
          "weight_v", [columns],
          .singularVector(parameter: "weight_orig", outputs: inner.outputDimension, isLeft: false)),
      ] + inner.buffers
  }

  /// The layer with its weight over the estimate of its greatest singular value; a training pass takes power steps first
  /// and tells the pass the new vectors. Throws where the layer has no `weight` or the network was given no buffers.
  public func callAsFunction(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor {
    guard let place else {
      throw TorchError(operation: "SpectralNorm", message: "a layer with a parameter 'weight' is required")
    }
    guard own.buffers.count >= 2 else {
      throw TorchError(
        operation: "SpectralNorm",
        message: "singular vectors are required, and the network was given no buffers; "
          + "`Network.initialBuffers` makes them, `GANGame(buffers:)` takes them")
    }
    let first = own.buffers.startIndex
    let weight = own[place]
    let matrix = try PowerIteration.matrix(of: weight, outputs: inner.outputDimension)
    let sigma = try own.buffers[first].dot(matrix.matmul(own.buffers[first + 1]))
    var parameters = own.parameters
    parameters[parameters.startIndex + place] = try weight / sigma
    if pass.mode == .training, let recorder = pass.recorder {
      let (left, right) = try PowerIteration.advance(
        matrix, left: recorder.current(first, startingFrom: own.buffers[first]), iterations: 1)
      recorder.record(left, at: first)
      recorder.record(right, at: first + 1)
    }
    return try inner(
      input, LayerTensors(parameters: parameters, buffers: own.buffers.dropFirst(2), stream: own.stream), in: pass)
  }
}

/// The power iteration for the largest singular value's vectors.
enum PowerIteration {
  /// The weight as a matrix with a row for each output.
  static func matrix(of weight: Tensor, outputs: Int) throws(TorchError) -> Tensor {
    let ordered = outputs == 0 ? weight : try weight.transpose(0, outputs)
    return try ordered.flatten(1)
  }

  /// v ← Wᵀu / ‖Wᵀu‖, u ← Wv / ‖Wv‖, some times over, outside of any graph.
  static func advance(
    _ matrix: Tensor, left: Tensor, iterations: Int
  ) throws(TorchError) -> (left: Tensor, right: Tensor) {
    try withoutGradient { () throws(TorchError) -> (left: Tensor, right: Tensor) in
      let transposed = try matrix.transpose()
      var u = left
      var v = try unit(transposed.matmul(u))
      for iteration in 0..<max(1, iterations) {
        if iteration > 0 { v = try unit(transposed.matmul(u)) }
        u = try unit(matrix.matmul(v))
      }
      return (u, v)
    }
  }

  /// x / max(‖x‖, 10⁻¹²), as PyTorch's `normalize`.
  private static func unit(_ x: Tensor) throws(TorchError) -> Tensor { try x / x.norm().maximum(1e-12) }
}
