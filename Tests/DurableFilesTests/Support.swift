import DurableFiles
import Foundation

/// The error that `body` throws, or nil where it throws none.
func error<Result>(of body: () throws(FileError) -> Result) -> FileError? {
  do {
    _ = try body()
    return nil
  } catch {
    return error
  }
}

/// Runs `body` with a fresh folder and removes it afterwards.
func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("durable-files-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}
