import Datasets
import Foundation

/// How far digits are from themselves once moved by some pixels, and from the nearest image of another digit.
package struct ShiftDistances: Codable {
  /// Pixels moved, to the right and down alike.
  package static let shifts = [1, 2, 3, 4]
  /// Of each shift, the share of digits that are farther from themselves than the nearest image of another digit.
  package let shareFarther: [Double]
  /// Of each shift, the mean distance.
  package let meanDistances: [Double]
  /// The mean distance to the nearest image of another digit.
  package let meanNearest: Double
  /// Some digits, as pictures.
  package let examples: [Example]

  /// A digit, itself moved by two pixels, and the nearest image of another digit.
  package struct Example: Codable {
    package let digit: [Float], moved: [Float], other: [Float]
    package let toMoved: Double, toOther: Double
    package let label: Int, otherLabel: Int
  }

  /// The first `digits` of the images `test` against the first `others` of the images `train`, both with labels. `progress` is
  /// told the share done and may throw.
  package init(
    _ test: any Dataset, digits: Int, among train: any Dataset, first others: Int, progress: (Double) throws -> Void
  ) throws {
    let side = train.sampleShape.last ?? 1
    let digits = min(digits, test.count)
    let reference = try PixelVectors(train, Array(0..<min(others, train.count)))
    let (labels, otherLabels) = (test.labels ?? [], train.labels ?? [])
    var farther = Self.shifts.map { _ in 0 }
    var sums = Self.shifts.map { _ in 0.0 }
    var nearestSum = 0.0
    var shown: [Example] = []
    let block = 16
    for first in stride(from: 0, to: digits, by: block) {
      try progress(Double(first) / Double(digits))
      let own = try PixelVectors(test, Array(first..<min(first + block, digits)))
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
}
