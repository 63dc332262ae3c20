/// A vector of n coordinates of any `Field`: the small games of more than one dimension a player.
///
/// `DenseVector<Double>` is a point, `DenseVector<Lanes>` 32 points, `DenseVector<Dual<Double>>` a point and a
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

  /// As many numbers as here, which `fill` puts into memory that holds none.
  @inlinable
  func made(_ fill: (UnsafeMutablePointer<Element>) -> Void) -> Self {
    let count = elements.count
    return Self(
      [Element](unsafeUninitializedCapacity: count) { memory, initialized in
        if let first = memory.baseAddress, count > 0 { fill(first) }
        initialized = count
      })
  }

  /// The zero vector of this length.
  @inlinable
  public var zero: Self { Self(Array(repeating: Element(0), count: elements.count)) }

  /// Elementwise; throws when the lengths differ.
  @inlinable
  public static func + (a: Self, b: Self) throws -> Self {
    try a.checked(b)
    return a.made { Element.Lists.sums($0, a.elements, b.elements, count: a.elements.count) }
  }
  /// Elementwise; throws when the lengths differ.
  @inlinable
  public static func - (a: Self, b: Self) throws -> Self {
    try a.checked(b)
    return a.made { Element.Lists.differences($0, a.elements, b.elements, count: a.elements.count) }
  }
  /// (s·vᵢ)ᵢ.
  @inlinable
  public static func * (s: Element, v: Self) -> Self {
    v.made { Element.Lists.multiples($0, s, v.elements, count: v.elements.count) }
  }
  /// self ← self + s·v; throws when the lengths differ.
  @inlinable
  public mutating func add(_ v: Self, times s: Element) throws {
    try checked(v)
    Element.Lists.addMultiples(&elements, s, v.elements, count: v.elements.count)
  }
  /// Σᵢ selfᵢ otherᵢ; throws when the lengths differ.
  @inlinable
  public func dot(_ other: Self) throws -> Element {
    try checked(other)
    return Element.Lists.innerProduct(elements, other.elements, count: elements.count)
  }
  /// ‖self‖² + sum.
  @inlinable
  public func squaredNorm(plus sum: Element) -> Element {
    Element.Lists.squares(elements, plus: sum, count: elements.count)
  }
  /// Σᵢ of the elements' Euclidean products; throws when the lengths differ.
  @inlinable
  public func euclideanDot(_ other: Self) throws -> Element {
    guard Element.carriesTangents else { return try dot(other) }
    try checked(other)
    var sum = Element(0)
    for i in elements.indices { sum = sum + elements[i].euclideanDot(other.elements[i]) }
    return sum
  }
  /// Elementwise; throws when the lengths differ.
  @inlinable
  public func multiplied(elementwise other: Self) throws -> Self {
    try checked(other)
    return made { Element.Lists.products($0, elements, other.elements, count: elements.count) }
  }
  /// Elementwise; throws when the lengths differ.
  @inlinable
  public func divided(elementwise other: Self) throws -> Self {
    try checked(other)
    return made { Element.Lists.quotients($0, elements, other.elements, count: elements.count) }
  }
  /// Elementwise.
  @inlinable
  public func squareRoots() -> Self { made { Element.Lists.squareRoots($0, elements, count: elements.count) } }
  /// Elementwise; throws when the lengths differ.
  @inlinable
  public func maximum(elementwise other: Self) throws -> Self {
    try checked(other)
    return made { Element.Lists.maxima($0, elements, other.elements, count: elements.count) }
  }
  /// (selfᵢ + s)ᵢ.
  @inlinable
  public func adding(constant s: Element) -> Self {
    made { Element.Lists.shifts($0, s, elements, count: elements.count) }
  }

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
