import DurableFiles
import CTurboJPEG
import Foundation

/// Reads JPEG files by libturbojpeg, into the pixels that `PNGImage` holds.
public enum JPEGImage {
  /// Decodes a JPEG to RGB, or to grey where it has no colour.
  ///
  /// CMYK and YCCK, as Photoshop writes them (with Adobe's marker, amounts of ink inverted), become RGB by
  /// (255 - C)·(255 - K) / 255, likewise with M and Y, rounded, as Pillow does; a printer's colour profile is not
  /// applied. Without the marker nothing says what the numbers mean, and the file is refused.
  ///
  /// - `atLeast`: the shorter side may be scaled down while decoding, by a power of two, to no less than this; much
  ///   faster for large photographs that become small training images. Nil decodes every pixel.
  ///
  /// Damaged and cut-off files are refused, even where libjpeg would fill the gap with grey. An orientation noted in
  /// EXIF is not applied (`ImageFile` does). Throws `corruptJPEG`, `unsupportedImage` and `absurdSize`.
  public static func decode(
    _ data: [UInt8], name: String, atLeast shorterSide: Int? = nil
  ) throws(FileError) -> PNGImage {
    guard let decoder = tjInitDecompress() else {
      throw corrupt(name, "a decoder that does not start")
    }
    defer { tjDestroy(decoder) }
    var (width, height, sampling, colours) = (Int32(0), Int32(0), Int32(0), Int32(0))
    guard tjDecompressHeader3(decoder, data, UInt(data.count), &width, &height, &sampling, &colours) == 0 else {
      throw corrupt(name, message(decoder))
    }
    let isInk = colours == Int32(TJCS_CMYK.rawValue) || colours == Int32(TJCS_YCCK.rawValue)
    guard !isInk || hasAdobeMarker(data) else {
      throw FileError(
        .unsupportedImage, subject: name, required: "a JPEG in RGB, YCbCr or grey, or in CMYK with Adobe's marker",
        given: "one in CMYK that does not say whether its values are inverted", remedy: "convert the file to RGB")
    }
    // An image of a few bytes may claim 65,535 x 65,535: what could not be held is refused.
    guard Int(width) * Int(height) <= Int(Int32.max) / 4 else {
      throw FileError(
        .absurdSize, subject: name, required: "at most \(Int(Int32.max) / 4) pixels", given: "\(width)x\(height)",
        remedy: "the file is damaged, or larger than this reader takes; make it smaller")
    }
    if let shorterSide {
      var divisor: Int32 = 1
      while divisor < 8, min(width, height) / (2 * divisor) >= Int32(clamping: shorterSide) { divisor *= 2 }
      (width, height) = ((width + divisor - 1) / divisor, (height + divisor - 1) / divisor)
    }
    let isGrey = colours == Int32(TJCS_GRAY.rawValue)
    let channels = isGrey ? 1 : isInk ? 4 : 3
    var pixels = [UInt8](repeating: 0, count: Int(width) * Int(height) * channels)
    let format = isGrey ? TJPF_GRAY : isInk ? TJPF_CMYK : TJPF_RGB
    let status = tjDecompress2(
      decoder, data, UInt(data.count), &pixels, width, 0, height, Int32(format.rawValue),
      Int32(TJFLAG_STOPONWARNING | TJFLAG_ACCURATEDCT))
    guard status == 0 else { throw corrupt(name, message(decoder)) }
    if isInk { pixels = light(pixels) }
    return try PNGImage(width: Int(width), height: Int(height), channels: isGrey ? 1 : 3, bytes: pixels)
  }

  /// RGB of inverted CMYK: what is stored is 255 less the ink, so light is a product.
  private static func light(_ inverted: [UInt8]) -> [UInt8] {
    var result = [UInt8](repeating: 0, count: inverted.count / 4 * 3)
    for pixel in 0..<inverted.count / 4 {
      let key = Int(inverted[4 * pixel + 3])
      for colour in 0..<3 { result[3 * pixel + colour] = UInt8((Int(inverted[4 * pixel + colour]) * key + 127) / 255) }
    }
    return result
  }

  /// Whether there is an APP14 segment that begins with "Adobe", before the first scan.
  private static func hasAdobeMarker(_ data: [UInt8]) -> Bool {
    var place = 2
    while place + 4 <= data.count, data[place] == 0xff, data[place + 1] != 0xda {
      if data[place + 1] == 0xff {  // padding
        place += 1
        continue
      }
      if data[place + 1] == 0xee, data[(place + 4)...].starts(with: "Adobe".utf8) { return true }
      place += 2 + Int(data[place + 2]) << 8 + Int(data[place + 3])
    }
    return false
  }

  private static func message(_ decoder: tjhandle) -> String {
    String(cString: tjGetErrorStr2(decoder))
  }

  private static func corrupt(_ name: String, _ words: String) -> FileError {
    FileError(
      .corruptJPEG, subject: name, required: "a whole, sound JPEG", given: "one that libturbojpeg refuses (\(words))",
      remedy: "remove the file, or write or download it again")
  }
}
