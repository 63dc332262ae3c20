import TorchTensors

/// A network in evaluation mode, written down as PyTorch code: one assignment a line, each an operation of `torch` that
/// both Python and TorchScript know.
///
/// `z` is the input; conditions are further arguments, `argument(_:)` of their names. Parameters and buffers are attributes
/// of `self`, `attribute(_:)` of their names.
public struct PyTorchCode: Sendable, Equatable {
  /// The assignments, without indentation.
  public private(set) var lines: [String] = []
  /// The variable that holds the output in the end.
  public private(set) var output = "z"
  private var prefix = ""
  private var replaced: [String: String] = [:]
  private var told: [String: String] = [:]

  /// The code of a network. Throws `TorchError` where it has a layer that is no `PyTorchLayer`.
  public init(_ network: Network) throws(TorchError) {
    output = try write(network.layers, "z")
  }

  /// The attribute of a parameter or buffer: `main.0.weight` is `main__0__weight`. One that would begin with a digit has
  /// `layer__` before it.
  public static func attribute(_ name: String) -> String {
    let plain = name.split(separator: ".", omittingEmptySubsequences: false).joined(separator: "__")
    return plain.first?.isNumber == true ? "layer__" + plain : plain
  }

  /// The argument for a condition of this name.
  public static func argument(_ condition: String) -> String {
    let plain = String(condition.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    return plain == "z" || plain == "self" || plain.first?.isNumber != false ? "condition_" + plain : plain
  }

  // MARK: - For layers

  /// The layer's own tensor of this name, as an expression.
  func tensor(_ name: String) -> String { replaced[name] ?? "self.\(Self.attribute(prefix + name))" }

  /// The condition of this name, as an expression.
  func condition(_ name: String) -> String { told[name] ?? Self.argument(name) }

  /// Writes what is told an expression as a condition, in place of an argument; the argument where it is nil.
  mutating func telling<Result>(
    _ condition: String, as expression: String?, _ write: (inout PyTorchCode) throws(TorchError) -> Result
  ) throws(TorchError) -> Result {
    let before = told[condition]
    told[condition] = expression
    defer { told[condition] = before }
    return try write(&self)
  }

  /// Names a value; returns the name.
  mutating func assign(_ expression: String) -> String {
    let name = "v\(lines.count)"
    lines.append("\(name) = \(expression)")
    return name
  }

  /// Writes layers one after another; returns the output.
  mutating func write(_ layers: NamedLayers, _ input: String) throws(TorchError) -> String {
    var signal = input
    for place in 0..<layers.count { signal = try write(layers, place, signal) }
    return signal
  }

  /// Writes one of several layers.
  mutating func write(_ layers: NamedLayers, _ place: Int, _ input: String) throws(TorchError) -> String {
    let (name, layer) = layers.named[place]
    let outer = prefix
    prefix += name + "."
    defer { prefix = outer }
    guard let layer = layer as? any PyTorchLayer else {
      throw TorchError(
        operation: "PyTorchCode",
        message:
          "layers that can be written as PyTorch code are required, and \(prefix.dropLast()) is a \(type(of: layer)); "
          + "conform it to PyTorchLayer")
    }
    return try layer.write(input, to: &self)
  }

  /// Writes a layer with another expression in place of one of its tensors.
  mutating func write(
    _ layer: any PyTorchLayer, _ input: String, with tensor: String, as expression: String
  ) throws(TorchError) -> String {
    replaced[tensor] = expression
    defer { replaced[tensor] = nil }
    return try layer.write(input, to: &self)
  }
}

/// A layer that can say itself in PyTorch, as it is in evaluation mode.
///
/// Only operations that are in Python's `torch` *and* TorchScript's builtins under the same name and arguments will do:
/// `torch.conv2d`, not `torch.nn.functional.leaky_relu`.
protocol PyTorchLayer: Layer {
  /// Writes the layer's assignments; returns the output's name.
  func write(_ input: String, to code: inout PyTorchCode) throws(TorchError) -> String
}
