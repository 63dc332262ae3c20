import RealModule

/// A number is a vector of dimension one: these defaults make every `Field` a `Vector` and a `CoordinateVector`.
extension Field {
  /// 0.
  @inlinable @inline(__always)
  public var zero: Self { Self(0) }

  /// self ← self + s·v.
  @inlinable @inline(__always)
  public mutating func add(_ v: Self, times s: Self) { self = self + s * v }
  /// self · other.
  @inlinable @inline(__always)
  public func dot(_ other: Self) -> Self { self * other }
  /// self · other; `Dual` replaces it.
  @inlinable @inline(__always)
  public func euclideanDot(_ other: Self) -> Self { self * other }
  /// self · other.
  @inlinable @inline(__always)
  public func multiplied(elementwise other: Self) -> Self { self * other }
  /// self / other.
  @inlinable @inline(__always)
  public func divided(elementwise other: Self) -> Self { self / other }
  /// √self.
  @inlinable @inline(__always)
  public func squareRoots() -> Self { squareRoot() }
  /// The larger of the two; NaN where either is.
  @inlinable @inline(__always)
  public func maximum(elementwise other: Self) -> Self {
    replacing(with: other, where: isLess(than: other).or(other.isOrdered.inverted))
  }
  /// self + s.
  @inlinable @inline(__always)
  public func adding(constant s: Self) -> Self { self + s }

  /// True: a number is a vector of one coordinate.
  @inlinable @inline(__always)
  public static var isOneDimensional: Bool { true }
  /// 1: a number is a vector of one coordinate.
  @inlinable @inline(__always)
  public var dimension: Int { 1 }
  /// The number alone.
  @inlinable @inline(__always)
  public func coordinates() -> [Self] { [self] }
  /// The one number given; throws `VectorError` when there are none or several.
  @inlinable @inline(__always)
  public func replacingCoordinates(with values: [Self]) throws -> Self { try Self(coordinates: values) }
  /// The number alone.
  @inlinable @inline(__always)
  public func appendCoordinates(to values: inout [Self]) { values.append(self) }
  /// The number at `start`; throws `VectorError` when there is none.
  @inlinable @inline(__always)
  public func replacingCoordinates(with values: [Self], from start: Int) throws -> Self {
    guard start < values.count else { throw VectorError.wrongDimension(required: start + 1, given: values.count) }
    return values[start]
  }
  /// The one number given; throws `VectorError` when there are none or several.
  @inlinable @inline(__always)
  public init(coordinates: [Self]) throws {
    guard coordinates.count == 1 else { throw VectorError.wrongDimension(required: 1, given: coordinates.count) }
    self = coordinates[0]
  }

  /// False; `Dual` replaces it.
  @inlinable @inline(__always)
  public static var carriesTangents: Bool { false }
  /// The number itself; `Dual` replaces it.
  @inlinable @inline(__always)
  public func valuePart() -> Self { self }
  /// 0; `Dual` replaces it.
  @inlinable @inline(__always)
  public func tangentPart() -> Self { Self(0) }
}

extension Double: Field, CoordinateVector {
  /// One truth value.
  public typealias Mask = Bool
  /// A double is its own scalar.
  public typealias Scalar = Double

  /// `self < other`.
  @inlinable @inline(__always)
  public func isLess(than other: Double) -> Bool { self < other }
  /// `self ≤ other`.
  @inlinable @inline(__always)
  public func isAtMost(_ other: Double) -> Bool { self <= other }
  /// `self = other`.
  @inlinable @inline(__always)
  public func equals(_ other: Double) -> Bool { self == other }
  /// `other` if the mask is true, else `self`.
  @inlinable @inline(__always)
  public func replacing(with other: Double, where mask: Bool) -> Double { mask ? other : self }
  /// 1: a `Double` is one number.
  @inlinable @inline(__always)
  public static var laneCount: Int { 1 }
  /// The number itself, whatever the lane.
  @inlinable @inline(__always)
  public subscript(lane lane: Int) -> Double {
    get { self }
    set { self = newValue }
  }
}
