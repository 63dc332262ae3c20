import Datasets
import DurableFiles
import Foundation
import GameDynamics
import GnuplotScripts
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
  /// `quota` bounds what checkpoints may take, and is how tests fill the disk. Throws `FileError` (`lockedFolder`,
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

  /// The checkpoint of a folder to go on from; nil where there is none yet. Throws `FileError` where there is one
  /// that cannot be used.
  public static func latest(in folder: URL) throws(FileError) -> StoredCheckpoint? {
    do {
      return try CheckpointStore(folder: folder.appendingPathComponent(checkpointsFolder, isDirectory: true)).latest()
    } catch {
      if error.problem == .noCheckpoint { return nil }
      throw error
    }
  }

  /// The checkpoint to go on from; nil for a new run.
  func checkpointToResume() throws(FileError) -> StoredCheckpoint? {
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
    var history = TrainingHistory()
    for text in content.split(separator: UInt8(ascii: "\n")) {
      guard let line = try? JSONDecoder().decode([String: Double?].self, from: text) else { continue }
      // A number that was not finite is null in JSON.
      var values = line.mapValues { $0 ?? .nan }
      guard let step = values.removeValue(forKey: "step"), step.isFinite else { continue }
      history.append(.init(step: Int(step), values: values))
    }
    return history
  }

  func log(step: Int, _ values: [String: Double]) throws {
    try metrics?.append(step: step, values)
    for (name, value) in values.sorted(by: { $0.key < $1.key }) { try events?.scalar(name, value, step: step) }
  }

  /// Saves a checkpoint; what was logged up to it is handed to the system first, so that a run that goes on from it
  /// finds all its steps there.
  func save<State, Memory>(_ state: RunState<State, Memory>, _ header: CheckpointHeader) throws {
    try flush()
    try store.save(state, header)
  }

  /// Writes what a person would look at, and the distributions of all parameters that move.
  func watch<Problem: TrainingProblem>(
    step: Int, _ problem: Problem, _ trained: TrainedNetworks, _ point: Players<TensorList>, seed: UInt64
  ) throws {
    let place = folder.appendingPathComponent("samples", isDirectory: true)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    let digits = String(step)
    let suffix = "step-" + String(repeating: "0", count: max(0, 9 - digits.count)) + digits
    let exhibits = try problem.exhibits(of: trained, count: 64, seed: seed)
    for exhibit in exhibits {
      let name = exhibits.count == 1 ? suffix : "\(exhibit.name)-\(suffix)"
      switch exhibit {
      case .image(_, let image):
        try image.write(to: place.appendingPathComponent(name + ".png"))
        try events?.image(exhibit.name, image, step: step)
      case .points(_, let generated, _): _ = try Table(points: generated).write(to: place, name: name)
      case .table(_, let table): _ = try table.write(to: place, name: name)
      }
    }
    for player in Player.allCases {
      let list = point[player]
      for (entry, tensor) in zip(list.layout.entries, try list.views()) {
        let tag = entry.name.replacing(".", with: "/", maxReplacements: 1)
        try events?.histogram(tag, Histogram(of: tensor.doubles()), step: step)
      }
    }
    try events?.flush()
  }

  /// The same at the end of a run.
  func watch<Problem: TrainingProblem>(step: Int, _ result: TrainingResult<Problem>, seed: UInt64) throws {
    try watch(step: step, result.problem, result.trained, result.point, seed: seed)
  }

  /// Puts the logs onto the disk: no checkpoint may be ahead of them, or a kill loses the steps between.
  func flush() throws {
    try metrics?.synchronize()
    try events?.synchronize()
  }
}

extension Table {
  /// Points, a column a coordinate.
  init(points: [[Double]]) throws {
    let width = points.first?.count ?? 0
    try self.init((0..<width).map { place in .init("coordinate-\(place + 1)", points.map { $0[place] }) })
  }
}
