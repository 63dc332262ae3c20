import DurableFiles
import Foundation

/// Reads tar archives, plain or gzip, as far as published data sets need it: regular files, by name.
enum TarArchive {
  /// Writes the regular files whose paths end in one of `names` into `folder`, under that name alone, atomically.
  ///
  /// Paths in the archive decide nothing about where a file goes, so an archive cannot write elsewhere. Throws
  /// `corruptArchive` and what `ByteStream` and `AtomicFile` throw.
  static func extract(_ names: Set<String>, from archive: URL, into folder: URL) throws(FileError) {
    let stream = try ByteStream(contentsOf: archive)
    while true {
      let header = try stream.read(count: 512)
      if header.isEmpty { return }
      guard header.count == 512 else { throw corrupt(archive, "a header of \(header.count) bytes") }
      // Two blocks of zeros end an archive; what follows is padding.
      if header.allSatisfy({ $0 == 0 }) { return }
      guard let sum = octal(header[148..<156]), let size = octal(header[124..<136]), sum == checksum(header) else {
        throw corrupt(archive, "a header whose checksum is wrong")
      }
      let name = String(decoding: header[0..<100].prefix { $0 != 0 }, as: UTF8.self)
      let last = name.split(separator: "/").last.map(String.init) ?? ""
      let isFile = header[156] == 0 || header[156] == UInt8(ascii: "0")
      let padded = (size + 511) / 512 * 512
      guard size <= stream.largestUnpackedSize else {
        throw corrupt(archive, "a member '\(name)' of \(size) bytes, more than the archive can hold")
      }
      if isFile, names.contains(last) {
        var content = try stream.read(count: padded)
        guard content.count == padded else { throw corrupt(archive, "'\(name)' cut short") }
        content.removeLast(padded - size)
        try AtomicFile.write(content, to: folder.appendingPathComponent(last))
      } else {
        var rest = padded
        while rest > 0 {
          let skipped = try stream.read(count: min(rest, 1 << 18)).count
          guard skipped > 0 else { throw corrupt(archive, "'\(name)' cut short") }
          rest -= skipped
        }
      }
    }
  }

  /// A number in octal digits, with spaces before and a space or zero after; nil where it is none.
  private static func octal(_ field: ArraySlice<UInt8>) -> Int? {
    let digits = field.drop { $0 == 0x20 }.prefix { $0 != 0x20 && $0 != 0 }
    guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x37).contains($0) }) else { return nil }
    return Int(String(decoding: digits, as: UTF8.self), radix: 8)
  }

  /// The sum of the header's bytes, its own field counted as spaces.
  private static func checksum(_ header: [UInt8]) -> Int {
    header.enumerated().reduce(0) { $0 + ((148..<156).contains($1.offset) ? 0x20 : Int($1.element)) }
  }

  private static func corrupt(_ archive: URL, _ given: String) -> FileError {
    FileError(
      .corruptArchive, subject: archive.path, required: "a whole, sound tar archive", given: given,
      remedy: "remove it and download it again")
  }
}
