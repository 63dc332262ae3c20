import CWebP
import DurableFiles

/// Reads WebP files by libwebp, into the pixels that `PNGImage` holds.
public enum WebPImage {
  /// Decodes a WebP, lossy or lossless, to RGB; transparent pixels are laid over white as a PNG's are.
  ///
  /// Animations are refused: which of their pictures would be the image? An orientation noted in EXIF is not applied
  /// (`ImageFile` does). Returns the image and whether a pixel was not opaque. Throws `corruptWebP`, `unsupportedImage`.
  static func decode(_ data: [UInt8], name: String) throws(FileError) -> (image: PNGImage, isTransparent: Bool) {
    var features = WebPBitstreamFeatures()
    let status = WebPGetFeatures(data, data.count, &features)
    guard status == VP8_STATUS_OK else { throw corrupt(name, "status \(status.rawValue)") }
    guard features.has_animation == 0 else {
      throw FileError(
        .unsupportedImage, subject: name, required: "a single picture", given: "an animated WebP",
        remedy: "take one of its pictures, or remove the file")
    }
    // A WebP's sides are at most 16,383: never more than a gigabyte.
    let (width, height) = (Int(features.width), Int(features.height))
    let samples = features.has_alpha != 0 ? 4 : 3
    let size = width * height * samples
    var pixels = [UInt8](repeating: 0, count: size)
    let isWhole =
      samples == 4
      ? WebPDecodeRGBAInto(data, data.count, &pixels, size, Int32(width * samples)) != nil
      : WebPDecodeRGBInto(data, data.count, &pixels, size, Int32(width * samples)) != nil
    guard isWhole else { throw corrupt(name, "its pixels") }
    var isTransparent = false
    if samples == 4 { (pixels, isTransparent) = PNGImage.overWhite(pixels, 3) }
    return (try PNGImage(width: width, height: height, channels: 3, bytes: pixels), isTransparent)
  }

  private static func corrupt(_ name: String, _ words: String) -> FileError {
    FileError(
      .corruptWebP, subject: name, required: "a whole, sound WebP", given: "one that libwebp refuses (\(words))",
      remedy: "write or download the file again")
  }
}
