import RealModule

/// The numbers that a vector space is built on, seen as a vector space of dimension one over itself.
///
/// A `Field` value may stand for one number (`Double`), for many numbers that are computed side by side (`Lanes`), or
/// for a number and its directional derivative (`Dual`). An optimizer written against this protocol is all of these at
/// once. Comparisons therefore answer with a `Mask`, one truth value per lane, and a choice between two values is
/// `replacing(with:where:)`, never an `if`.
///
/// The elementary functions (`.exp(x)`, `.tanh(x)`, `.pow(x, 3)`, …) are those of swift-numerics, so a game's losses
/// are written once for every field.
///
/// Not a field in the algebraist's sense: floating-point arithmetic rounds, and a `Dual` with zero value has no inverse.
public protocol Field: CoordinateVector, ElementaryFunctions, Equatable where Scalar == Self {
  /// One truth value per lane.
  associatedtype Mask: LaneMask
  /// The arithmetic of lists of these numbers.
  associatedtype Lists: ListArithmetic = LoopedLists<Self> where Lists.Number == Self

  /// The same number in every lane; a constant, so its tangent is zero.
  init(_ value: Double)

  /// a + b, lane by lane.
  static func + (a: Self, b: Self) -> Self
  /// a - b, lane by lane.
  static func - (a: Self, b: Self) -> Self
  /// a b, lane by lane.
  static func * (a: Self, b: Self) -> Self
  /// a / b, lane by lane.
  static func / (a: Self, b: Self) -> Self
  /// -a, lane by lane.
  static prefix func - (a: Self) -> Self

  // Verbs of `Vector` that cannot fail on numbers, so that code over a field need not say `try`.
  /// `Vector`'s: a b, of dual numbers value by value plus tangent by tangent.
  func euclideanDot(_ other: Self) -> Self
  /// `Vector`'s: the larger of both, lane by lane.
  func maximum(elementwise other: Self) -> Self
  /// `Vector`'s: with the tangent set to zero.
  func valuePart() -> Self
  /// `Vector`'s: with the value set to zero; zero where there is no tangent.
  func tangentPart() -> Self

  /// √self, lane by lane. NaN below zero.
  func squareRoot() -> Self

  /// Where `self < other`; false where either is NaN. Duals compare their values alone.
  func isLess(than other: Self) -> Mask
  /// Where `self ≤ other`; false where either is NaN.
  func isAtMost(_ other: Self) -> Mask
  /// Where the two are equal as numbers; false where either is NaN.
  func equals(_ other: Self) -> Mask

  /// `other` where the mask is true, `self` elsewhere.
  func replacing(with other: Self, where mask: Mask) -> Self

  /// Of a number that is the same in all lanes: the number, made from one lane, so that the compiler knows. By default the
  /// number as it is.
  var uniform: Self { get }

  /// How many numbers are computed side by side.
  static var laneCount: Int { get }

  /// The number in one lane, 0 ≤ lane < `laneCount`; of a dual, its value.
  subscript(lane lane: Int) -> Double { get set }
}

extension Field {
  /// Where `self ≤ other`; false where either is NaN.
  @inlinable
  public func isAtMost(_ other: Self) -> Mask {
    isLess(than: other).or(equals(other))
  }

  /// Where the two are equal as numbers.
  @inlinable
  public func equals(_ other: Self) -> Mask {
    let neitherNaN = isLess(than: other).or(other.isLess(than: self)).inverted
    return neitherNaN.and(isOrdered).and(other.isOrdered)
  }

  /// Where `self` is not NaN.
  @inlinable
  public var isOrdered: Mask {
    isLess(than: Self(.infinity)).or(Self(-.infinity).isLess(than: self))
  }

  /// The number as it is.
  @inlinable @inline(__always)
  public var uniform: Self { self }

  /// |self|, lane by lane.
  @inlinable
  public var magnitude: Self { replacing(with: -self, where: isLess(than: Self(0))) }
}

/// One truth value per lane of a `Field`.
public protocol LaneMask: Sendable {
  /// The same truth value in every lane.
  init(repeating value: Bool)
  /// True when every lane is true.
  var all: Bool { get }
  /// True when at least one lane is true.
  var any: Bool { get }
  /// Lane by lane, not.
  var inverted: Self { get }
  /// Lane by lane, and.
  func and(_ other: Self) -> Self
  /// Lane by lane, or.
  func or(_ other: Self) -> Self
  /// The truth value of one lane.
  subscript(lane lane: Int) -> Bool { get }
}

extension Bool: LaneMask {
  /// A mask of one lane.
  @inlinable
  public init(repeating value: Bool) { self = value }
  /// The truth value itself.
  @inlinable
  public var all: Bool { self }
  /// The truth value itself.
  @inlinable
  public var any: Bool { self }
  /// Its negation.
  @inlinable
  public var inverted: Bool { !self }
  /// Both.
  @inlinable
  public func and(_ other: Bool) -> Bool { self && other }
  /// Either.
  @inlinable
  public func or(_ other: Bool) -> Bool { self || other }
  /// The truth value itself, whatever the lane.
  @inlinable
  public subscript(lane lane: Int) -> Bool { self }
}
