import DurableFiles
import Foundation

/// Keeps what a person has done to a script when it is written again.
///
/// A script's last line is the checksum of the lines above it. One whose checksum differs, or that has none, was edited
/// or written by something else.
public enum EditedScript {
  private static let mark = "# Written by Counterplay; edited since, unless the lines above have SHA-256 "

  /// Renames `<name>.gp`, where it is not as it was written, to `<name>.edited.gp` (or `.edited-2.gp`, …), which draws the
  /// same pictures from the same data. Returns where it is now; nil where there was nothing to keep.
  ///
  /// - Throws: `FileError` where it cannot be read or renamed.
  @discardableResult
  public static func setAside(in folder: URL, name: String) throws -> URL? {
    try FileName.validate(name)
    let script = folder.appendingPathComponent(name + ".gp")
    guard FileManager.default.fileExists(atPath: script.path) else { return nil }
    // What is not even text is not ours.
    if let text = try? String(contentsOf: script, encoding: .utf8), try isAsWritten(text) { return nil }
    var place = folder.appendingPathComponent(name + ".edited.gp")
    var number = 2
    while FileManager.default.fileExists(atPath: place.path) {
      place = folder.appendingPathComponent("\(name).edited-\(number).gp")
      number += 1
    }
    if rename(script.path, place.path) != 0 { throw FileError.writing(script, "renaming", errno) }
    return place
  }

  /// The script with the checksum under it.
  static func sealed(_ script: String) throws -> String {
    script + mark + (try SHA256.hexadecimal(of: Data(script.utf8))) + "\n"
  }

  private static func isAsWritten(_ text: String) throws -> Bool {
    guard let place = text.range(of: mark, options: .backwards) else { return false }
    return try sealed(String(text[..<place.lowerBound])) == text
  }
}
