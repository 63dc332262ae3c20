import GameDynamics

/// Newton's method for a point where both own gradients vanish, matrix-free: what a stagnated run has come near to.
///
/// Each iteration solves J δ = -ξ by GMRES, ξ = (∂f/∂x, ∂g/∂y) and J its Jacobian, and halves δ until ‖ξ‖ falls. It goes to
/// an equilibrium of any kind, attracting or not, and an optimizer that is near one but repelled by it is near it no less.
///
/// Cost: an iteration takes one local model for each length that is tried and four Hessian products an iteration of GMRES;
/// memory `restart` vectors of both players.
public struct NewtonEquilibrium: Sendable {
  /// ‖ξ‖ at or below this counts as an equilibrium.
  public var tolerance: Double
  /// At most this many iterations.
  public var iterationCap: Int
  /// The relative residual of the linear systems, and how many vectors GMRES keeps.
  public var solverTolerance: Double, restart: Int
  /// At most this many iterations of GMRES for one system.
  public var solverCap: Int

  /// Newton's method with these limits.
  public init(
    tolerance: Double = 1e-10, iterationCap: Int = 30, solverTolerance: Double = 1e-4, restart: Int = 100,
    solverCap: Int = 1000
  ) {
    self.tolerance = tolerance
    self.iterationCap = iterationCap
    self.solverTolerance = solverTolerance
    self.restart = restart
    self.solverCap = solverCap
  }

  /// What was found.
  public struct Found<V: Vector>: Sendable {
    /// The last point.
    public var point: Players<V>
    /// ‖ξ‖ before the first and after each iteration.
    public var gradientNorms: [Double]
    /// Whether ‖ξ‖ is within the tolerance.
    public var converged: Bool
  }

  /// Goes from `start`; ends early where no part of a step makes ‖ξ‖ smaller. Throws what the game throws.
  public func find<G: SecondOrderGame>(
    on game: G, from start: Players<G.V>, observe: (_ gradientNorm: Double) throws -> Void = { _ in }
  ) throws -> Found<G.V> where G.V.Scalar == Double {
    var point = start
    var model = try game.localModel(at: point)
    var norm = try model.gradients.squaredNorm().squareRoot()
    var norms = [norm]
    let solver = GMRES<Players<G.V>>(tolerance: solverTolerance, restart: restart, iterationCap: solverCap)
    for _ in 0..<iterationCap where norm > tolerance {
      try observe(norm)
      let current = model
      let step = try solver.solve({ try current.jacobian(times: $0) }, model.gradients.negated(), from: nil).x
      var length = 1.0
      var improved = false
      while length > 1e-4, !improved {
        let candidate = try point + length * step
        let next = try game.localModel(at: candidate)
        let size = try next.gradients.squaredNorm().squareRoot()
        improved = size < norm
        if improved { (point, model, norm) = (candidate, next, size) } else { length /= 2 }
      }
      norms.append(norm)
      if !improved { break }
    }
    return Found(point: point, gradientNorms: norms, converged: norm <= tolerance)
  }
}
