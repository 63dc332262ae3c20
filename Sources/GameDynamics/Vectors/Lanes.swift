/// Eight numbers computed side by side: one point of a stability map per lane.
///
/// With `Lanes` in place of `Double` an optimizer runs the same game with eight step sizes, hyperparameters or starting
/// points at once, in the SIMD registers of one core. Each lane's arithmetic is that of `Double`, bit for bit (no
/// operation mixes lanes, and none is fused), so a lane's trajectory equals the one that runs alone.
public struct Lanes: Field, CoordinateVector, Equatable {
  /// The machine's representation.
  public typealias Storage = SIMD8<Double>
  /// Lanes are their own scalar.
  public typealias Scalar = Lanes

  /// The eight numbers.
  public var storage: Storage

  /// The eight numbers as they are.
  @inlinable
  public init(_ storage: Storage) { self.storage = storage }
  /// The same number in every lane.
  @inlinable
  public init(_ value: Double) { storage = Storage(repeating: value) }
  /// One number per lane, from a function of the lane's index.
  @inlinable
  public init(_ value: (Int) throws -> Double) rethrows {
    storage = Storage()
    for lane in 0..<Storage.scalarCount { storage[lane] = try value(lane) }
  }

  /// Lane by lane.
  @inlinable
  public static func + (a: Lanes, b: Lanes) -> Lanes { Lanes(a.storage + b.storage) }
  /// Lane by lane.
  @inlinable
  public static func - (a: Lanes, b: Lanes) -> Lanes { Lanes(a.storage - b.storage) }
  /// Lane by lane.
  @inlinable
  public static func * (a: Lanes, b: Lanes) -> Lanes { Lanes(a.storage * b.storage) }
  /// Lane by lane.
  @inlinable
  public static func / (a: Lanes, b: Lanes) -> Lanes { Lanes(a.storage / b.storage) }
  /// Lane by lane. From -0, since SIMD's own negation subtracts from +0 and loses the sign of zeros, which `Double`'s
  /// keeps.
  @inlinable
  public static prefix func - (a: Lanes) -> Lanes { Lanes(Storage(repeating: -0.0) - a.storage) }
  /// Lane by lane.
  @inlinable
  public func squareRoot() -> Lanes { Lanes(storage.squareRoot()) }

  /// Lane by lane.
  @inlinable
  public func isLess(than other: Lanes) -> Mask { Mask(storage .< other.storage) }
  /// Lane by lane.
  @inlinable
  public func replacing(with other: Lanes, where mask: Mask) -> Lanes {
    Lanes(storage.replacing(with: other.storage, where: mask.storage))
  }

  /// 8.
  @inlinable
  public static var laneCount: Int { Storage.scalarCount }
  /// One lane's number.
  @inlinable
  public subscript(lane lane: Int) -> Double {
    get { storage[lane] }
    set { storage[lane] = newValue }
  }

  /// One truth value per lane.
  public struct Mask: LaneMask {
    /// The machine's representation.
    public var storage: SIMDMask<SIMD8<Int64>>
    /// The truth values as they are.
    @inlinable
    public init(_ storage: SIMDMask<SIMD8<Int64>>) { self.storage = storage }
    /// The same truth value in every lane.
    @inlinable
    public init(repeating value: Bool) { storage = SIMDMask(repeating: value) }
    /// True when every lane is true.
    @inlinable
    public var all: Bool { Swift.all(storage) }
    /// True when some lane is true.
    @inlinable
    public var any: Bool { Swift.any(storage) }
    /// Lane by lane.
    @inlinable
    public var inverted: Mask { Mask(.!storage) }
    /// Lane by lane.
    @inlinable
    public func and(_ other: Mask) -> Mask { Mask(storage .& other.storage) }
    /// Lane by lane.
    @inlinable
    public func or(_ other: Mask) -> Mask { Mask(storage .| other.storage) }
    /// One lane's truth value.
    @inlinable
    public subscript(lane lane: Int) -> Bool { storage[lane] }
  }
}
