/// A vector of one player's parameters: the only vocabulary that optimizers and inner solvers speak.
///
/// The verbs are those of a real vector space (sum, difference, multiple, inner product) and, for adaptive methods, the
/// elementwise ones (product, quotient, square root, maximum). None names a component or a layer, so the same optimizer
/// runs on a number, on a thousand games side by side, on dual numbers and on the parameters of a network.
///
/// Verbs are declared `throws` because a tensor's can fail (out of memory, lost device). Those of the small types do
/// not throw, and once specialised the compiler drops the error path.
///
/// All vectors of one player have the same shape; mixing shapes is an error of the conforming type.
public protocol Vector: Sendable {
  /// The numbers that scale this vector; hyperparameters are of this type.
  associatedtype Scalar: Field

  /// The zero vector of this vector's shape.
  var zero: Self { get throws }

  /// a + b.
  static func + (a: Self, b: Self) throws -> Self
  /// a - b.
  static func - (a: Self, b: Self) throws -> Self
  /// s v.
  static func * (s: Scalar, v: Self) throws -> Self

  /// self ← self + s·v, in place where that is possible.
  mutating func add(_ v: Self, times s: Scalar) throws

  /// The inner product ⟨self, other⟩ = Σᵢ selfᵢ otherᵢ.
  func dot(_ other: Self) throws -> Scalar

  /// The inner product of the underlying real space, with no tangent: for dual numbers
  /// Σᵢ (valueᵢ valueᵢ′ + tangentᵢ tangentᵢ′), otherwise `dot`. Linear solvers measure with it.
  func euclideanDot(_ other: Self) throws -> Scalar

  /// ‖self‖² + sum, to within rounding: in whatever way is quickest. For watching sizes.
  func squaredNorm(plus sum: Scalar) throws -> Scalar

  /// Gathers the sizes of both players' vectors over many steps, in whatever way is quickest, but that NaN may be passed by.
  /// What is at most `greatestGathered(ofSquares: b)` in the end was gathered of points with ‖x‖² + ‖y‖² ≤ b only.
  func gatheringSize(into gathered: Scalar) throws -> Scalar
  /// See `gatheringSize(into:)`.
  static func greatestGathered(ofSquares bound: Scalar) -> Scalar

  /// (selfᵢ · otherᵢ)ᵢ.
  func multiplied(elementwise other: Self) throws -> Self
  /// (selfᵢ / otherᵢ)ᵢ.
  func divided(elementwise other: Self) throws -> Self
  /// (√selfᵢ)ᵢ.
  func squareRoots() throws -> Self
  /// (max(selfᵢ, otherᵢ))ᵢ; NaN where either is.
  func maximum(elementwise other: Self) throws -> Self
  /// (selfᵢ + s)ᵢ.
  func adding(constant s: Scalar) throws -> Self

  /// `other` in the lanes where the mask is true, `self` elsewhere. A vector of one lane need not write it.
  func replacing(with other: Self, where mask: Scalar.Mask) throws -> Self

  /// How many numbers the vector has.
  var dimension: Int { get }
  /// The numbers themselves, in a fixed order. A copy: meant for small vectors, tests and dense solves.
  func coordinates() throws -> [Scalar]
  /// A vector of this shape with the given numbers; throws `VectorError` when their count is not `dimension`.
  func replacingCoordinates(with values: [Scalar]) throws -> Self
  /// Appends the numbers to others.
  func appendCoordinates(to values: inout [Scalar]) throws
  /// A vector of this shape with the numbers from `start` on; throws `VectorError` when there are fewer than `dimension`.
  func replacingCoordinates(with values: [Scalar], from start: Int) throws -> Self

  /// True when every vector of the type is one number, so that a linear operator is a multiplication.
  static var isOneDimensional: Bool { get }
  /// True when the numbers carry tangents (dual numbers).
  static var carriesTangents: Bool { get }
  /// The vector with its tangents set to zero; itself where there are none.
  func valuePart() throws -> Self
  /// The vector with its values set to zero; zero where there are no tangents. self = valuePart + tangentPart.
  func tangentPart() throws -> Self
}

extension Vector {
  /// False, unless the type says otherwise.
  @inlinable @inline(__always)
  public static var isOneDimensional: Bool { false }

  /// By an array of its own.
  @inlinable
  public func appendCoordinates(to values: inout [Scalar]) throws { values += try coordinates() }
  /// By an array of its own.
  @inlinable
  public func replacingCoordinates(with values: [Scalar], from start: Int) throws -> Self {
    let end = start + dimension
    guard end <= values.count else { throw VectorError.wrongDimension(required: end, given: values.count) }
    return try replacingCoordinates(with: Array(values[start..<end]))
  }

  /// ‖self‖² = ⟨self, self⟩.
  @inlinable @inline(__always)
  public func squaredNorm() throws -> Scalar { try dot(self) }

  /// ‖self‖² + sum.
  @inlinable @inline(__always)
  public func squaredNorm(plus sum: Scalar) throws -> Scalar { try squaredNorm() + sum }

  /// The sum of squares.
  @inlinable @inline(__always)
  public func gatheringSize(into gathered: Scalar) throws -> Scalar { try squaredNorm(plus: gathered) }
  /// The bound itself.
  @inlinable @inline(__always)
  public static func greatestGathered(ofSquares bound: Scalar) -> Scalar { bound }

  /// Where ‖self‖ is finite: false as soon as one coordinate is NaN or infinite, and also when the squared norm
  /// overflows (‖self‖ above about 1e154 in double precision), which no later step survives either.
  @inlinable @inline(__always)
  public func isFinite() throws -> Scalar.Mask {
    try squaredNorm().isLess(than: Scalar(.infinity))
  }

  /// One of the two where the mask is the same in all lanes, else coordinate by coordinate.
  @inlinable @inline(__always)
  public func replacing(with other: Self, where mask: Scalar.Mask) throws -> Self {
    if mask.all { return other }
    if !mask.any { return self }
    return try replacingCoordinates(
      with: zip(coordinates(), other.coordinates()).map { $0.replacing(with: $1, where: mask) })
  }

  /// -self.
  @inlinable @inline(__always)
  public func negated() throws -> Self { try Scalar(-1) * self }
}

/// A vector that is nothing but its coordinates, so that it can be made from them.
public protocol CoordinateVector: Vector {
  /// The vector with these coordinates; throws `VectorError` when the type cannot hold that many.
  init(coordinates: [Scalar]) throws
}

extension CoordinateVector {
  /// A vector with these constants as coordinates.
  @inlinable @inline(__always)
  public init(constants: [Double]) throws { try self.init(coordinates: constants.map { Scalar($0) }) }
}

/// What can go wrong in making a vector.
public enum VectorError: Error, CustomStringConvertible, Equatable {
  /// A number of coordinates was required and another was given.
  case wrongDimension(required: Int, given: Int)

  /// Required, given, remedy.
  public var description: String {
    switch self {
    case .wrongDimension(let required, let given):
      return "a vector of \(required) coordinate(s) was required, \(given) given; give exactly \(required)"
    }
  }
}
