import TorchTensors

/// One step of a network: it declares its parameters and buffers by name and shape, and is a function of them and of
/// its input.
///
/// A layer holds no numbers. The parameters of all layers of a network live in one `TensorList`, which is what an
/// optimizer moves; a layer is handed its own slice of it. So a network can be evaluated at any point, as extragradient
/// and finite differences need.
///
/// Buffers are numbers that are kept but not trained: running statistics, singular vectors. A layer reads them and
/// never changes them; what they should become is told to the pass's recorder, if there is one.
public protocol Layer: Sendable {
  /// The parameters, in the order in which `callAsFunction` expects them.
  var parameters: [ParameterDeclaration] { get }
  /// The buffers, in the order in which `callAsFunction` expects them.
  var buffers: [BufferDeclaration] { get }
  /// The names of the conditions that the layer asks the pass for.
  var conditions: [String] { get }

  /// The output for a batch of inputs. Throws `TorchError` when the shapes do not fit, or when the pass lacks what the
  /// layer needs (conditions, buffers).
  func callAsFunction(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor
}

extension Layer {
  /// None: activations and reshapes have no parameters.
  public var parameters: [ParameterDeclaration] { [] }
  /// None: most layers keep nothing.
  public var buffers: [BufferDeclaration] { [] }
  /// None: most layers see their input alone.
  public var conditions: [String] { [] }
}

/// A layer whose output is linear in a parameter called `weight`: what spectral normalization can be put around.
public protocol WeightedLayer: Layer {
  /// The dimension of `weight` that counts outputs: 0, and 1 for transposed convolutions. The others, flattened, are
  /// the matrix's columns.
  var outputDimension: Int { get }
}

extension WeightedLayer {
  /// 0.
  public var outputDimension: Int { 0 }
}

/// What a layer is handed of its network's tensors, and its own stream of random numbers.
public struct LayerTensors: Sendable {
  /// The layer's parameters, in the order of its declarations.
  public let parameters: ArraySlice<Tensor>
  /// The layer's buffers in the order of its declarations; empty where the caller gave the network none. Its indices
  /// are those of the network's buffers, by which the recorder knows them.
  public let buffers: ArraySlice<Tensor>
  /// A number that no other layer of the network has, made of the names on the way to it: that of its stream of random
  /// numbers.
  public let stream: UInt64

  /// The slices of one layer.
  public init(parameters: ArraySlice<Tensor>, buffers: ArraySlice<Tensor> = [], stream: UInt64 = 0) {
    self.parameters = parameters
    self.buffers = buffers
    self.stream = stream
  }

  /// The layer's parameter number `place`.
  public subscript(place: Int) -> Tensor { parameters[parameters.startIndex + place] }
}

/// A parameter that a layer declares: name within the layer, shape, how it starts.
public struct ParameterDeclaration: Sendable {
  /// The name within the layer: `weight`.
  public let name: String
  /// Sizes, outermost first, as in PyTorch.
  public let shape: [Int]
  /// How it is drawn at the start.
  public let initializer: Initializer

  /// Names within a layer are unique.
  public init(_ name: String, _ shape: [Int], _ initializer: Initializer) {
    self.name = name
    self.shape = shape
    self.initializer = initializer
  }

  /// The same parameter under a name that is seen from further outside.
  func renamed(_ rename: (String) -> String) -> ParameterDeclaration {
    ParameterDeclaration(rename(name), shape, initializer)
  }
}

/// A buffer that a layer declares: name within the layer, shape, how it starts.
public struct BufferDeclaration: Sendable {
  /// How a buffer starts.
  public enum Start: Sendable, Equatable {
    /// The same number everywhere.
    case constant(Double)
    /// A unit vector close to the first left (or right) singular vector of a parameter, taken as a matrix whose rows
    /// run over dimension `outputs`.
    case singularVector(parameter: String, outputs: Int, isLeft: Bool)
  }

  /// The name within the layer: `running_mean`.
  public let name: String
  /// Sizes, outermost first, as in PyTorch.
  public let shape: [Int]
  /// How it starts.
  public let start: Start

  /// Names within a layer are unique.
  public init(_ name: String, _ shape: [Int], _ start: Start) {
    self.name = name
    self.shape = shape
    self.start = start
  }

  /// The same buffer under a name that is seen from further outside; the parameter that it goes with is renamed too.
  func renamed(_ rename: (String) -> String) -> BufferDeclaration {
    var start = start
    if case .singularVector(let parameter, let outputs, let isLeft) = start {
      start = .singularVector(parameter: rename(parameter), outputs: outputs, isLeft: isLeft)
    }
    return BufferDeclaration(rename(name), shape, start)
  }
}
