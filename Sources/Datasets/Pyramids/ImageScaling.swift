/// Images at other sizes: antialiased when shrinking, bilinear when growing (`TriangleFilter`), in single precision and the
/// same on every platform.
///
/// Applies to samples [channels, height, width]. One step from each size to the next, so that an image goes down a pyramid
/// as its levels do: `ImageScaling([.init(14, 14), .init(7, 7), .init(14, 14)])` is halved, halved again, and doubled.
/// Weights are never negative and sum to one, so pixels in [-1, 1] stay there but for rounding.
public struct ImageScaling: FieldTransform {
  /// Height and width of an image.
  public struct Size: Sendable, Equatable, CustomStringConvertible {
    /// In pixels.
    public let height: Int, width: Int

    /// This many rows and columns.
    public init(_ height: Int, _ width: Int) {
      self.height = height
      self.width = width
    }

    /// `28x28`, height first.
    public var description: String { "\(height)x\(width)" }
  }

  /// The sizes one after another, the image's own left out.
  public let sizes: [Size]

  /// Through these sizes.
  public init(_ sizes: [Size]) { self.sizes = sizes }

  /// To one size.
  public init(to size: Size) { self.init([size]) }

  /// "scaled" and the sizes.
  public var identity: String { "scaled " + sizes.map(\.description).joined(separator: " ") }

  /// [channels] + the last size; nil unless the samples are images and all sides are positive.
  public func shape(from shape: [Int]) -> [Int]? {
    guard shape.count == 3, sizes.allSatisfy({ $0.height >= 1 && $0.width >= 1 }) else { return nil }
    guard let last = sizes.last else { return shape }
    return checkedProduct([shape[0], last.height, last.width]) == nil ? nil : [shape[0], last.height, last.width]
  }

  /// The images at the last size.
  public func callAsFunction(_ values: [Float], count: Int, of shape: [Int]) -> [Float] {
    guard self.shape(from: shape) != nil else { return [] }
    var (values, size) = (values, Size(shape[1], shape[2]))
    for next in sizes where next != size {
      values = Self.scaled(values, planes: count * shape[0], from: size, to: next)
      size = next
    }
    return values
  }

  /// Rows first, then columns.
  private static func scaled(_ values: [Float], planes: Int, from old: Size, to new: Size) -> [Float] {
    let narrow = alongRows(values, rows: planes * old.height, from: old.width, to: new.width)
    let rows = TriangleFilter.taps(from: old.height, to: new.height)
    var result = [Float](repeating: 0, count: planes * new.height * new.width)
    result.withUnsafeMutableBufferPointer { target in
      narrow.withUnsafeBufferPointer { source in
        for plane in 0..<planes {
          for (row, taps) in rows.enumerated() {
            let to = (plane * new.height + row) * new.width
            for (offset, weight) in taps.weights.enumerated() {
              let from = (plane * old.height + taps.first + offset) * new.width
              for column in 0..<new.width { target[to + column] += weight * source[from + column] }
            }
          }
        }
      }
    }
    return result
  }

  private static func alongRows(_ values: [Float], rows: Int, from old: Int, to new: Int) -> [Float] {
    let columns = TriangleFilter.taps(from: old, to: new)
    var result = [Float](repeating: 0, count: rows * new)
    result.withUnsafeMutableBufferPointer { target in
      values.withUnsafeBufferPointer { source in
        for row in 0..<rows {
          for (column, taps) in columns.enumerated() {
            var sum: Float = 0
            for (offset, weight) in taps.weights.enumerated() {
              sum += weight * source[row * old + taps.first + offset]
            }
            target[row * new + column] = sum
          }
        }
      }
    }
    return result
  }
}

extension ImageScaling {
  /// The matrix W [new, old] with which a row of `old` pixels becomes one of `new`: an image is W_h X W_wᵀ. Row after row.
  public static func matrix(from old: Int, to new: Int) -> [Float] {
    var matrix = [Float](repeating: 0, count: max(0, old * new))
    for (row, taps) in TriangleFilter.taps(from: old, to: new).enumerated() {
      for (offset, weight) in taps.weights.enumerated() { matrix[row * old + taps.first + offset] = weight }
    }
    return matrix
  }
}
