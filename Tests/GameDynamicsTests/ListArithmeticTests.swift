import GameDynamics
import TestSupport
import Testing

/// Lists of lanes are what their numbers are one by one, bit for bit, whatever their length.
@Suite struct ListArithmeticTests {
  @Test(arguments: [1, 2, 3] as [UInt64]) func lanes(seed: UInt64) { lists(Lanes.self, seed) }
  @Test(arguments: [1, 2, 3] as [UInt64]) func calledLanes(seed: UInt64) { lists(CalledLanes.self, seed) }

  func lists<F: TestField>(_ field: F.Type, _ seed: UInt64) {
    typealias Looped = LoopedLists<F>
    var random = SeededRandom(seed: seed)
    func list(_ count: Int) -> [F] {
      (0..<count).map { _ in
        var number = F.random(-2...2, using: &random)
        // Now and then what is no ordinary number.
        number[lane: Int(random.next() % 32)] = FieldTests.specials.randomElement(using: &random) ?? 0
        return number
      }
    }
    func expectSame(_ mine: [F], _ its: [F], _ verb: String) {
      #expect(sameBits(mine.flatMap(\.numbers), its.flatMap(\.numbers)), "\(verb), seed \(seed), \(F.self)")
    }
    for count in 0...5 {
      let (a, b, s) = (list(count), list(count), list(1)[0])
      func made(_ fill: (UnsafeMutablePointer<F>) -> Void) -> [F] {
        var result = Array(repeating: F(0), count: count)
        fill(&result)
        return result
      }
      expectSame(
        made { F.Lists.sums($0, a, b, count: count) }, made { Looped.sums($0, a, b, count: count) }, "sums")
      expectSame(
        made { F.Lists.differences($0, a, b, count: count) }, made { Looped.differences($0, a, b, count: count) },
        "differences")
      expectSame(
        made { F.Lists.products($0, a, b, count: count) }, made { Looped.products($0, a, b, count: count) }, "products")
      expectSame(
        made { F.Lists.quotients($0, a, b, count: count) }, made { Looped.quotients($0, a, b, count: count) },
        "quotients")
      expectSame(
        made { F.Lists.maxima($0, a, b, count: count) }, made { Looped.maxima($0, a, b, count: count) }, "maxima")
      expectSame(
        made { F.Lists.squareRoots($0, a, count: count) }, made { Looped.squareRoots($0, a, count: count) },
        "square roots")
      expectSame(
        made { F.Lists.multiples($0, s, a, count: count) }, made { Looped.multiples($0, s, a, count: count) },
        "multiples")
      expectSame(
        made { F.Lists.shifts($0, s, a, count: count) }, made { Looped.shifts($0, s, a, count: count) }, "shifts")
      expectSame(
        [F.Lists.innerProduct(a, b, count: count)], [Looped.innerProduct(a, b, count: count)], "inner product")
      var (mine, its) = (b, b)
      F.Lists.addMultiples(&mine, s, a, count: count)
      Looped.addMultiples(&its, s, a, count: count)
      expectSame(mine, its, "add multiples")
      // Fused or not: to within rounding, where nothing is infinite.
      let square = F.Lists.squares(
        a.map { $0.replacing(with: F(1), where: ($0 - $0).equals(F(0)).inverted) }, plus: F(1), count: count)
      for lane in 0..<F.laneCount {
        let exact = a.reduce(1) { $0 + ($1[lane: lane].isFinite ? $1[lane: lane] * $1[lane: lane] : 1) }
        #expect(abs(square[lane: lane] - exact) <= 1e-14 * exact)
      }
      // A matrix with zeros, of `count` rows and three columns.
      var matrix = Matrix(rows: count, columns: 3)
      for k in matrix.entries.indices where random.next() % 3 > 0 { matrix.entries[k] = random.uniform(-1...1) }
      let v = list(3)
      (mine, its) = (b, b)
      F.Lists.addProducts(&mine, s, SparseMatrix(matrix), v)
      Looped.addProducts(&its, s, SparseMatrix(matrix), v)
      expectSame(mine, its, "add products")
      var other = Matrix(rows: count, columns: 2)
      for k in other.entries.indices where seed > 1 { other.entries[k] = random.uniform(-1...1) }
      let (t, s2, v2) = (list(1)[0], list(1)[0], list(2))
      let (first, second) = (SparseMatrix(matrix), SparseMatrix(other))
      (mine, its) = (b, b)
      F.Lists.addMultiplesOfProducts(&mine, t, s, first, v, s2, second, v2)
      Looped.addMultiplesOfProducts(&its, t, s, first, v, s2, second, v2)
      expectSame(mine, its, "add multiples of products")
    }
  }

  // r + s A v of [[1, 0], [2, 3]], (5, 7) and s = 10; a row without entries adds nothing.
  @Test func sparseProducts() throws {
    let matrix = SparseMatrix(try Matrix([[1, 0], [2, 3], [0, 0]]))
    #expect(matrix.rows == 3 && matrix.columns == 2 && !matrix.isZero)
    var result = DenseVector([1.0, 1, 1])
    try matrix.addProduct(with: DenseVector([5, 7]), times: 10, to: &result)
    #expect(result.elements == [51, 311, 1])
    #expect(throws: VectorError.wrongDimension(required: 2, given: 1)) {
      try matrix.addProduct(with: DenseVector([5]), times: 10, to: &result)
    }
    #expect(SparseMatrix(Matrix(rows: 2, columns: 2)).isZero)
  }
}
