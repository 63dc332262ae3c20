import Foundation
import DurableFiles
import GANs
import LikelihoodModels
import Training

/// A trained model on the disk, of any family, before its weights are read: a run's folder, a checkpoint's, or the folder of
/// a pyramid of GANs.
public struct StoredModel: Sendable {
  /// What can be opened. A new family is one line here.
  public static let families: [any ModelFamily] = [
    GANFamily(), VAEFamily(), AutoencoderFamily(), PixelFamily(),
  ]

  /// Where it was looked for.
  public let folder: URL
  /// The checkpoint; of a pyramid that of the finest level.
  public let stored: StoredCheckpoint
  /// All checkpoints that it is made of: of a pyramid those of its levels, the coarsest first.
  public let checkpoints: [StoredCheckpoint]
  /// Whose it is.
  public let family: any ModelFamily

  /// Finds it. Throws `FileError`: what is wrong with the checkpoint, `foreign` where no family has such networks.
  public init(folder: URL) throws {
    self.folder = folder
    let found = try TrainedPyramid.isPyramid(folder) ? TrainedPyramid.stored(in: folder) : []
    let last = try found.last ?? CheckpointStore.find(folder)
    guard let family = Self.families.first(where: { $0.opens(last.manifest) }) else {
      throw FileError(
        .foreign, subject: last.folder.path,
        required: "a checkpoint of a model that makes samples: " + Self.families.map(\.name).joined(separator: ", "),
        given: "one of \(last.manifest.networks.map { ($0.x + $0.y).joined(separator: ", ") } ?? "something else")",
        remedy: "take a run of `counterplay train`, `xicfg`, `vae`, `autoencode` or `autoregress`")
    }
    stored = last
    checkpoints = found.isEmpty ? [last] : found
    self.family = family
  }

  /// Whether a path is that of a run or a checkpoint, and not of data.
  public static func isThere(_ folder: URL) -> Bool {
    let inside = [RunFiles.checkpointsFolder, CheckpointStore.weightsFile].contains {
      FileManager.default.fileExists(atPath: folder.appendingPathComponent($0).path)
    }
    return inside || folder.lastPathComponent.hasPrefix("checkpoint") || TrainedPyramid.isPyramid(folder)
  }

  /// Whether it is a chain of levels.
  public var isPyramid: Bool { checkpoints.count > 1 || TrainedPyramid.isPyramid(folder) }

  /// About how many multiplications and additions a batch takes.
  public var work: Double { family.work(of: stored.manifest) }

  /// The data of the run, as its settings have it.
  public var source: Settings<DataSettings> {
    get throws { try Settings<DataSettings>(texts: stored.manifest.configuration.texts) }
  }

  /// Reads the model. Throws what the family throws.
  public func model(_ options: ModelOptions = ModelOptions()) throws -> any GenerativeModel {
    try pyramid(options)?.generator() ?? family.model(of: stored, options)
  }

  /// The levels of a pyramid; nil for a model of one stage.
  public func pyramid(_ options: ModelOptions = ModelOptions()) throws -> TrainedPyramid? {
    isPyramid ? try TrainedPyramid(checkpoints, average: options.average, device: options.device) : nil
  }
}
