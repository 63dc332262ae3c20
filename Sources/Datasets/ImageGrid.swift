import DurableFiles

/// Many images as one: the sample sheet of a GAN.
public enum ImageGrid {
  /// Lays equal-sized images out row by row, `padding` pixels of `background` between them and around, then enlarges
  /// everything by the whole number `scale`, each pixel becoming a square.
  ///
  /// The result is scale · (columns · (width + padding) + padding) wide; the last row may stay partly empty. Throws
  /// `wrongShape` where there are no images or they differ in size or channels, `invalidArgument` for columns < 1,
  /// padding < 0, scale < 1 or a sheet of more than `ImageSheet.mostBytes`.
  public static func compose(
    _ images: [PNGImage], columns: Int, padding: Int = 2, scale: Int = 1, background: UInt8 = 0
  ) throws(FileError) -> PNGImage {
    guard let first = images.first else { throw ImageSheet.differing("no images") }
    var sheet = try ImageSheet(
      of: first, count: images.count, columns: columns, padding: padding, scale: scale, background: background)
    for (index, image) in images.enumerated() { try sheet.place(image, at: index) }
    return try sheet.image()
  }
}

/// A sheet of images that is filled one by one, so that many need no more memory than the sheet.
public struct ImageSheet: Sendable {
  /// A sheet has at most this many bytes: a picture that viewers open, and that compressing it leaves room for.
  public static let mostBytes = 1 << 28

  private let cell: (width: Int, height: Int, channels: Int)
  private let count: Int, columns: Int, padding: Int, scale: Int
  private let width: Int, height: Int
  private var bytes: [UInt8]

  /// An empty sheet for `count` images of the size of `first`. Otherwise as `ImageGrid.compose` says.
  ///
  /// Throws `invalidArgument` for no image, columns < 1, padding < 0, scale < 1 or a sheet of more than `mostBytes`.
  public init(
    of first: PNGImage, count: Int, columns: Int, padding: Int = 2, scale: Int = 1, background: UInt8 = 0
  ) throws(FileError) {
    let limit = Int(Int32.max)
    guard count >= 1, (1...limit).contains(columns), (0...limit).contains(padding), (1...limit).contains(scale),
      let width = Self.side(columns, first.width, padding),
      let height = Self.side((count - 1) / columns + 1, first.height, padding),
      let size = checkedProduct([width, scale, height, scale, first.channels]), size <= Self.mostBytes
    else {
      throw FileError(
        .invalidArgument, subject: "ImageGrid",
        required: "columns ≥ 1, padding ≥ 0, scale ≥ 1 and a sheet of at most \(Self.mostBytes >> 20) MiB",
        given:
          "columns \(columns), padding \(padding), scale \(scale) for \(count) images of \(first.width)x\(first.height)",
        remedy: "choose such numbers, fewer images, or a file for each of them")
    }
    cell = (first.width, first.height, first.channels)
    (self.count, self.columns, self.padding, self.scale) = (count, columns, padding, scale)
    (self.width, self.height) = (width, height)
    bytes = [UInt8](repeating: background, count: size)
  }

  /// Puts an image into the place `index`, counted row by row from 0. Throws `wrongShape` for an image of another size or
  /// number of channels, and for a place that there is not.
  public mutating func place(_ image: PNGImage, at index: Int) throws(FileError) {
    guard (image.width, image.height, image.channels) == cell, (0..<count).contains(index) else {
      throw Self.differing(
        "\(cell.width)x\(cell.height)x\(cell.channels) and \(image.width)x\(image.height)x\(image.channels) "
          + "at place \(index) of \(count)")
    }
    let left = padding + (index % columns) * (cell.width + padding)
    let top = padding + (index / columns) * (cell.height + padding)
    for row in 0..<cell.height * scale {
      var target = (((top * scale + row) * width) + left) * scale * cell.channels
      for column in 0..<cell.width {
        let source = ((row / scale) * cell.width + column) * cell.channels
        for _ in 0..<scale {
          for channel in 0..<cell.channels { bytes[target + channel] = image.bytes[source + channel] }
          target += cell.channels
        }
      }
    }
  }

  /// The sheet as an image. Throws what `PNGImage` throws.
  public func image() throws(FileError) -> PNGImage {
    try PNGImage(width: width * scale, height: height * scale, channels: cell.channels, bytes: bytes)
  }

  /// cells · (length + padding) + padding, or nil where that overflows.
  private static func side(_ cells: Int, _ length: Int, _ padding: Int) -> Int? {
    guard let cellsAlone = checkedProduct([cells, length + padding]) else { return nil }
    let (sum, overflow) = cellsAlone.addingReportingOverflow(padding)
    return overflow ? nil : sum
  }

  static func differing(_ given: String) -> FileError {
    FileError(
      .wrongShape, subject: "ImageGrid", required: "one image or more, all of one size and number of channels",
      given: given, remedy: "make one grid for each kind of image")
  }
}
