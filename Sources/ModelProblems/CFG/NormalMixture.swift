import GSLNumerics
import GameDynamics
import RealModule

/// A mixture of normal densities of one or two numbers, smooth and positive, with its logarithm over any field, so that its
/// derivatives are exact.
package struct NormalMixture: Sendable {
  private struct Component {
    let mean: [Double]
    let precision: Matrix
    /// The logarithm of weight and normalisation.
    let logScale: Double
  }

  private let components: [Component]
  /// Where the density is above e^-40 of its greatest value, at least: nine deviations around each mean.
  let box: [ClosedRange<Double>]
  /// How many numbers a place has.
  package var coordinates: Int { box.count }

  /// A mixture of components with these weights, which sum to 1. Throws `MatrixError` for a covariance without inverse.
  package init(_ parts: [(weight: Double, mean: [Double], covariance: Matrix)]) throws {
    components = try parts.map { part in
      let determinant = Self.determinant(part.covariance)
      let d = Double(part.mean.count)
      return Component(
        mean: part.mean, precision: try part.covariance.inverse(),
        logScale: .log(part.weight) - 0.5 * (d * .log(2 * .pi) + .log(determinant)))
    }
    box = (parts.first?.mean ?? []).indices.map { i in
      let ends = parts.map { ($0.mean[i], 9 * $0.covariance[i, i].squareRoot()) }
      return (ends.map { $0.0 - $0.1 }.min() ?? 0)...(ends.map { $0.0 + $0.1 }.max() ?? 0)
    }
  }

  /// One normal density.
  package init(mean: [Double], covariance: Matrix) throws { try self.init([(1, mean, covariance)]) }

  /// Equal modes of one number.
  package init(modes: [Double], deviation: Double) throws {
    try self.init(
      modes.map { (1 / Double(modes.count), [$0], Matrix(identity: 1, times: deviation * deviation)) })
  }

  /// ∂ln p/∂x of a density of one number.
  func score(_ x: Double) -> Double { logDensity([Dual(x, tangent: 1)]).tangent }

  /// Of a matrix of one or two rows.
  static func determinant(_ m: Matrix) -> Double { m.rows == 1 ? m[0, 0] : m[0, 0] * m[1, 1] - m[0, 1] * m[1, 0] }

  /// ln p(x), computed about its largest term.
  func logDensity<D: Field>(_ x: [D]) -> D {
    let exponents = components.map { component -> D in
      var form = D(0)
      for i in x.indices {
        for j in x.indices {
          form =
            form + D(component.precision[i, j]) * (x[i] - D(component.mean[i])) * (x[j] - D(component.mean[j]))
        }
      }
      return D(component.logScale) - D(0.5) * form
    }
    guard exponents.count > 1 else { return exponents[0] }
    let top = exponents.dropFirst().reduce(exponents[0]) { $0.maximum(elementwise: $1) }
    return top + .log(exponents.reduce(D(0)) { $0 + .exp($1 - top) })
  }

  /// p(x) of a density of one number.
  package func density(_ x: Double) -> Double { Double.exp(logDensity([x])) }

  /// KL(p*‖p) = ∫ p* ln(p*/p), of this density p* from p; `nodes` as of `BoxIntegral`.
  package func divergence(from density: NormalMixture, nodes: Int? = 96) throws -> Double {
    try BoxIntegral(box: box, nodes: nodes)({ x in
      let log = logDensity(x)
      return Double.exp(log) * (log - density.logDensity(x))
    })
  }
}
