/// The two players. Each minimises its own loss: x minimises f, y minimises g.
///
/// In a GAN x is the generator and y the discriminator. Papers that maximise are translated at the border: a zero-sum
/// game `min_x max_y f` has g = -f.
public enum Player: String, Sendable, CaseIterable, Codable {
  /// The player that owns the parameters x and the loss f.
  case x
  /// The player that owns the parameters y and the loss g.
  case y

  /// The other player.
  @inlinable @inline(__always)
  public var opponent: Player { self == .x ? .y : .x }
}

/// One value per player: a point of the game, a gradient, a pair of step sizes.
public struct Players<Value> {
  /// What belongs to player x.
  public var x: Value
  /// What belongs to player y.
  public var y: Value

  /// One value per player.
  @inlinable @inline(__always)
  public init(x: Value, y: Value) {
    self.x = x
    self.y = y
  }

  /// The value of the player named.
  @inlinable @inline(__always)
  public subscript(player: Player) -> Value {
    get { player == .x ? x : y }
    set { if player == .x { x = newValue } else { y = newValue } }
  }

  /// The same function of each player's value.
  @inlinable @inline(__always)
  public func map<Result>(_ transform: (Value) throws -> Result) rethrows -> Players<Result> {
    Players<Result>(x: try transform(x), y: try transform(y))
  }
}

extension Players: Sendable where Value: Sendable {}
extension Players: Equatable where Value: Equatable {}
extension Players: Hashable where Value: Hashable {}
extension Players: Codable where Value: Codable {}

extension Players where Value: Vector {
  /// The zero vector of each player's shape.
  @inlinable @inline(__always)
  public var zero: Self { get throws { Players(x: try x.zero, y: try y.zero) } }

  /// self ← self + s·v, with one scalar per player.
  @inlinable @inline(__always)
  public mutating func add(_ v: Self, times s: Players<Value.Scalar>) throws {
    try x.add(v.x, times: s.x)
    try y.add(v.y, times: s.y)
  }

  /// ‖x‖² + ‖y‖².
  @inlinable @inline(__always)
  public func squaredNorm() throws -> Value.Scalar { try x.squaredNorm() + y.squaredNorm() }

  /// ‖x - x′‖² + ‖y - y′‖².
  @inlinable @inline(__always)
  public func squaredDistance(to other: Self) throws -> Value.Scalar {
    try (x - other.x).squaredNorm() + (y - other.y).squaredNorm()
  }
}
