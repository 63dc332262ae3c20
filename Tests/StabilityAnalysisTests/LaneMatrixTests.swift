import ComplexModule
import GSLNumerics
import GameDynamics
import StabilityAnalysis
import TestSupport
import Testing

/// Eigenvalues of 32 matrices at once: those of GSL, whoever the neighbours are.
@Suite struct LaneMatrixTests {
  static func lanes(_ matrices: [Matrix]) throws -> LaneMatrix {
    let n = matrices[0].rows
    return try LaneMatrix(
      order: n,
      entries: (0..<n * n).map { e in CalledLanes(Lanes { matrices[min($0, matrices.count - 1)].entries[e] }) })
  }

  static func eigenvalues(_ found: LaneMatrix.Eigenvalues, lane: Int) -> [Complex<Double>] {
    (0..<found.count).map { Complex(found.real($0)[lane: lane], found.imaginary($0)[lane: lane]) }
  }

  /// The greatest distance of an eigenvalue to its partner, each taking the nearest that is left.
  static func gap(_ a: [Complex<Double>], _ b: [Complex<Double>]) -> Double {
    var rest = b
    return a.reduce(0) { worst, value in
      guard let nearest = rest.indices.min(by: { (rest[$0] - value).length < (rest[$1] - value).length }) else {
        return .infinity
      }
      return max(worst, (rest.remove(at: nearest) - value).length)
    }
  }

  // I + Z/4 with uniform Z: Jacobians of iterations, well conditioned but by chance.
  @Test(arguments: [1, 2, 3, 4, 5, 6, 9, 12]) func agreesWithGSL(order n: Int) throws {
    var random = SeededRandom(seed: UInt64(n))
    let matrices = (0..<32).map { _ in
      var matrix = Matrix(identity: n)
      for e in matrix.entries.indices { matrix.entries[e] += 0.5 * random.uniform() - 0.25 }
      return matrix
    }
    let found = try Self.lanes(matrices).eigenvalues()
    #expect(found.areAllFound)
    for (lane, matrix) in matrices.enumerated() {
      let spectrum = try Spectrum(of: matrix)
      let bound = 4 * (spectrum.tolerances.max() ?? 0)
      #expect(Self.gap(Self.eigenvalues(found, lane: lane), spectrum.eigenvalues) <= bound, "lane \(lane)")
    }
  }

  // Matrices whose QR iteration is short, long, or needs an exceptional shift, side by side: each lane's bits are those it has
  // among 31 copies of itself.
  @Test func aLaneDependsOnNoOther() throws {
    var random = SeededRandom(seed: 5)
    let n = 4
    let cyclic = try Matrix([[0, 0, 0, 1], [1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]])
    var matrices = [Matrix(rows: n, columns: n), Matrix(identity: n), cyclic]
    while matrices.count < 32 {
      var matrix = Matrix(rows: n, columns: n)
      for e in matrix.entries.indices { matrix.entries[e] = (4 * random.uniform() - 2).rounded() }
      matrices.append(matrix)
    }
    matrices[9].entries[3] = .nan
    matrices[10].entries[7] = .infinity
    let together = try Self.lanes(matrices).eigenvalues()
    for (lane, matrix) in matrices.enumerated() {
      let alone = try Self.lanes([matrix]).eigenvalues()
      #expect(together.areFound(inLane: lane) == matrix.entries.allSatisfy(\.isFinite), "lane \(lane)")
      #expect(Self.eigenvalues(together, lane: lane) == Self.eigenvalues(alone, lane: 0), "lane \(lane)")
    }
    // The fourth roots of unity.
    for root in [Complex(1, 0), Complex(-1, 0), Complex(0, 1), Complex(0, -1)] {
      #expect(Self.eigenvalues(together, lane: 2).filter { ($0 - root).length < 1e-14 }.count == 1)
    }
  }

  // Powers of two in front change no digit, up to where numbers end; nothing overflows on the way.
  @Test(arguments: [0x1p-1000, 0x1p-300, 0x1p300, 0x1p1000]) func anySize(scale: Double) throws {
    let base = try Matrix([[1, 2, 0], [-3, 0.5, 1], [0.25, -1, 2]])
    var scaled = base
    for e in scaled.entries.indices { scaled.entries[e] *= scale }
    let expected = try Self.eigenvalues(Self.lanes([base]).eigenvalues(), lane: 0)
    let found = try Self.eigenvalues(Self.lanes([scaled]).eigenvalues(), lane: 0)
    #expect(zip(found, expected).allSatisfy { $0.real == $1.real * scale && $0.imaginary == $1.imaginary * scale })
  }

  // Rows and columns of very different size: D A D⁻¹ has A's eigenvalues, which balancing brings back.
  @Test func badScalingDoesNotMatter() throws {
    let a = try Matrix([[2, 1, 0.5], [1, 3, 1], [0.5, 1, 1]])
    var scaled = a
    let d = [0x1p-20, 1, 0x1p20]
    for i in 0..<3 { for j in 0..<3 { scaled[i, j] = d[i] * a[i, j] / d[j] } }
    let found = try Self.eigenvalues(Self.lanes([scaled]).eigenvalues(), lane: 0)
    #expect(Self.gap(found, try a.eigenvalues()) < 1e-13)
  }

  // A defective matrix: the eigenvalue 2 of a Jordan block of three rows is known to ε^(1/3) = 6e-6.
  @Test func jordanBlock() throws {
    let found = try Self.lanes([Matrix([[2, 1, 0], [0, 2, 1], [1e-17, 0, 2]])]).eigenvalues()
    #expect(Self.eigenvalues(found, lane: 0).allSatisfy { ($0 - Complex(2, 0)).length < 1e-4 })
  }

  // What `Spectrum` says of each: neutral radii exactly 1, NaN where a matrix is not finite, 0 of the zero matrix.
  @Test func radiiAreThoseOfSpectra() throws {
    let matrices = try [
      Matrix([[0.6, -0.8], [0.8, 0.6]]), Matrix([[0.3, 0], [0, -1.5]]), Matrix([[1, 0], [0, 0.5]]),
      Matrix([[1, 1], [1e-17, 1]]), Matrix([[1, 1], [1e-10, 1]]), Matrix([[.nan, 0], [0, 2]]),
      Matrix([[1, .infinity], [0, 2]]), Matrix([[0, 0], [0, 0]]), Matrix([[1e200, 0], [3, -2e200]]),
    ]
    let radii = try Self.lanes(matrices).spectralRadii()
    #expect(radii[0] == 1 && radii[1] == 1.5 && radii[2] == 1 && radii[3] == 1)
    #expect(abs(radii[4] - (1 + 1e-5)) < 1e-9)
    #expect(radii[5].isNaN && radii[6].isNaN && radii[7] == 0 && radii[8] == 2e200)
  }

  @Test func entriesAndLanes() throws {
    let matrices = try [Matrix([[1, 2], [3, 4]]), Matrix([[5, 6], [7, 8]])]
    let lanes = try Self.lanes(matrices)
    #expect(lanes[lane: 0] == matrices[0] && lanes[lane: 1] == matrices[1] && lanes[1, 0][lane: 1] == 7)
    #expect(lanes.squaredFrobeniusNorm[lane: 0] == 30)
    #expect(throws: VectorError.self) { try LaneMatrix(order: 2, entries: [CalledLanes(1)]) }
    #expect(try LaneMatrix(order: 0, entries: []).spectralRadii() == Array(repeating: 0, count: 32))
  }
}
