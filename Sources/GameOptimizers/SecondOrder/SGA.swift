import GameDynamics

/// Symplectic gradient adjustment: turns the gradient field towards the centre of its rotation.
///
///     ω ← ω - η (ξ + λ Aᵀ ξ)          ξ = (∂f/∂x, ∂g/∂y), ω = (x, y)
///     A = (J - Jᵀ)/2,   Aᵀξ = ½ ((D²_yx g)ᵀ ∂g/∂y - D²_xy f ∂g/∂y,  (D²_xy f)ᵀ ∂f/∂x - D²_yx g ∂f/∂x)
///
/// A is the antisymmetric part of the Jacobian J of ξ; the players' own Hessians drop out of it. Right for general-sum
/// games too (in a zero-sum game Aᵀξ = (-D²_xy f ∂g/∂y, -D²_yx g ∂f/∂x), which is all that some codes have).
///
/// With **sign alignment** λ takes the sign of ⟨ξ, ∇H⟩ ⟨Aᵀξ, ∇H⟩ / d + 1/10, where H = ½‖ξ‖², ∇H = Jᵀξ and d is the
/// number of parameters, so that the adjustment turns towards stable fixed points and away from unstable ones.
///
/// Cost a step: one local model and four mixed products, two in a zero-sum game; aligned, two products with own Hessians
/// more. State: none.
///
/// On `xy` the eigenvalues are 1 - ηλ ± iη.
///
/// Source: D. Balduzzi et al., "The Mechanics of n-Player Differentiable Games", 2018, arXiv:1802.05642,
/// algorithm 1.
public struct SGA<V: Vector>: Optimizer {
  /// True: a step adds to the point.
  @inlinable @inline(__always)
  public static var keepsNaN: Bool { true }
  /// Nothing is remembered.
  public typealias State = NoState<V>
  /// (η_x, η_y).
  public var stepSizes: Players<V.Scalar>
  /// λ.
  public var strength: V.Scalar
  /// Whether λ's sign is aligned.
  public var aligns: Bool

  /// SGA of this strength.
  @inlinable
  public init(stepSizes: Players<V.Scalar>, strength: V.Scalar = V.Scalar(1), aligns: Bool) {
    self.stepSizes = stepSizes
    self.strength = strength
    self.aligns = aligns
  }

  /// One step; see the type.
  @inlinable @inline(__always)
  public func step<G: SecondOrderGame>(_ point: inout Players<V>, _ state: inout State, in game: G) throws
    -> StepReport<V.Scalar> where G.V == V
  {
    let model = try game.localModel(at: point)
    let xi = model.gradients
    let straight = Players(x: try model.mixedX(times: xi.y), y: try model.mixedY(times: xi.x))
    let transposed: Players<V>
    let adjustment: Players<V>
    if game.isZeroSum {
      // With g = -f the two are each other's negatives, and half their difference is either.
      transposed = try straight.map { try $0.negated() }
      adjustment = transposed
    } else {
      transposed = Players(x: try model.mixedYTransposed(times: xi.y), y: try model.mixedXTransposed(times: xi.x))
      adjustment = try V.Scalar(0.5) * (transposed - straight)
    }
    var lambda = strength
    if aligns {
      let own = Players(x: try model.ownX(times: xi.x), y: try model.ownY(times: xi.y))
      let hamiltonianGradient = try own + transposed
      let alignment = try xi.dot(hamiltonianGradient) * adjustment.dot(hamiltonianGradient)
      let sign = alignment / V.Scalar(Double(xi.dimension)) + V.Scalar(0.1)
      lambda = lambda.replacing(with: -lambda, where: sign.isLess(than: V.Scalar(0)))
    }
    var directions = xi
    try directions.add(adjustment, times: lambda)
    try point.add(directions, times: stepSizes.map { -$0 })
    return StepReport()
  }
}

/// The catalogue's entries for `SGA`, with and without alignment.
public struct SGAFamily: OptimizerFamily {
  /// Whether λ's sign is aligned.
  public let aligns: Bool
  /// Name, parameters and source.
  public let card: OptimizerCard

  /// The family, with or without alignment.
  public init(aligns: Bool) {
    self.aligns = aligns
    card = OptimizerCard(
      name: aligns ? "sga-aligned" : "sga",
      title: aligns ? "SGA (aligned)" : "SGA",
      summary: "symplectic gradient adjustment: against the rotation of the gradient field"
        + (aligns ? ", its sign aligned with the Hamiltonian" : ""),
      source: "Balduzzi et al., The Mechanics of n-Player Differentiable Games, 2018, arXiv:1802.05642, algorithm 1",
      hyperparameters: [ParameterSpec].stepSizes(0.01) + [
        ParameterSpec("strength", symbol: "λ", meaning: "strength of the adjustment", standard: 1)
      ],
      switchesFormula: aligns)
  }

  /// Hands `SGA` with the hyperparameters `h` to `next`.
  @inlinable
  public func build<C: OptimizerContinuation>(_ h: Parameters<C.V.Scalar>, then next: C) throws -> C.Result {
    try next(SGA<C.V>(stepSizes: h.stepSizes(), strength: h.value("strength"), aligns: aligns))
  }
}
