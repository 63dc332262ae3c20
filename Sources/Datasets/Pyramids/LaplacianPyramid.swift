import DurableFiles

/// A Laplacian pyramid of images: a coarse image, and for each finer size what an enlargement of the next coarser image
/// lacks.
///
///     I_K the image,  I_k = d(I_{k+1}),  h_k = I_k - u(I_{k-1}),  h_0 = I_0;     I_k = u(I_{k-1}) + h_k
///
/// d shrinks and u enlarges, both by `ImageScaling` from one size to the next; sizes may be any, and sides need not halve.
/// `LevelTransform` and `level(_:of:)` make the images, coefficients and enlargements fields of data sets.
///
/// The image comes back bit for bit wherever |h_k| ≤ |I_k| / 4, since the rounding of the difference is then less than half
/// a unit in the image's last place, and wherever the difference needs no rounding; elsewhere each level is off by at most
/// 2⁻²⁴ (|h_k| + |I_k|), so that images of bytes always do.
///
/// Source: P. Burt and E. Adelson, "The Laplacian Pyramid as a Compact Image Code", IEEE Transactions on Communications
/// 31(4), 1983; with other filters, as in E. Denton et al., 2015, arXiv:1506.05751, section 2.2.
public struct LaplacianPyramid: Sendable, Equatable {
  /// Height and width of an image.
  public typealias Size = ImageScaling.Size

  /// The levels' sizes, the coarsest first; at least one.
  public let sizes: [Size]

  /// A pyramid of these sizes. Throws `invalidArgument` unless there is one, all are positive, and none is smaller than the
  /// one before in height or width, or equal to it in both.
  public init(_ sizes: [Size]) throws(FileError) {
    let grows = zip(sizes, sizes.dropFirst()).allSatisfy {
      $0 != $1 && $0.height <= $1.height && $0.width <= $1.width
    }
    guard !sizes.isEmpty, grows, sizes.allSatisfy({ $0.height >= 1 && $0.width >= 1 }) else {
      throw FileError(
        .invalidArgument, subject: "pyramid", required: "at least one size, positive and growing from level to level",
        given: sizes.map(\.description).joined(separator: ", "), remedy: "name the coarsest first: 7, 14, 28")
    }
    self.sizes = sizes
  }

  /// Levels of these heights for images of `size`; widths are in proportion, rounded, and at least 1. Throws as the other
  /// initialiser, and where the last is not the image's own height.
  public init(heights: [Int], of size: Size) throws(FileError) {
    guard heights.last == size.height else {
      throw FileError(
        .invalidArgument, subject: "pyramid", required: "the images' own height, \(size.height), as the last",
        given: heights.map(String.init).joined(separator: ", "),
        remedy: "end the list with \(size.height), or load the images at another size")
    }
    try self.init(
      heights.map { Size($0, max(1, Int((Double($0 * size.width) / Double(size.height)).rounded()))) })
  }

  /// `levels` levels for images of `size`, each half as large as the next finer, rounded up. Throws as the other
  /// initialiser, where they cannot all differ.
  public init(levels: Int, of size: Size) throws(FileError) {
    var sizes: [Size] = []
    var next = size
    for _ in 0..<max(0, levels) {
      sizes.append(next)
      next = Size((next.height + 1) / 2, (next.width + 1) / 2)
    }
    try self.init(sizes.reversed())
  }

  /// The heights of as many levels as leave the coarsest at least `coarsest` pixels high, halved and rounded up: 28 is
  /// 7, 14, 28, and 32 is 8, 16, 32.
  public static func standardHeights(of height: Int, coarsest: Int = 7) -> [Int] {
    var heights = [height]
    while let last = heights.last, (last + 1) / 2 >= coarsest, last > 1 { heights.append((last + 1) / 2) }
    return heights.reversed()
  }

  /// How many levels.
  public var count: Int { sizes.count }

  // MARK: - Levels

  /// The image I_k at a level, of images of the finest size.
  public func image(_ level: Int) -> ImageScaling {
    ImageScaling(Array(sizes[level..<count].dropLast().reversed()))
  }

  /// u(I_{k-1}) of a level above the coarsest, of images of the finest size: what it is conditioned on.
  public func enlarged(_ level: Int) -> ImageScaling {
    ImageScaling(image(level - 1).sizes + [sizes[level]])
  }

  /// The coefficients h_k of a level, of images of the finest size.
  public func coefficients(_ level: Int) -> LevelTransform { LevelTransform(pyramid: self, level: level) }

  /// All coefficients h_0, …, h_K of `count` images of the finest size with so many channels each.
  public func decomposed(_ images: [Float], count: Int, channels: Int) -> [[Float]] {
    let shape = [channels, sizes[self.count - 1].height, sizes[self.count - 1].width]
    return sizes.indices.map { coefficients($0)(images, count: count, of: shape) }
  }

  /// The images of coefficients h_0, …, h_k: at level k, the finest where all are given. Empty without coefficients.
  public func composed(_ coefficients: [[Float]], count: Int, channels: Int) -> [Float] {
    var image = coefficients.first ?? []
    for (level, own) in coefficients.enumerated().dropFirst() {
      let shape = [channels, sizes[level - 1].height, sizes[level - 1].width]
      image = zip(ImageScaling(to: sizes[level])(image, count: count, of: shape), own).map { $0 + $1 }
    }
    return image
  }
}

/// The coefficients of a pyramid's level: h_k = I_k - u(I_{k-1}), and the coarse image itself at the coarsest.
public struct LevelTransform: FieldTransform {
  /// The pyramid.
  public let pyramid: LaplacianPyramid
  /// The level, 0 for the coarsest.
  public let level: Int

  /// "laplacian", the sizes, and the level.
  public var identity: String {
    "laplacian \(pyramid.sizes.map(\.description).joined(separator: " ")) level \(level)"
  }

  /// [channels] + the level's size; nil unless the samples are images of the finest size.
  public func shape(from shape: [Int]) -> [Int]? {
    guard pyramid.sizes.indices.contains(level), shape.count == 3, let finest = pyramid.sizes.last,
      shape[1] == finest.height, shape[2] == finest.width
    else { return nil }
    return [shape[0], pyramid.sizes[level].height, pyramid.sizes[level].width]
  }

  /// Reals above the coarsest level: differences of pixels reach from -2 to 2.
  public func kind(from kind: FieldCard.Kind) -> FieldCard.Kind { level == 0 ? kind : .reals }

  /// The coefficients.
  public func callAsFunction(_ values: [Float], count: Int, of shape: [Int]) -> [Float] {
    guard let own = self.shape(from: shape) else { return [] }
    let image = pyramid.image(level)(values, count: count, of: shape)
    if level == 0 { return image }
    let coarser = pyramid.sizes[level - 1]
    let blurred = ImageScaling([coarser, pyramid.sizes[level]])(image, count: count, of: own)
    return zip(image, blurred).map { $0 - $1 }
  }
}
