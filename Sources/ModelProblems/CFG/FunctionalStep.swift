import GSLNumerics
import GameDynamics
import RealModule

/// One step of functional gradients on densities, x′ = x + η g(x) with g = s(D_ε) ∇D_ε, from p towards p*.
///
/// p′ is known where a step leads: p′(x′) = p(x)/J(x), J = det(I + η ∂g). So
///
///     KL(p*‖p′) = ∫ p*(x′) (ln p*(x′) - ln p(x) + ln J(x)) J(x) dx
///
/// needs no inverse. All derivatives are exact, by duals of duals. While J > 0 the step is a diffeomorphism.
package struct FunctionalStep {
  private let exact: ExactRatio
  /// D_ε.
  private let judge: WavyRatio
  private let scaling: StepScaling

  /// With the exact D, or with D + δ sin 2x₁, δ the amplitude of the error.
  package init(_ exact: ExactRatio, _ scaling: StepScaling, amplitude: Double = 0) {
    self.exact = exact
    self.scaling = scaling
    judge = WavyRatio(exact: exact, amplitude: amplitude)
  }

  private var integral: BoxIntegral { BoxIntegral(box: exact.target.box) }

  /// D_ε with its gradient and its second derivatives.
  private func derivatives(at x: [Double]) -> (value: Double, gradient: [Double], hessian: [[Double]]) {
    var result = (value: 0.0, gradient: x.map { _ in 0.0 }, hessian: x.map { _ in x.map { _ in 0.0 } })
    for i in x.indices {
      for j in x.indices where j <= i {
        let seeded = x.enumerated().map { k, value in
          Dual(Dual(value, tangent: k == i ? 1 : 0), tangent: Dual(k == j ? 1 : 0, tangent: 0))
        }
        let at = judge(seeded)
        result.value = at.value.value
        result.gradient[i] = at.value.tangent
        result.hessian[i][j] = at.tangent.tangent
        result.hessian[j][i] = at.tangent.tangent
      }
    }
    return result
  }

  /// g and ∂g.
  private func move(at x: [Double]) -> (g: [Double], jacobian: [[Double]]) {
    let at = derivatives(at: x)
    let s = scaling.scale(Dual(at.value, tangent: 1))
    return (
      at.gradient.map { s.value * $0 },
      x.indices.map { i in
        x.indices.map { j in s.tangent * at.gradient[i] * at.gradient[j] + s.value * at.hessian[i][j] }
      }
    )
  }

  /// The gradient of a function.
  private static func gradient(of f: some PlaceFunction, at x: [Double]) -> [Double] {
    x.indices.map { i in f(x.enumerated().map { Dual($1, tangent: $0 == i ? 1 : 0) }).tangent }
  }

  private static func product(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }

  /// KL(p*‖p).
  package func divergence() throws -> Double { try integral { x in Double.exp(exact.target.logDensity(x)) * exact(x) } }

  /// KL(p*‖p′) after a step of this size; not a number where the step is no diffeomorphism.
  package func divergence(after eta: Double) throws -> Double {
    try integral { x in
      let (g, jacobian) = move(at: x)
      let end = zip(x, g).map { $0 + eta * $1 }
      let volume: Double =
        x.count == 1
        ? 1 + eta * jacobian[0][0]
        : (1 + eta * jacobian[0][0]) * (1 + eta * jacobian[1][1]) - eta * eta * jacobian[0][1] * jacobian[1][0]
      let log = exact.target.logDensity(end)
      return Double.exp(log) * (log - exact.current.logDensity(x) + Double.log(volume)) * volume
    }
  }

  /// ∫ p* gᵀ∇D with the exact D: by how much KL falls, per η, as η → 0.
  package func drop() throws -> Double {
    try integral { x in
      Double.exp(exact.target.logDensity(x)) * Self.product(move(at: x).g, Self.gradient(of: exact, at: x))
    }
  }

  /// ∫ p* gᵀ∇D_ε: what is known of it without the exact D.
  package func believedDrop() throws -> Double {
    try integral { x in
      Double.exp(exact.target.logDensity(x)) * Self.product(move(at: x).g, Self.gradient(of: judge, at: x))
    }
  }

  /// ∫ p* (D_ε - D) (div g + gᵀ∇ln p*), which integrating by parts makes of `drop - believedDrop`.
  package func error() throws -> Double {
    try integral { x in
      let (g, jacobian) = move(at: x)
      let trace = x.indices.reduce(0) { $0 + jacobian[$1][$1] }
      let score = Self.gradient(of: LogTarget(target: exact.target), at: x)
      return Double.exp(exact.target.logDensity(x)) * (judge(x) - exact(x)) * (trace + Self.product(g, score))
    }
  }

  private struct LogTarget: PlaceFunction {
    let target: NormalMixture
    func callAsFunction<D: Field>(_ x: [D]) -> D { target.logDensity(x) }
  }

  /// ε = ∫ p* max(1, ‖∇ln p*‖) (|D_ε - D| + |e^D_ε - e^D|), the source's measure of how wrong D_ε is. Its kinks are not
  /// worth more than six digits.
  package func inexactness() throws -> Double {
    try Quadrature(absoluteTolerance: 1e-10, relativeTolerance: 1e-6).integral(over: exact.target.box[0]) { x in
      let score = Self.gradient(of: LogTarget(target: exact.target), at: [x])[0]
      let (known, believed) = (exact([x]), judge([x]))
      return Double.exp(exact.target.logDensity([x])) * max(1, abs(score))
        * (abs(believed - known) + abs(Double.exp(believed) - Double.exp(known)))
    }.value
  }

  /// sup ‖g‖ + sup |div g| over a range, on a grid: the constant c of |drop - believedDrop| ≤ c ε.
  package func bound(over range: ClosedRange<Double>) -> Double {
    var (size, trace) = (0.0, 0.0)
    for x in stride(from: range.lowerBound, through: range.upperBound, by: 0.01) {
      let (g, jacobian) = move(at: [x])
      (size, trace) = (max(size, abs(g[0])), max(trace, abs(jacobian[0][0])))
    }
    return size + trace
  }
}
