import Datasets
import Foundation
import GnuplotScripts

/// How far digits are from themselves once moved by some pixels, and from the nearest image of another digit.
struct ShiftDistances: Codable {
  /// Pixels moved, to the right and down alike.
  static let shifts = [1, 2, 3, 4]
  /// Of each shift, the share of digits that are farther from themselves than the nearest image of another digit.
  let shareFarther: [Double]
  /// Of each shift, the mean distance.
  let meanDistances: [Double]
  /// The mean distance to the nearest image of another digit.
  let meanNearest: Double
  /// Some digits, as pictures.
  let examples: [Example]

  /// A digit, itself moved by two pixels, and the nearest image of another digit.
  struct Example: Codable {
    let digit: [Float], moved: [Float], other: [Float]
    let toMoved: Double, toOther: Double
    let label: Int, otherLabel: Int
  }

  /// The first `digits` of the test images against the first `others` of the training images. `progress` may throw.
  init(_ images: ExperimentImages, digits: Int, among others: Int, progress: (Double) throws -> Void) throws {
    let side = images.train.sampleShape.last ?? 1
    let digits = min(digits, images.test.count)
    let reference = try PixelVectors(images.train, Array(0..<min(others, images.train.count)))
    let (labels, otherLabels) = (images.test.labels ?? [], images.train.labels ?? [])
    var farther = Self.shifts.map { _ in 0 }
    var sums = Self.shifts.map { _ in 0.0 }
    var nearestSum = 0.0
    var shown: [Example] = []
    let block = 16
    for first in stride(from: 0, to: digits, by: block) {
      try progress(Double(first) / Double(digits))
      let own = try PixelVectors(images.test, Array(first..<min(first + block, digits)))
      var nearest = [(Float, Int)](repeating: (.infinity, 0), count: own.count)
      own.forEachSquaredDistance(to: reference) { i, j, square in
        if square < nearest[i].0, labels[first + i] != otherLabels[j] { nearest[i] = (square, j) }
      }
      for i in 0..<own.count {
        let pixels = own.pixels(i)
        let toOther = Double(nearest[i].0).squareRoot()
        nearestSum += toOther
        for (k, shift) in Self.shifts.enumerated() {
          let moved = PixelVectors.shifted(pixels, side: side, right: shift, down: shift)
          let distance = zip(pixels, moved).reduce(0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) }.squareRoot()
          sums[k] += distance
          if distance > toOther { farther[k] += 1 }
          // The first of every class: nobody has chosen them.
          if shift == 2, shown.count < 10, !shown.contains(where: { $0.label == labels[first + i] }) {
            shown.append(
              Example(
                digit: pixels, moved: moved, other: reference.pixels(nearest[i].1), toMoved: distance,
                toOther: toOther, label: labels[first + i], otherLabel: otherLabels[nearest[i].1]))
          }
        }
      }
    }
    shareFarther = farther.map { Double($0) / Double(digits) }
    meanDistances = sums.map { $0 / Double(digits) }
    meanNearest = nearestSum / Double(digits)
    examples = shown.sorted { $0.label < $1.label }
  }

  /// The examples side by side: digits above, moved in the middle, the nearest of another class below, distances under
  /// them.
  func pictures() throws -> Figure {
    let side = Int(Double(examples.first?.digit.count ?? 1).squareRoot())
    let (columns, gap) = (examples.count, 4)
    let (width, height) = (columns * (side + gap), 3 * (side + gap))
    let grid = try Grid(x: (0..<width).map(Double.init), y: (0..<height).map(Double.init)) { x, y in
      let (column, across) = (Int(x) / (side + gap), Int(x) % (side + gap))
      let (row, up) = (Int(y) / (side + gap), Int(y) % (side + gap))
      guard across < side, up < side else { return 0 }
      let example = examples[column]
      let picture = [example.other, example.moved, example.digit][row]
      return Double(picture[(side - 1 - up) * side + across])
    }
    func middle(_ i: Int) -> Double { Double(i * (side + gap)) + Double(side) / 2 }
    return Figure(
      title: "Below each digit itself, moved by two pixels, and the nearest image of another digit; distances to both",
      x: Axis(
        "distance to the moved digit, and to the other one",
        ticks: .labelled(
          examples.indices.map { i in
            .init(middle(i), String(format: "%.1f, %.1f", examples[i].toMoved, examples[i].toOther))
          })),
      y: Axis(
        "", ticks: .labelled([.init(middle(2), "digit"), .init(middle(1), "moved"), .init(middle(0), "other digit")])),
      layers: [.heatMap(HeatMap(grid, colorLabel: "ink", range: 0...1))], aspect: .equalUnits,
      size: PictureSize(width: 1300, height: 520))
  }
}
