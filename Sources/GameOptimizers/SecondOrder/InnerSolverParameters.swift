import GameDynamics

/// The inner solvers as the command line tunes them.
extension [ParameterSpec] {
  /// Tolerance and cap of an iterative solve.
  static func innerSolve(tolerance: Double = 1e-6, iterations: Double = 1000) -> [ParameterSpec] {
    [
      ParameterSpec(
        "tolerance", symbol: "tol", meaning: "relative residual of the inner solve", standard: tolerance, minimum: 0),
      ParameterSpec(
        "iterations", symbol: "k", meaning: "cap on iterations of the inner solve", standard: iterations, minimum: 1,
        maximum: 1e9, isWhole: true),
    ]
  }

  /// Tolerance, cap and restart of GMRES.
  static func gmres(tolerance: Double = 1e-6, iterations: Double = 1000) -> [ParameterSpec] {
    innerSolve(tolerance: tolerance, iterations: iterations) + [
      ParameterSpec(
        "restart", symbol: "m", meaning: "iterations of GMRES between restarts; as many vectors are kept",
        standard: 30, minimum: 1, maximum: 1e6, isWhole: true)
    ]
  }
}

extension Parameters {
  /// Conjugate gradients with `tolerance` and `iterations`.
  @inlinable
  func conjugateGradient<V: Vector>() throws -> ConjugateGradient<V> where V.Scalar == S {
    ConjugateGradient(
      tolerance: try value("tolerance")[lane: 0], iterationCap: Int(try value("iterations")[lane: 0]))
  }

  /// GMRES with `tolerance`, `iterations` and `restart`.
  @inlinable
  func gmres<V: Vector>() throws -> GMRES<V> where V.Scalar == S {
    GMRES(
      tolerance: try value("tolerance")[lane: 0], restart: Int(try value("restart")[lane: 0]),
      iterationCap: Int(try value("iterations")[lane: 0]))
  }
}
