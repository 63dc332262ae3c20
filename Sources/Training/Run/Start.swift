import DurableFiles
import GameDynamics
import NeuralNetworks
import TorchTensors

/// How the parameters of a new run begin. (A run that is resumed goes on from its own last checkpoint, bit for bit.)
public enum Start: Sendable {
  /// Drawn from the seed.
  case drawn
  /// Taken over by name from another run's checkpoint, whatever its settings, data, loss or optimizer; what the
  /// checkpoint has not is drawn.
  case adopted(Adoption)
}

/// Parameters and buffers taken over from a checkpoint by their names: transfer, other settings, another optimizer,
/// larger networks. Optimizers start afresh; what they remember belongs to the run that they come from.
public struct Adoption: Sendable {
  /// Where from.
  public let checkpoint: StoredCheckpoint
  /// Only tensors whose names are one of these, or begin with one and a dot; nil for all.
  public var only: [String]?
  /// Names here that are other names there: `generator.low` ← `generator`, longest first.
  public var renamed: [(here: String, there: String)] = []
  /// Whether the moving average is taken where the checkpoint has one.
  public var average = false

  /// Everything by its own name.
  public init(_ checkpoint: StoredCheckpoint) { self.checkpoint = checkpoint }

  /// What a tensor of these networks is called in the checkpoint; nil where it is not to be taken from there.
  func source(of name: String) -> String? {
    func isPart(_ prefix: String) -> Bool { name == prefix || name.hasPrefix(prefix + ".") }
    if let only, !only.contains(where: isPart) { return nil }
    let rule = renamed.filter { isPart($0.here) }.max { $0.here.count < $1.here.count }
    guard let rule else { return name }
    return rule.there + name.dropFirst(rule.here.count)
  }

  /// What was taken over, and what was not there.
  public struct Report: Sendable, Equatable, CustomStringConvertible {
    /// Names of these networks.
    public internal(set) var adopted: [String] = [], drawn: [String] = []

    /// How many tensors were adopted, and the first four that were drawn.
    public var description: String {
      "adopted \(adopted.count) of \(adopted.count + drawn.count) tensors"
        + (drawn.isEmpty
          ? "" : "; drawn: \(drawn.prefix(4).joined(separator: ", "))\(drawn.count > 4 ? ", …" : "")")
    }
  }

  /// Takes over what the checkpoint has of these lists.
  ///
  /// Throws `FileError.foreign` where a name fits and the shape does not, or no name fits at all.
  func apply(to lists: inout [TensorList]) throws -> Report {
    let file = try SafetensorsFile(
      contentsOf: checkpoint.folder.appendingPathComponent(CheckpointStore.weightsFile))
    var report = Report()
    for place in lists.indices where !lists[place].layout.entries.isEmpty {
      let list = lists[place]
      var views = try list.views()
      for (index, entry) in list.layout.entries.enumerated() {
        var there = source(of: entry.name)
        if average, let name = there, file.header[NetworkAverage.stored(name)] != nil {
          there = NetworkAverage.stored(name)
        }
        guard let there, let stored = file.header[there] else {
          report.drawn.append(entry.name)
          continue
        }
        guard stored.shape == entry.shape else {
          throw FileError(
            .foreign, subject: "\(file.name), tensor '\(there)'",
            required: "the shape \(entry.shape) of '\(entry.name)'", given: "\(stored.shape)",
            remedy: "adopt other networks alone (--adopt NAME), or build these with the same widths")
        }
        views[index] = try file.tensor(there, device: list.device).to(list.dtype ?? .float32)
        report.adopted.append(entry.name)
      }
      lists[place] = try TensorList(flattening: views, list.layout)
    }
    guard !report.adopted.isEmpty else {
      throw FileError(
        .foreign, subject: file.name,
        required: "at least one tensor of these networks, such as '\(report.drawn.first ?? "none")'",
        given: file.header.entries.prefix(4).map(\.name).joined(separator: ", "),
        remedy: "take a checkpoint of networks with these names, or start from the seed")
    }
    return report
  }
}
