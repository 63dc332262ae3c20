import TorchTensors

/// One step of a network: it declares its parameters by name and shape, and is a function of them and of its input.
///
/// A layer holds no numbers. The parameters of all layers of a network live in one `TensorList`, which is what an
/// optimizer moves; a layer is handed its own slice of it. So a network can be evaluated at any point, as extragradient
/// and finite differences need.
public protocol Layer: Sendable {
  /// The parameters, in the order in which `callAsFunction` expects them.
  var parameters: [ParameterDeclaration] { get }

  /// The output for a batch of inputs. Throws `TorchError` when the shapes do not fit.
  func callAsFunction(_ input: Tensor, _ parameters: ArraySlice<Tensor>, in pass: ForwardPass) throws(TorchError)
    -> Tensor
}

extension Layer {
  /// None: activations and reshapes have no parameters.
  public var parameters: [ParameterDeclaration] { [] }
}

/// A parameter that a layer declares: name within the layer, shape, how it starts.
public struct ParameterDeclaration: Sendable {
  /// The name within the layer: `weight`.
  public let name: String
  /// The shape.
  public let shape: [Int]
  /// How it is drawn at the start.
  public let initializer: Initializer

  /// A declaration.
  public init(_ name: String, _ shape: [Int], _ initializer: Initializer) {
    self.name = name
    self.shape = shape
    self.initializer = initializer
  }
}

/// What holds for one evaluation of a whole network.
public struct ForwardPass: Sendable {
  /// Training, or use of the trained network.
  public enum Mode: Sendable {
    /// Batch statistics, dropout on.
    case training
    /// Kept statistics, dropout off.
    case evaluation
  }

  /// Training or evaluation.
  public var mode: Mode

  /// A pass; training unless said otherwise.
  public init(mode: Mode = .training) { self.mode = mode }
}
