/// A vector and its derivative in one direction: value + ε · tangent with ε² = 0, for a vector of any type.
///
/// What `Dual` is to numbers this is to whole vectors: `DualVector<TensorList>` are the parameters of a network and a
/// direction in which they are moved, so that the one source of an optimizer gives, beside its step, the exact directional
/// derivative of the step. Nothing is done coordinate by coordinate: a verb costs two or three of the base's. For a vector
/// of duals (`DenseVector<Dual<Double>>`) the meaning is the same, and so are the results, to rounding.
///
/// Comparisons of scalars look at the value alone. √0 has an infinite tangent, or none (NaN).
///
/// Source: A. Griewank and A. Walther, "Evaluating Derivatives", 2nd ed., SIAM, 2008, chapter 3.
public struct DualVector<Base: Vector>: Vector {
  /// Numbers with their derivatives.
  public typealias Scalar = Dual<Base.Scalar>

  /// The vector.
  public var value: Base
  /// Its derivative in the direction that is followed.
  public var tangent: Base

  /// value + ε · tangent; both of one shape.
  @inlinable
  public init(_ value: Base, tangent: Base) {
    self.value = value
    self.tangent = tangent
  }

  /// A constant: tangent zero.
  @inlinable
  public init(constant value: Base) throws { self.init(value, tangent: try value.zero) }

  /// 0.
  @inlinable
  public var zero: Self {
    get throws {
      let zero = try value.zero
      return Self(zero, tangent: zero)
    }
  }

  /// (u + v)′ = u′ + v′.
  @inlinable
  public static func + (a: Self, b: Self) throws -> Self {
    Self(try a.value + b.value, tangent: try a.tangent + b.tangent)
  }
  /// (u - v)′ = u′ - v′.
  @inlinable
  public static func - (a: Self, b: Self) throws -> Self {
    Self(try a.value - b.value, tangent: try a.tangent - b.tangent)
  }
  /// (s v)′ = s v′ + s′ v.
  @inlinable
  public static func * (s: Scalar, v: Self) throws -> Self {
    var tangent = try s.value * v.tangent
    try tangent.add(v.value, times: s.tangent)
    return Self(try s.value * v.value, tangent: tangent)
  }
  /// self ← self + s · v.
  @inlinable
  public mutating func add(_ v: Self, times s: Scalar) throws {
    try value.add(v.value, times: s.value)
    try tangent.add(v.tangent, times: s.value)
    try tangent.add(v.value, times: s.tangent)
  }

  /// ⟨u, v⟩′ = ⟨u′, v⟩ + ⟨u, v′⟩.
  @inlinable
  public func dot(_ other: Self) throws -> Scalar {
    Scalar(try value.dot(other.value), tangent: try tangent.dot(other.value) + value.dot(other.tangent))
  }
  /// ⟨value, value′⟩ + ⟨tangent, tangent′⟩, without a tangent.
  @inlinable
  public func euclideanDot(_ other: Self) throws -> Scalar {
    Scalar(
      try value.euclideanDot(other.value) + tangent.euclideanDot(other.tangent), tangent: Base.Scalar(0))
  }

  /// (u v)′ = u′ v + u v′, elementwise.
  @inlinable
  public func multiplied(elementwise other: Self) throws -> Self {
    Self(
      try value.multiplied(elementwise: other.value),
      tangent: try tangent.multiplied(elementwise: other.value) + value.multiplied(elementwise: other.tangent))
  }
  /// (u / v)′ = (u′ - (u / v) v′) / v, elementwise.
  @inlinable
  public func divided(elementwise other: Self) throws -> Self {
    let quotient = try value.divided(elementwise: other.value)
    return Self(
      quotient,
      tangent: try (tangent - quotient.multiplied(elementwise: other.tangent)).divided(elementwise: other.value))
  }
  /// (√u)′ = u′ / (2 √u), elementwise.
  @inlinable
  public func squareRoots() throws -> Self {
    let root = try value.squareRoots()
    return Self(root, tangent: try tangent.divided(elementwise: root + root))
  }
  /// The larger value with its tangent, elementwise; where values are equal, the mean of both tangents.
  ///
  /// Of values alone the larger is told by max(u, v) = (u + v + |u - v|) / 2, whose derivative is by sign(u - v): both are
  /// made of the verbs that a vector has.
  @inlinable
  public func maximum(elementwise other: Self) throws -> Self {
    let greater = try value.maximum(elementwise: other.value)
    // (max - min) / (max - min), 0 where they are equal, with the sign of u - v.
    let difference = try value - other.value
    let size = try difference.multiplied(elementwise: difference).squareRoots()
    let least = try size.zero.adding(constant: Base.Scalar(.leastNormalMagnitude))
    let sign = try difference.divided(elementwise: size.maximum(elementwise: least))
    let half = Base.Scalar(0.5)
    var result = try half * (tangent + other.tangent)
    try result.add((tangent - other.tangent).multiplied(elementwise: sign), times: half)
    return Self(greater, tangent: result)
  }
  /// (u + s)′ = u′ + s′, elementwise.
  @inlinable
  public func adding(constant s: Scalar) throws -> Self {
    Self(try value.adding(constant: s.value), tangent: try tangent.adding(constant: s.tangent))
  }
  /// Chooses value and tangent together.
  @inlinable
  public func replacing(with other: Self, where mask: Scalar.Mask) throws -> Self {
    Self(
      try value.replacing(with: other.value, where: mask),
      tangent: try tangent.replacing(with: other.tangent, where: mask))
  }

  /// How many numbers the vector has.
  @inlinable
  public var dimension: Int { value.dimension }
  /// The numbers with their derivatives.
  @inlinable
  public func coordinates() throws -> [Scalar] {
    try zip(value.coordinates(), tangent.coordinates()).map { Scalar($0, tangent: $1) }
  }
  /// As many new numbers; throws as the base does.
  @inlinable
  public func replacingCoordinates(with values: [Scalar]) throws -> Self {
    Self(
      try value.replacingCoordinates(with: values.map(\.value)),
      tangent: try tangent.replacingCoordinates(with: values.map(\.tangent)))
  }

  /// True.
  @inlinable
  public static var carriesTangents: Bool { true }
  /// The value, tangent zero.
  @inlinable
  public func valuePart() throws -> Self { Self(value, tangent: try tangent.zero) }
  /// The tangent, value zero.
  @inlinable
  public func tangentPart() throws -> Self { Self(try value.zero, tangent: tangent) }
}
