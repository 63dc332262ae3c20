import DurableFiles
import Foundation

extension CheckpointStore {
  /// The checkpoint that a path names: a checkpoint's own folder, whatever it is called, a run's folder (its latest), or
  /// the folder of its checkpoints. Throws as `latest` and `stored(at:)` do.
  public static func find(_ url: URL) throws(FileError) -> StoredCheckpoint {
    let place = url.standardizedFileURL
    let isCheckpoint = [sumsFile, manifestFile, weightsFile].contains {
      FileManager.default.fileExists(atPath: place.appendingPathComponent($0).path)
    }
    if isCheckpoint || place.lastPathComponent.hasPrefix(prefix), Folder.isFolder(place) {
      return try stored(at: place)
    }
    if place.lastPathComponent.hasPrefix(prefix), let step = Int(place.lastPathComponent.dropFirst(prefix.count)) {
      return try CheckpointStore(folder: place.deletingLastPathComponent()).stored(step: step)
    }
    let inside = url.appendingPathComponent(RunFiles.checkpointsFolder, isDirectory: true)
    let isRun = FileManager.default.fileExists(atPath: inside.path)
    return try CheckpointStore(folder: isRun ? inside : url).latest()
  }
}
