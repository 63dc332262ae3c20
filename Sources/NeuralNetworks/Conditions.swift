import TorchTensors

/// What networks are told beside their inputs, by name: the class of every sample, a coarse picture of it, a text.
///
/// A layer asks for a condition by its name and says so in `Layer.conditions`, so that whoever evaluates a network knows
/// what it needs: a training problem takes the data set's field of that name. Values have the batch first: classes are
/// int64 [batch], texts int64 [batch, length] of places in a vocabulary, images [batch, channels, height, width], vectors
/// [batch, width].
public struct Conditions: Sendable {
  /// What the classes of samples are called, here as in data sets, unless something else is said.
  public static let label = "label"
  /// Nothing is told.
  public static let none = Conditions([:])

  private var byName: [String: Tensor]

  /// These conditions.
  public init(_ byName: [String: Tensor]) { self.byName = byName }

  /// The class of every sample (int64, [batch]) alone.
  public static func label(_ classes: Tensor) -> Conditions { Conditions([label: classes]) }

  /// The names, sorted.
  public var names: [String] { byName.keys.sorted() }

  /// The condition of this name; nil where there is none.
  public subscript(name: String) -> Tensor? {
    get { byName[name] }
    set { byName[name] = newValue }
  }

  /// Those of `count` samples from `start` on. Throws `TorchError` where there are not so many.
  public func narrowed(start: Int = 0, count: Int) throws(TorchError) -> Conditions {
    var narrowed: [String: Tensor] = [:]
    for (name, tensor) in byName { narrowed[name] = try tensor.narrow(0, start: start, length: count) }
    return Conditions(narrowed)
  }

  /// The condition of this name; throws `TorchError` where there is none.
  func required(_ name: String, by layer: String) throws(TorchError) -> Tensor {
    if let tensor = byName[name] { return tensor }
    throw TorchError(
      operation: layer,
      message: "a conditional network requires the condition '\(name)' of every sample, and the pass has "
        + (byName.isEmpty ? "none" : names.map { "'\($0)'" }.joined(separator: ", "))
        + "; give it to ForwardPass(conditions:) or to the game")
  }
}
