import DurableFiles
import Foundation

/// A picture of a file as training sees it: opaque, upright, grey or RGB.
public struct ImageFile: Sendable, Equatable {
  /// The pixels, upright.
  public let image: PNGImage
  /// How they had to be turned, by the file's EXIF data.
  public let orientation: ImageOrientation
  /// Whether a pixel was transparent and is mixed with white.
  public let isTransparent: Bool

  /// Reads a PNG, JPEG or WebP, whatever its name ends in; symbolic links are followed. See `init(data:name:atLeast:)`.
  /// Throws `missingFile` and `unreadableFile` too.
  public init(contentsOf url: URL, atLeast shorterSide: Int? = nil) throws(FileError) {
    let content = try WholeFile.data(of: url, required: "a readable PNG, JPEG or WebP file")
    try self.init(data: [UInt8](content), name: url.path, atLeast: shorterSide)
  }

  /// Decodes a PNG, JPEG or WebP, told apart by their first bytes.
  ///
  /// - `atLeast`: a JPEG's shorter side may be scaled down while it is decoded, to no less than this.
  ///
  /// Whatever the file holds becomes 8-bit grey or RGB: palettes, 1 to 16 bits, transparency (mixed with white, see
  /// `PNGImage.decode`), CMYK (see `JPEGImage.decode`). Colour profiles are not applied. Throws `unsupportedImage` for
  /// other formats, which it names, `corruptPNG`, `corruptJPEG`, `corruptWebP`, `absurdSize`.
  public init(data content: [UInt8], name: String, atLeast shorterSide: Int? = nil) throws(FileError) {
    let stored: PNGImage
    if content.starts(with: [0x89, 0x50, 0x4e, 0x47]) {
      (stored, isTransparent) = try PNGImage.decode(content, name: name)
    } else if content.starts(with: [0xff, 0xd8, 0xff]) {
      stored = try JPEGImage.decode(content, name: name, atLeast: shorterSide)
      isTransparent = false
    } else if Self.isWebP(content) {
      (stored, isTransparent) = try WebPImage.decode(content, name: name)
    } else {
      throw FileError(
        .unsupportedImage, subject: name, required: "the first bytes of a PNG, JPEG or WebP",
        given: Self.format(of: content), remedy: "convert the file to PNG or JPEG, or remove it")
    }
    orientation = ImageOrientation(ofFile: content)
    image = try stored.turned(orientation)
  }

  static func isWebP(_ content: [UInt8]) -> Bool {
    content.starts(with: "RIFF".utf8) && content.dropFirst(8).starts(with: "WEBP".utf8)
  }

  /// What a file that is none of them is likely to be.
  private static func format(of content: [UInt8]) -> String {
    if content.isEmpty { return "an empty file" }
    func begins(_ text: String, at place: Int = 0) -> Bool { content.dropFirst(place).starts(with: text.utf8) }
    if begins("GIF8") { return "those of a GIF image" }
    if begins("BM") { return "those of a BMP image" }
    if begins("II*\0") || begins("MM\0*") { return "those of a TIFF image" }
    if begins("ftyp", at: 4) { return "those of an AVIF or HEIC image" }
    if begins("\0\0\0\u{0c}jP  ") { return "those of a JPEG 2000 image" }
    if begins("<") { return "those of a web page or an SVG drawing" }
    if content.allSatisfy({ $0 == 0 }) { return "\(content.count) zero bytes" }
    return "others"
  }
}
