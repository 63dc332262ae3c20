import CGSL

/// A Swift function of one number behind GSL's pointer. An error that it throws is kept, and GSL is given NaN from then on.
final class ScalarFunction {
  private let function: (Double) throws -> Double
  private(set) var thrown: (any Error)?

  init(_ function: @escaping (Double) throws -> Double) { self.function = function }

  /// What GSL takes; of use while the box lives.
  var wrapped: gsl_function {
    gsl_function(
      function: { x, parameters in
        guard let parameters else { return .nan }
        return Unmanaged<ScalarFunction>.fromOpaque(parameters).takeUnretainedValue().evaluate(x)
      }, params: Unmanaged.passUnretained(self).toOpaque())
  }

  private func evaluate(_ x: Double) -> Double {
    guard thrown == nil else { return .nan }
    do { return try function(x) } catch {
      thrown = error
      return .nan
    }
  }
}
