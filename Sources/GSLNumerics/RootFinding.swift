import CGSL
import GameDynamics

/// Roots of systems of equations, by GSL's hybrid of Newton's and Powell's dogleg methods (`hybridsj`).
public struct MultivariateRootFinder: Sendable {
  /// ‖F(u)‖₁ at or below this counts as a root.
  public var tolerance: Double
  /// At most this many iterations.
  public var iterationCap: Int

  /// Stops at this size of the residual, and gives up after this many iterations.
  public init(tolerance: Double = 1e-12, iterationCap: Int = 200) {
    self.tolerance = tolerance
    self.iterationCap = iterationCap
  }

  /// A root of F near `start`; nil when the method does not get there.
  ///
  /// - `value` gives F(u), as many numbers as u has; `jacobian` the matrix of its derivatives.
  /// - Throws what they throw, and `GSLError` for failures other than not converging.
  public func root(
    from start: [Double], value: ([Double]) throws -> [Double], jacobian: ([Double]) throws -> Matrix
  ) throws -> [Double]? {
    let n = start.count
    if n == 0 { return [] }
    return try withoutActuallyEscaping(value) { value in
      try withoutActuallyEscaping(jacobian) { jacobian in
        let system = System(value: value, jacobian: jacobian)
        return try withExtendedLifetime(system) { try solve(system, from: start) }
      }
    }
  }

  private func solve(_ system: System, from start: [Double]) throws -> [Double]? {
    let operation = "finding a root"
    let n = start.count
    let solver = try GSLError.allocated(operation) {
      gsl_multiroot_fdfsolver_alloc(counterplay_gsl_hybridsj(), n)
    }
    defer { gsl_multiroot_fdfsolver_free(solver) }
    let first = try GSLError.allocated(operation) { gsl_vector_alloc(n) }
    defer { gsl_vector_free(first) }
    for (i, value) in start.enumerated() { gsl_vector_set(first, i, value) }
    var function = gsl_multiroot_function_fdf(
      f: { u, parameters, f in System.evaluate(parameters, u, f, nil) },
      df: { u, parameters, j in System.evaluate(parameters, u, nil, j) },
      fdf: { u, parameters, f, j in System.evaluate(parameters, u, f, j) },
      n: n, params: Unmanaged.passUnretained(system).toOpaque())
    return try withUnsafeMutablePointer(to: &function) { function in
      let begun = gsl_multiroot_fdfsolver_set(solver, function, first)
      if let thrown = system.thrown { throw thrown }
      if begun != 0 { return nil }
      for _ in 0..<iterationCap {
        if gsl_multiroot_test_residual(solver.pointee.f, tolerance) == GSL_SUCCESS { break }
        let status = gsl_multiroot_fdfsolver_iterate(solver)
        if let thrown = system.thrown { throw thrown }
        if status != 0 { break }  // no progress: what has been reached is judged below
      }
      guard gsl_multiroot_test_residual(solver.pointee.f, tolerance) == GSL_SUCCESS else { return nil }
      return (0..<n).map { gsl_vector_get(solver.pointee.x, $0) }
    }
  }

  /// Swift's functions behind GSL's pointers. An error that they throw is kept, and GSL is told to stop.
  private final class System {
    let value: ([Double]) throws -> [Double]
    let jacobian: ([Double]) throws -> Matrix
    var thrown: (any Error)?

    init(value: @escaping ([Double]) throws -> [Double], jacobian: @escaping ([Double]) throws -> Matrix) {
      self.value = value
      self.jacobian = jacobian
    }

    static func evaluate(
      _ parameters: UnsafeMutableRawPointer?, _ u: UnsafePointer<gsl_vector>?, _ f: UnsafeMutablePointer<gsl_vector>?,
      _ j: UnsafeMutablePointer<gsl_matrix>?
    ) -> Int32 {
      guard let parameters, let u else { return Int32(GSL_EBADFUNC) }
      let system = Unmanaged<System>.fromOpaque(parameters).takeUnretainedValue()
      let n = u.pointee.size
      let point = (0..<n).map { gsl_vector_get(u, $0) }
      do {
        if let f {
          for (i, value) in try system.value(point).enumerated() where i < n { gsl_vector_set(f, i, value) }
        }
        if let j {
          let matrix = try system.jacobian(point)
          for i in 0..<n { for k in 0..<n { gsl_matrix_set(j, i, k, matrix[i, k]) } }
        }
        return Int32(GSL_SUCCESS)
      } catch {
        system.thrown = error
        return Int32(GSL_EBADFUNC)
      }
    }
  }
}

/// A root of a function of one number in an interval at whose ends it differs in sign, by GSL's Brent-Dekker method.
///
/// Ends when the bracket is narrower than `tolerance` (absolute). Throws what `function` throws, and `GSLError` when the
/// ends do not differ in sign.
public func bracketedRoot(
  in interval: ClosedRange<Double>, tolerance: Double, _ function: (Double) throws -> Double
) throws -> Double {
  let operation = "finding a root in [\(interval.lowerBound), \(interval.upperBound)]"
  let solver = try GSLError.allocated(operation) { gsl_root_fsolver_alloc(counterplay_gsl_brent()) }
  defer { gsl_root_fsolver_free(solver) }
  return try withoutActuallyEscaping(function) { function in
    let box = ScalarFunction(function)
    return try withExtendedLifetime(box) {
      var wrapped = box.wrapped
      return try withUnsafeMutablePointer(to: &wrapped) { wrapped in
        let begun = gsl_root_fsolver_set(solver, wrapped, interval.lowerBound, interval.upperBound)
        if let thrown = box.thrown { throw thrown }
        try GSLError.check(operation) { begun }
        for _ in 0..<200 {
          let status = gsl_root_fsolver_iterate(solver)
          if let thrown = box.thrown { throw thrown }
          try GSLError.check(operation) { status }
          let (low, high) = (gsl_root_fsolver_x_lower(solver), gsl_root_fsolver_x_upper(solver))
          if high - low <= tolerance { break }
        }
        return gsl_root_fsolver_root(solver)
      }
    }
  }
}
