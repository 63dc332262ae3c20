import Foundation

/// A file system in memory that is quickly full. Needs root's rights.
struct SmallDisk {
  let folder: URL

  struct Failure: Error {}

  static let isPermitted: Bool = {
    let place = FileManager.default.temporaryDirectory.appendingPathComponent("small-disk-\(UUID().uuidString)")
    guard let disk = try? SmallDisk(at: place, kilobytes: 16) else { return false }
    disk.unmount()
    try? FileManager.default.removeItem(at: place)
    return true
  }()

  init(at folder: URL, kilobytes: Int) throws {
    self.folder = folder
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Self.call("mount", ["-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", folder.path])
  }

  func makeReadOnly() throws { try Self.call("mount", ["-o", "remount,ro", folder.path]) }

  func unmount() { try? Self.call("umount", [folder.path]) }

  private static func call(_ program: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    if process.terminationStatus != 0 { throw Failure() }
  }
}
