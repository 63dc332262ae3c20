import CPNG
import DurableFiles
import Foundation

/// An image of 8-bit grey or RGB pixels, as PNG files hold it: H × W × C, interleaved.
public struct PNGImage: Sendable, Equatable {
  /// The width in pixels.
  public let width: Int
  /// The height in pixels.
  public let height: Int
  /// 1 (grey) or 3 (RGB).
  public let channels: Int
  /// The pixels, row by row from the top, channels interleaved: H × W × C.
  public let bytes: [UInt8]

  /// Throws `wrongShape` unless channels is 1 or 3, the sides are positive and there are width · height · channels
  /// bytes.
  public init(width: Int, height: Int, channels: Int, bytes: [UInt8]) throws(FileError) {
    guard width > 0, height > 0, channels == 1 || channels == 3,
      checkedProduct([width, height, channels]) == bytes.count
    else {
      throw FileError(
        .wrongShape, subject: "PNGImage", required: "width x height x channels bytes, with 1 or 3 channels",
        given: "\(bytes.count) bytes for \(width)x\(height)x\(channels)",
        remedy: "give the pixels row by row, channels interleaved")
    }
    self.width = width
    self.height = height
    self.channels = channels
    self.bytes = bytes
  }

  // MARK: - Reading

  /// Reads a PNG file; see `decode`. An orientation noted in EXIF is not applied (`ImageFile` does).
  ///
  /// Throws `missingFile`, `unreadableFile`, `corruptPNG` and `absurdSize`.
  public init(contentsOf url: URL) throws(FileError) {
    try self.init(data: [UInt8](WholeFile.data(of: url, required: "a readable PNG file")), name: url.path)
  }

  /// Reads a PNG that is in memory; `name` stands in errors where a path would. See `decode`. Throws `corruptPNG` and
  /// `absurdSize`.
  public init(data: [UInt8], name: String) throws(FileError) {
    self = try Self.decode(data, name: name).image
  }

  /// Decodes a PNG of any kind to 8-bit grey, or RGB where it has colours or a palette.
  ///
  /// 16 bits become 8, v / 257 rounded. Files that name another gamma than sRGB's are converted to it; colour profiles
  /// are not applied. A pixel of value v and opacity a of 255 becomes (v·a + 255·(255 - a)) / 255, rounded: laid over
  /// white in the values as they are stored, as Pillow and browsers do. (In linear light, as libpng would, black of
  /// half opacity is 187 and not 127; the training sets that people have were made in the other way.)
  ///
  /// Returns the image and whether a pixel was not opaque. Throws `corruptPNG` and `absurdSize`.
  static func decode(_ data: [UInt8], name: String) throws(FileError) -> (image: PNGImage, isTransparent: Bool) {
    var control = png_image()
    control.version = UInt32(PNG_IMAGE_VERSION)
    defer { png_image_free(&control) }
    var pixels: [UInt8] = []
    var failure: FileError?
    // libpng keeps the pointer between the two calls, so both happen while it is valid.
    data.withUnsafeBytes { source in
      do throws(FileError) {
        guard png_image_begin_read_from_memory(&control, source.baseAddress, source.count) != 0 else {
          throw Self.corrupt(name, &control)
        }
        control.format &= PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_ALPHA
        // Else libpng takes 16-bit files without a gamma for linear light and brightens them.
        control.flags |= UInt32(PNG_IMAGE_FLAG_16BIT_sRGB)
        // Deflate packs at most 1032 to 1, and a pixel takes at least one bit. What asks for more must not get memory.
        let most = min(checkedProduct([source.count, 1032 * 8]) ?? Int.max, Int(Int32.max) / 4)
        guard let area = checkedProduct([Int(control.width), Int(control.height)]), area <= most else {
          throw FileError(
            .absurdSize, subject: name, required: "at most \(most) pixels from \(source.count) bytes of PNG",
            given: "\(control.width)x\(control.height)",
            remedy: "the file is damaged, or larger than this reader takes; cut it into smaller images")
        }
        pixels = [UInt8](repeating: 0, count: area * Self.samplesPerPixel(control.format))
        guard png_image_finish_read(&control, nil, &pixels, 0, nil) != 0 else {
          throw Self.corrupt(name, &control)
        }
      } catch { failure = error }
    }
    if let failure { throw failure }
    let channels = control.format & PNG_FORMAT_FLAG_COLOR != 0 ? 3 : 1
    var isTransparent = false
    if control.format & PNG_FORMAT_FLAG_ALPHA != 0 { (pixels, isTransparent) = Self.overWhite(pixels, channels) }
    return (
      try PNGImage(width: Int(control.width), height: Int(control.height), channels: channels, bytes: pixels),
      isTransparent
    )
  }

  private static func samplesPerPixel(_ format: UInt32) -> Int {
    (format & PNG_FORMAT_FLAG_COLOR != 0 ? 3 : 1) + (format & PNG_FORMAT_FLAG_ALPHA != 0 ? 1 : 0)
  }

  /// Pixels with an opacity after each, laid over white, and whether one of them was not opaque.
  static func overWhite(_ pixels: [UInt8], _ channels: Int) -> ([UInt8], Bool) {
    let count = pixels.count / (channels + 1)
    var result = [UInt8](repeating: 0, count: count * channels)
    var isTransparent = false
    for pixel in 0..<count {
      let opacity = Int(pixels[pixel * (channels + 1) + channels])
      if opacity < 255 { isTransparent = true }
      for channel in 0..<channels {
        let value = Int(pixels[pixel * (channels + 1) + channel])
        result[pixel * channels + channel] = UInt8((value * opacity + 255 * (255 - opacity) + 127) / 255)
      }
    }
    return (result, isTransparent)
  }

  // MARK: - Writing

  /// The content of a PNG file of this image. Lossless: reading it back gives an equal image.
  ///
  /// Throws `invalidArgument` where libpng cannot hold the image, such as sides above one million.
  public func encoded() throws(FileError) -> [UInt8] {
    var control = png_image()
    control.version = UInt32(PNG_IMAGE_VERSION)
    control.width = UInt32(clamping: width)
    control.height = UInt32(clamping: height)
    control.format = channels == 3 ? PNG_FORMAT_FLAG_COLOR : 0
    defer { png_image_free(&control) }
    // Room for what deflate can make of it at worst, so that it is compressed once: asked for the size, libpng would
    // compress everything a first time to know.
    var file = [UInt8](repeating: 0, count: Self.largestSize(bytes.count, rows: height))
    var size = file.count
    let done = png_image_write_to_memory(&control, &file, &size, 0, bytes, 0, nil)
    guard done != 0 else {
      throw FileError(
        .invalidArgument, subject: "PNGImage", required: "an image that libpng can write",
        given: "\(width)x\(height)x\(channels) (\(Self.message(&control)))",
        remedy: "write a smaller image")
    }
    file.removeLast(file.count - size)
    return file
  }

  /// An upper bound of a file's bytes, as libpng computes it (`PNG_IMAGE_PNG_SIZE_MAX`): the signature and the chunks
  /// that are not pixels, and each row's bytes with its filter byte as zlib would store them incompressible, with the
  /// length and checksum of chunks of 8 kB.
  private static func largestSize(_ bytes: Int, rows: Int) -> Int {
    let raw = bytes + rows
    return 1024 + raw + (raw + 7) >> 3 + (raw + 63) >> 6 + 11 + 12 * (raw / 8192 + 1)
  }

  /// Writes the image as a PNG file, atomically (`AtomicFile`, which says what `flushing` costs and gives). Throws what
  /// `FileError.writing` says and all that `encoded` throws.
  public func write(to url: URL, flushing: Bool = true) throws(FileError) {
    try AtomicFile.write(try encoded(), to: url, flushing: flushing)
  }

  // MARK: - libpng's simplified interface: a status and a message, no longjmp

  private static func corrupt(_ name: String, _ control: inout png_image) -> FileError {
    FileError(
      .corruptPNG, subject: name, required: "a whole, sound PNG",
      given: "one that libpng refuses (\(message(&control)))",
      remedy: "write or download the file again")
  }

  private static func message(_ control: inout png_image) -> String {
    withUnsafeBytes(of: &control.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
