/// A coarse image: each pixel is the mean of a square of `factor` × `factor` pixels.
///
/// Applies to samples [channels, height, width] whose sides are multiples of the factor; they become
/// [channels, height / factor, width / factor]. Sums are taken row by row in single precision, the same on every
/// platform.
public struct PixelAveraging: FieldTransform {
  /// The side of a square, at least 1.
  public let factor: Int

  /// Squares of this side.
  public init(factor: Int) { self.factor = factor }

  /// "averaged" and the factor.
  public var identity: String { "averaged \(factor)" }

  /// [channels, height / factor, width / factor]; nil unless both sides are multiples.
  public func shape(from shape: [Int]) -> [Int]? {
    guard shape.count == 3, factor >= 1, shape[1] % factor == 0, shape[2] % factor == 0 else { return nil }
    return [shape[0], shape[1] / factor, shape[2] / factor]
  }

  /// The means.
  public func callAsFunction(_ values: [Float], count: Int, of shape: [Int]) -> [Float] {
    guard let coarse = self.shape(from: shape) else { return [] }
    let (width, newWidth) = (shape[2], coarse[2])
    let rows = count * coarse[0] * coarse[1]  // planes and images follow one another without a gap
    var result = [Float](repeating: 0, count: rows * newWidth)
    for row in 0..<rows {
      for column in 0..<newWidth {
        var sum: Float = 0
        for down in 0..<factor {
          let start = (row * factor + down) * width + column * factor
          for place in start..<start + factor { sum += values[place] }
        }
        result[row * newWidth + column] = sum / Float(factor * factor)
      }
    }
    return result
  }
}

/// A larger image: each pixel becomes a square of `factor` × `factor` pixels.
///
/// After `PixelAveraging` by the same factor this is the blurred image of the original size on which a level of a
/// pyramid is conditioned.
public struct PixelRepetition: FieldTransform {
  /// The side of a square, at least 1.
  public let factor: Int

  /// Squares of this side.
  public init(factor: Int) { self.factor = factor }

  /// "repeated" and the factor.
  public var identity: String { "repeated \(factor)" }

  /// [channels, height · factor, width · factor].
  public func shape(from shape: [Int]) -> [Int]? {
    guard shape.count == 3, factor >= 1, checkedProduct(shape + [factor, factor]) != nil else { return nil }
    return [shape[0], shape[1] * factor, shape[2] * factor]
  }

  /// The squares.
  public func callAsFunction(_ values: [Float], count: Int, of shape: [Int]) -> [Float] {
    guard self.shape(from: shape) != nil else { return [] }
    let width = shape[2]
    var result: [Float] = []
    result.reserveCapacity(values.count * factor * factor)
    for start in stride(from: 0, to: count * shape[0] * shape[1] * width, by: max(width, 1)) {
      let row = values[start..<start + width].flatMap { [Float](repeating: $0, count: factor) }
      for _ in 0..<factor { result += row }
    }
    return result
  }
}
