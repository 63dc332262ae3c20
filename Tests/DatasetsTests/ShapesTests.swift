import Datasets
import DurableFiles
import Foundation
import Testing

@Suite("Shapes") struct ShapesTests {
  @Test("a smaller set is the beginning of a larger one; other seeds differ; a stored fingerprint")
  func reproducible() throws {
    let large = try Shapes.make(count: 60, seed: 3)
    let small = try Shapes.make(count: 20, seed: 3)
    #expect(small.images.bytes.elementsEqual(large.images.bytes.prefix(20 * 3072)))
    #expect(small.factors.elementsEqual(large.factors.prefix(20)))
    #expect(try Shapes.make(count: 20, seed: 4).fingerprint != small.fingerprint)
    #expect(small.sampleShape == [3, 32, 32] && small.labels == small.factors.map(\.shape.rawValue))
    #expect(small.classNames == ["disc", "square", "triangle", "cross"])
    // Of the first run on x86-64: other machines must draw the same bytes.
    #expect(small.fingerprint.description == "60493c8f602613fe")
    #expect(error { () throws(FileError) in try Shapes.make(count: 0, seed: 1) }?.problem == .wrongShape)
  }

  @Test("areas, colours and centres are those of the factors")
  func geometry() throws {
    // Areas over r²: disc π; square 2 (half the diagonal is r); triangle ¾√3; cross 4·0.3·√0.91·… = two bars of 0.6 by
    // 2√0.91 that share a square of 0.6.
    let areas: [ShapeFactors.Shape: Double] = [
      .disc: .pi, .square: 2, .triangle: 0.75 * 3.0.squareRoot(), .cross: 2 * 0.6 * 2 * 0.91.squareRoot() - 0.36,
    ]
    let set = try Shapes.make(count: 200, seed: 9)
    for (index, factors) in set.factors.enumerated() {
      let image = set.images.bytes[index * 3072..<(index + 1) * 3072].map(Double.init)
      // The channel that is full in every colour of the three: 255 inside, 20 on the ground.
      let channel = (0..<3).max { sum(image, $0) < sum(image, $1) } ?? 0
      var (area, x, y) = (0.0, 0.0, 0.0)
      for place in 0..<1024 {
        let share = (image[channel * 1024 + place] - 20) / 235
        area += share
        x += share * (Double(place % 32) + 0.5)
        y += share * (Double(place / 32) + 0.5)
      }
      let expected = try #require(areas[factors.shape]) * factors.radius * factors.radius
      #expect(abs(area - expected) < 0.06 * expected, "\(factors)")
      #expect(abs(x / area - factors.centre.x) < 0.25 && abs(y / area - factors.centre.y) < 0.25, "\(factors)")
      #expect(Shapes.radii.contains(factors.radius) && (0..<1).contains(factors.turns))
    }
    #expect(Set(set.factors.map(\.shape)).count == 4 && Set(set.factors.map(\.colour)).count == 6)
  }

  private func sum(_ image: [Double], _ channel: Int) -> Double {
    image[channel * 1024..<(channel + 1) * 1024].reduce(0, +)
  }

  @Test("rotation by a quarter turn leaves a square, half a turn turns a triangle over")
  func rotation() {
    var factors = ShapeFactors(shape: .square, colour: .red, centre: SIMD2(16, 16), radius: 8, turns: 0.1)
    let square = Shapes.draw(factors)
    factors.turns = 0.35
    #expect(zip(Shapes.draw(factors), square).allSatisfy { abs(Int($0) - Int($1)) <= 15 })
    factors.shape = .triangle
    factors.turns = 0
    let up = Shapes.draw(factors)
    factors.turns = 0.5
    let down = Shapes.draw(factors)
    let mirrored = (0..<32).reversed().flatMap { Array(up[$0 * 32..<($0 + 1) * 32]) }
    #expect(Array(down.prefix(1024)) == mirrored)
    // The tip is above.
    #expect(up[9 * 32 + 16] > 20 && up[9 * 32 + 10] == 20 && up[19 * 32 + 10] > 200)
    factors.centre = SIMD2(-100, .nan)
    #expect(Shapes.draw(factors).allSatisfy { $0 == 20 })
  }
}
