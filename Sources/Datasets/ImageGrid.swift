import DurableFiles

/// Many images as one: the sample sheet of a GAN.
public enum ImageGrid {
  /// Lays equal-sized images out row by row, `padding` pixels of `background` between them and around, then enlarges
  /// everything by the whole number `scale`, each pixel becoming a square.
  ///
  /// The result is scale · (columns · (width + padding) + padding) wide; the last row may stay partly empty. Throws
  /// `wrongShape` where there are no images or they differ in size or channels, `invalidArgument` for columns < 1,
  /// padding < 0, scale < 1 or a sheet of more than 2³¹ bytes.
  public static func compose(
    _ images: [PNGImage], columns: Int, padding: Int = 2, scale: Int = 1, background: UInt8 = 0
  ) throws(FileError) -> PNGImage {
    guard let first = images.first else { throw differing("no images") }
    let (width, height, channels) = (first.width, first.height, first.channels)
    if let other = images.first(where: { ($0.width, $0.height, $0.channels) != (width, height, channels) }) {
      throw differing(
        "\(width)x\(height)x\(channels) and \(other.width)x\(other.height)x\(other.channels)")
    }
    let limit = Int(Int32.max)
    guard (1...limit).contains(columns), (0...limit).contains(padding), (1...limit).contains(scale),
      let sheetWidth = side(columns, width, padding),
      let sheetHeight = side((images.count - 1) / columns + 1, height, padding),
      let size = checkedProduct([sheetWidth, scale, sheetHeight, scale, channels]), size <= limit
    else {
      throw FileError(
        .invalidArgument, subject: "ImageGrid", required: "columns ≥ 1, padding ≥ 0, scale ≥ 1 and at most 2³¹ bytes",
        given:
          "columns \(columns), padding \(padding), scale \(scale) for \(images.count) images of \(width)x\(height)",
        remedy: "choose such numbers, or fewer images")
    }
    var sheet = [UInt8](repeating: background, count: size)
    for (index, image) in images.enumerated() {
      let left = padding + (index % columns) * (width + padding)
      let top = padding + (index / columns) * (height + padding)
      for row in 0..<height * scale {
        var target = (((top * scale + row) * sheetWidth) + left) * scale * channels
        for column in 0..<width {
          let source = ((row / scale) * width + column) * channels
          for _ in 0..<scale {
            for channel in 0..<channels { sheet[target + channel] = image.bytes[source + channel] }
            target += channels
          }
        }
      }
    }
    return try PNGImage(width: sheetWidth * scale, height: sheetHeight * scale, channels: channels, bytes: sheet)
  }

  /// cells · (length + padding) + padding, or nil where that overflows.
  private static func side(_ cells: Int, _ length: Int, _ padding: Int) -> Int? {
    guard let cellsAlone = checkedProduct([cells, length + padding]) else { return nil }
    let (sum, overflow) = cellsAlone.addingReportingOverflow(padding)
    return overflow ? nil : sum
  }

  private static func differing(_ given: String) -> FileError {
    FileError(
      .wrongShape, subject: "ImageGrid", required: "one image or more, all of one size and number of channels",
      given: given, remedy: "make one grid for each kind of image")
  }
}
