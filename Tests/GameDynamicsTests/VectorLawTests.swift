import GameDynamics
import TestSupport
import Testing

/// The laws of a real vector space and of the elementwise verbs, written once and run for every vector type.
@Suite struct VectorLawTests {
  static let seeds: [UInt64] = [1, 2, 3]

  @Test(arguments: seeds) func double(seed: UInt64) throws { try laws(Double.self, dimensions: [1], seed) { $0[0] } }
  @Test(arguments: seeds) func lanes(seed: UInt64) throws { try laws(Lanes.self, dimensions: [1], seed) { $0[0] } }
  @Test(arguments: seeds) func dual(seed: UInt64) throws {
    try laws(Dual<Double>.self, dimensions: [1], seed) { $0[0] }
  }
  @Test(arguments: seeds) func dualLanes(seed: UInt64) throws {
    try laws(Dual<Lanes>.self, dimensions: [1], seed) { $0[0] }
  }
  @Test(arguments: seeds) func nestedDual(seed: UInt64) throws {
    try laws(Dual<Dual<Double>>.self, dimensions: [1], seed) { $0[0] }
  }
  @Test(arguments: seeds) func denseVectors(seed: UInt64) throws {
    try laws(Double.self, dimensions: [1, 2, 7], seed) { DenseVector($0) }
    try laws(Lanes.self, dimensions: [1, 2, 7], seed) { DenseVector($0) }
    try laws(CalledLanes.self, dimensions: [1, 2, 7], seed) { DenseVector($0) }
    try laws(Dual<Double>.self, dimensions: [1, 2, 7], seed) { DenseVector($0) }
    try laws(Dual<Lanes>.self, dimensions: [1, 2, 7], seed) { DenseVector($0) }
  }

  /// Draws vectors of each dimension and checks every verb of `Vector` against the others or against its coordinates.
  func laws<F: TestField, V: CoordinateVector>(
    _ field: F.Type, dimensions: [Int], _ seed: UInt64, _ make: ([F]) throws -> V
  ) throws where V.Scalar == F {
    var random = SeededRandom(seed: seed)
    for n in dimensions {
      let note: Comment = "seed \(seed), \(V.self), dimension \(n)"
      func draw(_ range: ClosedRange<Double> = -2...2) throws -> V {
        try make((0..<n).map { _ in F.random(range, using: &random) })
      }
      func same(_ a: V, _ b: V, _ law: String) throws {
        #expect(difference(try a.numbers(), try b.numbers()) < 1e-13, "\(law); \(note)")
      }
      func same(_ a: F, _ b: F, _ law: String) {
        #expect(difference(a.numbers, b.numbers) < 1e-13, "\(law); \(note)")
      }
      let (u, v, w) = (try draw(), try draw(), try draw())
      let (s, t) = (F.random(-2...2, using: &random), F.random(-2...2, using: &random))

      // The vector space.
      #expect(try sameBits((u + v).numbers(), (v + u).numbers()), "addition commutes; \(note)")
      try same((u + v) + w, u + (v + w), "addition is associative")
      try same(u + u.zero, u, "zero is neutral")
      try same(u - v, u + v.negated(), "difference")
      try same(u - u, u.zero, "opposite")
      try same(s * (u + v), s * u + s * v, "distributivity over vectors")
      try same((s + t) * u, s * u + t * u, "distributivity over scalars")
      try same((s * t) * u, s * (t * u), "scalars associate")
      try same(F(1) * u, u, "unit scalar")
      var sum = u
      try sum.add(v, times: s)
      try same(sum, u + s * v, "add(_:times:)")

      // The inner products.
      same(try u.dot(v), try v.dot(u), "dot is symmetric")
      same(try (u + s * v).dot(w), try u.dot(w) + s * v.dot(w), "dot is linear")
      same(try u.squaredNorm(), try u.dot(u), "squared norm")
      let products = try zip(u.coordinates(), v.coordinates()).map { $0 * $1 }
      same(try u.dot(v), products.reduce(F(0)) { $0 + $1 }, "dot is the sum of products")
      for lane in 0..<F.laneCount {
        // Number k of a coordinate belongs to lane k modulo the number of lanes.
        let squares = try u.coordinates().flatMap { c in
          stride(from: lane, to: c.numbers.count, by: F.laneCount).map { c.numbers[$0] * c.numbers[$0] }
        }
        #expect(
          difference(try u.euclideanDot(u)[lane: lane], squares.reduce(0, +)) < 1e-13,
          "the Euclidean product sums the squares of all numbers; \(note)")
      }
      same(try u.euclideanDot(v).tangentPart(), F(0), "the Euclidean product has no tangent")

      // The elementwise verbs.
      let positive = try draw(0.5...2)
      try same(
        u.multiplied(elementwise: v), u.replacingCoordinates(with: products), "elementwise product")
      try same(u.multiplied(elementwise: positive).divided(elementwise: positive), u, "quotient undoes product")
      try same(positive.multiplied(elementwise: positive).squareRoots(), positive, "root undoes square")
      try same(u.maximum(elementwise: v) + u.negated().maximum(elementwise: v.negated()).negated(), u + v, "max + min")
      let larger = try zip(u.coordinates(), v.coordinates()).map { $0.replacing(with: $1, where: $0.isLess(than: $1)) }
      try same(u.maximum(elementwise: v), u.replacingCoordinates(with: larger), "maximum")
      try same(
        u.adding(constant: s), u.replacingCoordinates(with: u.coordinates().map { $0 + s }), "adding a constant")

      // Coordinates.
      #expect(try u.dimension == n && u.coordinates().count == n, note)
      #expect(try sameBits(V(coordinates: u.coordinates()).numbers(), u.numbers()), "coordinates round trip; \(note)")
      #expect(
        try sameBits(v.replacingCoordinates(with: u.coordinates()).numbers(), u.numbers()),
        "replaced coordinates round trip; \(note)")
      #expect(
        errorText { try u.replacingCoordinates(with: Array(repeating: F(0), count: n + 1)) }
          == "a vector of \(n) coordinate(s) was required, \(n + 1) given; give exactly \(n)", note)
      try same(
        try V(constants: (0..<n).map { Double($0) }), u.replacingCoordinates(with: (0..<n).map { F(Double($0)) }),
        "constants")

      // Tangents.
      #expect(V.carriesTangents == F.carriesTangents)
      try same(u.valuePart() + u.tangentPart(), u, "value part and tangent part")
      try same(u.valuePart().tangentPart(), u.zero, "the value part has no tangent")
      try same(u.tangentPart().valuePart(), u.zero, "the tangent part has no value")
      if !V.carriesTangents { try same(u.valuePart(), u, "no tangents") }

      // Finiteness.
      #expect(try u.isFinite().all, note)
      for bad in [Double.nan, .infinity, -.infinity] {
        var coordinates = try u.coordinates()
        coordinates[n - 1][lane: F.laneCount - 1] = bad
        let mask = try u.replacingCoordinates(with: coordinates).isFinite()
        for lane in 0..<F.laneCount { #expect(mask[lane: lane] == (lane < F.laneCount - 1), note) }
      }
    }
  }

  @Test func numbersAreVectorsOfOneCoordinate() {
    let text = "a vector of 1 coordinate(s) was required, 2 given; give exactly 1"
    #expect(errorText { try Double(coordinates: [1, 2]) } == text)
    #expect(errorText { try Lanes(coordinates: [Lanes(1), Lanes(2)]) } == text)
    #expect(errorText { try Dual<Double>(constants: [1, 2]) } == text)
    #expect(
      errorText { try Double(coordinates: []) }
        == "a vector of 1 coordinate(s) was required, 0 given; give exactly 1")
  }

  @Test func mixingLengthsThrows() throws {
    let a = DenseVector([1.0, 2, 3])
    let b = DenseVector([1.0, 2])
    let text = "a vector of 3 coordinate(s) was required, 2 given; give exactly 3"
    #expect(errorText { try a + b } == text)
    #expect(errorText { try a - b } == text)
    #expect(errorText { try a.dot(b) } == text)
    #expect(errorText { try a.euclideanDot(b) } == text)
    #expect(errorText { try a.multiplied(elementwise: b) } == text)
    #expect(errorText { try a.divided(elementwise: b) } == text)
    #expect(errorText { try a.maximum(elementwise: b) } == text)
    var sum = a
    #expect(errorText { try sum.add(b, times: 1) } == text)
    #expect(sum == a)
  }

  @Test func playersMoveEachByItsOwnScalar() throws {
    var point = Players(x: DenseVector([1.0, 2]), y: DenseVector([3.0]))
    try point.add(Players(x: DenseVector([10.0, 20]), y: DenseVector([30.0])), times: Players(x: 0.5, y: -1))
    #expect(point == Players(x: DenseVector([6.0, 12]), y: DenseVector([-27.0])))
    #expect(try point.squaredNorm() == 36 + 144 + 729)
    #expect(try point.squaredDistance(to: point.zero) == 36 + 144 + 729)
    #expect(point[.x] == point.x && point[.y] == point.y)
    point[.y] = DenseVector([0.0])
    #expect(point.y == DenseVector([0.0]))
    #expect(Player.x.opponent == .y && Player.y.opponent == .x)
  }
}
