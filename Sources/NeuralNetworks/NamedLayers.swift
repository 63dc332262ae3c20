import TorchTensors

/// The layers inside a layer, under names, with their parameters and buffers end to end.
///
/// A composite layer holds one, passes on `parameters`, `buffers` and `conditions`, and calls its children by their places. Names are
/// joined with a dot, as in PyTorch (`main.0.weight`).
public struct NamedLayers: Sendable {
  private struct Child {
    let name: String
    let layer: any Layer
    let stream: UInt64
    let parameters: Range<Int>
    let buffers: Range<Int>
  }

  /// The parameters of all children.
  public let parameters: [ParameterDeclaration]
  /// The buffers of all children.
  public let buffers: [BufferDeclaration]
  /// The names of the conditions that any child asks for, in the order of the first to ask.
  public let conditions: [String]
  private let children: [Child]

  /// Layers in order, each with its name.
  public init(_ named: [(name: String, layer: any Layer)]) {
    var parameters: [ParameterDeclaration] = []
    var buffers: [BufferDeclaration] = []
    var conditions: [String] = []
    var children: [Child] = []
    for (name, layer) in named {
      let own = layer.parameters
      let kept = layer.buffers
      children.append(
        Child(
          name: name, layer: layer, stream: streamNumber(of: name),
          parameters: parameters.count..<parameters.count + own.count,
          buffers: buffers.count..<buffers.count + kept.count))
      parameters += own.map { $0.renamed { "\(name).\($0)" } }
      buffers += kept.map { $0.renamed { "\(name).\($0)" } }
      conditions += layer.conditions.filter { !conditions.contains($0) }
    }
    self.parameters = parameters
    self.buffers = buffers
    self.conditions = conditions
    self.children = children
  }

  /// Layers named by their places, as in PyTorch's `Sequential`: `0`, `1`, ….
  public init(_ layers: [any Layer]) {
    self.init(layers.enumerated().map { (name: "\($0.offset)", layer: $0.element) })
  }

  /// The layers, each with its name.
  var named: [(name: String, layer: any Layer)] { children.map { ($0.name, $0.layer) } }

  /// How many layers there are.
  public var count: Int { children.count }

  /// The output of the child at `place`, which is handed its part of `own`.
  public func callAsFunction(
    _ place: Int, _ input: Tensor, _ own: LayerTensors, in pass: ForwardPass
  ) throws(TorchError) -> Tensor {
    try children[place].layer(input, tensors(of: place, in: own), in: pass)
  }

  /// What the child at `place` is handed of `own`.
  public func tensors(of place: Int, in own: LayerTensors) -> LayerTensors {
    let child = children[place]
    let first = own.parameters.startIndex
    let kept = own.buffers.isEmpty ? 0 : own.buffers.startIndex
    return LayerTensors(
      parameters: own.parameters[first + child.parameters.lowerBound..<first + child.parameters.upperBound],
      buffers: own.buffers.isEmpty
        ? [] : own.buffers[kept + child.buffers.lowerBound..<kept + child.buffers.upperBound],
      stream: RandomStream.seed(own.stream, stream: child.stream, step: 0))
  }

  /// One child after another.
  public func inSequence(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor {
    var signal = input
    for place in children.indices { signal = try self(place, signal, own, in: pass) }
    return signal
  }
}

/// Layers one after another, as one layer.
public struct Sequential: Layer {
  let layers: NamedLayers

  /// Layers named by their places.
  public init(_ layers: [any Layer]) { self.layers = NamedLayers(layers) }

  /// Layers with names of their own.
  public init(named layers: [(name: String, layer: any Layer)]) { self.layers = NamedLayers(layers) }

  init(_ layers: NamedLayers) { self.layers = layers }

  /// Those of all layers.
  public var parameters: [ParameterDeclaration] { layers.parameters }
  /// Those of all layers.
  public var buffers: [BufferDeclaration] { layers.buffers }
  /// Those of all layers.
  public var conditions: [String] { layers.conditions }

  /// The layers one after another.
  public func callAsFunction(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor {
    try layers.inSequence(input, own, in: pass)
  }
}
