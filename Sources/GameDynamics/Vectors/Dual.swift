/// A number and its derivative in one direction: value + ε·tangent with ε² = 0.
///
/// Running any of the project's code on duals gives, beside its result, the exact directional derivative of that result
/// (forward-mode automatic differentiation). `Dual<Lanes>` carries 32 directions, or 32 points, at once;
/// `Dual<Dual<Double>>` second derivatives.
///
/// Comparisons look at the value alone. √0 has an infinite tangent, as the derivative there.
///
/// Source: A. Griewank and A. Walther, "Evaluating Derivatives", 2nd ed., SIAM, 2008, chapter 3.
public struct Dual<Base: Field>: Field, CoordinateVector, Equatable {
  /// A dual is its own scalar.
  public typealias Scalar = Dual<Base>
  /// The base's truth values.
  public typealias Mask = Base.Mask

  /// The number.
  public var value: Base
  /// Its derivative in the direction that is followed.
  public var tangent: Base

  /// value + ε·tangent.
  @inlinable @inline(__always)
  public init(_ value: Base, tangent: Base) {
    self.value = value
    self.tangent = tangent
  }
  /// A constant: tangent zero.
  @inlinable @inline(__always)
  public init(_ value: Double) { self.init(Base(value), tangent: Base(0)) }

  /// (u + v)′ = u′ + v′.
  @inlinable @inline(__always)
  public static func + (a: Self, b: Self) -> Self { Self(a.value + b.value, tangent: a.tangent + b.tangent) }
  /// (u - v)′ = u′ - v′.
  @inlinable @inline(__always)
  public static func - (a: Self, b: Self) -> Self { Self(a.value - b.value, tangent: a.tangent - b.tangent) }
  /// (uv)′ = u′v + uv′.
  @inlinable @inline(__always)
  public static func * (a: Self, b: Self) -> Self {
    Self(a.value * b.value, tangent: a.tangent * b.value + a.value * b.tangent)
  }
  /// (u/v)′ = (u′ - (u/v) v′) / v.
  @inlinable @inline(__always)
  public static func / (a: Self, b: Self) -> Self {
    let quotient = a.value / b.value
    return Self(quotient, tangent: (a.tangent - quotient * b.tangent) / b.value)
  }
  /// (-u)′ = -u′.
  @inlinable @inline(__always)
  public static prefix func - (a: Self) -> Self { Self(-a.value, tangent: -a.tangent) }
  /// (√u)′ = u′ / (2√u).
  @inlinable @inline(__always)
  public func squareRoot() -> Self {
    let root = value.squareRoot()
    return Self(root, tangent: tangent / (root + root))
  }

  /// Compares the values.
  @inlinable @inline(__always)
  public func isLess(than other: Self) -> Mask { value.isLess(than: other.value) }
  /// Compares the values.
  @inlinable @inline(__always)
  public func isAtMost(_ other: Self) -> Mask { value.isAtMost(other.value) }
  /// Compares the values.
  @inlinable @inline(__always)
  public func equals(_ other: Self) -> Mask { value.equals(other.value) }
  /// Chooses value and tangent together.
  @inlinable @inline(__always)
  public func replacing(with other: Self, where mask: Mask) -> Self {
    Self(
      value.replacing(with: other.value, where: mask), tangent: tangent.replacing(with: other.tangent, where: mask))
  }

  /// As many lanes as the base has.
  @inlinable @inline(__always)
  public static var laneCount: Int { Base.laneCount }
  /// One lane's value.
  @inlinable @inline(__always)
  public subscript(lane lane: Int) -> Double {
    get { value[lane: lane] }
    set { value[lane: lane] = newValue }
  }

  /// value·value′ + tangent·tangent′, without a tangent.
  @inlinable @inline(__always)
  public func euclideanDot(_ other: Self) -> Self {
    Self(value.euclideanDot(other.value) + tangent.euclideanDot(other.tangent), tangent: Base(0))
  }
  /// True: a dual number is a value and its tangent.
  @inlinable @inline(__always)
  public static var carriesTangents: Bool { true }
  /// The value, tangent zero.
  @inlinable @inline(__always)
  public func valuePart() -> Self { Self(value, tangent: Base(0)) }
  /// The tangent, value zero.
  @inlinable @inline(__always)
  public func tangentPart() -> Self { Self(Base(0), tangent: tangent) }
}
