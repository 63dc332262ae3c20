import Foundation
import GnuplotScripts
import ModelProblems

extension ShiftDistances {
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
