/// A point of the game is itself a vector, x laid before y: the space of the game's whole Jacobian and of block systems.
///
/// With it a `LinearSolver<Players<V>>` solves for both players' moves at once.
extension Players: Vector where Value: Vector {
  /// The players' own scalars.
  public typealias Scalar = Value.Scalar

  /// Player by player.
  @inlinable
  public static func + (a: Self, b: Self) throws -> Self { Players(x: try a.x + b.x, y: try a.y + b.y) }
  /// Player by player.
  @inlinable
  public static func - (a: Self, b: Self) throws -> Self { Players(x: try a.x - b.x, y: try a.y - b.y) }
  /// Player by player.
  @inlinable
  public static func * (s: Value.Scalar, v: Self) throws -> Self { Players(x: try s * v.x, y: try s * v.y) }
  /// self ← self + s·v.
  @inlinable
  public mutating func add(_ v: Self, times s: Value.Scalar) throws {
    try x.add(v.x, times: s)
    try y.add(v.y, times: s)
  }
  /// ⟨x, x′⟩ + ⟨y, y′⟩.
  @inlinable
  public func dot(_ other: Self) throws -> Value.Scalar { try x.dot(other.x) + y.dot(other.y) }
  /// The sum of the players' Euclidean products.
  @inlinable
  public func euclideanDot(_ other: Self) throws -> Value.Scalar {
    try x.euclideanDot(other.x) + y.euclideanDot(other.y)
  }
  /// Player by player.
  @inlinable
  public func multiplied(elementwise other: Self) throws -> Self {
    Players(x: try x.multiplied(elementwise: other.x), y: try y.multiplied(elementwise: other.y))
  }
  /// Player by player.
  @inlinable
  public func divided(elementwise other: Self) throws -> Self {
    Players(x: try x.divided(elementwise: other.x), y: try y.divided(elementwise: other.y))
  }
  /// Player by player.
  @inlinable
  public func squareRoots() throws -> Self { try map { try $0.squareRoots() } }
  /// Player by player.
  @inlinable
  public func maximum(elementwise other: Self) throws -> Self {
    Players(x: try x.maximum(elementwise: other.x), y: try y.maximum(elementwise: other.y))
  }
  /// Player by player.
  @inlinable
  public func adding(constant s: Value.Scalar) throws -> Self { try map { try $0.adding(constant: s) } }
  /// Player by player.
  @inlinable
  public func replacing(with other: Self, where mask: Value.Scalar.Mask) throws -> Self {
    Players(x: try x.replacing(with: other.x, where: mask), y: try y.replacing(with: other.y, where: mask))
  }

  /// The numbers of both players.
  @inlinable
  public var dimension: Int { x.dimension + y.dimension }
  /// x's coordinates, then y's.
  @inlinable
  public func coordinates() throws -> [Value.Scalar] { try x.coordinates() + y.coordinates() }
  /// As many new coordinates; throws `VectorError` otherwise.
  @inlinable
  public func replacingCoordinates(with values: [Value.Scalar]) throws -> Self {
    guard values.count == dimension else { throw VectorError.wrongDimension(required: dimension, given: values.count) }
    return Players(
      x: try x.replacingCoordinates(with: Array(values.prefix(x.dimension))),
      y: try y.replacingCoordinates(with: Array(values.dropFirst(x.dimension))))
  }

  /// As the players' vectors do.
  @inlinable
  public static var carriesTangents: Bool { Value.carriesTangents }
  /// Player by player.
  @inlinable
  public func valuePart() throws -> Self { try map { try $0.valuePart() } }
  /// Player by player.
  @inlinable
  public func tangentPart() throws -> Self { try map { try $0.tangentPart() } }
}
