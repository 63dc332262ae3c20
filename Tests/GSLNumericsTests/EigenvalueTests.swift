import GSLNumerics
import GameDynamics
import TestSupport
import Testing

@Suite struct EigenvalueTests {
  /// Real and imaginary parts, in the order given.
  func spectrum(_ rows: [[Double]]) throws -> [[Double]] {
    try Matrix(rows).eigenvalues().map { [$0.real, $0.imaginary] }
  }

  // The companion matrix of z³ - 6z² + 11z - 6 = (z - 1)(z - 2)(z - 3).
  @Test func companionMatrix() throws {
    let values = try spectrum([[0, 0, 6], [1, 0, -11], [0, 1, 6]])
    #expect(difference(values.flatMap { $0 }, [3, 0, 2, 0, 1, 0]) < 1e-12)
  }

  // The companion matrix of z⁴ - 1: all of modulus one, whose order among themselves is up to rounding.
  @Test func rootsOfUnity() throws {
    let values = try Matrix([[0, 0, 0, 1], [1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]]).eigenvalues()
    for expected in [[1.0, 0], [-1, 0], [0, 1], [0, -1]] {
      #expect(values.filter { difference([$0.real, $0.imaginary], expected) < 1e-12 }.count == 1)
    }
    #expect(abs(try Matrix([[0, 0, 0, 1], [1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]]).spectralRadius() - 1) < 1e-12)
  }

  // 1.5 times a rotation by 0.3: 1.5 (cos 0.3 ± i sin 0.3), a conjugate pair with the negative imaginary part first.
  @Test func rotation() throws {
    let (c, s) = (1.5 * 0.955336489125606, 1.5 * 0.2955202066613396)
    #expect(difference(try spectrum([[c, -s], [s, c]]).flatMap { $0 }, [c, -s, c, s]) < 1e-14)
    #expect(abs(try Matrix([[c, -s], [s, c]]).spectralRadius() - 1.5) < 1e-14)
  }

  // Sorted by modulus, not by value.
  @Test func largestModulusFirst() throws {
    let values = try spectrum([[1, 0, 0], [0, -4, 0], [0, 0, 2]])
    #expect(values == [[-4, 0], [2, 0], [1, 0]])
  }

  // A defective matrix: the k-fold eigenvalue 2 of a Jordan block is known to about ε^(1/k), and no better.
  @Test func jordanBlock() throws {
    let values = try Matrix([[2, 1, 0], [0, 2, 1], [1e-13, 0, 2]]).eigenvalues()
    for value in values { #expect((value.real - 2) * (value.real - 2) + value.imaginary * value.imaginary < 1e-7) }
    #expect(difference(try spectrum([[2, 1], [0, 2]]).flatMap { $0 }, [2, 0, 2, 0]) < 1e-7)
  }

  // Trace and determinant are the sum and the product of the eigenvalues; here of M = S D S⁻¹ the spectrum is D's.
  @Test(arguments: [61, 62, 63] as [UInt64]) func prescribedSpectrum(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let n = 8
    var s = Matrix(identity: n, times: 3)
    for i in s.entries.indices { s.entries[i] += random.uniform() }
    let inverse = try s.inverse()
    let d = (0..<n).map { Double(n - $0) * ($0 % 2 == 0 ? 1 : -1) }
    var m = Matrix(rows: n, columns: n)
    for i in 0..<n { for j in 0..<n { for k in 0..<n { m[i, j] += s[i, k] * d[k] * inverse[k, j] } } }
    let values = try m.eigenvalues()
    #expect(difference(values.map(\.real), d) < 1e-10, "seed \(seed)")
    #expect(difference(values.map(\.imaginary), Array(repeating: 0, count: n)) < 1e-10, "seed \(seed)")
  }

  @Test func smallestMatrices() throws {
    #expect(try Matrix([]).eigenvalues().isEmpty)
    #expect(try Matrix([]).spectralRadius() == 0)
    #expect(try spectrum([[-7]]) == [[-7, 0]])
    #expect(try Matrix([[-7]]).spectralRadius() == 7)
    #expect(try Matrix(rows: 3, columns: 3).spectralRadius() == 0)
  }

  @Test func unsuitableMatrices() throws {
    #expect(
      errorText { try Matrix([[1, 2, 3], [4, 5, 6]]).eigenvalues() }
        == "the eigenvalues requires a square matrix, 2 x 3 was given")
    for bad in [Double.nan, .infinity, -.infinity] {
      #expect(
        errorText { try Matrix([[1, 2], [bad, 4]]).eigenvalues() }
          == "the eigenvalues requires finite entries, entry (1, 0) is not; the point may have overflowed")
      #expect(throws: MatrixError.self) { try Matrix([[bad]]).spectralRadius() }
    }
  }

  // Sums of squares of such entries overflow. Whatever GSL makes of it, it is a value or an error, never an abort.
  @Test func extremeEntriesDoNotAbort() {
    for scale in [1e308, 1e-308, .leastNonzeroMagnitude] {
      let matrix = Matrix(identity: 3, times: scale)
      var full = matrix
      for i in full.entries.indices { full.entries[i] = scale * (Double(1 + i % 4) / 4) }
      for candidate in [matrix, full] {
        do {
          #expect(try candidate.eigenvalues().count == 3)
        } catch {
          #expect(error is GSLError)
        }
      }
    }
  }
}

@Suite struct MatrixInverseTests {
  @Test(arguments: [71, 72] as [UInt64]) func inverseUndoes(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    for n in 0...9 {
      var a = Matrix(identity: n, times: 2)
      for i in a.entries.indices { a.entries[i] += random.uniform() }
      let v = DenseVector(random.uniforms(n))
      #expect(difference(try a.inverse().times(a.times(v)).elements, v.elements) < 1e-10, "seed \(seed), n \(n)")
    }
    // Needs a row exchange.
    #expect(try Matrix([[0, 2], [4, 0]]).inverse() == Matrix([[0, 0.25], [0.5, 0]]))
  }

  @Test func unsuitableMatrices() {
    #expect(
      errorText { try Matrix([[1, 2], [2, 4]]).inverse() }
        == "the inverse requires an invertible matrix, the one given is singular to working precision")
    #expect(errorText { try Matrix([[0]]).inverse() }?.contains("invertible") == true)
    #expect(
      errorText { try Matrix([[.leastNonzeroMagnitude]]).inverse() }?.contains("invertible") == true, "1/x overflows")
    #expect(
      errorText { try Matrix([[1, 2]]).inverse() } == "the inverse requires a square matrix, 1 x 2 was given")
    #expect(
      errorText { try Matrix([[1, 0], [0, .nan]]).inverse() }
        == "the inverse requires finite entries, entry (1, 1) is not; the point may have overflowed")
  }
}
