import DurableFiles

/// A larger image: black pixels, -1, on all four sides.
///
/// MNIST's digits of 28 by 28 pixels in a frame of 2 are the 32 by 32 of networks that halve them several times.
public struct PixelFraming: FieldTransform {
  /// How many pixels on each side, at least 0.
  public let border: Int

  /// A frame of this width.
  public init(border: Int) { self.border = border }

  /// "framed" and the width.
  public var identity: String { "framed \(border)" }

  /// [channels, height + 2 · border, width + 2 · border].
  public func shape(from shape: [Int]) -> [Int]? {
    guard shape.count == 3, border >= 0, border < 1 << 16 else { return nil }
    return [shape[0], shape[1] + 2 * border, shape[2] + 2 * border]
  }

  /// The images in their frames.
  public func callAsFunction(_ values: [Float], count: Int, of shape: [Int]) -> [Float] {
    guard let framed = self.shape(from: shape) else { return [] }
    let (height, width) = (framed[1], framed[2])
    var result = [Float](repeating: -1, count: count * framed.reduce(1, *))
    for plane in 0..<count * shape[0] {
      for row in 0..<shape[1] {
        let from = (plane * shape[1] + row) * shape[2]
        let to = (plane * height + row + border) * width + border
        result.replaceSubrange(to..<to + shape[2], with: values[from..<from + shape[2]])
      }
    }
    return result
  }
}

extension Dataset {
  /// This set with its images in a frame of `border` black pixels, under the same name; itself for 0. Throws `wrongShape`
  /// where its samples are no images.
  public func framed(by border: Int) throws(FileError) -> any Dataset {
    guard border > 0 else { return self }
    let image = sampleField?.name ?? FieldCard.imageName
    let framed = "framed-" + image
    let deriving = try derivingField(framed, from: image, by: PixelFraming(border: border))
    return try deriving.withFields(fields.map { (name: $0.name, field: $0.name == image ? framed : $0.name) })
  }

  /// This set with its images in a frame that makes them of `shape`; itself where no frame does.
  public func framed(toFit shape: [Int]) throws(FileError) -> any Dataset {
    let own = sampleShape
    guard own.count == 3, shape.count == 3, own[0] == shape[0] else { return self }
    let more = shape[1] - own[1]
    guard more > 0, more.isMultiple(of: 2), shape[2] - own[2] == more else { return self }
    return try framed(by: more / 2)
  }
}
