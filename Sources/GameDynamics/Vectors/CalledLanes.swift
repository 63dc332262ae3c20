import CLaneMath

/// 32 numbers computed side by side, as `Lanes`, by operations that are called where those of `Lanes` are inlined.
///
/// For code of which there is much: games of several numbers a player. What is compiled of `Lanes` is as large as all its
/// registers, and compiled for each kind of processor; this is compiled once, to one call an operation or (`Lists`) a list,
/// of C that knows the processor. An operation takes a few nanoseconds, a tenth of one a lane. Aligned for a pair of
/// numbers, so that arrays of it come from the ordinary allocator, which is quick.
///
/// Lane by lane, bit for bit, what `Double` computes.
public struct CalledLanes: Field, CoordinateVector, Equatable {
  /// A number is its own scalar.
  public typealias Scalar = CalledLanes
  /// One truth value a lane.
  public typealias Mask = Lanes.Mask
  /// A call a list.
  public typealias Lists = LaneLists<CalledLanes>

  /// Eight lanes.
  @usableFromInline
  struct Part: Equatable, Sendable {
    @usableFromInline var a, b, c, d: SIMD2<Double>

    @inlinable @inline(__always)
    init(repeating value: Double) {
      a = SIMD2(repeating: value)
      b = a
      c = a
      d = a
    }
  }

  @usableFromInline var p0, p1, p2, p3: Part

  /// The same number in every lane.
  @inlinable
  public init(_ value: Double) {
    p0 = Part(repeating: value)
    p1 = p0
    p2 = p0
    p3 = p0
  }

  /// The numbers of these lanes.
  @inlinable @inline(__always)
  public init(_ lanes: Lanes) { self = unsafeBitCast(lanes, to: CalledLanes.self) }

  /// The same numbers.
  @inlinable @inline(__always)
  public var lanes: Lanes { unsafeBitCast(self, to: Lanes.self) }

  /// How many registers a number fills.
  @inlinable @inline(__always)
  static var parts: Int { 4 }

  /// a with what `operation` makes of its numbers, in place, and of those of b.
  @inlinable @inline(__always)
  static func combined(
    _ a: Self, _ b: Self, _ operation: (UnsafeMutableRawPointer, UnsafeRawPointer) -> Void
  ) -> Self {
    var result = a
    withUnsafeMutablePointer(to: &result) { result in withUnsafePointer(to: b) { operation(result, $0) } }
    return result
  }

  /// Lane by lane.
  @inlinable
  public static func + (a: Self, b: Self) -> Self { combined(a, b) { cl_many_sums($0, $0, $1, parts) } }
  /// Lane by lane.
  @inlinable
  public static func - (a: Self, b: Self) -> Self { combined(a, b) { cl_many_differences($0, $0, $1, parts) } }
  /// Lane by lane.
  @inlinable
  public static func * (a: Self, b: Self) -> Self { combined(a, b) { cl_many_products($0, $0, $1, parts) } }
  /// Lane by lane.
  @inlinable
  public static func / (a: Self, b: Self) -> Self { combined(a, b) { cl_many_quotients($0, $0, $1, parts) } }
  /// The larger of the two, lane by lane; NaN where either is.
  @inlinable
  public func maximum(elementwise other: Self) -> Self {
    Self.combined(self, other) { cl_many_maxima($0, $0, $1, Self.parts) }
  }
  /// self² + sum, fused where the processor can.
  @inlinable
  public func squaredNorm(plus sum: Self) -> Self { Self.combined(sum, self) { cl_many_add_squares($0, $1, 1) } }
  /// Lane by lane.
  @inlinable
  public static prefix func - (a: Self) -> Self {
    var result = a
    withUnsafeMutablePointer(to: &result) { cl_many_negatives($0, $0, parts) }
    return result
  }
  /// Lane by lane.
  @inlinable
  public func squareRoot() -> Self {
    var result = self
    withUnsafeMutablePointer(to: &result) { cl_many_square_roots($0, $0, Self.parts) }
    return result
  }

  /// Lane by lane.
  public func isLess(than other: Self) -> Mask { lanes.isLess(than: other.lanes) }
  /// Lane by lane.
  public func isAtMost(_ other: Self) -> Mask { lanes.isAtMost(other.lanes) }
  /// Lane by lane.
  public func equals(_ other: Self) -> Mask { lanes.equals(other.lanes) }
  /// Lane by lane.
  public func replacing(with other: Self, where mask: Mask) -> Self {
    Self(lanes.replacing(with: other.lanes, where: mask))
  }

  /// 32.
  @inlinable @inline(__always)
  public static var laneCount: Int { Lanes.laneCount }
  /// One lane's number.
  @inlinable
  public subscript(lane lane: Int) -> Double {
    get { withUnsafeBytes(of: self) { $0.load(fromByteOffset: lane * MemoryLayout<Double>.stride, as: Double.self) } }
    set {
      withUnsafeMutableBytes(of: &self) {
        $0.storeBytes(of: newValue, toByteOffset: lane * MemoryLayout<Double>.stride, as: Double.self)
      }
    }
  }
}
