import GameDynamics
import TestSupport
import Testing

/// A = I + S·S with S symmetric, through inner(v) = S·v and outer(v, u) = v + S·u.
@Suite struct FactoredSolveTests {
  typealias V = DenseVector<Double>

  private func check<Solver: LinearSolver>(
    _ solver: Solver, from isWarm: Bool, innerProducts: (_ iterations: Int) -> Int
  ) throws where Solver.V == V {
    var random = SeededRandom(seed: 71)
    for n in 1...10 {
      let s = FieldMatrix<Double>.randomPositiveDefinite(n, using: &random)
      let b = V(random.uniforms(n))
      let start = isWarm ? V(random.uniforms(n)) : nil
      let counter = ProductCounter()
      let inner = counter.counting(s.times)
      let outer = { (v: V, through: V) throws -> V in try v + s.times(through) }
      let factored = try solver.solve(inner: inner, outer: outer, b, from: start)
      let plain = try solver.solve({ try outer($0, s.times($0)) }, b, from: start)
      #expect(factored.solution.report.status == .converged)
      #expect(factored.solution.report.iterations == plain.report.iterations)
      #expect(difference(factored.solution.x.elements, plain.x.elements) < 1e-12)
      #expect(difference(factored.image.elements, try s.times(plain.x).elements) < 1e-10, "n \(n)")
      #expect(counter.count == innerProducts(plain.report.iterations))
    }
  }

  /// The image costs conjugate gradients nothing: one inner product an iteration, one for a warm start.
  @Test func conjugateGradientsCollectTheImage() throws {
    let solver = ConjugateGradient<V>(tolerance: 1e-9)
    try check(solver, from: false) { $0 }
    try check(solver, from: true) { $0 + 1 }
  }

  /// GMRES computes it in the end.
  @Test func otherSolversComputeTheImage() throws {
    try check(GMRES<V>(tolerance: 1e-9), from: false) { $0 + 1 }
  }

  /// b = 0 has the solution 0 with the image 0, whatever the start.
  @Test func zeroRightHandSide() throws {
    let s = FieldMatrix<Double>.diagonal([1, 2])
    let found = try ConjugateGradient<V>().solve(
      inner: s.times, outer: { try $0 + s.times($1) }, V([0, 0]), from: V([3, 4]))
    #expect(found.solution.x.elements == [0, 0] && found.image.elements == [0, 0])
    #expect(found.solution.report.iterations == 0)
  }
}
