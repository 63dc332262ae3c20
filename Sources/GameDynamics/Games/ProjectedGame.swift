/// A game that is looked at only where its players may be: whoever asks for gradients or losses at a point outside of the
/// sets is told those at the nearest point inside, F(P(x, y)).
///
/// It is what a method that looks ahead has to see to be the projected method of the textbooks. The local model, of which
/// second derivatives are taken, is that at the point itself: methods that use it make it where they stand.
///
/// Cost: a projection a look.
public struct ProjectedGame<Base: SecondOrderGame>: SecondOrderGame {
  /// The base's vectors.
  public typealias V = Base.V
  /// The game that answers.
  public let base: Base
  /// The sets of both players.
  public let sets: Players<ConstraintSet>

  /// A game seen from inside the sets.
  public init(_ base: Base, onto sets: Players<ConstraintSet>) {
    self.base = base
    self.sets = sets
  }

  /// As the base.
  public var isZeroSum: Bool { base.isZeroSum }

  /// The base's losses at the nearest point inside.
  public func losses(at point: Players<V>) throws -> Players<V.Scalar> {
    try base.losses(at: sets.projection(of: point))
  }

  /// The base's gradient at the nearest point inside.
  public func gradient(_ player: Player, at point: Players<V>) throws -> V {
    try base.gradient(player, at: sets.projection(of: point))
  }

  /// The base's gradients at the nearest point inside.
  public func gradients(at point: Players<V>) throws -> Players<V> {
    try base.gradients(at: sets.projection(of: point))
  }

  /// The base's local model, at the point itself.
  public func localModel(at point: Players<V>) throws -> Base.Model { try base.localModel(at: point) }

  /// The base's game on another minibatch, with the same sets.
  public func resampled(_ number: Int) throws -> Self { Self(try base.resampled(number), onto: sets) }
}

extension Players<ConstraintSet> {
  /// Each player's vector projected onto its set. Throws `VectorError` where a set has another number of coordinates.
  public func projection<V: Vector>(of point: Players<V>) throws -> Players<V> {
    func nearest(_ player: Player) throws -> V {
      if self[player].isWhole { return point[player] }
      return try point[player].replacingCoordinates(with: self[player].projection(of: point[player].coordinates()))
    }
    return Players<V>(x: try nearest(.x), y: try nearest(.y))
  }
}
