import GSLNumerics
import GameDynamics
import RealModule

/// Normal particles that follow the exact D towards a normal target stay normal: a step x′ = x + η∇D(x) is affine,
///
///     ∇D(x) = Ax + b,  A = Σ⁻¹ - Σ*⁻¹,  b = Σ*⁻¹μ* - Σ⁻¹m,    m′ = m + η(Am + b),  Σ′ = (I + ηA) Σ (I + ηA)ᵀ
///
/// so mean and covariance of every step are known, and with them KL(p*‖p).
package struct NormalFlow {
  let targetMean: [Double]
  let target: Matrix
  package private(set) var mean: [Double]
  package private(set) var covariance: Matrix

  /// From a mean and a covariance.
  package init(to target: (mean: [Double], covariance: Matrix), from start: (mean: [Double], covariance: Matrix)) {
    targetMean = target.mean
    self.target = target.covariance
    mean = start.mean
    covariance = start.covariance
  }

  static func product(_ a: Matrix, _ b: Matrix) -> Matrix {
    var result = Matrix(rows: a.rows, columns: b.columns)
    for i in 0..<a.rows {
      for j in 0..<b.columns { for k in 0..<a.columns { result[i, j] += a[i, k] * b[k, j] } }
    }
    return result
  }

  private static func product(_ a: Matrix, _ v: [Double]) throws -> [Double] { try a.times(DenseVector(v)).elements }

  /// A and b.
  private func field() throws -> (A: Matrix, b: [Double]) {
    let (own, wanted) = (try covariance.inverse(), try target.inverse())
    var a = own
    for i in a.entries.indices { a.entries[i] -= wanted.entries[i] }
    let (pull, push) = (try Self.product(wanted, targetMean), try Self.product(own, mean))
    return (a, zip(pull, push).map { $0 - $1 })
  }

  /// ∫ p* ‖∇D‖² = tr(A Σ* Aᵀ) + ‖Aμ* + b‖².
  package func drop() throws -> Double {
    let (a, b) = try field()
    let spread = Self.product(Self.product(a, target), a.transposed)
    let middle = zip(try Self.product(a, targetMean), b).map { $0 + $1 }
    return (0..<a.rows).reduce(0) { $0 + spread[$1, $1] } + middle.reduce(0) { $0 + $1 * $1 }
  }

  /// One step.
  package mutating func step(_ eta: Double) throws {
    let (a, b) = try field()
    mean = zip(mean, zip(try Self.product(a, mean), b)).map { $0 + eta * ($1.0 + $1.1) }
    var m = Matrix(identity: a.rows)
    for i in m.entries.indices { m.entries[i] += eta * a.entries[i] }
    covariance = Self.product(Self.product(m, covariance), m.transposed)
  }

  /// KL(p*‖p) = ½ (tr Σ⁻¹Σ* + (μ* - m)ᵀΣ⁻¹(μ* - m) - d + ln det Σ/det Σ*).
  package func divergence() throws -> Double {
    let own = try covariance.inverse()
    let ratio = Self.product(own, target)
    let apart = zip(targetMean, mean).map { $0 - $1 }
    let distance = zip(apart, try Self.product(own, apart)).reduce(0) { $0 + $1.0 * $1.1 }
    let volumes = Double.log(NormalMixture.determinant(covariance) / NormalMixture.determinant(target))
    return 0.5 * ((0..<own.rows).reduce(0) { $0 + ratio[$1, $1] } + distance - Double(own.rows) + volumes)
  }

  /// KL(p*‖p) by quadrature.
  package func integratedDivergence(nodes: Int? = 96) throws -> Double {
    try NormalMixture(mean: targetMean, covariance: target)
      .divergence(from: NormalMixture(mean: mean, covariance: covariance), nodes: nodes)
  }
}
