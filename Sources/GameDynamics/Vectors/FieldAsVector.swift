import RealModule

/// A number is a vector of dimension one: these defaults make every `Field` a `Vector` and a `CoordinateVector`.
extension Field {
  /// 0.
  @inlinable
  public var zero: Self { Self(0) }

  /// self ← self + s·v.
  @inlinable
  public mutating func add(_ v: Self, times s: Self) { self = self + s * v }
  /// self · other.
  @inlinable
  public func dot(_ other: Self) -> Self { self * other }
  /// self · other; `Dual` replaces it.
  @inlinable
  public func euclideanDot(_ other: Self) -> Self { self * other }
  /// self · other.
  @inlinable
  public func multiplied(elementwise other: Self) -> Self { self * other }
  /// self / other.
  @inlinable
  public func divided(elementwise other: Self) -> Self { self / other }
  /// √self.
  @inlinable
  public func squareRoots() -> Self { squareRoot() }
  /// The larger of the two; NaN where either is.
  @inlinable
  public func maximum(elementwise other: Self) -> Self {
    replacing(with: other, where: isLess(than: other).or(other.isOrdered.inverted))
  }
  /// self + s.
  @inlinable
  public func adding(constant s: Self) -> Self { self + s }

  /// 1.
  @inlinable
  public var dimension: Int { 1 }
  /// The number alone.
  @inlinable
  public func coordinates() -> [Self] { [self] }
  /// The one number given; throws `VectorError` when there are none or several.
  @inlinable
  public func replacingCoordinates(with values: [Self]) throws -> Self { try Self(coordinates: values) }
  /// The one number given; throws `VectorError` when there are none or several.
  @inlinable
  public init(coordinates: [Self]) throws {
    guard coordinates.count == 1 else { throw VectorError.wrongDimension(required: 1, given: coordinates.count) }
    self = coordinates[0]
  }

  /// False; `Dual` replaces it.
  @inlinable
  public static var carriesTangents: Bool { false }
  /// The number itself; `Dual` replaces it.
  @inlinable
  public func valuePart() -> Self { self }
  /// 0; `Dual` replaces it.
  @inlinable
  public func tangentPart() -> Self { Self(0) }
}

extension Double: Field, CoordinateVector {
  /// One truth value.
  public typealias Mask = Bool
  /// A double is its own scalar.
  public typealias Scalar = Double

  /// `self < other`.
  @inlinable
  public func isLess(than other: Double) -> Bool { self < other }
  /// `other` if the mask is true, else `self`.
  @inlinable
  public func replacing(with other: Double, where mask: Bool) -> Double { mask ? other : self }
  /// 1.
  @inlinable
  public static var laneCount: Int { 1 }
  /// The number itself, whatever the lane.
  @inlinable
  public subscript(lane lane: Int) -> Double {
    get { self }
    set { self = newValue }
  }
}
