import CTurboJPEG
import Foundation

/// Reads JPEG files by libturbojpeg, into the pixels that `PNGImage` holds.
public enum JPEGImage {
  /// Decodes a JPEG to RGB, or to grey where it has no colour.
  ///
  /// - `atLeast`: the shorter side may be scaled down while decoding, by a power of two, to no less than this; much
  ///   faster for large photographs that become small training images. Nil decodes every pixel.
  ///
  /// Damaged and cut-off files are refused, even where libjpeg would fill the gap with grey. An orientation noted in
  /// EXIF is not applied. Throws `corruptJPEG`, `unsupportedImage` (CMYK) and `absurdSize`.
  public static func decode(
    _ data: [UInt8], name: String, atLeast shorterSide: Int? = nil
  ) throws(DatasetError) -> PNGImage {
    guard let decoder = tjInitDecompress() else {
      throw corrupt(name, "a decoder that does not start")
    }
    defer { tjDestroy(decoder) }
    var (width, height, sampling, colours) = (Int32(0), Int32(0), Int32(0), Int32(0))
    guard tjDecompressHeader3(decoder, data, UInt(data.count), &width, &height, &sampling, &colours) == 0 else {
      throw corrupt(name, message(decoder))
    }
    guard colours != Int32(TJCS_CMYK.rawValue), colours != Int32(TJCS_YCCK.rawValue) else {
      throw DatasetError(
        .unsupportedImage, subject: name, required: "a JPEG in RGB, YCbCr or grey", given: "one in CMYK",
        remedy: "convert the file to RGB")
    }
    // An image of a few bytes may claim 65,535 x 65,535: what could not be held is refused.
    guard Int(width) * Int(height) <= Int(Int32.max) / 3 else {
      throw DatasetError(
        .absurdSize, subject: name, required: "at most \(Int(Int32.max) / 3) pixels", given: "\(width)x\(height)",
        remedy: "the file is damaged, or larger than this reader takes; make it smaller")
    }
    if let shorterSide {
      var divisor: Int32 = 1
      while divisor < 8, min(width, height) / (2 * divisor) >= Int32(clamping: shorterSide) { divisor *= 2 }
      (width, height) = ((width + divisor - 1) / divisor, (height + divisor - 1) / divisor)
    }
    let isGrey = colours == Int32(TJCS_GRAY.rawValue)
    let channels = isGrey ? 1 : 3
    var pixels = [UInt8](repeating: 0, count: Int(width) * Int(height) * channels)
    let format = isGrey ? TJPF_GRAY : TJPF_RGB
    let status = tjDecompress2(
      decoder, data, UInt(data.count), &pixels, width, 0, height, Int32(format.rawValue),
      Int32(TJFLAG_STOPONWARNING | TJFLAG_ACCURATEDCT))
    guard status == 0 else { throw corrupt(name, message(decoder)) }
    return try PNGImage(width: Int(width), height: Int(height), channels: channels, bytes: pixels)
  }

  private static func message(_ decoder: tjhandle) -> String {
    String(cString: tjGetErrorStr2(decoder))
  }

  private static func corrupt(_ name: String, _ words: String) -> DatasetError {
    DatasetError(
      .corruptJPEG, subject: name, required: "a whole, sound JPEG", given: "one that libturbojpeg refuses (\(words))",
      remedy: "remove the file, or write or download it again")
  }
}
