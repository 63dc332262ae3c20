import DurableFiles

/// What is on an image of `Shapes`: the factors of variation, known exactly.
public struct ShapeFactors: Sendable, Equatable {
  /// The outline, of radius 1 before it is scaled and turned, which is the image's class.
  public enum Shape: Int, CaseIterable, Sendable {
    /// The unit circle, filled.
    case disc
    /// Four sides of √2.
    case square
    /// Three sides of √3, one of them below.
    case triangle
    /// Two bars of width 0.6, level and upright.
    case cross
  }
  /// The colour, at full saturation.
  public enum Colour: Int, CaseIterable, Sendable {
    /// Red.
    case red
    /// Red and green.
    case yellow
    /// Green.
    case green
    /// Green and blue.
    case cyan
    /// Blue.
    case blue
    /// Red and blue.
    case magenta

    /// Red, green, blue in 0 … 1.
    var components: SIMD3<Double> {
      switch self {
      case .red: [1, 0.1, 0.1]
      case .yellow: [1, 1, 0.1]
      case .green: [0.1, 1, 0.1]
      case .cyan: [0.1, 1, 1]
      case .blue: [0.1, 0.1, 1]
      case .magenta: [1, 0.1, 1]
      }
    }
  }

  /// The outline.
  public var shape: Shape
  /// The colour.
  public var colour: Colour
  /// The centre in pixels from the upper left corner, x to the right and y down.
  public var centre: SIMD2<Double>
  /// The distance from the centre to the farthest point of the outline, in pixels.
  public var radius: Double
  /// The rotation in turns, in 0 ..< 1; a disc looks the same at all.
  public var turns: Double

  /// Factors of your own, as for a walk along one of them.
  public init(shape: Shape, colour: Colour, centre: SIMD2<Double>, radius: Double, turns: Double) {
    self.shape = shape
    self.colour = colour
    self.centre = centre
    self.radius = radius
    self.turns = turns
  }
}

/// Coloured shapes on a dark ground, 32x32 RGB, which the program draws itself: a small image set whose factors of
/// variation (shape, colour, position, size, rotation) are known, independent, and uniform.
///
/// In the manner of dSprites (L. Matthey et al., 2017). The images are the data set; `factors` tell what is on each.
public struct Shapes: Dataset, Equatable {
  /// Height and width of an image.
  public static let side = 32
  /// The least and the greatest radius that are drawn.
  public static let radii = 5.0...9.0

  /// The images, labelled by shape.
  public let images: ImageDataset
  /// What is on each image.
  public let factors: [ShapeFactors]

  /// `count` images; image i depends on (seed, i) alone, so a smaller set is the beginning of a larger one. The same
  /// bytes on every platform. Some 20 µs an image. Throws `wrongShape` for count < 1.
  public static func make(count: Int, seed: UInt64) throws(FileError) -> Shapes {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(max(count, 0) * 3 * side * side)
    var factors: [ShapeFactors] = []
    for index in 0..<max(count, 0) {
      var generator = SeededGenerator(seed: seed, stream: StreamPurpose.shapes, index: UInt64(index))
      let drawn = ShapeFactors(&generator)
      factors.append(drawn)
      bytes += draw(drawn)
    }
    let images = try ImageDataset(
      name: "shapes", channels: 3, height: side, width: side, bytes: bytes, labels: factors.map(\.shape.rawValue),
      classNames: ShapeFactors.Shape.allCases.map { "\($0)" })
    return Shapes(images: images, factors: factors)
  }

  /// One image, 3 × 32 × 32 bytes, of any factors.
  ///
  /// A pixel's colour is the share of 4x4 points of it that the shape covers, between ground and colour.
  public static func draw(_ factors: ShapeFactors) -> [UInt8] {
    let (cosine, sine) = cosineAndSine(turns: factors.turns)
    let ground = 0.08
    var bytes = [UInt8](repeating: UInt8(255 * ground + 0.5), count: 3 * side * side)
    let reach = factors.radius + 1
    func range(_ centre: Double) -> Range<Int> {
      let low = min(max((centre - reach).rounded(.down), 0), Double(side))
      return Int(low)..<Int(min(max((centre + reach).rounded(.up), low), Double(side)))
    }
    guard factors.radius.isFinite, factors.centre.x.isFinite, factors.centre.y.isFinite else { return bytes }
    for row in range(factors.centre.y) {
      for column in range(factors.centre.x) {
        var covered = 0
        for point in 0..<16 {
          let x = Double(column) + (Double(point % 4) + 0.5) / 4 - factors.centre.x
          let y = Double(row) + (Double(point / 4) + 0.5) / 4 - factors.centre.y
          let turned = SIMD2(cosine * x + sine * y, cosine * y - sine * x) / factors.radius
          if factors.shape.contains(turned) { covered += 1 }
        }
        guard covered > 0 else { continue }
        let share = Double(covered) / 16
        for channel in 0..<3 {
          let level = ground + share * (factors.colour.components[channel] - ground)
          bytes[(channel * side + row) * side + column] = UInt8(255 * level + 0.5)
        }
      }
    }
    return bytes
  }

  // MARK: - Dataset, as the images

  /// "shapes".
  public var name: String { images.name }
  /// The number of images.
  public var count: Int { images.count }
  /// "image", `[3, 32, 32]`, and "label": "disc", "square", "triangle", "cross".
  public var fields: [FieldCard] { images.fields }
  /// The shape of each image.
  public var labels: [Int]? { images.labels }
  /// Of the images and labels.
  public var fingerprint: Fingerprint { images.fingerprint }
  /// The images at `indices` as floats in [-1, 1].
  public func floats(_ field: String, at indices: [Int]) throws(FileError) -> [Float] {
    try images.floats(field, at: indices)
  }
  /// The shapes at `indices`.
  public func integers(_ field: String, at indices: [Int]) throws(FileError) -> [Int] {
    try images.integers(field, at: indices)
  }
}

extension ShapeFactors {
  /// Uniform and independent; the whole shape lies on the image.
  init(_ generator: inout SeededGenerator) {
    shape = Shape.allCases[generator.integer(below: Shape.allCases.count)]
    colour = Colour.allCases[generator.integer(below: Colour.allCases.count)]
    // The margin is that of the largest radius, so that position and size are independent.
    let margin = Shapes.radii.upperBound
    let far = Double(Shapes.side) - margin
    centre = SIMD2(generator.uniform(margin, far), generator.uniform(margin, far))
    radius = generator.uniform(Shapes.radii.lowerBound, Shapes.radii.upperBound)
    turns = generator.uniform()
  }
}

extension ShapeFactors.Shape {
  /// Whether a point is inside the shape of radius one around the origin, not rotated.
  func contains(_ point: SIMD2<Double>) -> Bool {
    let (x, y) = (point.x, point.y)
    switch self {
    case .disc: return x * x + y * y <= 1
    case .square:
      let half = 0.5.squareRoot()
      return x.magnitude <= half && y.magnitude <= half
    case .triangle:
      // Corners at the top (0, -1) and below at (±√¾, ½): the sides are at distance ½ from the centre.
      return y <= 0.5 && 0.75.squareRoot() * x.magnitude - 0.5 * y <= 0.5
    case .cross:
      // Two bars of width 0.6 whose corners lie on the circle.
      let long = (1 - 0.09).squareRoot()
      return x.magnitude <= 0.3 && y.magnitude <= long || y.magnitude <= 0.3 && x.magnitude <= long
    }
  }
}
