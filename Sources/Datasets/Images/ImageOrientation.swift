import DurableFiles

/// How an image is to be turned before it is looked at, as cameras note it in EXIF (tag 0x0112, values 1 to 8).
///
/// Read from a JPEG's APP1 segment, a PNG's eXIf chunk, a WebP's EXIF chunk. What is damaged, missing or out of range means
/// `upright`: pixels do not depend on it being there. Source: CIPA DC-008-2019, "Exchangeable image file format for
/// digital still cameras: Exif Version 2.32", 4.6.4.
public enum ImageOrientation: Int, Sendable, CaseIterable {
  /// As stored.
  case upright = 1
  /// Mirrored, left becomes right.
  case mirrored
  /// Turned by half a turn.
  case halfTurn
  /// Mirrored, top becomes bottom.
  case flipped
  /// Rows become columns.
  case transposed
  /// Turned clockwise by a quarter.
  case quarterTurn
  /// Rows become columns, from the other corner.
  case transversed
  /// Turned anticlockwise by a quarter.
  case quarterTurnBack

  /// What the file notes.
  public init(ofFile content: [UInt8]) {
    let exif =
      content.starts(with: [0xff, 0xd8])
      ? Self.jpegBlock(content) : ImageFile.isWebP(content) ? Self.webPBlock(content) : Self.pngBlock(content)
    self = exif.flatMap(Self.read) ?? .upright
  }

  /// Whether height and width change places.
  public var swapsSides: Bool { rawValue >= 5 }

  /// The TIFF structure in a JPEG: an APP1 segment that begins with "Exif", before the first scan.
  private static func jpegBlock(_ content: [UInt8]) -> ArraySlice<UInt8>? {
    var place = 2
    while place + 4 <= content.count, content[place] == 0xff {
      let marker = content[place + 1]
      if marker == 0xff {  // padding
        place += 1
        continue
      }
      if marker == 0xda || marker == 0xd9 { return nil }
      let end = place + 2 + Int(content[place + 2]) << 8 + Int(content[place + 3])
      guard end >= place + 4, end <= content.count else { return nil }
      let body = content[place + 4..<end]
      if marker == 0xe1, body.starts(with: [0x45, 0x78, 0x69, 0x66, 0, 0]) { return body.dropFirst(6) }
      place = end
    }
    return nil
  }

  /// The TIFF structure in a PNG: the eXIf chunk, before or after the pixels.
  private static func pngBlock(_ content: [UInt8]) -> ArraySlice<UInt8>? {
    var place = 8
    while place + 12 <= content.count {
      let length = content[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
      let body = place + 8
      guard length <= content.count - body - 4 else { return nil }
      if content[place + 4..<body].elementsEqual("eXIf".utf8) { return content[body..<body + length] }
      place = body + length + 4
    }
    return nil
  }

  /// The TIFF structure in a WebP: the EXIF chunk, which some programs begin as a JPEG's segment.
  private static func webPBlock(_ content: [UInt8]) -> ArraySlice<UInt8>? {
    var place = 12
    while place + 8 <= content.count {
      let length = content[place + 4..<place + 8].reversed().reduce(0) { $0 << 8 | Int($1) }
      let body = place + 8
      guard length <= content.count - body else { return nil }
      if content[place..<place + 4].elementsEqual("EXIF".utf8) {
        let block = content[body..<body + length]
        return block.starts(with: [0x45, 0x78, 0x69, 0x66, 0, 0]) ? block.dropFirst(6) : block
      }
      place = body + length + length % 2
    }
    return nil
  }

  /// The orientation in the first directory of a TIFF structure.
  private static func read(_ tiff: ArraySlice<UInt8>) -> ImageOrientation? {
    let bytes = Array(tiff)
    let isLittle = bytes.starts(with: [0x49, 0x49, 42, 0])
    guard isLittle || bytes.starts(with: [0x4d, 0x4d, 0, 42]) else { return nil }
    func number(_ start: Int, _ length: Int) -> Int? {
      guard start >= 0, start + length <= bytes.count else { return nil }
      let digits = bytes[start..<start + length]
      return isLittle ? digits.reversed().reduce(0) { $0 << 8 | Int($1) } : digits.reduce(0) { $0 << 8 | Int($1) }
    }
    guard let directory = number(4, 4), let entries = number(directory, 2) else { return nil }
    for entry in 0..<entries {
      let start = directory + 2 + 12 * entry
      guard let tag = number(start, 2) else { return nil }
      // One unsigned short, which stands in the first two of the four bytes for the value.
      if tag == 0x0112, number(start + 2, 2) == 3, number(start + 4, 4) == 1 {
        return number(start + 8, 2).flatMap(ImageOrientation.init)
      }
    }
    return nil
  }
}

extension PNGImage {
  /// The image as it is to be looked at where its file notes this orientation.
  public func turned(_ orientation: ImageOrientation) throws(FileError) -> PNGImage {
    if orientation == .upright { return self }
    let (newWidth, newHeight) = orientation.swapsSides ? (height, width) : (width, height)
    var result = [UInt8](repeating: 0, count: bytes.count)
    var target = 0
    for y in 0..<newHeight {
      for x in 0..<newWidth {
        let (column, row) =
          switch orientation {
          case .upright: (x, y)
          case .mirrored: (width - 1 - x, y)
          case .halfTurn: (width - 1 - x, height - 1 - y)
          case .flipped: (x, height - 1 - y)
          case .transposed: (y, x)
          case .quarterTurn: (y, height - 1 - x)
          case .transversed: (width - 1 - y, height - 1 - x)
          case .quarterTurnBack: (width - 1 - y, x)
          }
        let source = (row * width + column) * channels
        for channel in 0..<channels { result[target + channel] = bytes[source + channel] }
        target += channels
      }
    }
    return try PNGImage(width: newWidth, height: newHeight, channels: channels, bytes: result)
  }
}
