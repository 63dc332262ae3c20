import DurableFiles
import Dispatch
import Foundation
import Synchronization

extension ImageFolder {
  /// The folder as a data set: `load` without its report.
  public func dataset(memoryLimit: Int = 4 << 30) throws(FileError) -> any Dataset {
    try load(memoryLimit: memoryLimit).dataset
  }

  /// Decodes every image once and makes a data set of them: held in memory where that takes at most `memoryLimit` bytes
  /// (4 GB: 350,000 images of 64x64), otherwise decoded anew for every batch.
  ///
  /// - `skipBroken`: leaves out files that cannot be decoded, and reports them; otherwise they are refused, all of them
  ///   in one error, before anything is trained on.
  /// - `goesOn`: asked between images by any thread; loading ends with `interrupted` once it says no.
  ///
  /// There is no cache in between: an epoch visits every image once, in random order, so a cache that holds a part of
  /// them saves little more than that part, and the system keeps the files themselves in memory anyway. Decoding uses
  /// all cores, about 2 ms of one for an image of half a megapixel; of a set that is not held this first pass costs as
  /// much as an epoch's decoding. Throws `unreadableImages` and `interrupted`.
  public func load(
    skipBroken: Bool = false, memoryLimit: Int = 4 << 30, while goesOn: @escaping @Sendable () -> Bool = { true }
  ) throws(FileError) -> LoadedDataset {
    let isHeld = decodedSize <= memoryLimit
    var (bytes, survey) = decode(Array(files.indices), keepingPixels: isHeld, while: goesOn)
    if survey.wasInterrupted {
      throw FileError(
        .interrupted, subject: folder.path, required: "time to read \(files.count) images", given: "the wish to end",
        remedy: "start again")
    }
    var sound = self
    let broken = survey.failures.sorted { $0.place < $1.place }
    if !broken.isEmpty {
      guard skipBroken, broken.count < files.count else { throw unreadable(broken) }
      let isBroken = Set(broken.map(\.place))
      let places = files.indices.filter { !isBroken.contains($0) }
      sound = keeping(places)
      if isHeld { keep(places, of: &bytes) }
    }
    let dataset: any Dataset =
      isHeld
      ? try ImageDataset(
        name: name, channels: channels, height: side, width: side, bytes: bytes, labels: sound.labels,
        classNames: classNames) : LazyImageFolder(sound)
    var report = LoadingReport(of: dataset)
    report.part = part
    report.broken = broken.map { files[$0.place] }
    report.leftOut = leftOut
    report.turned = survey.turned
    report.transparent = survey.transparent
    return LoadedDataset(dataset, report)
  }

  /// The images of these places, N × C × H × W. Throws what the first bad file among them throws.
  func decode(_ places: [Int]) throws(FileError) -> [UInt8] {
    let (bytes, survey) = decode(places, keepingPixels: true) { true }
    if let first = survey.failures.min(by: { $0.place < $1.place }) { throw first.error }
    return bytes
  }

  /// Moves the images of these ascending places to the front and drops the rest, without a second copy of all.
  private func keep(_ places: [Int], of bytes: inout [UInt8]) {
    let size = channels * side * side
    bytes.withUnsafeMutableBytes { buffer in
      guard let start = buffer.baseAddress else { return }
      for (new, old) in places.enumerated() where new != old {
        start.advanced(by: new * size).copyMemory(from: start.advanced(by: old * size), byteCount: size)
      }
    }
    bytes.removeLast(bytes.count - places.count * size)
  }

  // MARK: - Many files on all cores

  /// What was noticed on the way; places are those in the list that was given.
  private struct Survey {
    var failures: [(place: Int, error: FileError)] = []
    var turned = 0
    var transparent = 0
    var wasInterrupted = false
  }

  private func decode(
    _ places: [Int], keepingPixels: Bool, while goesOn: @Sendable () -> Bool
  ) -> ([UInt8], Survey) {
    let size = channels * side * side
    var bytes = [UInt8](repeating: 0, count: keepingPixels ? places.count * size : 0)
    let survey = Mutex(Survey())
    bytes.withUnsafeMutableBufferPointer { buffer in
      let target = Target(start: keepingPixels ? buffer.baseAddress : nil)
      // Strips of some images, so that a thread is asked for seldom.
      let strip = 8
      DispatchQueue.concurrentPerform(iterations: (places.count + strip - 1) / strip) { number in
        for place in number * strip..<min((number + 1) * strip, places.count) {
          guard goesOn() else { return survey.withLock { $0.wasInterrupted = true } }
          do throws(FileError) {
            let file = try self.file(files[places[place]])
            let planes = try file.image.withChannels(channels).centreSquare(side).planes
            target.start?.advanced(by: place * size).update(from: planes, count: size)
            if file.orientation != .upright || file.isTransparent {
              survey.withLock {
                if file.orientation != .upright { $0.turned += 1 }
                if file.isTransparent { $0.transparent += 1 }
              }
            }
          } catch {
            survey.withLock { $0.failures.append((place, error)) }
          }
        }
      }
    }
    return (bytes, survey.withLock { $0 })
  }

  /// Where threads write, each to its own images.
  private struct Target: @unchecked Sendable {
    let start: UnsafeMutablePointer<UInt8>?
  }

  private func unreadable(_ broken: [(place: Int, error: FileError)]) -> FileError {
    let named = broken.prefix(5).map { "\(files[$0.place]) (\($0.error.problem.rawValue), \($0.error.given))" }
    return FileError(
      .unreadableImages, subject: folder.path, required: "images that can be decoded",
      given: "\(broken.count) of \(files.count) that cannot: " + named.joined(separator: ", ")
        + (broken.count > 5 ? ", …" : ""),
      remedy: broken.count == files.count
        ? "check that this is the folder of the images" : "mend or remove them, or leave them out by --skip-broken")
  }
}

/// A folder of images too large for memory: every batch is decoded when it is asked for.
///
/// Best read through a `BatchPrefetcher`, which decodes while the network computes.
public struct LazyImageFolder: Dataset {
  /// The files.
  public let images: ImageFolder
  /// Of the files' paths, classes, and the size wanted. Not of what is in them, so that a file that breaks while a run
  /// lasts may be put right from another copy and the run resumed.
  public let fingerprint: Fingerprint

  /// Takes the fingerprint; reads nothing.
  public init(_ images: ImageFolder) {
    self.images = images
    var fingerprint = Fingerprint()
    fingerprint.absorb([images.files.count, images.channels, images.side])
    for file in images.files { fingerprint.absorb(file) }
    if let labels = images.labels { fingerprint.absorb(labels) }
    self.fingerprint = fingerprint
  }

  /// The folder's name.
  public var name: String { images.name }
  /// The number of files.
  public var count: Int { images.files.count }
  /// "image", and "label" where there are class folders.
  public var fields: [FieldCard] { images.fields }
  /// The class of each file, or nil.
  public var labels: [Int]? { images.labels }

  /// The images at `indices` as floats in [-1, 1]: byte / 127.5 - 1. Throws `indexOutOfRange` and what the first bad
  /// file throws.
  public func floats(_ field: String, at indices: [Int]) throws(FileError) -> [Float] {
    guard field == FieldCard.imageName else { throw unknown(field, isFloat: true) }
    try checkIndices(indices)
    return try images.decode(indices).map { Float($0) / 127.5 - 1 }
  }

  /// The labels at `indices`.
  public func integers(_ field: String, at indices: [Int]) throws(FileError) -> [Int] {
    try gatherLabels(field, labels, at: indices)
  }
}
