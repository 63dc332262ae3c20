/// The skeletons of the ten digits: strokes in the unit square, y downwards.
enum DigitStrokes {
  /// A stroke through its points, straight from one to the next or smooth.
  private enum Stroke {
    case straight([(Double, Double)])
    case smooth([(Double, Double)])
    case loop([(Double, Double)])
  }

  /// The strokes of a digit as polylines, curves already cut into short pieces. `digit` is taken modulo 10.
  static func polylines(_ digit: Int) -> [[SIMD2<Double>]] {
    strokes(digit).map { stroke in
      switch stroke {
      case .straight(let points): points.map { SIMD2($0.0, $0.1) }
      case .smooth(let points): curve(points.map { SIMD2($0.0, $0.1) }, closed: false)
      case .loop(let points): curve(points.map { SIMD2($0.0, $0.1) }, closed: true)
      }
    }
  }

  private static func strokes(_ digit: Int) -> [Stroke] {
    let six = [
      (0.78, 0.0), (0.38, 0.22), (0.10, 0.62), (0.24, 0.94), (0.56, 1.0), (0.90, 0.80), (0.80, 0.54), (0.46, 0.48),
      (0.13, 0.70),
    ]
    switch digit % 10 {
    case 0:
      return [
        .loop([
          (0.5, 0.0), (0.83, 0.15), (0.96, 0.5), (0.83, 0.85), (0.5, 1.0), (0.17, 0.85), (0.04, 0.5), (0.17, 0.15),
        ])
      ]
    case 1: return [.straight([(0.26, 0.22), (0.56, 0.0), (0.56, 1.0)])]
    case 2:
      return [
        .smooth([(0.08, 0.24), (0.24, 0.04), (0.55, -0.02), (0.85, 0.12), (0.84, 0.38), (0.5, 0.68), (0.06, 1.0)]),
        .straight([(0.06, 1.0), (0.96, 0.98)]),
      ]
    case 3:
      return [
        .smooth([(0.10, 0.10), (0.46, -0.02), (0.82, 0.12), (0.76, 0.38), (0.38, 0.47)]),
        .smooth([(0.38, 0.47), (0.80, 0.56), (0.88, 0.82), (0.50, 1.01), (0.08, 0.88)]),
      ]
    case 4:
      return [.straight([(0.52, 0.0), (0.04, 0.64), (0.98, 0.64)]), .straight([(0.72, 0.30), (0.72, 1.0)])]
    case 5:
      return [
        .straight([(0.88, 0.0), (0.22, 0.02), (0.16, 0.44)]),
        .smooth([(0.16, 0.44), (0.52, 0.37), (0.88, 0.56), (0.84, 0.86), (0.48, 1.01), (0.08, 0.88)]),
      ]
    case 6: return [.smooth(six)]
    case 7: return [.straight([(0.06, 0.03), (0.94, 0.0), (0.40, 1.0)])]
    case 8:
      return [
        .loop([(0.5, 0.0), (0.79, 0.09), (0.79, 0.36), (0.5, 0.46), (0.21, 0.36), (0.21, 0.09)]),
        .loop([(0.5, 0.46), (0.88, 0.58), (0.88, 0.89), (0.5, 1.0), (0.12, 0.89), (0.12, 0.58)]),
      ]
    default: return [.smooth(six.map { (1 - $0.0, 1 - $0.1) })]  // a nine is a six upside down
    }
  }

  /// A Catmull-Rom curve through the points: five pieces between each two.
  private static func curve(_ points: [SIMD2<Double>], closed: Bool) -> [SIMD2<Double>] {
    let count = points.count
    func at(_ index: Int) -> SIMD2<Double> {
      points[closed ? (index + count) % count : min(max(index, 0), count - 1)]
    }
    var line = [at(0)]
    for index in 0..<(closed ? count : count - 1) {
      let (before, start, end, after) = (at(index - 1), at(index), at(index + 1), at(index + 2))
      let linear = 0.5 * (end - before)
      let cubic = 1.5 * (start - end) + 0.5 * (after - before)
      let quadratic = end - start - linear - cubic
      for piece in 1...5 {
        let s = Double(piece) / 5
        line.append(start + s * (linear + s * (quadratic + s * cubic)))
      }
    }
    return line
  }
}
