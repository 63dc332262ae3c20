import GameDynamics
import TestSupport
import Testing

@Suite struct ConstraintSetTests {
  // (1, 1/2, -1): the third drops out, and (1 + 1/2 - 1)/2 = 1/4 is taken from the others.
  @Test func knownProjections() throws {
    #expect(try ConstraintSet(.simplex, count: 3).projection(of: [1, 0.5, -1]) == [0.75, 0.25, 0])
    #expect(try ConstraintSet(.simplex, count: 2).projection(of: [0.25, 0.75]) == [0.25, 0.75])
    #expect(try ConstraintSet(.box(low: -1, high: 2), count: 3).projection(of: [-3, 0.5, 5]) == [-1, 0.5, 2])
    #expect(try ConstraintSet(.box(low: 0, high: .infinity), count: 2).projection(of: [-3, 5]) == [0, 5])
    #expect(try ConstraintSet(.ball(radius: 5), count: 2).projection(of: [6, 8]) == [3, 4])
    #expect(try ConstraintSet(.ball(radius: 5), count: 2).projection(of: [0.0, 0]) == [0, 0])
    let product = ConstraintSet([.init(1, .whole), .init(2, .simplex)])
    #expect(try product.projection(of: [9, 1, 3]) == [9, 0, 1])
    #expect(product.description(of: .x) == "x ∈ ℝ × simplex of 2")
    #expect(throws: VectorError.self) { try product.projection(of: [1.0, 2]) }
  }

  // The projection p of v onto a convex set is the one point with ⟨v - p, w - p⟩ ≤ 0 for all w of the set.
  @Test func projectionsAreNearest() throws {
    var random = SeededRandom(seed: 3)
    for kind in [ConstraintSet.Kind.simplex, .ball(radius: 1.5), .box(low: -0.5, high: 1)] {
      for _ in 0..<50 {
        let set = ConstraintSet(kind, count: 5)
        let (v, other) = (random.uniforms(5, -2...2), random.uniforms(5, -2...2))
        let (p, w) = try (set.projection(of: v), set.projection(of: other))
        let product = (0..<5).reduce(0.0) { $0 + (v[$1] - p[$1]) * (w[$1] - p[$1]) }
        #expect(product <= 1e-12, "\(kind) \(v) \(w)")
        for (a, b) in zip(try set.projection(of: p), p) { #expect(abs(a - b) < 1e-14) }
      }
    }
  }

  // On lanes bit for bit as on numbers; on duals the derivative, by a difference.
  @Test func lanesAndDualsAgree() throws {
    var random = SeededRandom(seed: 4)
    for kind in [ConstraintSet.Kind.simplex, .ball(radius: 1), .box(low: -0.5, high: 1)] {
      let set = ConstraintSet(kind, count: 4)
      let points = (0..<Lanes.laneCount).map { _ in random.uniforms(4, -2...2) }
      let lanes = try set.projection(of: (0..<4).map { i in Lanes { points[$0][i] } })
      for (k, point) in points.enumerated() {
        let alone = try set.projection(of: point)
        for i in 0..<4 { #expect(lanes[i][lane: k] == alone[i]) }
      }
      let (v, direction, h) = (points[0], random.uniforms(4), 1e-7)
      let dual = try set.projection(of: zip(v, direction).map { Dual($0, tangent: $1) })
      let up = try set.projection(of: zip(v, direction).map { $0 + h * $1 })
      let down = try set.projection(of: zip(v, direction).map { $0 - h * $1 })
      for i in 0..<4 { #expect(abs(dual[i].tangent - (up[i] - down[i]) / (2 * h)) < 1e-6, "\(kind)") }
    }
  }
}
