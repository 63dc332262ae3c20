/// Products with the Jacobian of the gradient field ξ = (∂f/∂x, ∂g/∂y),
///
///     J = [[D²_xx f, D²_xy f], [D²_yx g, D²_yy g]]
///
/// which is symmetric only when the players want the same.
extension LocalModel {
  /// J·v. Cost: four Hessian products.
  @inlinable @inline(__always)
  public func jacobian(times v: Players<V>) throws -> Players<V> {
    Players(
      x: try ownX(times: v.x) + mixedX(times: v.y),
      y: try mixedY(times: v.x) + ownY(times: v.y))
  }

  /// Jᵀ·v; J is square but its off-diagonal blocks belong to different losses. Jᵀ·ξ = ∇½‖ξ‖². Cost: four Hessian
  /// products.
  @inlinable @inline(__always)
  public func jacobianTransposed(times v: Players<V>) throws -> Players<V> {
    Players(
      x: try ownX(times: v.x) + mixedYTransposed(times: v.y),
      y: try mixedXTransposed(times: v.x) + ownY(times: v.y))
  }
}
