/// A vector of n coordinates of any `Field`: the small games of more than one dimension a player.
///
/// `DenseVector<Double>` is a point, `DenseVector<Lanes>` eight points, `DenseVector<Dual<Double>>` a point and a
/// direction. Mixing lengths throws `VectorError`.
public struct DenseVector<Element: Field>: CoordinateVector, Equatable {
  /// The numbers that scale the vector.
  public typealias Scalar = Element

  /// The coordinates.
  public var elements: [Element]

  /// The vector with these coordinates.
  @inlinable
  public init(_ elements: [Element]) { self.elements = elements }
  /// The vector with these coordinates; any number of them.
  @inlinable
  public init(coordinates: [Element]) { elements = coordinates }

  /// The i-th coordinate, 0 ≤ i < `dimension`.
  @inlinable
  public subscript(i: Int) -> Element {
    get { elements[i] }
    set { elements[i] = newValue }
  }

  @inlinable
  func checked(_ other: Self) throws {
    guard elements.count == other.elements.count else {
      throw VectorError.wrongDimension(required: elements.count, given: other.elements.count)
    }
  }

  @inlinable
  func combined(with other: Self, _ operation: (Element, Element) throws -> Element) throws -> Self {
    try checked(other)
    var result = elements
    for i in result.indices { result[i] = try operation(result[i], other.elements[i]) }
    return Self(result)
  }

  @inlinable
  func summed(with other: Self, _ operation: (Element, Element) -> Element) throws -> Element {
    try checked(other)
    var sum = Element(0)
    for i in elements.indices { sum = sum + operation(elements[i], other.elements[i]) }
    return sum
  }

  /// The zero vector of this length.
  @inlinable
  public var zero: Self { Self(Array(repeating: Element(0), count: elements.count)) }

  /// Elementwise; throws when the lengths differ.
  @inlinable
  public static func + (a: Self, b: Self) throws -> Self { try a.combined(with: b) { $0 + $1 } }
  /// Elementwise; throws when the lengths differ.
  @inlinable
  public static func - (a: Self, b: Self) throws -> Self { try a.combined(with: b) { $0 - $1 } }
  /// (s·vᵢ)ᵢ.
  @inlinable
  public static func * (s: Element, v: Self) -> Self { Self(v.elements.map { s * $0 }) }
  /// self ← self + s·v; throws when the lengths differ.
  @inlinable
  public mutating func add(_ v: Self, times s: Element) throws {
    try checked(v)
    for i in elements.indices { elements[i] = elements[i] + s * v.elements[i] }
  }
  /// Σᵢ selfᵢ otherᵢ; throws when the lengths differ.
  @inlinable
  public func dot(_ other: Self) throws -> Element { try summed(with: other) { $0 * $1 } }
  /// Σᵢ of the elements' Euclidean products; throws when the lengths differ.
  @inlinable
  public func euclideanDot(_ other: Self) throws -> Element { try summed(with: other) { $0.euclideanDot($1) } }
  /// Elementwise; throws when the lengths differ.
  @inlinable
  public func multiplied(elementwise other: Self) throws -> Self { try combined(with: other) { $0 * $1 } }
  /// Elementwise; throws when the lengths differ.
  @inlinable
  public func divided(elementwise other: Self) throws -> Self { try combined(with: other) { $0 / $1 } }
  /// Elementwise.
  @inlinable
  public func squareRoots() -> Self { Self(elements.map { $0.squareRoot() }) }
  /// Elementwise; throws when the lengths differ.
  @inlinable
  public func maximum(elementwise other: Self) throws -> Self {
    try combined(with: other) { $0.maximum(elementwise: $1) }
  }
  /// (selfᵢ + s)ᵢ.
  @inlinable
  public func adding(constant s: Element) -> Self { Self(elements.map { $0 + s }) }

  /// The number of coordinates.
  @inlinable
  public var dimension: Int { elements.count }
  /// The coordinates.
  @inlinable
  public func coordinates() -> [Element] { elements }
  /// As many new coordinates; throws `VectorError` otherwise.
  @inlinable
  public func replacingCoordinates(with values: [Element]) throws -> Self {
    try checked(Self(values))
    return Self(values)
  }

  /// As the elements do.
  @inlinable
  public static var carriesTangents: Bool { Element.carriesTangents }
  /// Every element's value part.
  @inlinable
  public func valuePart() -> Self { Self(elements.map { $0.valuePart() }) }
  /// Every element's tangent part.
  @inlinable
  public func tangentPart() -> Self { Self(elements.map { $0.tangentPart() }) }
}
