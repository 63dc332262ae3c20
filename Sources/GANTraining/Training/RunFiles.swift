import Datasets
import DurableFiles
import Foundation
import GameDynamics
import TorchTensors

/// What a run writes into its folder while it goes on: checkpoints, `metrics.jsonl`, TensorBoard's events, samples.
///
///     checkpoints/checkpoint-000001000/…     see CheckpointStore
///     metrics.jsonl                          a line a logged step
///     events.out.tfevents.…                  the same numbers, samples and histograms for TensorBoard
///     samples/step-000001000.png             a grid of images; of points, a table
///
/// One process at a time: the folder is locked for as long as the object lives.
public final class RunFiles {
  /// How to treat a folder that has checkpoints.
  public enum Start: Sendable {
    /// A new run; throws `TrainingError.folderInUse` where there are checkpoints.
    case new
    /// A new run; removes the checkpoints.
    case overwriting
    /// Goes on from the last checkpoint; a new run where there is none.
    case resuming
  }

  /// The run's folder.
  public let folder: URL
  /// Its checkpoints.
  public let store: CheckpointStore
  private let start: Start
  private let lock: RunFolderLock
  private var metrics: MetricsLog?
  private var events: TensorBoardWriter?

  /// The checkpoints' place in a run's folder.
  public static let checkpointsFolder = "checkpoints"
  static let metricsFile = "metrics.jsonl"

  /// Locks the folder, which is created where it is missing, and looks for checkpoints.
  ///
  /// `quota` bounds what checkpoints may take, and is how tests fill the disk. Throws `DatasetError` (`lockedFolder`,
  /// `unwritableFile`), `TrainingError.folderInUse`.
  public init(folder: URL, start: Start = .new, keep: Int = 3, quota: WriteQuota? = nil) throws {
    self.folder = folder
    self.start = start
    lock = try RunFolderLock(folder: folder)
    store = CheckpointStore(
      folder: folder.appendingPathComponent(Self.checkpointsFolder, isDirectory: true), keep: keep, quota: quota)
    switch start {
    case .new:
      if let step = store.steps().first { throw TrainingError.folderInUse(folder: folder.path, step: step) }
    case .overwriting:
      if FileManager.default.fileExists(atPath: store.folder.path) {
        try FileManager.default.removeItem(at: store.folder)
      }
    case .resuming: break
    }
  }

  /// The checkpoint of a folder to go on from; nil where there is none yet. Throws `CheckpointError` where there is one
  /// that cannot be used.
  public static func latest(in folder: URL) throws(CheckpointError) -> StoredCheckpoint? {
    do {
      return try CheckpointStore(folder: folder.appendingPathComponent(checkpointsFolder, isDirectory: true)).latest()
    } catch {
      if error.problem == .noCheckpoint { return nil }
      throw error
    }
  }

  /// The checkpoint to go on from; nil for a new run.
  func checkpointToResume() throws(CheckpointError) -> StoredCheckpoint? {
    guard case .resuming = start else { return nil }
    return try Self.latest(in: folder)
  }

  // MARK: - Watching

  /// Opens the logs; those of a resumed run lose what was written after the checkpoint. Returns what was logged up to
  /// there.
  func open(resumingAt step: Int?) throws -> TrainingHistory {
    let url = folder.appendingPathComponent(Self.metricsFile)
    metrics = try MetricsLog(url: url, resumingAt: step)
    try TensorBoardWriter.dropEvents(after: step, in: folder)
    events = try TensorBoardWriter(folder: folder, resumingAt: step)
    guard step != nil, let content = try? Data(contentsOf: url) else { return TrainingHistory() }
    struct Line: Decodable {
      let step: Int
      let values: [String: Double?]
      init(from decoder: any Decoder) throws {
        values = try decoder.singleValueContainer().decode([String: Double?].self)
        step = (values["step"] ?? nil).map { Int($0) } ?? 0
      }
    }
    var history = TrainingHistory()
    for text in content.split(separator: UInt8(ascii: "\n")) {
      guard let line = try? JSONDecoder().decode(Line.self, from: text) else { continue }
      func value(_ metric: Metric) -> Double? { line.values[metric.rawValue] ?? nil }
      history.append(
        .init(
          step: line.step, generatorLoss: value(.generatorLoss) ?? .nan,
          discriminatorLoss: value(.discriminatorLoss) ?? .nan,
          generatorGradient: value(.generatorGradient) ?? .nan,
          discriminatorGradient: value(.discriminatorGradient) ?? .nan, solverIterations: value(.innerIterations),
          solverResidual: value(.innerResidual)))
    }
    return history
  }

  /// The names of what is logged.
  enum Metric: String {
    case generatorLoss = "generator-loss"
    case discriminatorLoss = "discriminator-loss"
    case generatorGradient = "generator-gradient-norm"
    case discriminatorGradient = "discriminator-gradient-norm"
    case accuracy = "discriminator-accuracy"
    case innerIterations = "inner-iterations"
    case innerResidual = "inner-residual"
    case loadingShare = "loading-share"
    case stepsPerSecond = "steps-per-second"
  }

  func log(step: Int, _ values: [Metric: Double]) throws {
    try metrics?.append(step: step, Dictionary(uniqueKeysWithValues: values.map { ($0.rawValue, $1) }))
    for (metric, value) in values.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      try events?.scalar(metric.rawValue, value, step: step)
    }
  }

  /// Draws 64 samples, or a table of 1000 points, and the distributions of all parameters.
  func watch(step: Int, _ generator: TrainedGenerator, _ point: Players<TensorList>, seed: UInt64) throws {
    let isImage = generator.data.sampleShape.count == 3
    let samples = try generator.samples(of: generator.latent(isImage ? 64 : 1000, seed: seed))
    let place = folder.appendingPathComponent("samples", isDirectory: true)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    let digits = String(step)
    let name = "step-" + String(repeating: "0", count: max(0, 9 - digits.count)) + digits
    if isImage {
      let grid = try SampleSheet.grid(samples)
      try grid.write(to: place.appendingPathComponent(name + ".png"))
      try events?.image("samples", grid, step: step)
    } else {
      _ = try SampleSheet.table(samples).write(to: place, name: name)
    }
    for (network, list) in [("generator", point.x), ("discriminator", point.y)] {
      for (entry, tensor) in zip(list.layout.entries, try list.views()) {
        try events?.histogram("\(network)/\(entry.name)", Histogram(of: tensor.doubles()), step: step)
      }
    }
    try events?.flush()
  }

  /// Puts the logs onto the disk: no checkpoint may be ahead of them, or a kill loses the steps between.
  func flush() throws {
    try metrics?.synchronize()
    try events?.synchronize()
  }
}
