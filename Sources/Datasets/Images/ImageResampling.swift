import DurableFiles

extension PNGImage {
  /// The image at another size.
  ///
  /// Antialiased when shrinking, bilinear when growing (`TriangleFilter`). The same bytes on every platform. Throws
  /// `invalidArgument` for a side below 1.
  public func resized(width newWidth: Int, height newHeight: Int) throws(FileError) -> PNGImage {
    guard newWidth >= 1, newHeight >= 1 else {
      throw FileError(
        .invalidArgument, subject: "resized", required: "sides of at least 1 pixel", given: "\(newWidth)x\(newHeight)",
        remedy: "choose a positive size")
    }
    if newWidth == width, newHeight == height { return self }
    // Rows first: old height x new width, in floating point, so that bytes are rounded once.
    let columns = TriangleFilter.taps(from: width, to: newWidth)
    var narrow = [Float](repeating: 0, count: height * newWidth * channels)
    for row in 0..<height {
      for (column, tap) in columns.enumerated() {
        for channel in 0..<channels {
          var sum: Float = 0
          for (place, weight) in tap.weights.enumerated() {
            sum += weight * Float(bytes[(row * width + tap.first + place) * channels + channel])
          }
          narrow[(row * newWidth + column) * channels + channel] = sum
        }
      }
    }
    let stride = newWidth * channels
    var result = [UInt8](repeating: 0, count: newHeight * stride)
    for (row, tap) in TriangleFilter.taps(from: height, to: newHeight).enumerated() {
      for place in 0..<stride {
        var sum: Float = 0
        for (offset, weight) in tap.weights.enumerated() {
          sum += weight * narrow[(tap.first + offset) * stride + place]
        }
        result[row * stride + place] = UInt8(min(max(sum + 0.5, 0), 255))
      }
    }
    return try PNGImage(width: newWidth, height: newHeight, channels: channels, bytes: result)
  }

  /// The image at another size, each new pixel the old one that it lies in: pixels stay squares when an image is enlarged
  /// to be looked at. Throws `invalidArgument` for a side below 1.
  public func repeated(width newWidth: Int, height newHeight: Int) throws(FileError) -> PNGImage {
    guard newWidth >= 1, newHeight >= 1 else { return try resized(width: newWidth, height: newHeight) }
    var result: [UInt8] = []
    result.reserveCapacity(newWidth * newHeight * channels)
    for row in 0..<newHeight {
      for column in 0..<newWidth {
        let place = ((2 * row + 1) * height / (2 * newHeight)) * width + (2 * column + 1) * width / (2 * newWidth)
        result += bytes[place * channels..<(place + 1) * channels]
      }
    }
    return try PNGImage(width: newWidth, height: newHeight, channels: channels, bytes: result)
  }

  /// Scaled so that the shorter side is `side`, then cut to the central square: how photographs become training images.
  /// Throws `invalidArgument` for a side below 1.
  public func centreSquare(_ side: Int) throws(FileError) -> PNGImage {
    guard side >= 1 else { return try resized(width: side, height: side) }
    // Cut first: the same pixels but for the border, and less work.
    let shorter = min(width, height)
    let (left, top) = ((width - shorter) / 2, (height - shorter) / 2)
    var square: [UInt8] = []
    square.reserveCapacity(shorter * shorter * channels)
    for row in top..<top + shorter {
      let start = (row * width + left) * channels
      square += bytes[start..<start + shorter * channels]
    }
    return try PNGImage(width: shorter, height: shorter, channels: channels, bytes: square)
      .resized(width: side, height: side)
  }

  /// As RGB (grey three times) or grey (0.299 R + 0.587 G + 0.114 B, the weights of ITU-R BT.601). Throws `wrongShape`
  /// for any other number of channels.
  public func withChannels(_ wanted: Int) throws(FileError) -> PNGImage {
    switch (channels, wanted) {
    case (1, 3):
      return try PNGImage(width: width, height: height, channels: 3, bytes: bytes.flatMap { [$0, $0, $0] })
    case (3, 1):
      let grey = stride(from: 0, to: bytes.count, by: 3).map { place -> UInt8 in
        let (red, green, blue) = (Int(bytes[place]), Int(bytes[place + 1]), Int(bytes[place + 2]))
        return UInt8((299 * red + 587 * green + 114 * blue + 500) / 1000)
      }
      return try PNGImage(width: width, height: height, channels: 1, bytes: grey)
    default: return try PNGImage(width: width, height: height, channels: wanted, bytes: bytes)
    }
  }
}
