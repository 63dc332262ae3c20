import Foundation

/// A folder that is removed when the test is over.
public final class ScratchFolder {
  /// Where it is.
  public let url: URL

  /// A new folder.
  public init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("counterplay-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }
  deinit { try? FileManager.default.removeItem(at: url) }

  /// The names of what is in it.
  public var names: Set<String> { Set((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []) }
}
