import ComplexModule
import GSLNumerics
import GameDynamics
import RealModule

/// Whether an equilibrium loses its stability softly or hard, at a flip or a Neimark-Sacker point.
///
/// With the Taylor expansion F(u* + w) = u* + A w + B(w, w)/2 + C(w, w, w)/6 of the iteration and q, p the right and left
/// eigenvectors of A to the eigenvalue on the circle, |q| = 1 in the
/// coordinates of both players, ⟨p, q⟩ = 1, the motion along q is
///
/// - at a flip, ξ ↦ -ξ + c ξ³ with c = ⟨p, C(q, q, q)⟩/6 - ⟨p, B(q, (A - 1)⁻¹ B(q, q))⟩/2: a cycle of period two that
///   attracts is born where c > 0;
/// - at a Neimark-Sacker point, z ↦ e^{iθ} z (1 + d |z|²) with Re d = Re{e^{-iθ} [⟨p, C(q, q, q̄)⟩ + 2 ⟨p, B(q, (1 - A)⁻¹
///   B(q, q̄))⟩ + ⟨p, B(q̄, (e^{2iθ} - A)⁻¹ B(q, q))⟩]}/2: a closed curve that attracts is born where Re d < 0.
///
/// B and C are central differences of fourth order of the exact Jacobian along q, at steps that are halved as long as the
/// coefficient settles; the last change is its error.
///
/// Source: Yu. A. Kuznetsov, "Elements of Applied Bifurcation Theory", 3rd ed., 2004, sections 5.4.2 and 5.4.3.
public struct Criticality: Sendable, Equatable {
  /// Which way stability is lost.
  public let kind: Kind
  /// c of a flip, Re d of a Neimark-Sacker point; NaN where the eigenvalue is not simple.
  public let coefficient: Double
  /// How far the differences may have it wrong.
  public let error: Double
  /// True where all other eigenvalues are inside the circle: then what is born softly attracts.
  public let othersAreInside: Bool

  /// Ways to lose stability.
  public enum Kind: String, Sendable, Codable {
    /// Supercritical: beyond the point, runs end on a small cycle that grows like the root of the distance.
    case soft
    /// Subcritical: before the point a repelling cycle closes in on the equilibrium, beyond it runs jump far away.
    case hard
    /// The coefficient is zero, as of linear iterations, as far as the differences tell, or the eigenvalue is not simple.
    case degenerate
    /// e^{iθ} is a third or a fourth root of unity, where the normal form is another.
    case resonant
  }

  /// The criticality at a crossing of a branch; nil for other bifurcations than the two. Throws what stepping throws.
  ///
  /// Cost: at most 70 Jacobians.
  init?(of crossing: EquilibriumBranch.Crossing, of setup: RunSetup<Double>) throws {
    guard crossing.kind == .flip || crossing.kind == .neimarkSacker else { return nil }
    let form = try NormalForm(
      setup: setup, point: crossing.equilibrium,
      eigenvalue: crossing.kind == .flip ? Complex(-1) : crossing.eigenvalue / Complex(crossing.eigenvalue.length))
    othersAreInside = try form.othersAreInside()
    if crossing.kind == .neimarkSacker,
      [3, 4].contains(where: { (Complex.pow(form.eigenvalue, $0) - 1).length < 1e-4 })
    {
      (kind, coefficient, error) = (.resonant, .nan, .nan)
      return
    }
    guard let found = try form.settled() else {
      (kind, coefficient, error) = (.degenerate, .nan, .nan)
      return
    }
    (coefficient, error) = (found.value, found.error)
    if abs(found.value) <= max(10 * found.error, 1e-9 * found.scale) {
      kind = .degenerate
    } else {
      kind = (found.value > 0) == (crossing.kind == .flip) ? .soft : .hard
    }
  }
}

/// The cubic coefficient of an iteration along the eigenvector of an eigenvalue on the unit circle.
private struct NormalForm {
  let setup: RunSetup<Double>
  let point: Players<[Double]>
  let eigenvalue: Complex<Double>
  private let jacobian: Matrix
  /// The eigenvector's real and imaginary part; that of a flip is real.
  private let q: (re: [Double], im: [Double])
  private let p: (re: [Double], im: [Double])
  private let isSimple: Bool

  init(setup: RunSetup<Double>, point: Players<[Double]>, eigenvalue: Complex<Double>) throws {
    self.setup = setup
    self.point = point
    self.eigenvalue = eigenvalue
    jacobian = try IterationJacobian().jacobian(of: setup, at: point)
    var q = try Self.nullVector(of: jacobian, eigenvalue)
    // Of length 1 in the players' coordinates, so that what an optimizer remembers does not change the measure.
    let players = setup.start.x.count + setup.start.y.count
    let length = (q.re.prefix(players) + q.im.prefix(players)).reduce(0) { $0 + $1 * $1 }.squareRoot()
    if length > 1e-6 { q = (q.re.map { $0 / length }, q.im.map { $0 / length }) }
    var p = try Self.nullVector(of: jacobian.transposed, eigenvalue.conjugate)
    // ⟨p, q⟩ = Σ p̄ q, made 1.
    let product = Self.product(p, q)
    isSimple = product.length > 1e-6
    let factor = Complex(1) / product.conjugate
    p = (
      plus(p.re.map { $0 * factor.real }, -factor.imaginary, p.im),
      plus(p.im.map { $0 * factor.real }, factor.imaginary, p.re)
    )
    self.q = q
    self.p = p
  }

  /// Whether all eigenvalues but the one on the circle, and its conjugate, are inside.
  func othersAreInside() throws -> Bool {
    var rest = try jacobian.eigenvalues()
    for one in eigenvalue.imaginary == 0 ? [eigenvalue] : [eigenvalue, eigenvalue.conjugate] {
      if let k = rest.indices.min(by: { (rest[$0] - one).length < (rest[$1] - one).length }) { rest.remove(at: k) }
    }
    return rest.allSatisfy { $0.length < 1 - 1e-9 }
  }

  /// The coefficient at the step of the differences where it changes least from the one before; nil where there is none.
  func settled() throws -> (value: Double, error: Double, scale: Double)? {
    guard isSimple else { return nil }
    let reach = 0.1 * (1 + (point.x + point.y).reduce(0) { max($0, abs($1)) })
    var best: (value: Double, error: Double, scale: Double)?
    var last: (value: Double, scale: Double)?
    for halving in 0..<8 {
      let found = try coefficient(step: reach * Double.pow(0.5, halving))
      if let found, let last {
        let error = abs(found.value - last.value)
        if error < best?.error ?? .infinity { best = (found.value, error, found.scale) }
      }
      last = found
    }
    return best
  }

  /// The coefficient by differences of this step, and the size of the terms that it is the sum of; nil where the iteration
  /// is not defined as far out.
  private func coefficient(step h: Double) throws -> (value: Double, scale: Double)? {
    guard let a = try derivatives(along: q.re, step: h) else { return nil }
    if eigenvalue.imaginary == 0 {
      let s = try solve(jacobian, minus: Complex(1), (Self.times(a.first, q.re), q.re.map { _ in 0 })).re
      let cubic = dot(p.re, Self.times(a.second, q.re)) / 6
      let square = dot(p.re, Self.times(a.first, s)) / 2
      return (cubic - square, abs(cubic) + abs(square))
    }
    guard let b = try derivatives(along: q.im, step: h) else { return nil }
    // B(q, w) for complex w, and with q̄ in the place of q.
    func bilinear(_ w: (re: [Double], im: [Double]), conjugate: Bool) -> (re: [Double], im: [Double]) {
      let sign = conjugate ? -1.0 : 1
      return (
        plus(Self.times(a.first, w.re), -sign, Self.times(b.first, w.im)),
        plus(Self.times(a.first, w.im), sign, Self.times(b.first, w.re))
      )
    }
    let conjugate = (re: q.re, im: q.im.map { -$0 })
    let mean = try solve(jacobian, minus: Complex(1), bilinear(conjugate, conjugate: false))  // (A - 1)⁻¹ B(q, q̄)
    let double = try solve(jacobian, minus: eigenvalue * eigenvalue, bilinear(q, conjugate: false))
    // C(q, q, q̄) = (C(a, a, ·) + C(b, b, ·)) q for q = a + ib.
    let cubic = Self.product(
      p,
      (
        plus(Self.times(a.second, q.re), 1, Self.times(b.second, q.re)),
        plus(Self.times(a.second, q.im), 1, Self.times(b.second, q.im))
      ))
    // Both inverses above have the other sign.
    let terms = [
      cubic, Complex(-2) * Self.product(p, bilinear(mean, conjugate: false)),
      Complex(-1) * Self.product(p, bilinear(double, conjugate: true)),
    ].map { eigenvalue.conjugate * $0 }
    return (terms.reduce(0) { $0 + $1.real } / 2, terms.reduce(0) { $0 + $1.length } / 2)
  }

  /// First and second derivative of the Jacobian along a direction, by differences of fourth order; nil where they are not
  /// finite.
  private func derivatives(along v: [Double], step h: Double) throws -> (first: Matrix, second: Matrix)? {
    let at = try [-2.0, -1, 1, 2].map { share in
      try IterationJacobian().jacobian(of: setup, at: point, displacedBy: v.map { share * h * $0 })
    }
    var (first, second) = (jacobian, jacobian)
    for i in first.entries.indices {
      let (farBack, back, ahead, far) = (at[0].entries[i], at[1].entries[i], at[2].entries[i], at[3].entries[i])
      first.entries[i] = (8 * (ahead - back) - (far - farBack)) / (12 * h)
      second.entries[i] = (16 * (ahead + back) - (far + farBack) - 30 * jacobian.entries[i]) / (12 * h * h)
    }
    return (first.entries + second.entries).allSatisfy(\.isFinite) ? (first, second) : nil
  }

  // MARK: - Complex vectors as pairs of real ones

  /// ⟨a, b⟩ = Σ ā b.
  private static func product(
    _ a: (re: [Double], im: [Double]), _ b: (re: [Double], im: [Double])
  ) -> Complex<Double> {
    Complex(dot(a.re, b.re) + dot(a.im, b.im), dot(a.re, b.im) - dot(a.im, b.re))
  }

  private static func times(_ matrix: Matrix, _ v: [Double]) -> [Double] {
    (0..<matrix.rows).map { i in v.indices.reduce(0) { $0 + matrix[i, $1] * v[$1] } }
  }

  /// A - λ as a real matrix of twice the size, which takes (Re w, Im w) to (Re (A - λ)w, Im (A - λ)w).
  private static func doubled(_ matrix: Matrix, minus shift: Complex<Double>) -> Matrix {
    let n = matrix.rows
    var result = Matrix(rows: 2 * n, columns: 2 * n)
    for i in 0..<n {
      for j in 0..<n {
        let real = matrix[i, j] - (i == j ? shift.real : 0)
        (result[i, j], result[n + i, n + j]) = (real, real)
      }
      (result[i, n + i], result[n + i, i]) = (shift.imaginary, -shift.imaginary)
    }
    return result
  }

  /// The unit vector that A - λ takes nearest to zero: real where λ is.
  private static func nullVector(
    of matrix: Matrix, _ shift: Complex<Double>
  ) throws -> (re: [Double], im: [Double]) {
    let n = matrix.rows
    guard shift.imaginary != 0 else {
      var shifted = matrix
      for i in 0..<n { shifted[i, i] -= shift.real }
      return (try SingularValues(of: shifted).right[n - 1], matrix.entries.prefix(n).map { _ in 0 })
    }
    let both = try SingularValues(of: doubled(matrix, minus: shift)).right[2 * n - 1]
    return (Array(both.prefix(n)), Array(both.dropFirst(n)))
  }

  /// (A - λ)⁻¹ b; where λ is an eigenvalue itself (on a line of equilibria), the shortest of the vectors that come nearest.
  private func solve(
    _ matrix: Matrix, minus shift: Complex<Double>, _ b: (re: [Double], im: [Double])
  ) throws -> (re: [Double], im: [Double]) {
    let both = try SingularValues(of: Self.doubled(matrix, minus: shift)).leastSquares(b.re + b.im, relative: 1e-9)
    return (Array(both.prefix(matrix.rows)), Array(both.dropFirst(matrix.rows)))
  }
}
