import GameDynamics

/// The losses of a game of lists of numbers, written once for every field; `VectorLossGame` makes a game of them.
///
/// As `PlanarLosses`, for players of more than one number.
public protocol VectorLosses<F>: Sendable {
  /// The numbers the game is played on.
  associatedtype F: Field
  /// True when g = -f everywhere.
  var isZeroSum: Bool { get }
  /// How many numbers each player has; `losses` is given exactly as many.
  var dimensions: Players<Int> { get }
  /// (f, g) at (x, y). `constant` turns a parameter into a constant of the field D.
  func losses<D: Field>(x: [D], y: [D], constant: (F) -> D) -> Players<D>
}

/// A game of lists of numbers that is made of a definition of its losses: what all of them share.
public protocol DefinedVectorGame<Definition>: BlockwiseGame where V == DenseVector<Definition.F> {
  /// What defines the losses.
  associatedtype Definition: VectorLosses
  /// The losses.
  var definition: Definition { get }
}

extension DefinedVectorGame {
  /// As the losses say.
  @inlinable
  public var isZeroSum: Bool { definition.isZeroSum }

  /// (f, g). Throws `VectorError` for a point of another shape.
  @inlinable
  public func losses(at p: Players<V>) throws -> Players<Definition.F> {
    try check(p)
    return definition.losses(x: p.x.elements, y: p.y.elements) { $0 }
  }

  @inlinable
  func check(_ v: V, of player: Player) throws {
    let required = definition.dimensions[player]
    guard v.dimension == required else {
      throw VectorError.wrongDimension(required: required, given: v.dimension)
    }
  }

  @inlinable
  func check(_ p: Players<V>) throws {
    try check(p.x, of: .x)
    try check(p.y, of: .y)
  }
}

/// The game of vectors with these losses; all derivatives are exact, by (nested) dual numbers.
///
/// Cost: a player's gradient evaluates the losses on duals once a coordinate of that player, a Hessian product on duals
/// of duals once a row: meant for up to about a hundred coordinates. All methods throw `VectorError` for points of
/// another shape.
public struct VectorLossGame<L: VectorLosses>: DefinedVectorGame {
  /// Both players' parameters are lists of numbers.
  public typealias V = DenseVector<L.F>
  /// The losses.
  public let definition: L

  /// The game with these losses.
  @inlinable
  public init(_ definition: L) { self.definition = definition }

  /// ∂ℓ/∂(variable) for the loss ℓ of the player `loss`.
  @inlinable
  public func gradient(of loss: Player, in variable: Player, at p: Players<V>) throws -> V {
    try check(p)
    typealias D = Dual<L.F>
    var point = p.map { $0.elements.map { D($0, tangent: L.F(0)) } }
    var result = p[variable].elements
    for i in result.indices {
      point[variable][i].tangent = L.F(1)
      result[i] = definition.losses(x: point.x, y: point.y) { D($0, tangent: L.F(0)) }[loss].tangent
      point[variable][i].tangent = L.F(0)
    }
    return V(result)
  }

  /// D²_rc ℓ · v for the loss ℓ of the player `loss`.
  @inlinable
  public func hessianProduct(
    of loss: Player, rows: Player, columns: Player, times v: V, at p: Players<V>
  ) throws -> V {
    try check(v, of: columns)
    typealias D = Dual<L.F>
    // Inner tangents follow v, outer ones the coordinates of the rows one after the other.
    func seeded(_ player: Player) -> [Dual<D>] {
      p[player].elements.indices.map { i in
        Dual(D(p[player][i], tangent: columns == player ? v[i] : L.F(0)), tangent: D(0))
      }
    }
    var point = Players(x: seeded(.x), y: seeded(.y))
    var result = p[rows].elements
    for i in result.indices {
      point[rows][i].tangent = D(1)
      let values = definition.losses(x: point.x, y: point.y) { Dual(D($0, tangent: L.F(0)), tangent: D(0)) }
      result[i] = values[loss].tangent.tangent
      point[rows][i].tangent = D(0)
    }
    return V(result)
  }
}
