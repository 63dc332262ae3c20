import DurableFiles
import Foundation
import GameDynamics
import TorchTensors

/// The checkpoints of one run, a folder each, of which the last few are kept.
///
///     checkpoints/checkpoint-000001000/weights.safetensors     generator.0.weight, discriminator.0.weight, …
///                                      optimizer.safetensors   the optimizer's vectors and numbers
///                                      checkpoint.json         step, configuration, data, counters
///                                      SHA256SUMS              of the three; `sha256sum -c` reads it
///
/// A checkpoint is written into a hidden folder beside, flushed to the disk and renamed, so it is there whole or not at
/// all; older ones are removed only afterwards. One process may write at a time (`RunFolderLock`); any may read.
public struct CheckpointStore: Sendable {
  /// Where the checkpoints are.
  public let folder: URL
  /// How many are kept, at least one.
  public let keep: Int
  let quota: WriteQuota?

  /// The file of parameters, buffers and averages in a checkpoint's folder.
  public static let weightsFile = "weights.safetensors"
  /// What optimizer and problem remember.
  public static let optimizerFile = "optimizer.safetensors"
  /// What the names of the problem's own entries begin with there.
  public static let memoryPrefix = "problem/"
  static let manifestFile = "checkpoint.json"
  static let sumsFile = "SHA256SUMS"
  static let prefix = "checkpoint-"

  /// The checkpoints in `folder`, which the first save creates. `keep` below 1 counts as 1; `quota` bounds what this
  /// store may write in all, and is how tests fill the disk.
  public init(folder: URL, keep: Int = 3, quota: WriteQuota? = nil) {
    self.folder = folder
    self.keep = max(1, keep)
    self.quota = quota
  }

  /// Where the checkpoint of a step is, or would be.
  public func folder(ofStep step: Int) -> URL {
    let digits = String(step)
    return folder.appendingPathComponent(
      Self.prefix + String(repeating: "0", count: max(0, 9 - digits.count)) + digits, isDirectory: true)
  }

  // MARK: - Saving

  /// Saves a checkpoint, then removes all but the last `keep`. Returns its folder.
  ///
  /// Costs the time to checksum, write and flush the tensors (some 200 MB a second where the disk keeps up) and one
  /// tensor's memory. A checkpoint of the same step is replaced. Throws `FileError` (`diskFull`, `tooLarge`,
  /// `readOnly`, `unwritableFile`, `torch`); then no older checkpoint was touched and nothing is left of the new one.
  @discardableResult
  public func save<State, Memory>(
    _ state: RunState<State, Memory>, _ header: CheckpointHeader
  ) throws(FileError) -> URL {
    let target = folder(ofStep: state.step)
    let made: [URL]
    do throws(FileError) { made = try Folder.create(folder) } catch { throw saving(error) }
    let draft = Draft(for: target)
    do {
      try Folder.create(draft.url)
      try write(state, header, into: draft.url)
      try replace(target, by: draft)
    } catch {
      draft.remove()
      Folder.removeEmpty(made)
      guard let error = error as? FileError else {
        throw FileError(
          .torch, subject: target.path, required: "tensors that can be read", given: "\(error)",
          remedy: "free some memory, or move the tensors to the CPU before saving")
      }
      throw saving(error)
    }
    prune()
    return target
  }

  /// What the system refused, as an error of the whole checkpoint; other errors as they are.
  private func saving(_ error: FileError) -> FileError {
    guard error.code != nil else { return error }
    return FileError(
      error.problem, subject: folder.path, required: "room for the whole checkpoint in a folder that can be written to",
      given: "\(error.given) (\(URL(fileURLWithPath: error.subject).lastPathComponent))",
      remedy: "\(error.remedy), or keep fewer checkpoints; the older ones are untouched", code: error.code)
  }

  private func write<State, Memory>(
    _ state: RunState<State, Memory>, _ header: CheckpointHeader, into draft: URL
  ) throws {
    var state = state
    var writer = RunStateWriter()
    try state.visit(&writer)
    let entries = writer.optimizer.entries
    let manifest = CheckpointManifest(
      format: CheckpointManifest.currentFormat, step: state.step, configuration: header.configuration,
      data: header.data.fingerprint.description, dataDescription: header.data.description, networks: header.networks,
      vectors: entries.vectors, scalars: entries.scalars, counters: entries.counters,
      memory: writer.memory.entries)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let json = try encoder.encode(manifest) + Data("\n".utf8)
    let origin = ["format": "pt", "step": "\(state.step)"]
    var sums = ""
    sums += try write(Self.weightsFile, in: draft) {
      try SafetensorsFile.write(writer.weights, metadata: origin, into: $0, name: Self.weightsFile)
    }
    sums += try write(Self.optimizerFile, in: draft) {
      try SafetensorsFile.write(
        writer.optimizer.tensors() + writer.memory.tensors(prefix: Self.memoryPrefix), metadata: origin,
        into: $0, name: Self.optimizerFile)
    }
    sums += try write(Self.manifestFile, in: draft) { try $0.append(json) }
    _ = try write(Self.sumsFile, in: draft) { try $0.append(Data(sums.utf8)) }
    Folder.flush(draft)
  }

  /// Writes one file; returns its line in SHA256SUMS.
  private func write(_ name: String, in draft: URL, _ body: (FileSink) throws -> Void) throws -> String {
    let sink = try FileSink(creating: draft.appendingPathComponent(name), quota: quota)
    try body(sink)
    return "\(try sink.finish().sha256)  \(name)\n"
  }

  /// A rename cannot replace a folder, so one that is there steps aside first; the others remain in any case.
  private func replace(_ target: URL, by draft: Draft) throws(FileError) {
    guard FileManager.default.fileExists(atPath: target.path) else { return try draft.move() }
    let aside = Draft(for: target)
    try Folder.rename(target, to: aside.url)
    do throws(FileError) {
      try draft.move()
    } catch {
      try? aside.move()
      throw error
    }
    aside.remove()
  }

  /// Removes what is too old, and what interrupted saves have left. What cannot be removed is left for the next time.
  private func prune() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    for name in names where name.hasPrefix("." + Self.prefix) && name.hasSuffix(".tmp") {
      try? FileManager.default.removeItem(at: folder.appendingPathComponent(name))
    }
    for (_, old) in numbered().filter({ isComplete($0.folder) }).dropFirst(keep) {
      // Renamed first: a removal that is interrupted must not leave a checkpoint with half its files.
      let doomed = Draft(for: old)
      try? Folder.rename(old, to: doomed.url)
      doomed.remove()
    }
  }

  // MARK: - Finding

  /// The steps of all complete checkpoints, the latest first.
  public func steps() -> [Int] { numbered().filter { isComplete($0.folder) }.map(\.step) }

  /// The latest complete checkpoint. Throws `noCheckpoint` where there is none at all, `incomplete` where there are only
  /// incomplete ones, and what `stored(step:)` throws.
  public func latest() throws(FileError) -> StoredCheckpoint {
    if let step = steps().first { return try stored(step: step) }
    if let broken = numbered().first { throw incomplete(broken.folder) }
    throw FileError(
      .noCheckpoint, subject: folder.path, required: "at least one folder \(Self.prefix)… with a checkpoint",
      given: FileManager.default.fileExists(atPath: folder.path) ? "a folder without any" : "no such folder",
      remedy: "check the path, or start the run anew")
  }

  /// What the checkpoint of a step is of, its files verified by their checksums. Throws `noCheckpoint`, and what
  /// `stored(at:)` throws.
  public func stored(step: Int) throws(FileError) -> StoredCheckpoint {
    let place = folder(ofStep: step)
    guard FileManager.default.fileExists(atPath: place.path) else {
      let steps = steps().map(String.init).joined(separator: ", ")
      throw FileError(
        .noCheckpoint, subject: place.path, required: "the checkpoint of step \(step)",
        given: steps.isEmpty ? "no checkpoint" : "those of the steps \(steps)", remedy: "take one that is there")
    }
    return try stored(at: place)
  }

  private func numbered() -> [(step: Int, folder: URL)] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let found = names.compactMap { name -> (step: Int, folder: URL)? in
      guard name.hasPrefix(Self.prefix), let step = Int(name.dropFirst(Self.prefix.count)), step >= 0,
        folder(ofStep: step).lastPathComponent == name
      else { return nil }
      return (step, folder(ofStep: step))
    }
    return found.sorted { $0.step > $1.step }
  }

  /// Whether all files are there. Their content is verified on loading.
  private func isComplete(_ place: URL) -> Bool {
    guard let sums = readSums(of: place) else { return false }
    return sums.keys.allSatisfy { FileManager.default.fileExists(atPath: place.appendingPathComponent($0).path) }
  }

  func readSums(of place: URL) -> [String: String]? {
    guard let content = try? Data(contentsOf: place.appendingPathComponent(Self.sumsFile)) else { return nil }
    var sums: [String: String] = [:]
    for line in String(decoding: content, as: UTF8.self).split(separator: "\n") {
      let parts = line.split(separator: " ")
      if parts.count == 2 { sums[String(parts[1])] = String(parts[0]) }
    }
    return Set(sums.keys) == [Self.weightsFile, Self.optimizerFile, Self.manifestFile] ? sums : nil
  }

  func incomplete(_ place: URL) -> FileError {
    FileError(
      .incomplete, subject: place.path,
      required: "the files \(Self.weightsFile), \(Self.optimizerFile), \(Self.manifestFile) and \(Self.sumsFile)",
      given: "a folder that lacks one of them", remedy: "copy the checkpoint again, whole, or take another one")
  }

  func corrupt(_ file: URL, _ required: String, given: String = "other content") -> FileError {
    let broken = file.deletingLastPathComponent().lastPathComponent
    let others = steps().filter { folder(ofStep: $0).lastPathComponent != broken }
    return FileError(
      .corrupt, subject: file.path, required: required, given: given,
      remedy: others.isEmpty
        ? "start the run anew; there is no other checkpoint"
        : "remove \(broken) and resume from step \(others[0])")
  }
}
