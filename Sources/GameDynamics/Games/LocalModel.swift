/// A game near one point: gradients, and matrix-free products with every block of the second derivatives.
///
/// There are eight blocks D²_rc ℓ, for the loss ℓ ∈ {f, g} and rows r and columns c ∈ {x, y}; `hessianProduct` gives
/// D²_rc ℓ · v, with v in c's space and the result in r's. Because second derivatives commute, (D²_xy f)ᵀ = D²_yx f:
/// transposes need no further method. The names that the literature uses are below as `mixedX`, `mixedY`, ….
///
/// A model may hold an autograd graph; it keeps the point it was made at and is of no use at another.
public protocol LocalModel<V> {
  /// The type of both players' parameters.
  associatedtype V: Vector

  /// (∂f/∂x, ∂g/∂y).
  var gradients: Players<V> { get }

  /// ∂ℓ/∂(variable) for the loss ℓ of the player `loss`: also the cross gradients ∂f/∂y and ∂g/∂x, which LOLA needs.
  func gradient(of loss: Player, in variable: Player) throws -> V

  /// D²_rc ℓ · v for the loss ℓ of the player `loss`, rows r and columns c.
  func hessianProduct(of loss: Player, rows: Player, columns: Player, times v: V) throws -> V
}

extension LocalModel {
  /// D²_xy f · v: how y's move v changes x's gradient. v in y's space, result in x's.
  @inlinable @inline(__always)
  public func mixedX(times v: V) throws -> V { try hessianProduct(of: .x, rows: .x, columns: .y, times: v) }
  /// D²_yx g · u: how x's move u changes y's gradient. u in x's space, result in y's.
  @inlinable @inline(__always)
  public func mixedY(times u: V) throws -> V { try hessianProduct(of: .y, rows: .y, columns: .x, times: u) }
  /// (D²_xy f)ᵀ · u. u in x's space, result in y's.
  @inlinable @inline(__always)
  public func mixedXTransposed(times u: V) throws -> V { try hessianProduct(of: .x, rows: .y, columns: .x, times: u) }
  /// (D²_yx g)ᵀ · v. v in y's space, result in x's.
  @inlinable @inline(__always)
  public func mixedYTransposed(times v: V) throws -> V { try hessianProduct(of: .y, rows: .x, columns: .y, times: v) }
  /// D²_xx f · u.
  @inlinable @inline(__always)
  public func ownX(times u: V) throws -> V { try hessianProduct(of: .x, rows: .x, columns: .x, times: u) }
  /// D²_yy g · v.
  @inlinable @inline(__always)
  public func ownY(times v: V) throws -> V { try hessianProduct(of: .y, rows: .y, columns: .y, times: v) }

  /// The mixed product of the player's own gradient with a move of the opponent: `mixedX` for x, `mixedY` for y.
  @inlinable @inline(__always)
  public func mixed(_ player: Player, times opponentMove: V) throws -> V {
    try hessianProduct(of: player, rows: player, columns: player.opponent, times: opponentMove)
  }
}
