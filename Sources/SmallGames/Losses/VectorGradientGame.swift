import GameDynamics

/// The losses of a game of lists of numbers together with their gradients, written once for every field;
/// `VectorGradientGame` makes a game of them.
///
/// For games of more numbers than `VectorLossGame` can differentiate forwards: a network's gradient comes from one pass
/// backwards, whatever the number of its weights.
public protocol VectorGradients<F>: VectorLosses {
  /// (∂ℓ/∂x, ∂ℓ/∂y) for the loss ℓ of the player `loss`. As `losses`, it is evaluated on numbers and on duals.
  func gradients<D: Field>(of loss: Player, x: [D], y: [D], constant: (F) -> D) -> Players<[D]>
}

/// The game of vectors with these losses and gradients; second derivatives are exact, by dual numbers through the
/// gradients.
///
/// Cost: the gradients of a zero-sum game one evaluation of `gradients`, a Hessian product one on duals. All methods throw
/// `VectorError` for points of another shape.
public struct VectorGradientGame<L: VectorGradients>: DefinedVectorGame {
  /// Both players' parameters are lists of numbers.
  public typealias V = DenseVector<L.F>
  /// The losses and their gradients.
  public let definition: L

  /// The game with these losses.
  @inlinable
  public init(_ definition: L) { self.definition = definition }

  /// (∂f/∂x, ∂g/∂y), of a zero-sum game by one evaluation.
  @inlinable
  public func gradients(at p: Players<V>) throws -> Players<V> {
    try check(p)
    let ofX = definition.gradients(of: .x, x: p.x.elements, y: p.y.elements) { $0 }
    guard !isZeroSum else { return Players(x: V(ofX.x), y: V(ofX.y.map { -$0 })) }
    return Players(
      x: V(ofX.x), y: V(definition.gradients(of: .y, x: p.x.elements, y: p.y.elements) { $0 }.y))
  }

  /// ∂ℓ/∂(variable) for the loss ℓ of the player `loss`.
  @inlinable
  public func gradient(of loss: Player, in variable: Player, at p: Players<V>) throws -> V {
    try check(p)
    return V(definition.gradients(of: loss, x: p.x.elements, y: p.y.elements) { $0 }[variable])
  }

  /// D²_rc ℓ · v for the loss ℓ of the player `loss`: the tangent of ∂ℓ/∂r as c moves along v.
  @inlinable
  public func hessianProduct(
    of loss: Player, rows: Player, columns: Player, times v: V, at p: Players<V>
  ) throws -> V {
    try check(p)
    try check(v, of: columns)
    typealias D = Dual<L.F>
    func seeded(_ player: Player) -> [D] {
      p[player].elements.indices.map { D(p[player][$0], tangent: columns == player ? v[$0] : L.F(0)) }
    }
    let gradients = definition.gradients(of: loss, x: seeded(.x), y: seeded(.y)) { D($0, tangent: L.F(0)) }
    return V(gradients[rows].map(\.tangent))
  }
}
