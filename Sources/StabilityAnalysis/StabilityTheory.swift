import ComplexModule
import GameDynamics
import RealModule

/// Rates of iterations that are known in closed form, to be drawn over maps and to test the maps against.
///
/// They come from pencil and paper, not from running the optimizers: for a x² + b xy + c y² (the bilinear game has
/// a = c = 0) simultaneous gradient descent is p ← (I - K) p with
///
///     K = [[2aη, bη], [-bε, -2cε]],   η = η_x, ε = η_y
///
/// and the other methods are polynomials or fractions of K.
public enum StabilityTheory {
  /// A spectral radius in closed form over the plane of step sizes.
  public struct Law: Sendable {
    /// The condition for stability, for a legend.
    public let formula: String
    /// The spectral radius at (η_x, η_y): below 1 the optimizer converges.
    public let spectralRadius: @Sendable (_ stepSizes: Players<Double>) -> Double
  }

  /// The law of an optimizer on a game of the catalogue; nil where none is known here.
  public static func law(
    of optimizer: any OptimizerFamily, on game: any GameFamily, _ p: Parameters<Double>
  ) throws -> Law? {
    let coefficients: Coefficients
    switch game.card.name {
    case "quadratic": coefficients = Coefficients(a: try p.value("a"), b: try p.value("b"), c: try p.value("c"))
    case "bilinear": coefficients = Coefficients(a: 0, b: try p.value("b"), c: 0)
    default: return nil
    }
    switch optimizer.card.name {
    case "simgd": return coefficients.simultaneous
    case "altgd": return coefficients.alternating
    case "extragradient": return coefficients.extragradient
    case "ogda": return coefficients.optimistic
    case "cgd", "cgd-dense", "cgd-gmres": return coefficients.competitive
    default: return nil
    }
  }

  /// The game a x² + b xy + c y².
  struct Coefficients: Sendable {
    let a: Double, b: Double, c: Double

    /// The eigenvalues of K.
    func eigenvaluesOfK(_ steps: Players<Double>) -> [Complex<Double>] {
      let trace = 2 * a * steps.x - 2 * c * steps.y
      let determinant = (b * b - 4 * a * c) * steps.x * steps.y
      return StabilityTheory.roots(trace: trace, determinant: determinant)
    }

    private func law(_ formula: String, _ rate: @escaping @Sendable (Complex<Double>) -> [Complex<Double>]) -> Law {
      Law(formula: formula) { steps in
        eigenvaluesOfK(steps).flatMap(rate).reduce(0) { max($0, $1.length) }
      }
    }

    /// p ← (I - K) p. Where the eigenvalues are complex, stable for η_y < 2a η_x / (2c + (b² - 4ac) η_x).
    var simultaneous: Law { law("|1 − κ| = 1, κ an eigenvalue of K") { [1 - $0] } }

    /// p ← (I - K (I - K)) p.
    var extragradient: Law { law("|1 − κ + κ²| = 1, κ an eigenvalue of K") { [1 - $0 + $0 * $0] } }

    /// p_{t+1} = p_t - 2K p_t + K p_{t-1}: λ² - (1 - 2κ)λ - κ = 0 for every eigenvalue κ of K.
    var optimistic: Law {
      law("|λ| = 1, λ² = (1 − 2κ) λ + κ") { kappa in
        let discriminant = Complex<Double>.sqrt(1 + 4 * kappa * kappa)
        return [(1 - 2 * kappa + discriminant) / 2, (1 - 2 * kappa - discriminant) / 2]
      }
    }

    /// y answers to x's new position: trace 2 - 2aη + 2cε - b²ηε, determinant (1 - 2aη)(1 + 2cε).
    var alternating: Law {
      Law(formula: "|λ| = 1, det = (1 − 2aη_x)(1 + 2cη_y)") { steps in
        StabilityTheory.radius(
          trace: 2 - 2 * a * steps.x + 2 * c * steps.y - b * b * steps.x * steps.y,
          determinant: (1 - 2 * a * steps.x) * (1 + 2 * c * steps.y))
      }
    }

    /// p ← p - (I + O)⁻¹ K p with O = [[0, bη], [-bε, 0]], K's mixed part; det (I + O) = 1 + b²ηε.
    var competitive: Law {
      Law(formula: "|λ| = 1, λ of I − (I + O)^{−1} K") { steps in
        let (eta, epsilon) = (steps.x, steps.y)
        let scale = 1 / (1 + b * b * eta * epsilon)
        // (I + O)⁻¹ = scale · [[1, -bη], [bε, 1]].
        let m11 = 1 - scale * (2 * a * eta + b * b * eta * epsilon)
        let m12 = -scale * (b * eta + 2 * b * c * eta * epsilon)
        let m21 = -scale * (2 * a * b * eta * epsilon - b * epsilon)
        let m22 = 1 - scale * (b * b * eta * epsilon - 2 * c * epsilon)
        return StabilityTheory.radius(trace: m11 + m22, determinant: m11 * m22 - m12 * m21)
      }
    }
  }

  /// The roots of λ² - trace·λ + determinant.
  static func roots(trace: Double, determinant: Double) -> [Complex<Double>] {
    let root = Complex<Double>.sqrt(Complex(trace * trace / 4 - determinant, 0))
    let middle = Complex<Double>(trace / 2, 0)
    return [middle + root, middle - root]
  }

  static func radius(trace: Double, determinant: Double) -> Double {
    roots(trace: trace, determinant: determinant).reduce(0) { max($0, $1.length) }
  }
}
