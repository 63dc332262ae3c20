import Foundation
import Synchronization

/// A file or folder that is being made beside its place, under a hidden name of its own, until it is whole.
///
/// Goes away with the last reference unless it was moved to its place.
public final class Draft: Sendable {
  /// Where it is made: `.NAME.<unique>.tmp` in the same folder, since a rename is atomic only within one file system.
  public let url: URL
  /// Where it belongs.
  public let target: URL

  /// The drafts of this process that are neither moved nor removed.
  private static let open = Mutex<Set<URL>>([])

  /// A draft of `target`; nothing is written yet.
  public convenience init(for target: URL) {
    let name = ".\(target.lastPathComponent).\(UUID().uuidString).tmp"
    self.init(for: target, at: target.deletingLastPathComponent().appendingPathComponent(name))
  }

  /// A draft of `target` that another program makes at `url`, in the same folder.
  public init(for target: URL, at url: URL) {
    self.target = target
    self.url = url
    Self.open.withLock { _ = $0.insert(url) }
  }

  deinit { remove() }

  /// Takes the draft away; harmless where it was moved.
  public func remove() {
    if Self.open.withLock({ $0.remove(url) }) != nil { Self.remove(url) }
  }

  /// Puts the draft in its place, replacing a file that is there. Throws as `FileError.writing` says.
  public func move(flushing: Bool = true) throws(FileError) {
    if rename(url.path, target.path) != 0 { throw .writing(target, "renaming", errno) }
    if flushing { Folder.flush(target.deletingLastPathComponent()) }
    Self.open.withLock { [url] in _ = $0.remove(url) }
  }

  /// Removes all drafts of this process: for a process that is about to be ended by force.
  public static func removeAll() {
    for url in open.withLock({ $0 }) { remove(url) }
  }

  private static func remove(_ url: URL) {
    if unlink(url.path) != 0, errno != ENOENT { try? FileManager.default.removeItem(at: url) }
  }
}
