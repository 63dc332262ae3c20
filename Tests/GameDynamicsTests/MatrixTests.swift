import GameDynamics
import TestSupport
import Testing

@Suite struct MatrixTests {
  @Test func productsWrittenOut() throws {
    let a = try Matrix([[1, 2, 3], [4, 5, 6]])
    #expect(a.rows == 2 && a.columns == 3 && a[1, 0] == 4)
    #expect(try a.times(DenseVector([1.0, 0, -1])) == DenseVector([-2.0, -2]))
    #expect(try a.transposedTimes(DenseVector([1.0, -1])) == DenseVector([-3.0, -3, -3]))
    #expect(a.transposed == (try Matrix([[1, 4], [2, 5], [3, 6]])))
    #expect(Matrix(identity: 2, times: 3) == (try Matrix([[3, 0], [0, 3]])))
  }

  @Test(arguments: [21, 22] as [UInt64]) func transposeIsTheAdjoint(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var a = Matrix(rows: 3, columns: 5)
    a.entries = random.uniforms(15)
    let u = DenseVector((0..<3).map { _ in Dual<Lanes>.random(-1...1, using: &random) })
    let v = DenseVector((0..<5).map { _ in Dual<Lanes>.random(-1...1, using: &random) })
    #expect(difference(try u.dot(a.times(v)).numbers, try a.transposedTimes(u).dot(v).numbers) < 1e-14, "seed \(seed)")
    #expect(difference(try a.transposed.times(u).numbers(), try a.transposedTimes(u).numbers()) < 1e-14)
  }

  @Test func errors() throws {
    #expect(
      errorText { try Matrix([[1, 2], [3]]) } == "a vector of 2 coordinate(s) was required, 1 given; give exactly 2")
    let a = try Matrix([[1, 2, 3], [4, 5, 6]])
    #expect(
      errorText { try a.times(DenseVector([1.0, 2])) }
        == "a vector of 3 coordinate(s) was required, 2 given; give exactly 3")
    #expect(
      errorText { try a.transposedTimes(DenseVector([1.0, 2, 3])) }
        == "a vector of 2 coordinate(s) was required, 3 given; give exactly 2")
  }

  @Test func emptyMatrix() throws {
    let empty = try Matrix([])
    #expect(empty.rows == 0 && empty.columns == 0 && empty.transposed == empty)
    #expect(try empty.times(DenseVector<Double>([])).dimension == 0)
  }
}
