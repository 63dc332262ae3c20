import CLaneMath

/// 32 numbers computed side by side: one point of a stability map per lane.
///
/// With `Lanes` in place of `Double` an optimizer runs the same game with 32 step sizes, hyperparameters or starting
/// points at once, in the SIMD registers of one core. Each lane's arithmetic is that of `Double`, bit for bit (no
/// operation mixes lanes, and none is fused), so a lane's trajectory equals the one that runs alone.
///
/// 32 numbers are four registers of 512 bits (eight of 256, sixteen of 128): a step is a chain of operations that wait
/// for each other, and four independent registers keep the processor busy meanwhile.
public typealias Lanes = LaneGroup<BaselineMachine>

/// The processors that a module's code is compiled for: the instructions that lanes may use.
///
/// A phantom type. Code for lanes is specialised by the compiler once for each machine, under different names, so that a
/// module which is compiled for newer processors never replaces the code of one that is compiled for all.
public protocol LaneMachine: Sendable {
  /// Whether it has registers for two runs of 32 lanes beside each other: 32 of 512 bits.
  static var runsPairs: Bool { get }
}

extension LaneMachine {
  /// False, unless the machine says otherwise.
  @inlinable @inline(__always)
  public static var runsPairs: Bool { false }
}

/// Every processor of the architecture that is compiled for.
public enum BaselineMachine: LaneMachine {}

/// `Lanes` of one machine; see there.
///
/// All operations are inlined whatever the size of the caller: an operation that is called costs ten times itself. They
/// are C's on vectors (CLaneMath says why).
public struct LaneGroup<Machine: LaneMachine>: Field, CoordinateVector, Equatable {
  /// One register of 512 bits.
  public typealias Part = SIMD8<Double>
  /// Lanes are their own scalar.
  public typealias Scalar = LaneGroup
  /// A call a list.
  public typealias Lists = LaneLists<LaneGroup>

  /// Lanes 0 to 7, 8 to 15, 16 to 23 and 24 to 31.
  public var p0: Part, p1: Part, p2: Part, p3: Part

  /// The numbers as they are.
  @inlinable @inline(__always)
  public init(_ p0: Part, _ p1: Part, _ p2: Part, _ p3: Part) {
    self.p0 = p0
    self.p1 = p1
    self.p2 = p2
    self.p3 = p3
  }
  /// The same number in every lane.
  @inlinable @inline(__always)
  public init(_ value: Double) {
    let part = Part(repeating: value)
    self.init(part, part, part, part)
  }
  /// One number per lane, from a function of the lane's index.
  @inlinable
  public init(_ value: (Int) throws -> Double) rethrows {
    self.init(0)
    for lane in 0..<Self.laneCount { self[lane: lane] = try value(lane) }
  }

  /// Neighbours in an array, the first one in lane 0; lanes beyond the array's end repeat its last number.
  @inlinable
  public init(_ values: [Double], from first: Int) {
    if first + Self.laneCount <= values.count {
      self = values.withUnsafeBytes { bytes in
        func part(_ k: Int) -> Part {
          bytes.loadUnaligned(
            fromByteOffset: (first + k * Part.scalarCount) * MemoryLayout<Double>.stride, as: Part.self)
        }
        return Self(part(0), part(1), part(2), part(3))
      }
    } else {
      self.init { values[min(first + $0, values.count - 1)] }
    }
  }
  /// The first `count` lanes' numbers behind those of an array.
  @inlinable
  public func append(_ count: Int, to array: inout [Double]) {
    withUnsafeBytes(of: self) { bytes in
      bytes.withMemoryRebound(to: Double.self) { array.append(contentsOf: $0.prefix(count)) }
    }
  }

  /// Lane by lane.
  @inlinable @inline(__always)
  public static func + (a: Self, b: Self) -> Self {
    Self(cl_sum(a.p0, b.p0), cl_sum(a.p1, b.p1), cl_sum(a.p2, b.p2), cl_sum(a.p3, b.p3))
  }
  /// Lane by lane.
  @inlinable @inline(__always)
  public static func - (a: Self, b: Self) -> Self {
    Self(cl_difference(a.p0, b.p0), cl_difference(a.p1, b.p1), cl_difference(a.p2, b.p2), cl_difference(a.p3, b.p3))
  }
  /// Lane by lane.
  @inlinable @inline(__always)
  public static func * (a: Self, b: Self) -> Self {
    Self(cl_product(a.p0, b.p0), cl_product(a.p1, b.p1), cl_product(a.p2, b.p2), cl_product(a.p3, b.p3))
  }
  /// Lane by lane.
  @inlinable @inline(__always)
  public static func / (a: Self, b: Self) -> Self {
    Self(cl_quotient(a.p0, b.p0), cl_quotient(a.p1, b.p1), cl_quotient(a.p2, b.p2), cl_quotient(a.p3, b.p3))
  }
  /// self² + sum, fused where the processor can.
  @inlinable @inline(__always)
  public func squaredNorm(plus sum: Self) -> Self {
    Self(
      cl_square_plus(p0, sum.p0), cl_square_plus(p1, sum.p1), cl_square_plus(p2, sum.p2), cl_square_plus(p3, sum.p3))
  }
  /// The greatest absolute value where the processor has an instruction for it, which is not one of the busy ones; else the
  /// sum of squares.
  @inlinable @inline(__always)
  public func gatheringSize(into gathered: Self) -> Self {
    Self(
      cl_gathered(p0, gathered.p0), cl_gathered(p1, gathered.p1), cl_gathered(p2, gathered.p2),
      cl_gathered(p3, gathered.p3))
  }
  /// √(b / 2) less rounding, or b.
  @inlinable @inline(__always)
  public static func greatestGathered(ofSquares bound: Self) -> Self {
    cl_gathers_greatest() ? Self(1 - 0x1p-48) * (Self(0.5) * bound).squareRoot() : bound
  }
  /// Lane by lane.
  @inlinable @inline(__always)
  public static prefix func - (a: Self) -> Self {
    Self(cl_negative(a.p0), cl_negative(a.p1), cl_negative(a.p2), cl_negative(a.p3))
  }
  /// Lane by lane.
  @inlinable @inline(__always)
  public func squareRoot() -> Self {
    Self(cl_square_root(p0), cl_square_root(p1), cl_square_root(p2), cl_square_root(p3))
  }

  /// Lane by lane.
  @inlinable @inline(__always)
  public func isLess(than other: Self) -> Mask {
    Mask(cl_less(p0, other.p0), cl_less(p1, other.p1), cl_less(p2, other.p2), cl_less(p3, other.p3))
  }
  /// Lane by lane.
  @inlinable @inline(__always)
  public func isAtMost(_ other: Self) -> Mask {
    Mask(cl_at_most(p0, other.p0), cl_at_most(p1, other.p1), cl_at_most(p2, other.p2), cl_at_most(p3, other.p3))
  }
  /// Lane by lane.
  @inlinable @inline(__always)
  public func equals(_ other: Self) -> Mask {
    Mask(cl_equal(p0, other.p0), cl_equal(p1, other.p1), cl_equal(p2, other.p2), cl_equal(p3, other.p3))
  }
  /// Lane by lane.
  @inlinable @inline(__always)
  public func replacing(with other: Self, where mask: Mask) -> Self {
    Self(
      cl_choice(p0, other.p0, mask.p0), cl_choice(p1, other.p1, mask.p1), cl_choice(p2, other.p2, mask.p2),
      cl_choice(p3, other.p3, mask.p3))
  }

  /// Lane 0's number in every lane: one register for four.
  @inlinable @inline(__always)
  public var uniform: Self { Self(p0[0]) }

  /// 32.
  @inlinable @inline(__always)
  public static var laneCount: Int { 4 * Part.scalarCount }
  /// One lane's number.
  @inlinable
  public subscript(lane lane: Int) -> Double {
    get {
      switch lane >> 3 {
      case 0: return p0[lane & 7]
      case 1: return p1[lane & 7]
      case 2: return p2[lane & 7]
      default: return p3[lane & 7]
      }
    }
    set {
      switch lane >> 3 {
      case 0: p0[lane & 7] = newValue
      case 1: p1[lane & 7] = newValue
      case 2: p2[lane & 7] = newValue
      default: p3[lane & 7] = newValue
      }
    }
  }

  /// One truth value per lane.
  public struct Mask: LaneMask {
    /// One register's truth values: -1 for true, 0 for false.
    public typealias Part = SIMD8<Int64>
    /// The truth values of lanes 0 to 7, 8 to 15, 16 to 23 and 24 to 31.
    public var p0: Part, p1: Part, p2: Part, p3: Part

    /// The truth values as they are.
    @inlinable @inline(__always)
    public init(_ p0: Part, _ p1: Part, _ p2: Part, _ p3: Part) {
      self.p0 = p0
      self.p1 = p1
      self.p2 = p2
      self.p3 = p3
    }
    /// The same truth value in every lane.
    @inlinable @inline(__always)
    public init(repeating value: Bool) {
      let part = Part(repeating: value ? -1 : 0)
      self.init(part, part, part, part)
    }
    /// True when every lane is true.
    @inlinable @inline(__always)
    public var all: Bool { cl_all(cl_and(cl_and(p0, p1), cl_and(p2, p3))) }
    /// True when some lane is true.
    @inlinable @inline(__always)
    public var any: Bool { cl_any(cl_or(cl_or(p0, p1), cl_or(p2, p3))) }
    /// Lane by lane.
    @inlinable @inline(__always)
    public var inverted: Mask { Mask(cl_not(p0), cl_not(p1), cl_not(p2), cl_not(p3)) }
    /// Lane by lane.
    @inlinable @inline(__always)
    public func and(_ other: Mask) -> Mask {
      Mask(cl_and(p0, other.p0), cl_and(p1, other.p1), cl_and(p2, other.p2), cl_and(p3, other.p3))
    }
    /// Lane by lane.
    @inlinable @inline(__always)
    public func or(_ other: Mask) -> Mask {
      Mask(cl_or(p0, other.p0), cl_or(p1, other.p1), cl_or(p2, other.p2), cl_or(p3, other.p3))
    }
    /// One lane's truth value.
    @inlinable
    public subscript(lane lane: Int) -> Bool {
      switch lane >> 3 {
      case 0: return p0[lane & 7] != 0
      case 1: return p1[lane & 7] != 0
      case 2: return p2[lane & 7] != 0
      default: return p3[lane & 7] != 0
      }
    }
  }
}
