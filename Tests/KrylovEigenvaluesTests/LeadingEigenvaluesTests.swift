import ComplexModule
import GameDynamics
import GSLNumerics
import KrylovEigenvalues
import RealModule
import Testing
import TestSupport

/// ARPACK against all eigenvalues by GSL, and what it refuses.
@Suite struct LeadingEigenvaluesTests {
  private func random(_ n: Int, seed: UInt64) -> Matrix {
    var random = SeededRandom(seed: seed)
    var matrix = Matrix(rows: n, columns: n)
    for i in 0..<n { for j in 0..<n { matrix[i, j] = random.uniform() } }
    return matrix
  }

  private func product(_ matrix: Matrix) -> ([Double]) -> [Double] {
    { (v: [Double]) -> [Double] in
      (0..<matrix.rows).map { (i: Int) -> Double in
        var sum = 0.0
        for j in 0..<matrix.columns { sum += matrix[i, j] * v[j] }
        return sum
      }
    }
  }

  @Test(arguments: LeadingEigenvalues.End.allCases)
  func everyEndOfAGeneralMatrixIsTheDenseOne(_ end: LeadingEigenvalues.End) throws {
    for seed in [1, 2, 3] as [UInt64] {
      let matrix = random(60, seed: seed)
      func key(_ z: Complex<Double>) -> Double {
        switch end {
        case .largestModulus: -z.length
        case .largestRealPart: -z.real
        case .smallestRealPart: z.real
        case .largestImaginaryPart: -abs(z.imaginary)
        }
      }
      let dense = try matrix.eigenvalues().sorted { key($0) < key($1) }
      let found = try LeadingEigenvalues(6, end, tolerance: 1e-12).find(dimension: 60, product(matrix))
      #expect(found.converged && found.pairs.count >= 6, "seed \(seed)")
      for (place, pair) in found.pairs.prefix(6).enumerated() {
        let nearest = dense.map { ($0 - pair.value).length }.min() ?? .infinity
        #expect(nearest < 1e-9, "seed \(seed): \(pair.value) is \(nearest) from the nearest eigenvalue")
        #expect(abs(key(pair.value) - key(dense[place])) < 1e-9, "seed \(seed), place \(place)")
        #expect(pair.residual < 1e-9, "seed \(seed)")
      }
    }
  }

  /// The residual is that of the pair that is handed out: the pair of another matrix has a large one.
  @Test func residualsAreComputedFromTheMatrix() throws {
    let matrix = random(40, seed: 4)
    var calls = 0
    // After the search the matrix is another: the residuals see it, as they would an estimate that is wrong.
    let exact = product(matrix)
    let found = try LeadingEigenvalues(2, tolerance: 1e-10).find(dimension: 40) { v in
      calls += 1
      return exact(v)
    }
    let last = calls
    calls = 0
    let disturbed = try LeadingEigenvalues(2, tolerance: 1e-10).find(dimension: 40) { v in
      calls += 1
      let image = exact(v)
      return calls > last - 4 && calls > 40 ? image.map { 1.5 * $0 } : image
    }
    #expect(found.residual < 1e-8)
    #expect(disturbed.residual > 0.1)
  }

  /// diag(1, …, 50): eigenvalues are the entries, eigenvectors the unit vectors.
  @Test func aDiagonalMatrixIsReadOff() throws {
    let found = try LeadingEigenvalues(3, .largestModulus, tolerance: 1e-13).find(dimension: 50) {
      (v: [Double]) -> [Double] in
      v.indices.map { Double($0 + 1) * v[$0] }
    }
    for (k, pair) in found.pairs.prefix(3).enumerated() {
      #expect(abs(pair.value.real - Double(50 - k)) < 1e-10 && pair.value.imaginary == 0)
      #expect(abs(abs(pair.real[49 - k]) - 1) < 1e-7)
    }
  }

  /// A rotation by 90° in each plane, slowed down differently: ±iω, in conjugate pairs with equal residuals.
  @Test func conjugatePairsStayTogether() throws {
    let found = try LeadingEigenvalues(3, tolerance: 1e-12).find(dimension: 20) { (v: [Double]) -> [Double] in
      var image = v
      for k in stride(from: 0, to: 20, by: 2) {
        let frequency = Double(k + 1)
        image[k] = -frequency * v[k + 1]
        image[k + 1] = frequency * v[k]
      }
      return image
    }
    #expect(found.pairs.count == 4)
    for (place, frequency) in [19.0, 19, 17, 17].enumerated() {
      #expect(abs(found.pairs[place].value.real) < 1e-9)
      #expect(abs(abs(found.pairs[place].value.imaginary) - frequency) < 1e-9)
    }
    #expect(found.pairs[0].value == found.pairs[1].value.conjugate)
  }

  /// The eigenvector of a matrix nearby is a start that saves products.
  @Test func aStartNearbySavesProducts() throws {
    let matrix = random(80, seed: 5)
    let search = LeadingEigenvalues(1, tolerance: 1e-6, basis: 12)
    let cold = try search.find(dimension: 80, product(matrix))
    let start = zip(cold.pairs[0].real, cold.pairs[0].imaginary).map { $0 + $1 }
    let warm = try search.find(dimension: 80, from: start, product(matrix))
    #expect(warm.products < cold.products)
    #expect(abs(warm.radius - cold.radius) < 1e-4)
  }

  /// ARPACK has one place for its own variables: threads must not meet there.
  @Test func searchesOnSeveralThreadsAreThoseOnOne() async throws {
    let matrices = (0..<6).map { random(30 + 5 * $0, seed: UInt64(10 + $0)) }
    let search = LeadingEigenvalues(4, tolerance: 1e-10)
    let alone = try matrices.map { try search.find(dimension: $0.rows, product($0)).values }
    let together = try await withThrowingTaskGroup(of: (Int, [Complex<Double>]).self) { group in
      for (k, matrix) in matrices.enumerated() {
        group.addTask { (k, try search.find(dimension: matrix.rows, product(matrix)).values) }
      }
      var results = [[Complex<Double>]](repeating: [], count: matrices.count)
      for try await (k, values) in group { results[k] = values }
      return results
    }
    #expect(together == alone)
  }

  @Test func whatCannotBeIsRefused() {
    #expect(throws: ARPACKError.tooSmall(dimension: 2)) { try LeadingEigenvalues().find(dimension: 2) { $0 } }
    #expect(throws: ARPACKError.wrongLength(required: 5, given: 4)) {
      try LeadingEigenvalues(2).find(dimension: 5, from: [1, 2, 3, 4]) { $0 }
    }
    #expect(throws: ARPACKError.notFinite) {
      try LeadingEigenvalues(2).find(dimension: 9) { $0.map { _ in .nan } }
    }
    #expect(throws: ARPACKError.wrongLength(required: 9, given: 1)) {
      try LeadingEigenvalues(2).find(dimension: 9) { _ in [1] }
    }
    // One restart of a small basis is too little for a matrix of a hundred rows at full precision.
    #expect(throws: ARPACKError.noneConverged(restarts: 1)) {
      try LeadingEigenvalues(2, tolerance: 0, basis: 4, restarts: 1).find(dimension: 100, product(random(100, seed: 6)))
    }
    #expect("\(ARPACKError.tooSmall(dimension: 2))".contains("at least 3 rows, 2 was given"))
  }
}
