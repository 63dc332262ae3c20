import TorchTensors

/// Layers one after another, and the list of all their parameters.
///
/// Names are those of PyTorch's `Sequential`: the layer's place, a dot, the parameter's name (`0.weight`).
public struct Network: Sendable {
  /// The layers in order.
  public let layers: [any Layer]
  /// Names, shapes and places of all parameters.
  public let layout: ParameterLayout
  private let ranges: [Range<Int>]

  /// A network of these layers; throws `TorchError` when a shape is not positive.
  public init(_ layers: [any Layer]) throws(TorchError) {
    self.layers = layers
    var entries: [ParameterLayout.Entry] = []
    var ranges: [Range<Int>] = []
    for (place, layer) in layers.enumerated() {
      let first = entries.count
      entries += layer.parameters.map { .init(name: "\(place).\($0.name)", shape: $0.shape) }
      ranges.append(first..<entries.count)
    }
    layout = try ParameterLayout(entries)
    self.ranges = ranges
  }

  /// How many numbers there are to train.
  public var parameterCount: Int { layout.count }

  /// The parameters before training. The i-th tensor is drawn from the stream (seed, `stream`, i), so a change of one
  /// layer leaves the others' draws as they were.
  public func initialParameters(
    seed: UInt64, stream: UInt64 = 0, dtype: DType = .float32, device: Device = .cpu
  ) throws(TorchError) -> TensorList {
    var tensors: [Tensor] = []
    for declaration in layers.flatMap(\.parameters) {
      let random = try RandomStream(seed: seed, stream: stream, step: UInt64(tensors.count), device: device)
      tensors.append(try declaration.initializer.draw(declaration.shape, from: random, dtype: dtype))
    }
    return try TensorList(flattening: tensors, layout)
  }

  /// The output for a batch of inputs, with parameters as tensors in the layout's order (`TensorList.views` or
  /// `leaves`). Throws `TorchError` when their number or the shapes do not fit.
  public func callAsFunction(
    _ input: Tensor, _ parameters: [Tensor], in pass: ForwardPass = ForwardPass()
  ) throws(TorchError) -> Tensor {
    guard parameters.count == layout.entries.count else {
      throw TorchError(
        operation: "Network",
        message: "\(layout.entries.count) parameter tensors are required, given \(parameters.count)")
    }
    var signal = input
    for (layer, range) in zip(layers, ranges) { signal = try layer(signal, parameters[range], in: pass) }
    return signal
  }
}
