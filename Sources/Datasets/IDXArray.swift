import DurableFiles
import Foundation

/// An array of bytes with a shape, as MNIST and its kin store it: the IDX format.
///
/// The file is: two zero bytes; the element type (8 = unsigned byte, the only one that this reader takes); the rank;
/// one big-endian 32-bit size for each dimension; the elements, row-major. Plain or gzip, told apart by the first
/// bytes. Format: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits".
public struct IDXArray: Sendable, Equatable {
  /// The sizes of the dimensions, at least one.
  public let shape: [Int]
  /// The elements, row-major: as many as the product of `shape`.
  public let bytes: [UInt8]

  /// Reads a file, plain or gzip. Memory is taken only after the header was compared with the size of the file.
  ///
  /// Throws `missingFile`, `unreadableFile`, `wrongMagic`, `unsupportedElementType`, `truncatedHeader`,
  /// `truncatedPayload`, `trailingBytes`, `absurdSize`, `truncatedGzip`, `corruptGzip`.
  public init(contentsOf url: URL) throws(FileError) {
    try self.init(ByteStream(contentsOf: url))
  }

  /// Reads the content of a file that is in memory; `name` stands in errors where a path would. Throws as
  /// `init(contentsOf:)` does.
  public init(data: [UInt8], name: String) throws(FileError) {
    try self.init(ByteStream(data, name: name))
  }

  private init(_ stream: ByteStream) throws(FileError) {
    let name = stream.name
    let rank = try Self.readMagic(stream)
    let header = try stream.read(count: 4 * rank)
    guard header.count == 4 * rank else { throw Self.truncatedHeader(name, 4 + 4 * rank, 4 + header.count) }
    let shape = (0..<rank).map { axis in
      header[4 * axis..<4 * axis + 4].reduce(0) { $0 << 8 | Int($1) }
    }
    let text = shape.map(String.init).joined(separator: "x")
    guard let size = checkedProduct(shape) else {
      throw FileError(
        .absurdSize, subject: name, required: "sizes whose product fits into 63 bits", given: text,
        remedy: "the header is damaged; download the file again")
    }
    let most = stream.largestUnpackedSize
    if stream.isGzip && size > most {
      throw FileError(
        .absurdSize, subject: name,
        required: "at most \(most) bytes, all that \(stream.storedSize) bytes of gzip can unpack to",
        given: "a header that asks for \(size) (\(text))",
        remedy: "the header is damaged or the file is cut short; download it again")
    }
    let available = stream.storedSize - 4 - header.count
    if !stream.isGzip && size > available { throw Self.truncatedPayload(name, size, text, available) }

    let bytes = try stream.read(count: size)
    guard bytes.count == size else { throw Self.truncatedPayload(name, size, text, bytes.count) }
    // Reading past the end also makes zlib compare its checksum.
    if try !stream.read(count: 1).isEmpty {
      throw FileError(
        .trailingBytes, subject: name, required: "the end of the file after \(size) bytes of data (\(text))",
        given: stream.isGzip ? "more bytes" : "\(available - size) bytes more",
        remedy: "the header does not fit the data; download the file again")
    }
    self.shape = shape
    self.bytes = bytes
  }

  /// Reads the four bytes of magic and returns the rank.
  private static func readMagic(_ stream: ByteStream) throws(FileError) -> Int {
    let magic = try stream.read(count: 4)
    // A file that is not IDX at all should be called so, however short it is.
    if magic.prefix(2).contains(where: { $0 != 0 }) {
      throw FileError(
        .wrongMagic, subject: stream.name, required: "an IDX file, which starts with the bytes 00 00 08",
        given: magic.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " "),
        remedy: "check that this is the data file itself and not a web page or another archive")
    }
    guard magic.count == 4 else { throw truncatedHeader(stream.name, 4, magic.count) }
    guard magic[2] == 0x08 else {
      throw FileError(
        .unsupportedElementType, subject: stream.name, required: "element type 0x08 (unsigned byte)",
        given: "0x" + (magic[2] < 16 ? "0" : "") + String(magic[2], radix: 16),
        remedy: "convert the elements to unsigned bytes; images and labels of MNIST and its kin are")
    }
    guard magic[3] > 0 else {
      throw FileError(
        .wrongShape, subject: stream.name, required: "at least one dimension", given: "rank 0",
        remedy: "the header is damaged; download the file again")
    }
    return Int(magic[3])
  }

  private static func truncatedHeader(_ name: String, _ required: Int, _ given: Int) -> FileError {
    FileError(
      .truncatedHeader, subject: name, required: "an IDX header of \(required) bytes", given: "\(given) bytes",
      remedy: "download the file again; the copy is incomplete")
  }

  private static func truncatedPayload(_ name: String, _ required: Int, _ shape: String, _ given: Int) -> FileError {
    FileError(
      .truncatedPayload, subject: name, required: "\(required) bytes of data (\(shape))", given: "\(given)",
      remedy: "download the file again; the copy is incomplete, or its header is damaged")
  }
}
