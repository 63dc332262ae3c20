import Foundation

/// Runs `body` with a fresh folder and removes it afterwards.
func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gan-training-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}

/// The error of type `E` that `body` throws, or nil.
func caught<E: Error>(_ type: E.Type, _ body: () throws -> some Any) -> E? {
  do {
    _ = try body()
    return nil
  } catch { return error as? E }
}
