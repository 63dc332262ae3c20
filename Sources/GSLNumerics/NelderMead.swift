import CGSL

/// A minimum of a function of several numbers that need not be smooth, by the simplex method of Nelder and Mead (GSL's
/// `nmsimplex2`).
///
/// It compares values and takes no derivative, so kinks and cusps, as a spectral radius has where eigenvalues meet, do it no
/// harm; it finds *a* minimum, near the start. A simplex may collapse on a kink short of the minimum, so the search begins
/// anew from where it ended until that helps no more.
///
/// Source: J. A. Nelder and R. Mead, "A simplex method for function minimization", 1965.
public struct NelderMead: Sendable {
  /// A search ends where the simplex is smaller than this, in the function's own coordinates.
  public var tolerance: Double
  /// At most this many iterations a search.
  public var iterationCap: Int
  /// At most this many searches, each from where the last one ended.
  public var restartCap: Int

  /// Ends at this size of the simplex, after so many iterations and restarts at most.
  public init(tolerance: Double = 1e-11, iterationCap: Int = 600, restartCap: Int = 12) {
    self.tolerance = tolerance
    self.iterationCap = iterationCap
    self.restartCap = restartCap
  }

  /// The lowest point found from `start`, beginning with a simplex of `size`, and its value.
  ///
  /// `value` may be infinite where the function is not defined, but not at the start. Cost: one to two values an iteration.
  /// Throws what `value` throws, and `GSLError`.
  public func minimum(
    from start: [Double], size: Double, _ value: ([Double]) throws -> Double
  ) throws -> (point: [Double], value: Double) {
    var best = (point: start, value: try value(start))
    if start.isEmpty { return best }
    var size = size
    for _ in 0...max(0, restartCap) {
      let next = try search(from: best.point, size: size, value)
      let gain = best.value - next.value
      if next.value < best.value { best = next }
      // What a restart gains after that is rounding.
      if !(gain > 1e-13 * max(1e-3, abs(best.value))), size < 1e-3 { break }
      size = max(size / 8, 1e3 * tolerance)
    }
    return best
  }

  private func search(
    from start: [Double], size: Double, _ value: ([Double]) throws -> Double
  ) throws -> (point: [Double], value: Double) {
    let operation = "minimising"
    let n = start.count
    let solver = try GSLError.allocated(operation) {
      gsl_multimin_fminimizer_alloc(counterplay_gsl_nmsimplex2(), n)
    }
    defer { gsl_multimin_fminimizer_free(solver) }
    let first = try GSLError.allocated(operation) { gsl_vector_alloc(n) }
    defer { gsl_vector_free(first) }
    let steps = try GSLError.allocated(operation) { gsl_vector_alloc(n) }
    defer { gsl_vector_free(steps) }
    for (i, coordinate) in start.enumerated() {
      gsl_vector_set(first, i, coordinate)
      gsl_vector_set(steps, i, size)
    }
    return try withoutActuallyEscaping(value) { value in
      let box = Objective(value)
      return try withExtendedLifetime(box) {
        var function = gsl_multimin_function(
          f: { u, parameters in Objective.evaluate(parameters, u) }, n: n,
          params: Unmanaged.passUnretained(box).toOpaque())
        return try withUnsafeMutablePointer(to: &function) { function in
          let begun = gsl_multimin_fminimizer_set(solver, function, first, steps)
          if let thrown = box.thrown { throw thrown }
          try GSLError.check(operation) { begun }
          for _ in 0..<iterationCap {
            let status = gsl_multimin_fminimizer_iterate(solver)
            if let thrown = box.thrown { throw thrown }
            // No progress, or a number that is none: what has been reached is the answer.
            if status != 0 || gsl_multimin_fminimizer_size(solver) < tolerance { break }
          }
          return ((0..<n).map { gsl_vector_get(solver.pointee.x, $0) }, solver.pointee.fval)
        }
      }
    }
  }

  /// A Swift function behind GSL's pointer. An error that it throws is kept, and GSL is given NaN.
  private final class Objective {
    let value: ([Double]) throws -> Double
    var thrown: (any Error)?

    init(_ value: @escaping ([Double]) throws -> Double) { self.value = value }

    static func evaluate(_ parameters: UnsafeMutableRawPointer?, _ u: UnsafePointer<gsl_vector>?) -> Double {
      guard let parameters, let u else { return .nan }
      let box = Unmanaged<Objective>.fromOpaque(parameters).takeUnretainedValue()
      guard box.thrown == nil else { return .nan }
      do {
        let value = try box.value((0..<u.pointee.size).map { gsl_vector_get(u, $0) })
        return value.isNaN ? .greatestFiniteMagnitude : min(value, .greatestFiniteMagnitude)
      } catch {
        box.thrown = error
        return .nan
      }
    }
  }
}
