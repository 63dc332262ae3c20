import CARPACK
import ComplexModule
import RealModule

/// One search: ARPACK's arrays, the loop of reverse communication, and what is read off in the end.
struct ArnoldiSearch {
  private let n: Int32, count: Int32, basis: Int32
  private let end: LeadingEigenvalues.End
  private let tolerance: Double
  private let restarts: Int
  private var residual: [Double]
  private var vectors: [Double]
  private var parameters = [Int32](repeating: 0, count: 11)
  private var pointers = [Int32](repeating: 0, count: 14)
  private var work: [Double]
  private var inner: [Double]
  private var info: Int32 = 1
  private var products = 0

  init(
    dimension: Int, count: Int, basis: Int?, end: LeadingEigenvalues.End, tolerance: Double, restarts: Int,
    start: [Double]?
  ) {
    // ARPACK wants count + 2 ≤ basis ≤ n.
    let basis = min(dimension, max(count + 2, basis ?? 2 * count + 12))
    n = Int32(dimension)
    self.count = Int32(count)
    self.basis = Int32(basis)
    self.end = end
    self.tolerance = max(0, tolerance)
    self.restarts = max(1, restarts)
    residual = start ?? Self.standardStart(dimension)
    vectors = [Double](repeating: 0, count: dimension * basis)
    work = [Double](repeating: 0, count: 3 * dimension)
    inner = [Double](repeating: 0, count: 3 * basis * basis + 6 * basis)
    parameters[0] = 1  // exact shifts
    parameters[2] = Int32(self.restarts)
    parameters[3] = 1  // block size
    parameters[6] = 1  // A z = λ z
  }

  /// Numbers of both signs and of all sizes below 1, without a pattern that a network's symmetries could share: the
  /// fractional parts of multiples of the golden ratio, less a half.
  private static func standardStart(_ n: Int) -> [Double] {
    (1...max(1, n)).map { i in
      let turn = Double(i) * 0.618_033_988_749_894_9
      return turn - turn.rounded(.down) - 0.5
    }
  }

  /// Asks ARPACK, multiplies, and hands back, until it has what it wants.
  mutating func iterate(_ apply: ([Double]) throws -> [Double]) throws {
    var request: Int32 = 0
    while true {
      dnaupd_c(
        &request, "I", n, end.rawValue, count, tolerance, &residual, basis, &vectors, n, &parameters, &pointers, &work,
        &inner, Int32(inner.count), &info)
      guard request == 1 || request == -1 else { break }
      let (from, to) = (Int(pointers[0]) - 1, Int(pointers[1]) - 1)
      let product = try multiplied(Array(work[from..<from + Int(n)]), apply)
      work.replaceSubrange(to..<to + Int(n), with: product)
    }
    // 1: at the cap of restarts, 3: no shifts could be applied; what has converged by then is good.
    guard info == 0 || info == 1 || info == 3 else {
      // -9: the start is zero or an exact invariant vector.
      throw ARPACKError.failed(routine: "dnaupd", info: Int(info))
    }
    if info != 0, parameters[4] == 0 { throw ARPACKError.noneConverged(restarts: restarts) }
  }

  private mutating func multiplied(
    _ vector: [Double], _ apply: ([Double]) throws -> [Double]
  ) throws -> [Double] {
    let product = try apply(vector)
    products += 1
    guard product.count == Int(n) else { throw ARPACKError.wrongLength(required: Int(n), given: product.count) }
    guard product.allSatisfy(\.isFinite) else { throw ARPACKError.notFinite }
    return product
  }

  /// The eigenvalues and eigenvectors, with residuals.
  mutating func found(_ apply: ([Double]) throws -> [Double]) throws -> LeadingEigenvalues.Found {
    let hasAll = info == 0
    let rows = Int(n)
    var real = [Double](repeating: 0, count: Int(count) + 1)
    var imaginary = real
    var columns = [Double](repeating: 0, count: rows * (Int(count) + 1))
    let select = [Int32](repeating: 0, count: Int(basis))
    var scratch = [Double](repeating: 0, count: 3 * Int(basis))
    var status: Int32 = 0
    dneupd_c(
      1, "A", select, &real, &imaginary, &columns, n, 0, 0, &scratch, "I", n, end.rawValue, count, tolerance, &residual,
      basis, &vectors, n, &parameters, &pointers, &work, &inner, Int32(inner.count), &status)
    guard status == 0 else { throw ARPACKError.failed(routine: "dneupd", info: Int(status)) }
    // What ARPACK no longer needs is given back before vectors are copied.
    vectors = []
    var pairs: [LeadingEigenvalues.Pair] = []
    var k = 0
    let converged = Int(parameters[4])
    while k < converged, k <= Int(count) {
      let u = Array(columns[k * rows..<(k + 1) * rows])
      if imaginary[k] == 0 {
        pairs.append(try pair(Complex(real[k], 0), u, nil, apply))
        k += 1
      } else if k + 1 <= Int(count) {
        // A conjugate pair: columns k and k + 1 are the real and imaginary parts of the first's eigenvector.
        let w = Array(columns[(k + 1) * rows..<(k + 2) * rows])
        let first = try pair(Complex(real[k], imaginary[k]), u, w, apply)
        pairs.append(first)
        pairs.append(
          LeadingEigenvalues.Pair(
            value: first.value.conjugate, real: first.real, imaginary: first.imaginary.map { -$0 },
            residual: first.residual))
        k += 2
      } else {
        k += 1
      }
    }
    guard !pairs.isEmpty else { throw ARPACKError.noneConverged(restarts: restarts) }
    return LeadingEigenvalues.Found(
      pairs: pairs.sorted { isBefore($0.value, $1.value) }, products: products, converged: hasAll)
  }

  private func isBefore(_ a: Complex<Double>, _ b: Complex<Double>) -> Bool {
    func key(_ z: Complex<Double>) -> Double {
      switch end {
      case .largestModulus: -z.length
      case .largestRealPart: -z.real
      case .smallestRealPart: z.real
      case .largestImaginaryPart: -abs(z.imaginary)
      }
    }
    return (key(a), -a.imaginary) < (key(b), -b.imaginary)
  }

  private mutating func pair(
    _ value: Complex<Double>, _ u: [Double], _ w: [Double]?, _ apply: ([Double]) throws -> [Double]
  ) throws -> LeadingEigenvalues.Pair {
    func sum(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    let norm = (sum(u, u) + (w.map { sum($0, $0) } ?? 0)).squareRoot()
    let x = u.map { $0 / norm }
    let y = w?.map { $0 / norm } ?? []
    // A (x + iy) = (α + iβ)(x + iy): A x = α x - β y, A y = α y + β x.
    let ax = try multiplied(x, apply)
    var square = 0.0
    if w == nil {
      for i in x.indices { square += (ax[i] - value.real * x[i]) * (ax[i] - value.real * x[i]) }
    } else {
      let ay = try multiplied(y, apply)
      for i in x.indices {
        let (p, q) = (
          ax[i] - value.real * x[i] + value.imaginary * y[i], ay[i] - value.real * y[i] - value.imaginary * x[i]
        )
        square += p * p + q * q
      }
    }
    return LeadingEigenvalues.Pair(
      value: value, real: x, imaginary: w == nil ? [Double](repeating: 0, count: x.count) : y,
      residual: square.squareRoot())
  }
}
