import Foundation
import GSLNumerics
import Testing

@Suite struct QuadratureTests {
  // ∫₀¹ x⁵ = 1/6; ∫ e^{-x²} over the line is √π, over half of it √π/2; ∫₁^∞ 1/x² = 1.
  @Test func integralsOfOneNumber() throws {
    let q = Quadrature()
    #expect(abs(try q.integral(over: 0...1) { $0 * $0 * $0 * $0 * $0 }.value - 1.0 / 6) < 1e-15)
    func bell(_ x: Double) -> Double { exp(-x * x) }
    let root = Double.pi.squareRoot()
    #expect(abs(try q.integral(over: -Double.infinity...Double.infinity, bell).value - root) < 1e-10)
    #expect(abs(try q.integral(over: 0...Double.infinity, bell).value - root / 2) < 1e-10)
    #expect(abs(try q.integral(over: -Double.infinity...0, bell).value - root / 2) < 1e-10)
    #expect(abs(try q.integral(over: 1...Double.infinity) { 1 / ($0 * $0) }.value - 1) < 1e-10)
    #expect(try q.integral(over: 2...2) { $0 }.value == 0)
  }

  // The estimate of the error is one: of |x - 0.3|, with a kink, the integral over [0, 1] is (0.09 + 0.49)/2 = 0.29.
  @Test func theErrorIsEstimated() throws {
    let estimate = try Quadrature(absoluteTolerance: 0, relativeTolerance: 1e-8).integral(over: 0...1) { abs($0 - 0.3) }
    #expect(abs(estimate.value - 0.29) <= max(estimate.error, 1e-15) && estimate.error <= 0.29e-8)
  }

  // ∫∫ x² y over [0, 1] x [0, 2] is 2/3; a correlated normal density e^{-(x² + xy + y²)} is 2π/√3 over the plane, since
  // the matrix of the form has determinant 3/4 and the integral is π/√det.
  @Test func integralsOfTwoNumbers() throws {
    let q = Quadrature()
    #expect(abs(try q.integral(over: 0...1, 0...2) { $0 * $0 * $1 }.value - 2.0 / 3) < 1e-14)
    let bell = try Quadrature(absoluteTolerance: 1e-10, relativeTolerance: 1e-8).integral(over: -9...9, -9...9) {
      exp(-($0 * $0 + $0 * $1 + $1 * $1))
    }
    #expect(abs(bell.value - 2 * Double.pi / 3.0.squareRoot()) < 1e-7)
  }

  @Test func whatCannotBeIntegratedIsAnError() throws {
    struct Stop: Error {}
    #expect(throws: Stop.self) {
      try Quadrature().integral(over: 0...1) { x in if x > 0.5 { throw Stop() } else { x } }
    }
    #expect(throws: Stop.self) { try Quadrature().integral(over: 0...1, 0...1) { _, _ in throw Stop() } }
    // ∫₀¹ 1/x diverges.
    #expect(throws: GSLError.self) { try Quadrature(intervalCap: 50).integral(over: 0...1) { 1 / $0 } }
  }

  // n nodes are exact up to degree 2n - 1 and not beyond: ∫₋₁¹ x⁶ = 2/7 by four, by three it is 0.24.
  @Test func gaussAndLegendre() throws {
    func sixth(_ x: Double) -> Double { x * x * x * x * x * x }
    #expect(abs(try GaussLegendreRule(count: 4, over: -1...1).integral(sixth) - 2.0 / 7) < 1e-15)
    #expect(abs(try GaussLegendreRule(count: 3, over: -1...1).integral(sixth) - 0.24) < 1e-15)
    let rule = try GaussLegendreRule(count: 9, over: 2...5)
    #expect(rule.nodes == rule.nodes.sorted() && rule.nodes.allSatisfy { (2...5).contains($0) })
    #expect(abs(rule.weights.reduce(0, +) - 3) < 1e-14)
  }
}
