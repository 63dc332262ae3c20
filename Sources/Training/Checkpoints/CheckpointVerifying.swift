import DurableFiles
import Foundation

extension CheckpointStore {
  /// What a checkpoint's folder holds, whatever its name: step and settings are those of its `checkpoint.json`.
  ///
  /// Files are compared with `SHA256SUMS`. Throws
  /// - `incomplete` where one is missing;
  /// - `corrupt` where one is damaged: cut off, or not to be read as what it should be;
  /// - `changed` where one has another checksum and is sound all the same: somebody has written it again, such as with
  ///   Python's safetensors. The message says how to accept it;
  /// - `newerFormat` and `foreign` where this version cannot know what is in it.
  public static func stored(at place: URL) throws(FileError) -> StoredCheckpoint {
    try CheckpointStore(folder: place.deletingLastPathComponent()).stored(at: place)
  }

  func stored(at place: URL) throws(FileError) -> StoredCheckpoint {
    let sumsFile = place.appendingPathComponent(Self.sumsFile)
    guard FileManager.default.fileExists(atPath: sumsFile.path) else { throw incomplete(place) }
    guard let sums = readSums(of: place) else { throw corrupt(sumsFile, "a checksum for each of the three files") }
    var changed: [String] = []
    for (name, sum) in sums.sorted(by: { $0.key < $1.key }) {
      let file = place.appendingPathComponent(name)
      guard FileManager.default.fileExists(atPath: file.path) else { throw incomplete(place) }
      if try SHA256.hexadecimal(ofFile: file) != sum { changed.append(name) }
    }
    let manifest = try manifest(of: place, isChanged: changed.contains(Self.manifestFile))
    guard !changed.isEmpty else { return StoredCheckpoint(folder: place, manifest: manifest) }
    for name in changed where name != Self.manifestFile {
      try requireSound(place.appendingPathComponent(name), manifest)
    }
    let names = [Self.weightsFile, Self.optimizerFile, Self.manifestFile].joined(separator: " ")
    throw FileError(
      .changed, subject: place.path, required: "the files that were saved, as \(Self.sumsFile) says",
      given: "other content in \(changed.joined(separator: " and ")), which reads well all the same: written again by "
        + "another program, unless a number in it was damaged",
      remedy:
        "if that was meant, accept it by `(cd \(Self.quoted(place.path)) && sha256sum \(names) >\(Self.sumsFile))`; if not, "
        + "copy the checkpoint again or take another one")
  }

  /// A word of the shell.
  private static func quoted(_ text: String) -> String {
    "'" + text.replacingOccurrences(of: "'", with: #"'\''"#) + "'"
  }

  private func manifest(of place: URL, isChanged: Bool) throws(FileError) -> CheckpointManifest {
    let file = place.appendingPathComponent(Self.manifestFile)
    let content = try OpenFile(file, .reading).content()
    struct Format: Decodable { let format: Int }
    if let format = try? JSONDecoder().decode(Format.self, from: content).format,
      format > CheckpointManifest.currentFormat
    {
      throw FileError(
        .newerFormat, subject: place.path, required: "format \(CheckpointManifest.currentFormat) or older",
        given: "format \(format)", remedy: "resume with the newer version of this program that wrote it")
    }
    do {
      return try JSONDecoder().decode(CheckpointManifest.self, from: content)
    } catch {
      if isChanged { throw corrupt(file, "a description of the checkpoint, as SHA256SUMS says") }
      throw FileError(
        .foreign, subject: file.path, required: "a description that this version of the program knows",
        given: "\(error)", remedy: "resume with the version of this program that wrote it")
    }
  }

  /// Throws `corrupt` where a file that was changed is no sound safetensors file, or lacks what was saved.
  private func requireSound(_ file: URL, _ manifest: CheckpointManifest) throws(FileError) {
    let header: SafetensorsHeader
    do throws(FileError) {
      header = try SafetensorsFile(contentsOf: file).header
    } catch {
      throw corrupt(file, "\(error.required) (\(error.problem))", given: error.given)
    }
    func require(_ what: String, _ isThere: Bool) throws(FileError) {
      if !isThere { throw corrupt(file, "the tensors that were saved", given: "none of \(what)") }
    }
    if file.lastPathComponent == Self.optimizerFile {
      for name in manifest.scalars { try require("'\(name)'", header[name] != nil) }
      for name in manifest.vectors {
        try require("'\(name)'", header.entries.contains { $0.name.hasPrefix(name + "/") })
      }
    } else {
      for name in manifest.networks.map({ $0.x + $0.y }) ?? ["generator", "discriminator"] {
        try require("the \(name)", header.entries.contains { $0.name.hasPrefix(name + ".") })
      }
    }
  }
}
