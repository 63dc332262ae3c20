/// An inner solver: finds x with A·x = b, where A is known only by its products.
///
/// **One meaning of tolerance**: a solve has converged when ‖b - A·x‖ ≤ tolerance · ‖b‖, norms not squared. (The CGD
/// authors' packages compare squares: their 1e-4 is 1e-2 here.)
///
/// To write a solver, give `solveValues`. Callers use `solve`, which also makes the result exact on dual numbers.
public protocol LinearSolver<V>: Sendable {
  /// The vectors solved for.
  associatedtype V: Vector

  /// What A must be.
  static var requirement: OperatorRequirement { get }

  /// The same solver at the best precision it has, for exact derivatives.
  var atFullPrecision: Self { get }

  /// The same solver for solves whose reports nobody reads: one that cannot go on may give a solution that is not a number
  /// instead of a report of it. By default the solver itself.
  var unwatched: Self { get }

  /// Whether `solveValues` gives the exact tangent of the solution on vectors that carry tangents: where it is one formula
  /// and no iteration. By default false.
  static var isExactOnTangents: Bool { get }

  /// Solves for vectors that carry no tangents, or for operators that treat values and tangents alike.
  ///
  /// - `start`: a warm start; its own residual b - A·start is computed, never assumed. nil starts at zero for free.
  /// - A zero `b` gives zero after no iteration.
  func solveValues(_ apply: (V) throws -> V, _ b: V, from start: V?) throws -> LinearSolution<V>

  /// The same with a start that is there; `isZero` says that zero is to be taken for it, whose residual b is free. An
  /// optional vector of lanes goes through memory, which in a map costs as much as the solve. By default the method
  /// above.
  func solveValues(_ apply: (V) throws -> V, _ b: V, startingAt start: V, isZero: Bool) throws -> LinearSolution<V>

  /// The same for an operator that goes through another space, A·v = outer(v, inner(v)) with a linear `inner`; also
  /// gives inner(x), which the caller would otherwise have to compute once more. By default it is computed.
  func solveValues(
    inner: (V) throws -> V, outer: (V, V) throws -> V, _ b: V, from start: V?
  ) throws -> FactoredSolution<V>
}

/// What a linear solver needs of its operator.
public enum OperatorRequirement: Sendable {
  /// A = Aᵀ and ⟨v, A·v⟩ > 0.
  case symmetricPositiveDefinite
  /// A is invertible.
  case invertible
}

/// What a linear solve gives back.
public struct LinearSolution<V: Vector> {
  /// The approximate solution.
  public var x: V
  /// How it was reached.
  public var report: SolverReport<V.Scalar>

  /// A solution and how it was reached.
  @inlinable
  public init(x: V, report: SolverReport<V.Scalar>) {
    self.x = x
    self.report = report
  }
}

/// What a linear solve with an operator through another space gives back.
public struct FactoredSolution<V: Vector> {
  /// The approximate solution and how it was reached.
  public var solution: LinearSolution<V>
  /// inner(x), up to rounding.
  public var image: V

  /// A solution and its image.
  @inlinable
  public init(solution: LinearSolution<V>, image: V) {
    self.solution = solution
    self.image = image
  }
}

extension LinearSolver {
  /// The solver itself.
  @inlinable @inline(__always)
  public var unwatched: Self { self }

  /// False.
  @inlinable
  public static var isExactOnTangents: Bool { false }

  /// By the other method, where a solver has no shorter way.
  @inlinable
  public func solveValues(_ apply: (V) throws -> V, _ b: V, startingAt start: V, isZero: Bool) throws
    -> LinearSolution<V>
  {
    try solveValues(apply, b, from: isZero ? nil : start)
  }

  /// Solves A·x = b from a start, `isZero` where zero is to be taken for it; on dual numbers, x carries its exact tangent.
  /// As `solve(_:_:from:)`, inlined.
  @inlinable @inline(__always)
  public func solve(_ apply: (V) throws -> V, _ b: V, startingAt start: V, isZero: Bool) throws -> LinearSolution<V> {
    V.carriesTangents && !Self.isExactOnTangents
      ? try solve(apply, b, from: isZero ? nil : start)
      : try solveValues(apply, b, startingAt: start, isZero: isZero)
  }

  /// One more product with `inner` than the solve itself, where a solver has no shorter way.
  @inlinable
  public func solveValues(
    inner: (V) throws -> V, outer: (V, V) throws -> V, _ b: V, from start: V?
  ) throws -> FactoredSolution<V> {
    let solution = try solveValues({ try outer($0, inner($0)) }, b, from: start)
    return FactoredSolution(solution: solution, image: try inner(solution.x))
  }

  /// Solves A·x = b with A·v = outer(v, inner(v)) and a linear `inner`, and gives inner(x) too; on dual numbers both
  /// carry their exact tangents. `ConjugateGradient` has inner(x) without a product of its own.
  @inlinable
  public func solve(
    inner: (V) throws -> V, outer: (V, V) throws -> V, _ b: V, from start: V? = nil
  ) throws -> FactoredSolution<V> {
    guard V.carriesTangents else { return try solveValues(inner: inner, outer: outer, b, from: start) }
    let solution = try solve({ try outer($0, inner($0)) }, b, from: start)
    return FactoredSolution(solution: solution, image: try inner(solution.x))
  }

  /// Solves A·x = b; on dual numbers, x carries its exact tangent.
  ///
  /// An iterative method that is differentiated step by step gives the tangent of its last iterate, which at b = 0 (an
  /// equilibrium, just where Jacobians are wanted) is not the tangent of the solution. Instead the implicit function
  /// theorem is used. In dual arithmetic A·x = b is the block system [[A, 0], [A′, A]] (x, x′) = (b, b′). The operator
  /// N = diag(A, A), here `apply(v.valuePart()).valuePart() + apply(v.tangentPart())`, differs from it by a nilpotent block,
  /// so refining once with N is exact: x ← N⁻¹b, then x ← x + N⁻¹(b - A·x).
  @inlinable
  public func solve(_ apply: (V) throws -> V, _ b: V, from start: V? = nil) throws -> LinearSolution<V> {
    guard V.carriesTangents, !Self.isExactOnTangents else { return try solveValues(apply, b, from: start) }
    let exact = atFullPrecision
    let blockDiagonal = { (v: V) throws -> V in try apply(v.valuePart()).valuePart() + apply(v.tangentPart()) }
    var solution = try exact.solveValues(blockDiagonal, b, from: nil)
    let correction = try exact.solveValues(blockDiagonal, b - apply(solution.x), from: nil)
    try solution.x.add(correction.x, times: V.Scalar(1))
    return solution
  }
}
