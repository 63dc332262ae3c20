import Datasets

/// Images as vectors of pixels in [0, 1], and their Euclidean distances.
struct PixelVectors {
  /// How many there are, and the pixels of each.
  let count: Int, size: Int
  private let chunks: Int
  /// Padded with zeros to whole chunks, image after image.
  private var values: [SIMD16<Float>]
  /// ‖image‖² of each.
  private var squares: [Float]

  /// Of images one after another, `size` pixels each.
  init(_ pixels: [Float], size: Int) {
    self.size = size
    count = pixels.count / size
    chunks = (size + 15) / 16
    values = Array(repeating: .zero, count: count * chunks)
    squares = []
    for i in 0..<count {
      for j in 0..<size { values[i * chunks + j / 16][j % 16] = pixels[i * size + j] }
      squares.append(values[i * chunks..<(i + 1) * chunks].reduce(0) { $0 + ($1 * $1).sum() })
    }
  }

  /// The images of a set at these indices; its floats are in [-1, 1].
  init(_ set: any Dataset, _ indices: [Int]) throws {
    self.init(try set.batch(indices).map { ($0 + 1) / 2 }, size: set.sampleShape.reduce(1, *))
  }

  /// The pixels of one image.
  func pixels(_ i: Int) -> [Float] { (0..<size).map { values[i * chunks + $0 / 16][$0 % 16] } }

  /// Tells `visit` the squared distance of every pair of an image of these and one of `others`, as indices. All of these
  /// are compared with one of the others before the next, so a few of these against very many others are quick.
  func forEachSquaredDistance(to others: PixelVectors, _ visit: (_ own: Int, _ other: Int, Float) -> Void) {
    values.withUnsafeBufferPointer { own in
      others.values.withUnsafeBufferPointer { other in
        for j in 0..<others.count {
          for i in 0..<count {
            var (even, odd) = (SIMD16<Float>.zero, SIMD16<Float>.zero)
            var c = 0
            while c + 1 < chunks {
              even += own[i * chunks + c] * other[j * chunks + c]
              odd += own[i * chunks + c + 1] * other[j * chunks + c + 1]
              c += 2
            }
            if c < chunks { even += own[i * chunks + c] * other[j * chunks + c] }
            visit(i, j, max(0, squares[i] + others.squares[j] - 2 * (even + odd).sum()))
          }
        }
      }
    }
  }

  /// Moved by so many pixels to the right and down, zeros coming in; for square images.
  static func shifted(_ pixels: [Float], side: Int, right: Int, down: Int) -> [Float] {
    (0..<side * side).map { place in
      let (row, column) = (place / side - down, place % side - right)
      return (0..<side).contains(row) && (0..<side).contains(column) ? pixels[row * side + column] : 0
    }
  }
}
