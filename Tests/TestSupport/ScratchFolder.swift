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

  /// The one file whose name ends so; one that is not there where there is none, or several.
  public func file(endingWith ending: String) -> URL {
    let found = names.filter { $0.hasSuffix(ending) }
    return url.appendingPathComponent(found.count == 1 ? found.first ?? "" : "none or several of \(ending)")
  }

  /// The names of what is in it.
  public var names: Set<String> { Set((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []) }
}
