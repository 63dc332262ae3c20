import DurableFiles
import CZlib
import Foundation

/// The bytes of a file, or of an array, in order; where they are gzip, which the first two bytes tell and not the name,
/// the unpacked bytes.
///
/// Reads and unpacks chunk by chunk: memory does not grow with the file. Checks gzip's CRC-32 and length, takes several
/// members one after another as the format allows, and refuses anything else after the last.
final class ByteStream {
  /// The path, or the name given with an array.
  let name: String
  /// The number of packed bytes: the size of the file.
  let storedSize: Int
  /// Whether the bytes are gzip.
  private(set) var isGzip = false

  /// No deflate stream unpacks to more than 1032 times its size: two bits stand for at most 258 bytes.
  var largestUnpackedSize: Int {
    guard isGzip else { return storedSize }
    let (size, overflow) = storedSize.multipliedReportingOverflow(by: 1032)
    return overflow ? Int.max : size
  }

  private let handle: FileHandle?
  private var input: [UInt8]
  private var position = 0
  private var inflater: Inflater?
  private var finished = false

  private static let chunkSize = 1 << 18

  init(contentsOf url: URL) throws(FileError) {
    name = url.path
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
      throw FileError(
        .missingFile, subject: url.path, required: "an existing file", given: "a path at which there is none",
        remedy: "check the path, or download the data set")
    }
    if isFolder.boolValue { throw Self.unreadable(url.path, "a folder") }
    do {
      let handle = try FileHandle(forReadingFrom: url)
      storedSize = Int(clamping: try handle.seekToEnd())
      try handle.seek(toOffset: 0)
      self.handle = handle
    } catch {
      throw Self.unreadable(url.path, error.localizedDescription)
    }
    input = []
    try detectGzip()
  }

  init(_ bytes: [UInt8], name: String) throws(FileError) {
    self.name = name
    storedSize = bytes.count
    handle = nil
    input = bytes
    try detectGzip()
  }

  deinit { try? handle?.close() }

  /// Fills `target`; returns fewer bytes than it holds only at the end of the stream.
  func read(into target: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    var filled = 0
    while filled < target.count && !finished {
      let rest = UnsafeMutableRawBufferPointer(rebasing: target[filled...])
      filled += try inflater == nil ? copy(into: rest) : unpack(into: rest)
    }
    return filled
  }

  /// The next `count` bytes, or fewer at the end of the stream. Allocates `count` bytes at once: check it first.
  func read(count: Int) throws(FileError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    var failure: FileError?
    bytes.withUnsafeMutableBytes { buffer in
      do throws(FileError) { filled = try read(into: buffer) } catch { failure = error }
    }
    if let failure { throw failure }
    if filled < count { bytes.removeLast(count - filled) }
    return bytes
  }

  // MARK: - Plain and packed

  private func detectGzip() throws(FileError) {
    try refill()
    isGzip = input.count >= 2 && input[0] == 0x1f && input[1] == 0x8b
    if isGzip { inflater = try Inflater(.gzip, name: name) }
  }

  /// Makes at least one byte available in `input`, unless the file has ended.
  private func refill() throws(FileError) {
    guard position == input.count, let handle else { return }
    do {
      input = [UInt8](try handle.read(upToCount: Self.chunkSize) ?? Data())
      position = 0
    } catch {
      throw Self.unreadable(name, error.localizedDescription)
    }
  }

  private func copy(into target: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    try refill()
    let count = min(target.count, input.count - position)
    if count == 0 { finished = true }
    target.copyBytes(from: input[position..<position + count])
    position += count
    return count
  }

  private func unpack(into target: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    guard let inflater else { return 0 }
    try refill()
    let atEnd = position == input.count
    let (consumed, produced, status) = inflater.step(input[position...], into: target)
    position += consumed
    switch status {
    case Z_OK: break
    case Z_STREAM_END: try startNextMember(inflater)
    case Z_BUF_ERROR where atEnd:
      throw FileError(
        .truncatedGzip, subject: name, required: "a whole gzip stream, up to its checksum",
        given: "one that stops in the middle, after \(storedSize) packed bytes",
        remedy: "download the file again; the copy is incomplete")
    case Z_BUF_ERROR: break  // no progress without the next chunk of input
    default:
      throw FileError(
        .corruptGzip, subject: name, required: "a sound gzip stream",
        given: "one that zlib refuses (\(inflater.message ?? "status \(status)"))",
        remedy: "download the file again; the copy is damaged")
    }
    return produced
  }

  /// After one gzip member: the end, another member, or garbage.
  private func startNextMember(_ inflater: Inflater) throws(FileError) {
    try refill()
    if position == input.count {
      finished = true
      return
    }
    // A member's first two bytes may lie in two chunks; zlib itself checks the second.
    guard input[position] == 0x1f,
      position + 1 == input.count && handle != nil || input[position...].dropFirst().first == 0x8b
    else {
      throw FileError(
        .trailingBytes, subject: name, required: "nothing, or another gzip member, after the gzip stream",
        given: "at least \(input.count - position) other bytes",
        remedy: "download the file again, or cut off what was appended to it")
    }
    inflater.reset()
  }

  private static func unreadable(_ path: String, _ reason: String) -> FileError {
    FileError(
      .unreadableFile, subject: path, required: "a readable regular file", given: reason,
      remedy: "check the path and its permissions")
  }
}
