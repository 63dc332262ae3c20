import GameDynamics
import SmallGames
import Testing

@Suite struct PrescribedSpectrumTests {
  // Σσ² = trace BᵀB, Σσ⁴ = trace (BᵀB)²: with n values, the first n power sums fix the spectrum.
  @Test(arguments: [(3, 3), (5, 3), (3, 6)])
  func powerSums(m: Int, n: Int) throws {
    let sigma = [2.0, 0.7, 0.1]
    let b = try Matrix(singularValues: sigma, rows: m, columns: n, seed: 7)
    func product(_ a: Matrix, _ b: Matrix) throws -> Matrix {
      var result = Matrix(rows: a.rows, columns: b.columns)
      for i in 0..<a.rows {
        for j in 0..<b.columns { result[i, j] = (0..<a.columns).reduce(0) { $0 + a[i, $1] * b[$1, j] } }
      }
      return result
    }
    let gram = try product(b.transposed, b)
    var power = gram
    for k in 1...3 {
      let trace = (0..<n).reduce(0) { $0 + power[$1, $1] }
      let expected = sigma.reduce(0) { sum, s in sum + (0..<(2 * k)).reduce(1) { p, _ in p * s } }
      #expect(abs(trace - expected) < 1e-12 * expected)
      power = try product(power, gram)
    }
    #expect(b.entries.allSatisfy { $0 != 0 })
    #expect(try b == Matrix(singularValues: sigma, rows: m, columns: n, seed: 7))
    #expect(try b != Matrix(singularValues: sigma, rows: m, columns: n, seed: 8))
  }

  @Test func tooManySingularValues() {
    #expect(throws: VectorError.wrongDimension(required: 2, given: 3)) {
      try Matrix(singularValues: [1, 2, 3], rows: 2, columns: 5, seed: 1)
    }
  }

  // 4ac = b²σ² at σ = 0.2 with a = c = 1, b = 10: singular, so no isolated equilibrium.
  @Test func equilibriaFollowTheSpectrum() throws {
    let regular = try MatrixQuadraticGameFamily(singularValues: [1, 0.5, 0.3, 0.1], seed: 5)
    let p = Parameters<Double>(regular.card.parameters)
    #expect(try regular.equilibria(p) == [Players(x: [0, 0, 0, 0], y: [0, 0, 0, 0])])
    #expect(try MatrixQuadraticGameFamily(singularValues: [1, 0.2]).equilibria(p).isEmpty)
    let wide = try MatrixBilinearGameFamily(singularValues: [1], dimensions: Players(x: 1, y: 2))
    #expect(try wide.equilibria(Parameters(wide.card.parameters)).isEmpty)
    #expect(wide.card.dimensions == Players(x: 1, y: 2))
  }
}
