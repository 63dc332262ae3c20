import GameDynamics

/// A field whose values the tests can draw at random, tangents included, and look at number by number.
public protocol TestField: Field {
  /// Every number independently uniform in the range.
  static func random(_ range: ClosedRange<Double>, using generator: inout SeededRandom) -> Self
  /// All numbers: of every lane, and of a dual the value's and then the tangent's.
  var numbers: [Double] { get }
}

extension Double: TestField {
  /// See the protocol.
  public static func random(_ range: ClosedRange<Double>, using generator: inout SeededRandom) -> Double {
    generator.uniform(range)
  }
  /// The number alone.
  public var numbers: [Double] { [self] }
}

extension Lanes: TestField {
  /// See the protocol.
  public static func random(_ range: ClosedRange<Double>, using generator: inout SeededRandom) -> Lanes {
    Lanes { _ in generator.uniform(range) }
  }
  /// The lanes, in order.
  public var numbers: [Double] { (0..<Self.laneCount).map { self[lane: $0] } }
}

extension CalledLanes: TestField {
  /// See the protocol.
  public static func random(_ range: ClosedRange<Double>, using generator: inout SeededRandom) -> CalledLanes {
    CalledLanes(Lanes.random(range, using: &generator))
  }
  /// The lanes, in order.
  public var numbers: [Double] { lanes.numbers }
}

extension Dual: TestField where Base: TestField {
  /// See the protocol.
  public static func random(_ range: ClosedRange<Double>, using generator: inout SeededRandom) -> Self {
    let value = Base.random(range, using: &generator)
    return Self(value, tangent: Base.random(range, using: &generator))
  }
  /// The value's numbers, then the tangent's.
  public var numbers: [Double] { value.numbers + tangent.numbers }
}

extension Vector where Scalar: TestField {
  /// All numbers of all coordinates.
  public func numbers() throws -> [Double] { try coordinates().flatMap(\.numbers) }
}
