import CGSL

/// Integrals of functions of one or two numbers, adaptively, by GSL (QUADPACK's Gauss-Kronrod rules of 31 points).
///
/// Meant for smooth functions: each call gives the integral and an estimate of its error, at most
/// max(absolute, relative · |integral|). Kinks are found and paid for with more intervals.
///
/// Source: R. Piessens, E. de Doncker-Kapenga, C. Überhuber and D. Kahaner, "QUADPACK", Springer, 1983.
public struct Quadrature: Sendable {
  /// The error that is good enough, absolute and relative.
  public var absoluteTolerance: Double, relativeTolerance: Double
  /// At most this many intervals.
  public var intervalCap: Int

  /// To ten digits, or to 1e-13, whichever is reached first.
  public init(absoluteTolerance: Double = 1e-13, relativeTolerance: Double = 1e-10, intervalCap: Int = 1000) {
    self.absoluteTolerance = absoluteTolerance
    self.relativeTolerance = relativeTolerance
    self.intervalCap = max(1, intervalCap)
  }

  /// An integral and the estimate of its error.
  public struct Estimate: Sendable, Equatable {
    /// ∫ f.
    public let value: Double
    /// How far it may be off.
    public let error: Double
  }

  /// ∫ f over a range, whose ends may be infinite.
  ///
  /// Throws what `function` throws, and `GSLError` where the tolerance is out of reach: the integral diverges, or rounding
  /// is larger.
  public func integral(
    over range: ClosedRange<Double>, _ function: (Double) throws -> Double
  ) throws -> Estimate {
    let operation = "integrating over [\(range.lowerBound), \(range.upperBound)]"
    if range.lowerBound == range.upperBound { return Estimate(value: 0, error: 0) }
    let workspace = try GSLError.allocated(operation) { gsl_integration_workspace_alloc(intervalCap) }
    defer { gsl_integration_workspace_free(workspace) }
    return try withoutActuallyEscaping(function) { function in
      let box = ScalarFunction(function)
      return try withExtendedLifetime(box) {
        var wrapped = box.wrapped
        var (value, error) = (0.0, 0.0)
        let (a, b) = (range.lowerBound, range.upperBound)
        let status = withUnsafeMutablePointer(to: &wrapped) { f in
          switch (a.isFinite, b.isFinite) {
          case (true, true):
            gsl_integration_qag(
              f, a, b, absoluteTolerance, relativeTolerance, intervalCap, Int32(GSL_INTEG_GAUSS31), workspace, &value,
              &error)
          case (true, false):
            gsl_integration_qagiu(
              f, a, absoluteTolerance, relativeTolerance, intervalCap, workspace, &value, &error)
          case (false, true):
            gsl_integration_qagil(
              f, b, absoluteTolerance, relativeTolerance, intervalCap, workspace, &value, &error)
          case (false, false):
            gsl_integration_qagi(f, absoluteTolerance, relativeTolerance, intervalCap, workspace, &value, &error)
          }
        }
        if let thrown = box.thrown { throw thrown }
        try GSLError.check(operation) { status }
        return Estimate(value: value, error: error)
      }
    }
  }

  /// ∫∫ f over a rectangle, whose sides may be infinite: an integral over y at every x of one over x. Its error is
  /// estimated along x alone; inner ones are asked for a tenth of the tolerances. Throws as above.
  public func integral(
    over x: ClosedRange<Double>, _ y: ClosedRange<Double>, _ function: (Double, Double) throws -> Double
  ) throws -> Estimate {
    let inner = Quadrature(
      absoluteTolerance: absoluteTolerance / 10, relativeTolerance: relativeTolerance / 10, intervalCap: intervalCap)
    return try integral(over: x) { u in try inner.integral(over: y) { v in try function(u, v) }.value }
  }
}

/// The nodes and weights of Gauss and Legendre's rule: Σ wᵢ f(xᵢ) is ∫ f for polynomials of degree 2n - 1, and converges
/// geometrically for analytic functions. By GSL.
public struct GaussLegendreRule: Sendable, Equatable {
  /// xᵢ, ascending, and wᵢ.
  public let nodes: [Double], weights: [Double]

  /// The rule of `count` nodes over a finite range; fewer than one counts as one. Throws `GSLError`.
  public init(count: Int, over range: ClosedRange<Double>) throws {
    let operation = "Gauss and Legendre's rule of \(count) nodes"
    let n = max(1, count)
    let table = try GSLError.allocated(operation) { gsl_integration_glfixed_table_alloc(n) }
    defer { gsl_integration_glfixed_table_free(table) }
    var points: [(x: Double, w: Double)] = []
    for i in 0..<n {
      var (x, w) = (0.0, 0.0)
      try GSLError.check(operation) {
        gsl_integration_glfixed_point(range.lowerBound, range.upperBound, i, &x, &w, table)
      }
      points.append((x, w))
    }
    points.sort { $0.x < $1.x }
    nodes = points.map(\.x)
    weights = points.map(\.w)
  }

  /// Σ wᵢ f(xᵢ). Throws what `function` throws.
  public func integral(_ function: (Double) throws -> Double) rethrows -> Double {
    var sum = 0.0
    for (node, weight) in zip(nodes, weights) { sum += try weight * function(node) }
    return sum
  }
}
