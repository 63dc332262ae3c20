import DurableFiles
import Datasets
import NeuralNetworks
import TorchTensors

/// Conditions of a pass as fields of a data set: a condition is the field of its name. The one called `label` may also be
/// the first category, whatever that is called.
public struct FieldConditions: Sendable {
  /// The fields, each under the name of its condition, in the order in which networks ask for them.
  public let fields: [(condition: String, card: FieldCard)]

  /// The fields of these conditions. Throws `TrainingError.noCondition` where the data have no such field.
  public init(_ names: [String], of dataset: any Dataset) throws(TrainingError) {
    var fields: [(condition: String, card: FieldCard)] = []
    for name in names {
      guard let card = dataset.field(name) ?? (name == Conditions.label ? dataset.classField : nil) else {
        if name == Conditions.label { throw .noClasses(data: dataset.name) }
        throw .noCondition(name, data: dataset.name, fields: dataset.fields.map(\.name))
      }
      fields.append((name, card))
    }
    self.fields = fields
  }

  /// Whether each is a class: what to generate may then be drawn.
  public var areClasses: Bool { fields.allSatisfy { $0.card.kind == .category } }

  /// The conditions of a batch's samples. Throws `FileError` where the batch lacks a field.
  public func of(_ batch: FieldBatch, device: Device = .cpu) throws -> Conditions {
    var conditions: [String: Tensor] = [:]
    for (name, card) in fields {
      let shape =
        [batch.indices.indices.contains(card.part) ? batch.indices[card.part].count : batch.count] + card.shape
      conditions[name] =
        card.kind.isFloat
        ? try Tensor(floats: batch.floats(card.name), shape: shape, device: device)
        : try Tensor(int64s: batch.integers(card.name).map(Int64.init), shape: shape, device: device)
    }
    return Conditions(conditions)
  }

  /// Classes of `count` samples, each uniform over its field's, and each field's from a stream of its own; the first
  /// field's stream is `seed` itself. Throws `TorchError`.
  public func uniformClasses(_ count: Int, seed: UInt64, device: Device = .cpu) throws -> Conditions {
    var conditions: [String: Tensor] = [:]
    for (place, field) in fields.enumerated() {
      let classes = field.card.classNames.count
      let own = place == 0 ? seed : RandomStream.seed(seed, stream: UInt64(place), step: 0)
      let draws = try RandomStream(seed: own).uniform([count]).floats()
      conditions[field.condition] = try Tensor(
        int64s: draws.map { min(Int64($0 * Float(classes)), Int64(classes - 1)) }, device: device)
    }
    return Conditions(conditions)
  }
}
