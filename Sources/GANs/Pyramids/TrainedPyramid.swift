import Datasets
import DurableFiles
import Foundation
import NeuralNetworks
import TorchTensors
import Training

/// The trained levels of a pyramid of GANs, and the chain of them as one generator.
public struct TrainedPyramid: Sendable {
  /// The levels' sizes.
  public let pyramid: LaplacianPyramid
  /// Each level's own generator, the coarsest first: of images, then of coefficients.
  public let levels: [TrainedGenerator]
  /// The checkpoints that they are from.
  public let stored: [StoredCheckpoint]

  /// Whether a folder is that of a pyramid's run: it has the stage of a level.
  public static func isPyramid(_ folder: URL) -> Bool { !stages(in: folder).isEmpty }

  /// The folders of the stages that are there, by their number counted from 0.
  private static func stages(in folder: URL) -> [Int: URL] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    var found: [Int: URL] = [:]
    for name in names {
      let words = name.split(separator: "-")
      guard words.count == 4, words[0] == "stage", words[2] == "height", let number = Int(words[1]), number >= 1 else {
        continue
      }
      found[number - 1] = folder.appendingPathComponent(name, isDirectory: true)
    }
    return found
  }

  /// The last checkpoints of all levels in the folder of a run of `LaplacianGAN`; the moving averages where there are any,
  /// unless `average` is false.
  ///
  /// Throws `FileError`: `noCheckpoint` where a level has none, `foreign` where levels are of different pyramids, data or
  /// classes; and what `TrainedGenerator` throws.
  public init(folder: URL, average: Bool = true, device: Device = .cpu) throws {
    try self.init(Self.stored(in: folder), average: average, device: device)
  }

  /// The last checkpoints of all levels in the folder of a run, the coarsest first. Throws `FileError.noCheckpoint`.
  public static func stored(in folder: URL) throws -> [StoredCheckpoint] {
    let stages = stages(in: folder)
    let last = try stages.values.compactMap { try RunFiles.latest(in: $0) }
    let heights = try last.first.map { try settings(of: $0).heights ?? [] } ?? []
    return try heights.indices.map { level in
      guard let place = stages[level], let checkpoint = try RunFiles.latest(in: place) else {
        throw FileError(
          .noCheckpoint, subject: folder.path, required: "a checkpoint of every level, of heights \(heights)",
          given: "none of level \(level + 1)",
          remedy: "train it: counterplay train --recipe lapgan --pyramid-level \(level + 1) --out \(folder.path)")
      }
      return checkpoint
    }
  }

  /// The levels of these checkpoints, the coarsest first. Throws as the other initialiser.
  public init(_ stored: [StoredCheckpoint], average: Bool = true, device: Device = .cpu) throws {
    let levels = try stored.map { try TrainedGenerator($0, average: average, device: device) }
    func foreign(_ required: String, _ given: String) -> FileError {
      FileError(
        .foreign, subject: stored.first?.folder.path ?? "pyramid", required: required, given: given,
        remedy: "train all levels with the same --pyramid, --data and --conditional")
    }
    for (place, (checkpoint, level)) in zip(stored, levels).enumerated() {
      let own = try Self.settings(of: checkpoint)
      let heights = try Self.settings(of: stored[0]).heights
      guard own.level == place + 1, own.heights == heights, heights?.count == stored.count else {
        throw foreign(
          "level \(place + 1) of a pyramid of heights \(heights ?? [])",
          "level \(own.level.map(String.init) ?? "none") of \(own.heights ?? [])")
      }
      guard level.data.name == levels[0].data.name, level.classes == levels[0].classes,
        level.data.sampleShape.first == levels[0].data.sampleShape.first
      else {
        throw foreign(
          "levels of '\(levels[0].data.name)' with \(levels[0].classes ?? 0) classes",
          "one of '\(level.data.name)' with \(level.classes ?? 0)")
      }
    }
    guard !levels.isEmpty else { throw foreign("a pyramid's levels", "none that has a checkpoint") }
    self.levels = levels
    self.stored = stored
    pyramid = try LaplacianPyramid(levels.map { .init($0.data.sampleShape[1], $0.data.sampleShape[2]) })
  }

  private static func settings(of stored: StoredCheckpoint) throws -> Settings<PyramidSettings> {
    try TrainingConfiguration(texts: stored.manifest.configuration.texts).pyramid
  }

  // MARK: - The chain

  /// The chain up to a level, the finest where none is said: a generator whose latent vectors are those of its levels side by
  /// side.
  public func generator(upTo level: Int? = nil) throws -> TrainedGenerator {
    let own = levels.prefix((level ?? levels.count - 1) + 1)
    var links: [RefiningChain.Level] = []
    for (place, generator) in own.enumerated() {
      let enlargement = try place == 0 ? nil : scaling(from: pyramid.sizes[place - 1], to: pyramid.sizes[place])
      links.append(
        .init(
          name: "level\(place + 1)", generator: Sequential(generator.network),
          latentSize: generator.latentSize, enlargement: enlargement))
    }
    let network = try Network(named: [("chain", RefiningChain(links, coarse: LaplacianPyramid.coarseName))])
    let buffers = try own.flatMap { try $0.buffers?.views() ?? [] }
    var data = levels[0].data
    data.sampleShape = own.last?.data.sampleShape ?? data.sampleShape
    return TrainedGenerator(
      network: network,
      parameters: try TensorList(flattening: own.flatMap { try $0.parameters.views() }, network.layout),
      buffers: buffers.isEmpty ? nil : try TensorList(flattening: buffers, network.bufferLayout),
      latentSize: own.reduce(0) { $0 + $1.latentSize }, classes: levels[0].classes, data: data)
  }

  private func scaling(from old: LaplacianPyramid.Size, to new: LaplacianPyramid.Size) throws -> MatrixScaling {
    try MatrixScaling(
      height: (new.height, old.height), width: (new.width, old.width),
      rows: ImageScaling.matrix(from: old.height, to: new.height),
      columns: ImageScaling.matrix(from: old.width, to: new.width))
  }

  /// The images of every level, the coarsest first, of latent vectors of the whole chain.
  public func images(of latent: Tensor, labels: [Int]? = nil) throws -> [Tensor] {
    try levels.indices.map { level in
      let chain = try generator(upTo: level)
      return try chain.samples(of: latent.narrow(1, start: 0, length: chain.latentSize), labels: labels)
    }
  }

  /// A picture of how samples come to be: a row a sample, its images from coarse to fine, all as large as the finest.
  public func picture(of latent: Tensor, labels: [Int]? = nil, scale: Int = 2) throws -> PNGImage {
    guard let finest = pyramid.sizes.last else { return try PNGImage(width: 1, height: 1, channels: 1, bytes: [0]) }
    let columns = try images(of: latent, labels: labels).map { level in
      try SampleSheet.images(level).map { try $0.repeated(width: finest.width, height: finest.height) }
    }
    let rows = (0..<latent.shape[0]).flatMap { row in columns.map { $0[row] } }
    return try ImageGrid.compose(rows, columns: columns.count, scale: scale)
  }
}

extension TrainedGenerator {
  /// The generator of a folder: of a run or a checkpoint, or the chain of a pyramid's run. Throws as those do.
  public init(folder: URL, average: Bool = true, functionalSteps: Bool = true) throws {
    self =
      TrainedPyramid.isPyramid(folder)
      ? try TrainedPyramid(folder: folder, average: average).generator()
      : try TrainedGenerator(CheckpointStore.find(folder), average: average, functionalSteps: functionalSteps)
  }
}
