import ComplexModule
import GameDynamics
import RealModule

/// Simultaneous gradient descent on a x² + b xy + c y² is p ← (I - K) p with
///
///     K = [[2aη, bη], [-bε, -2cε]],   η = η_x, ε = η_y
///
/// and other methods are polynomials or fractions of K.
extension QuadraticForm {
  /// The eigenvalues of K.
  func eigenvaluesOfK(_ steps: Players<Double>) -> [Complex<Double>] {
    Self.roots(
      trace: 2 * a * steps.x - 2 * c * steps.y, determinant: (b * b - 4 * a * c) * steps.x * steps.y)
  }

  /// The roots of λ² - trace·λ + determinant.
  static func roots(trace: Double, determinant: Double) -> [Complex<Double>] {
    let root = Complex<Double>.sqrt(Complex(trace * trace / 4 - determinant, 0))
    let middle = Complex<Double>(trace / 2, 0)
    return [middle + root, middle - root]
  }

  /// The larger modulus of the roots of λ² - trace·λ + determinant.
  static func radius(trace: Double, determinant: Double) -> Double {
    roots(trace: trace, determinant: determinant).reduce(0) { max($0, $1.length) }
  }
}

extension SpectralLaw {
  /// The law of a method whose eigenvalues λ follow from the eigenvalues κ of K.
  static func ofK(
    _ formula: String, _ eigenvalues: @escaping @Sendable (_ kappa: Complex<Double>) -> [Complex<Double>]
  ) -> SpectralLaw {
    SpectralLaw(formula) { form, steps in
      form.eigenvaluesOfK(steps).flatMap(eigenvalues).reduce(0) { max($0, $1.length) }
    }
  }

  /// SimGD: p ← (I - K) p. Where the eigenvalues are complex, stable for η_y < 2a η_x / (2c + (b² - 4ac) η_x).
  static let simultaneous = ofK("|1 − κ| = 1 for an eigenvalue κ of diag(η_x, η_y) J, J = Jacobian of (∂f/∂x, ∂g/∂y)") {
    [1 - $0]
  }

  /// Extragradient: p ← (I - K (I - K)) p.
  static let extragradient = ofK(
    "|1 − κ + κ²| = 1 for an eigenvalue κ of diag(η_x, η_y) J, J = Jacobian of (∂f/∂x, ∂g/∂y)"
  ) { [1 - $0 + $0 * $0] }

  /// OGDA with optimism o: p_{t+1} = p_t - (1 + o) K p_t + o K p_{t-1}, so λ² - (1 - (1 + o)κ)λ - oκ = 0 for every
  /// eigenvalue κ of K.
  static func optimistic(optimism o: Double) -> SpectralLaw {
    ofK("ρ = 1 in closed form") { kappa in
      let trace = 1 - Complex(1 + o) * kappa
      let discriminant = Complex<Double>.sqrt(trace * trace + Complex(4 * o) * kappa)
      return [(trace + discriminant) / 2, (trace - discriminant) / 2]
    }
  }

  /// AltGD, y answers to x's new position: trace 2 - 2aη + 2cε - b²ηε, determinant (1 - 2aη)(1 + 2cε).
  static let alternating = SpectralLaw("ρ = 1 in closed form") { form, steps in
    QuadraticForm.radius(
      trace: 2 - 2 * form.a * steps.x + 2 * form.c * steps.y - form.b * form.b * steps.x * steps.y,
      determinant: (1 - 2 * form.a * steps.x) * (1 + 2 * form.c * steps.y))
  }

  /// CGD: p ← p - (I + O)⁻¹ K p with O = [[0, bη], [-bε, 0]], K's mixed part; det (I + O) = 1 + b²ηε.
  static let competitive = SpectralLaw("ρ = 1 in closed form") { form, steps in
    let (a, b, c, eta, epsilon) = (form.a, form.b, form.c, steps.x, steps.y)
    let scale = 1 / (1 + b * b * eta * epsilon)
    // (I + O)⁻¹ = scale · [[1, -bη], [bε, 1]].
    let m11 = 1 - scale * (2 * a * eta + b * b * eta * epsilon)
    let m12 = -scale * (b * eta + 2 * b * c * eta * epsilon)
    let m21 = -scale * (2 * a * b * eta * epsilon - b * epsilon)
    let m22 = 1 - scale * (b * b * eta * epsilon - 2 * c * epsilon)
    return QuadraticForm.radius(trace: m11 + m22, determinant: m11 * m22 - m12 * m21)
  }

  /// ICFG: U steps of y, then one of x. With q = (1 + 2cε)^U and S = ε (1 + … + (1 + 2cε)^{U-1}) y becomes q y + bS x, so
  /// the trace is 1 + q - 2aη - b²ηS and the determinant q (1 - 2aη).
  static func leadByY(steps: Int) -> SpectralLaw {
    SpectralLaw("ρ = 1 in closed form") { form, sizes in
      let (eta, epsilon) = (sizes.x, sizes.y)
      let factor = 1 + 2 * form.c * epsilon
      let q = Double.pow(factor, steps)
      let sum = factor == 1 ? Double(steps) * epsilon : (q - 1) / (2 * form.c)
      return QuadraticForm.radius(
        trace: 1 + q - 2 * form.a * eta - form.b * form.b * eta * sum, determinant: q * (1 - 2 * form.a * eta))
    }
  }
}
