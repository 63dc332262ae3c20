import DurableFiles

extension PNGImage {
  /// From a network's output: `planes` holds C × H × W floats in [-1, 1].
  ///
  /// The inverse of `ImageDataset.batch`: (x + 1) · 127.5, rounded and cut off at 0 and 255; not-a-number becomes 0.
  /// Throws `wrongShape`.
  public init(planes: some Collection<Float>, channels: Int, height: Int, width: Int) throws(FileError) {
    let scaled = planes.map { value in
      value.isNaN ? 0 : UInt8(min(max((value + 1) * 127.5, 0), 255).rounded())
    }
    try self.init(planes: scaled, channels: channels, height: height, width: width)
  }

  /// From bytes with separate planes, C × H × W, as `ImageDataset` holds them. Throws `wrongShape`.
  public init(planes: [UInt8], channels: Int, height: Int, width: Int) throws(FileError) {
    var pixels = planes
    if channels == 3, checkedProduct([channels, height, width]) == planes.count {
      let area = planes.count / 3
      for place in 0..<area {
        for channel in 0..<3 { pixels[3 * place + channel] = planes[channel * area + place] }
      }
    }
    try self.init(width: width, height: height, channels: channels, bytes: pixels)
  }

  /// The pixels with separate planes, C × H × W, as `ImageDataset` holds them.
  public var planes: [UInt8] {
    let area = width * height
    return (0..<channels).flatMap { channel in (0..<area).map { bytes[channels * $0 + channel] } }
  }
}

extension ImageDataset {
  /// One image, to be written or looked at. Throws `indexOutOfRange`, and `wrongShape` where the set has neither 1 nor
  /// 3 channels.
  public func image(_ index: Int) throws(FileError) -> PNGImage {
    try checkIndices([index])
    return try PNGImage(
      planes: Array(bytes[index * imageSize..<(index + 1) * imageSize]), channels: channels, height: height,
      width: width)
  }
}
