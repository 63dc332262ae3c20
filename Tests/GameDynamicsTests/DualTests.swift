import GameDynamics
import TestSupport
import Testing

/// Dual numbers against derivatives in closed form and finite differences.
@Suite struct DualTests {
  /// A function with every operation in it, for any field: h(x) = √(x² + 3) · (x³ - 2/x) - |x|/(x - 7) + max(x, 1).
  static func composed<F: Field>(_ x: F) -> F {
    (x * x + F(3)).squareRoot() * (x * x * x - F(2) / x) - x.magnitude / (x - F(7)) + x.maximum(elementwise: F(1))
  }

  // With r = √(x² + 3), q = x³ - 2/x and σ = sign x:
  // h′ = (x/r) q + r (3x² + 2/x²) - (σ(x - 7) - |x|)/(x - 7)² + [x > 1], and σ(x - 7) - |x| = -7σ.
  static func derivative(_ x: Double) -> Double {
    let r = (x * x + 3).squareRoot()
    let q = x * x * x - 2 / x
    let sign = x < 0 ? -1.0 : 1.0
    return x / r * q + r * (3 * x * x + 2 / (x * x)) + 7 * sign / ((x - 7) * (x - 7)) + (x > 1 ? 1 : 0)
  }

  // h″ = q (1/r - x²/r³) + 2 (x/r)(3x² + 2/x²) + r (6x - 4/x³) - 14σ/(x - 7)³, since (x/r)′ = 1/r - x²/r³.
  static func secondDerivative(_ x: Double) -> Double {
    let r = (x * x + 3).squareRoot()
    let q = x * x * x - 2 / x
    let sign = x < 0 ? -1.0 : 1.0
    let cube = (x - 7) * (x - 7) * (x - 7)
    let firstTerm = q * (1 / r - x * x / (r * r * r)) + 2 * x / r * (3 * x * x + 2 / (x * x))
    return firstTerm + r * (6 * x - 4 / (x * x * x)) - 14 * sign / cube
  }

  static let points = [-3.0, -1.25, -0.5, 0.5, 0.9, 1.5, 2.75, 5]

  @Test(arguments: points) func firstDerivatives(x: Double) {
    let dual = Self.composed(Dual(x, tangent: 1))
    #expect(dual.value == Self.composed(x))
    #expect(difference(dual.tangent, Self.derivative(x)) < 1e-14)
    // A central difference errs by h²/6 of the third derivative and by rounding over h.
    let h = 1e-5
    let slope = (Self.composed(x + h) - Self.composed(x - h)) / (2 * h)
    #expect(difference(dual.tangent, slope) < 1e-8)
    // The tangent is linear in the direction.
    #expect(difference(Self.composed(Dual(x, tangent: -2.5)).tangent, -2.5 * dual.tangent) < 1e-14)
  }

  @Test func derivativesOnLanes() {
    let x = Lanes { Self.points[$0 % Self.points.count] }
    let dual = Self.composed(Dual(x, tangent: Lanes(1)))
    for lane in 0..<Lanes.laneCount {
      let alone = Self.composed(Dual(Self.points[lane % Self.points.count], tangent: 1))
      #expect(dual.value[lane: lane] == alone.value && dual.tangent[lane: lane] == alone.tangent)
    }
  }

  // (x + ε₁)(… + ε₂): the coefficient of ε₁ε₂ is the second derivative.
  @Test(arguments: points) func secondDerivatives(x: Double) {
    let nested = Self.composed(Dual(Dual(x, tangent: 1), tangent: Dual(1, tangent: 0)))
    #expect(nested.value.value == Self.composed(x))
    #expect(nested.value.tangent == nested.tangent.value)
    #expect(difference(nested.tangent.value, Self.derivative(x)) < 1e-14)
    #expect(difference(nested.tangent.tangent, Self.secondDerivative(x)) < 1e-13)
  }

  // Mixed second derivative of xy² / (x + y) at (2, 3): with s = x + y, f = xy²/s, f_x = y³/s², f_xy = 3y²/s² - 2y³/s³
  // = 27/25 - 54/125 = 81/125.
  @Test func mixedSecondDerivative() {
    typealias Nested = Dual<Dual<Double>>
    let x = Nested(Dual(2, tangent: 1), tangent: Dual(0))
    let y = Nested(Dual(3, tangent: 0), tangent: Dual(1))
    #expect(difference((x * y * y / (x + y)).tangent.tangent, 81.0 / 125) < 1e-15)
  }

  @Test func constantsHaveNoTangent() {
    #expect(Dual<Double>(3) == Dual(3, tangent: 0))
    #expect(Dual<Lanes>(3).tangent == Lanes(0))
    #expect(Dual(2.0, tangent: 5).dot(Dual(3, tangent: 7)) == Dual(6, tangent: 29))
    // 2·3 + 5·7, without a tangent.
    #expect(Dual(2.0, tangent: 5).euclideanDot(Dual(3, tangent: 7)) == Dual(41, tangent: 0))
  }

  @Test func comparisonsLookAtTheValueAlone() {
    let a = Dual(1.0, tangent: 100)
    let b = Dual(2.0, tangent: -100)
    #expect(a.isLess(than: b) && !b.isLess(than: a) && a.equals(Dual(1, tangent: 0)))
    #expect(a.maximum(elementwise: b) == b && b.maximum(elementwise: a) == b)
    #expect(a.replacing(with: b, where: true) == b && a.replacing(with: b, where: false) == a)
    #expect((-a).magnitude == a)
    #expect(Dual(0.0, tangent: 1).squareRoot().tangent == .infinity)
  }
}
