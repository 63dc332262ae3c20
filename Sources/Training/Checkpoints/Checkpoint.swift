import Datasets
import Foundation
import GameDynamics
import TorchTensors

/// What a checkpoint says of its run beside the numbers of its `RunState`.
public struct CheckpointHeader: Sendable {
  /// What the run computes: all its settings, the problem's too, and the threads that it uses.
  public var configuration: Settings<RunSettings>
  /// The data it is trained on.
  public var data: DataCard
  /// The names of both players' networks.
  public var networks: Players<[String]>

  /// What every checkpoint of a run says alike.
  public init(configuration: Settings<RunSettings>, data: DataCard, networks: Players<[String]>) {
    self.configuration = configuration
    self.data = data
    self.networks = networks
  }
}

/// A checkpoint on the disk whose numbers have not been read yet: what it is of, to build the networks that fit it.
public struct StoredCheckpoint: Sendable, Equatable {
  /// Its folder.
  public let folder: URL
  /// What `checkpoint.json` says.
  public let manifest: CheckpointManifest
}

/// `checkpoint.json`: everything about a checkpoint but its tensors.
public struct CheckpointManifest: Sendable, Equatable, Codable {
  /// Which layout of files this is; this program writes 2 and reads 1 too.
  public var format: Int
  /// Steps taken.
  public var step: Int
  /// What the run computes; a problem's own settings are those that `RunSettings` does not know.
  public var configuration: Settings<RunSettings>
  /// The data's fingerprint, 16 hexadecimal digits.
  public var data: String
  /// What the networks fit; nil where nobody said.
  public var dataDescription: DataDescription?
  /// The names of both players' networks; nil in format 1, which knew `generator` and `discriminator` alone.
  public var networks: Players<[String]>?
  /// The names of what the optimizer remembers: vectors in its order, whose tensors are in `optimizer.safetensors`;
  /// numbers, there too, as F64 scalars, so bit for bit; counters with their values.
  public var vectors: [String], scalars: [String], counters: [String: Int]
  /// The same of what the problem remembers, under `problem/` in `optimizer.safetensors`; nil in format 1, where it was
  /// part of the optimizer's.
  public var memory: Entries?

  /// Names of a state's entries.
  public struct Entries: Sendable, Equatable, Codable {
    /// Vectors and scalars by their names in the file; counters with their values.
    public var vectors: [String], scalars: [String], counters: [String: Int]
  }

  static let currentFormat = 2
}
