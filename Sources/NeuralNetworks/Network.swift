import TorchTensors

/// Layers one after another, and the lists of all their parameters and buffers.
///
/// Names are those of PyTorch's `Sequential`: the layer's place or name, a dot, the parameter's name (`0.weight`).
public struct Network: Sendable {
  /// Names, shapes and places of all parameters.
  public let layout: ParameterLayout
  /// Names, shapes and places of all buffers; empty for most networks.
  public let bufferLayout: ParameterLayout
  let layers: NamedLayers

  /// A network of these layers, named by their places; throws `TorchError` when a shape is not positive.
  public init(_ layers: [any Layer]) throws(TorchError) { try self.init(NamedLayers(layers)) }

  /// A network of layers with names of their own, as a PyTorch module with these attributes has.
  public init(named layers: [(name: String, layer: any Layer)]) throws(TorchError) {
    try self.init(NamedLayers(layers))
  }

  private init(_ layers: NamedLayers) throws(TorchError) {
    self.layers = layers
    for declaration in layers.parameters where !declaration.shape.allSatisfy({ $0 > 0 }) {
      throw TorchError(
        operation: "Network",
        message: "the lengths of '\(declaration.name)' must be positive, given \(declaration.shape)")
    }
    layout = try ParameterLayout(layers.parameters.map { .init(name: $0.name, shape: $0.shape) })
    bufferLayout = try ParameterLayout(layers.buffers.map { .init(name: $0.name, shape: $0.shape) })
  }

  /// The layers before the one of this name, and those from it on: two networks whose parameters keep their names. Throws
  /// `TorchError` where there is no such layer.
  public func split(before name: String) throws(TorchError) -> (Network, Network) {
    let named = layers.named
    guard let place = named.firstIndex(where: { $0.name == name }) else {
      throw TorchError(
        operation: "split",
        message: "a layer named '\(name)' is required; there are "
          + named.map { "'\($0.name)'" }.joined(separator: ", "))
    }
    return (try Network(named: Array(named[..<place])), try Network(named: Array(named[place...])))
  }

  /// The names of the conditions that its layers ask the pass for; empty for unconditional networks.
  public var conditions: [String] { layers.conditions }

  /// How many numbers there are to train.
  public var parameterCount: Int { layout.count }

  /// The parameters before training. Each is drawn from the stream (seed, `stream`, hash of its name), so whatever
  /// layers come, go or change, those of the same name are drawn as they were.
  public func initialParameters(
    seed: UInt64, stream: UInt64 = 0, dtype: DType = .float32, device: Device = .cpu
  ) throws(TorchError) -> TensorList {
    var tensors: [Tensor] = []
    for declaration in layers.parameters {
      let random = try RandomStream(
        seed: seed, stream: stream, step: streamNumber(of: declaration.name), device: device)
      tensors.append(try declaration.initializer.draw(declaration.shape, from: random, dtype: dtype))
    }
    return try TensorList(flattening: tensors, layout)
  }

  /// The buffers before training, for these parameters (singular vectors depend on them), of their element type and on
  /// their device. Draws come from streams of names, as those of parameters do.
  public func initialBuffers(
    for parameters: TensorList, seed: UInt64, stream: UInt64 = 0
  ) throws(TorchError) -> TensorList {
    let dtype = parameters.dtype ?? .float32
    var tensors: [Tensor] = []
    for declaration in layers.buffers {
      switch declaration.start {
      case .constant(let value):
        tensors.append(try Tensor.full(declaration.shape, value, dtype: dtype, device: parameters.device))
      case .singularVector(let name, let outputs, let isLeft):
        guard let weight = try parameters[name] else {
          throw TorchError(
            operation: "initialBuffers",
            message: "the network's own parameters are required, and those given have none named '\(name)'")
        }
        // Both vectors of a weight are found from one start: its name says which.
        let random = try RandomStream(
          seed: seed, stream: stream, step: streamNumber(of: name), device: parameters.device)
        let matrix = try PowerIteration.matrix(of: weight, outputs: outputs)
        let start = try random.normal([matrix.shape[0]], dtype: dtype)
        let (left, right) = try PowerIteration.advance(matrix, left: start, iterations: 15)
        tensors.append(isLeft ? left : right)
      }
    }
    if tensors.isEmpty { return try TensorList(zeros: bufferLayout, dtype: dtype, device: parameters.device) }
    return try TensorList(flattening: tensors, bufferLayout)
  }

  /// The output for a batch of inputs, with parameters and buffers as tensors in their layouts' order
  /// (`TensorList.views` or `leaves`).
  ///
  /// Buffers may be left out where no layer reads them: batch normalization does not in training, without a recorder.
  /// Throws `TorchError` when their number or the shapes do not fit.
  public func callAsFunction(
    _ input: Tensor, _ parameters: [Tensor], buffers: [Tensor] = [], in pass: ForwardPass = ForwardPass()
  ) throws(TorchError) -> Tensor {
    try self(input, parameters, buffers: buffers[...], in: pass)
  }

  /// The same with buffers that are a part of a player's: their indices are those by which the recorder knows them.
  func callAsFunction(
    _ input: Tensor, _ parameters: [Tensor], buffers: ArraySlice<Tensor>, in pass: ForwardPass
  ) throws(TorchError) -> Tensor {
    guard parameters.count == layout.entries.count else {
      throw TorchError(
        operation: "Network",
        message: "\(layout.entries.count) parameter tensors are required, given \(parameters.count)")
    }
    guard buffers.isEmpty || buffers.count == bufferLayout.entries.count else {
      throw TorchError(
        operation: "Network",
        message: "\(bufferLayout.entries.count) buffers are required, or none, given \(buffers.count)")
    }
    return try layers.inSequence(input, LayerTensors(parameters: parameters[...], buffers: buffers), in: pass)
  }
}
