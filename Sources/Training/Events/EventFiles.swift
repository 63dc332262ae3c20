import DurableFiles
import Foundation

/// The event files that earlier processes of a run have left in its folder.
enum EventFiles {
  static let prefix = "events.out.tfevents."

  /// Drops the events of steps after `last`, which are run again, and half a record at a file's end: with the new file
  /// every step then stands there once, in ascending order, for any reader. Without `last`, for a run from the start,
  /// the files go.
  ///
  /// Steps ascend within a file. Throws `FileError` where a file cannot be read or cut off.
  static func drop(after last: Int?, in folder: URL) throws(FileError) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    for name in names.sorted() where name.hasPrefix(prefix) {
      let url = folder.appendingPathComponent(name)
      if let last {
        let file = try OpenFile(url, .updating)
        let (length, sound) = (try file.length, try soundLength(of: file, upTo: last))
        if sound < length { try file.truncate(to: sound) }
      } else if unlink(url.path) != 0 {
        throw .writing(url, "removing it", errno)
      }
    }
  }

  /// Where the records that are whole and of steps up to `last` end.
  private static func soundLength(of file: borrowing OpenFile, upTo last: Int) throws(FileError) -> Int {
    var position = 0
    let end = try file.length
    while true {
      let header = try file.read(count: 8, at: position)
      guard header.count == 8 else { return position }
      let size = header.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      // Length and content are followed by a checksum of four bytes each.
      guard size <= UInt64(max(0, end - position - 16)) else { return position }
      // Time and step are the first fields, within some 20 bytes; an image behind them need not be read.
      let content = try file.read(count: min(Int(size), 64), at: position + 12)
      if let step = ProtobufMessage.integer(2, in: content), step > last { return position }
      position += 16 + Int(size)
    }
  }
}

extension ProtobufMessage {
  /// The integer of a field of a message's beginning; nil where it is not there.
  static func integer(_ field: UInt64, in bytes: [UInt8]) -> Int64? {
    var position = 0
    func varint() -> UInt64? {
      var (value, shift): (UInt64, UInt64) = (0, 0)
      while position < bytes.count, shift < 64 {
        let byte = bytes[position]
        position += 1
        value |= UInt64(byte & 0x7f) << shift
        if byte < 0x80 { return value }
        shift += 7
      }
      return nil
    }
    while let tag = varint() {
      switch tag & 7 {
      case 0:
        guard let value = varint() else { return nil }
        if tag >> 3 == field { return Int64(bitPattern: value) }
      case 1: position += 8
      case 2:
        guard let count = varint(), count <= UInt64(bytes.count) else { return nil }
        position += Int(count)
      case 5: position += 4
      default: return nil
      }
    }
    return nil
  }
}
