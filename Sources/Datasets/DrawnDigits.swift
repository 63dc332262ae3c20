import DurableFiles

/// Digits that the program draws itself, 28x28 grey, for demos and tests where MNIST is missing.
///
/// Each image draws its digit's strokes (`DigitStrokes`) with a pen of random thickness, softness and ink after a
/// random shift, stretch, slant, rotation and bend. White on black and centred, as MNIST is, but no stand-in for it in
/// published numbers: ten skeletons vary less than the hands of 500 writers.
public enum DrawnDigits {
  /// Height and width of an image.
  public static let side = 28

  /// `count` labelled images; image i shows the digit i mod 10 and depends on (seed, i) alone, so the classes are
  /// balanced and a smaller set is the beginning of a larger one. The same bytes on every platform.
  ///
  /// Some 10 to 30 µs an image. Throws `wrongShape` for count < 1.
  public static func make(count: Int, seed: UInt64) throws(FileError) -> ImageDataset {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(max(count, 0) * side * side)
    let strokes = (0..<10).map(DigitStrokes.polylines)
    for index in 0..<max(count, 0) {
      var generator = SeededGenerator(seed: seed, stream: StreamPurpose.digits, index: UInt64(index))
      let hand = Hand(&generator)
      bytes.append(contentsOf: hand.draw(strokes[index % 10]))
    }
    return try ImageDataset(
      name: "drawn-digits", channels: 1, height: side, width: side, bytes: bytes,
      labels: (0..<max(count, 0)).map { $0 % 10 }, classNames: MNIST.classNames)
  }
}

/// How one digit is written: where it lies and with which pen. Lengths are in pixels.
private struct Hand {
  let centre: SIMD2<Double>
  let size: SIMD2<Double>
  let slant: Double
  let turn: Double
  let bend: Double
  let penRadius: Double
  let softness: Double
  let ink: Double

  init(_ generator: inout SeededGenerator) {
    let middle = Double(DrawnDigits.side) / 2
    centre = SIMD2(middle + generator.uniform(-1.2, 1.2), middle + generator.uniform(-1.2, 1.2))
    size = SIMD2(generator.uniform(9, 12.5), generator.uniform(16, 19))
    slant = generator.uniform(-0.1, 0.25)
    turn = generator.uniform(-0.08, 0.08)
    bend = generator.uniform(-0.25, 0.25)
    penRadius = generator.uniform(0.9, 1.6)
    softness = generator.uniform(1.0, 1.6)
    ink = generator.uniform(225, 255)
  }

  /// From the unit square, y downwards, to pixels.
  func place(_ point: SIMD2<Double>) -> SIMD2<Double> {
    let v = point.y - 0.5
    let u = point.x - 0.5 + bend * (v * v - 0.08)
    let x = size.x * u - slant * size.y * v
    let y = size.y * v
    return centre + SIMD2(x - turn * y, y + turn * x)
  }

  /// The image: ink where the pen's distance from the strokes is small, with a linear edge `softness` wide.
  func draw(_ polylines: [[SIMD2<Double>]]) -> [UInt8] {
    let side = DrawnDigits.side
    let reach = penRadius + softness / 2
    var squaredDistance = [Double](repeating: reach * reach, count: side * side)
    for polyline in polylines {
      let points = polyline.map(place)
      for (start, end) in zip(points, points.dropFirst()) {
        update(&squaredDistance, from: start, to: end, reach: reach)
      }
    }
    return squaredDistance.map { square in
      let coverage = (reach - square.squareRoot()) / softness
      return UInt8(min(max(coverage, 0), 1) * ink + 0.5)
    }
  }

  /// Lowers the squared distances of the pixels near one segment.
  private func update(
    _ squaredDistance: inout [Double], from start: SIMD2<Double>, to end: SIMD2<Double>, reach: Double
  ) {
    let side = DrawnDigits.side
    func range(_ a: Double, _ b: Double) -> ClosedRange<Int>? {
      let low = max(Int((min(a, b) - reach).rounded(.down)), 0)
      let high = min(Int((max(a, b) + reach).rounded(.up)), side - 1)
      return low <= high ? low...high : nil
    }
    guard let columns = range(start.x, end.x), let rows = range(start.y, end.y) else { return }
    let along = end - start
    let lengthSquared = (along * along).sum()
    for row in rows {
      for column in columns {
        let offset = SIMD2(Double(column) + 0.5, Double(row) + 0.5) - start
        let share = lengthSquared > 0 ? min(max((offset * along).sum() / lengthSquared, 0), 1) : 0
        let rest = offset - share * along
        let square = (rest * rest).sum()
        if square < squaredDistance[row * side + column] { squaredDistance[row * side + column] = square }
      }
    }
  }
}
