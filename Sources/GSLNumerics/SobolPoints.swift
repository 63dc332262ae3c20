import CGSL

/// The first points of Sobol's sequence, which fill the unit cube more evenly than a grid or random numbers of the same count.
///
/// - Returns `count` points of `dimensions` coordinates, each above 0 and below 1; the first is the cube's centre. The same on
///   every machine.
/// - Requires 1 to 40 dimensions, GSL's bounds; throws `GSLError` otherwise.
///
/// Source: I. M. Sobol', "On the distribution of points in a cube and the approximate evaluation of integrals", 1967.
public func sobolPoints(_ count: Int, dimensions: Int) throws -> [[Double]] {
  let operation = "Sobol's points in \(dimensions) dimensions"
  guard (1...40).contains(dimensions) else { throw GSLError(operation: operation, status: Int32(GSL_EINVAL)) }
  let generator = try GSLError.allocated(operation) { gsl_qrng_alloc(counterplay_gsl_sobol(), UInt32(dimensions)) }
  defer { gsl_qrng_free(generator) }
  return try (0..<max(0, count)).map { _ in
    var point = [Double](repeating: 0, count: dimensions)
    try GSLError.check(operation) { gsl_qrng_get(generator, &point) }
    return point
  }
}
