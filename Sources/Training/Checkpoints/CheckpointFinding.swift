import Foundation

extension CheckpointStore {
  /// The checkpoint that a path names: a checkpoint's own folder, a run's folder (its latest), or the folder of its
  /// checkpoints. Throws as `latest` and `stored(step:)` do.
  public static func find(_ url: URL) throws(CheckpointError) -> StoredCheckpoint {
    let name = url.standardizedFileURL.lastPathComponent
    if name.hasPrefix(prefix), let step = Int(name.dropFirst(prefix.count)) {
      return try CheckpointStore(folder: url.standardizedFileURL.deletingLastPathComponent()).stored(step: step)
    }
    let inside = url.appendingPathComponent(RunFiles.checkpointsFolder, isDirectory: true)
    let isRun = FileManager.default.fileExists(atPath: inside.path)
    return try CheckpointStore(folder: isRun ? inside : url).latest()
  }
}
