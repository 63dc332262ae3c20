import CLaneMath
import GameDynamics

/// 128 numbers computed side by side: four groups of `CalledLanes` under one name, an operation of plain arithmetic a call.
///
/// For code whose types are known only when it runs (an optimizer on a game, at the nodes of a map): what such code does beside
/// its arithmetic, above all looking its types up, costs as much for 128 lanes as for 32, and looking up is what two threads
/// keep each other from. Lane by lane, bit for bit, what `Double` computes.
struct WideLanes: Field, CoordinateVector, Equatable {
  typealias Scalar = WideLanes

  /// How many groups there are.
  static let groups = 4
  /// Lanes 0 to 31, and so on.
  private(set) var g0: CalledLanes, g1: CalledLanes, g2: CalledLanes, g3: CalledLanes

  /// A truth value a lane.
  struct Mask: LaneMask {
    var m0: Lanes.Mask, m1: Lanes.Mask, m2: Lanes.Mask, m3: Lanes.Mask

    init(_ m0: Lanes.Mask, _ m1: Lanes.Mask, _ m2: Lanes.Mask, _ m3: Lanes.Mask) {
      (self.m0, self.m1, self.m2, self.m3) = (m0, m1, m2, m3)
    }
    init(repeating value: Bool) {
      let m = Lanes.Mask(repeating: value)
      self.init(m, m, m, m)
    }
    var all: Bool { m0.all && m1.all && m2.all && m3.all }
    var any: Bool { m0.any || m1.any || m2.any || m3.any }
    var inverted: Self { Self(m0.inverted, m1.inverted, m2.inverted, m3.inverted) }
    func and(_ o: Self) -> Self { Self(m0.and(o.m0), m1.and(o.m1), m2.and(o.m2), m3.and(o.m3)) }
    func or(_ o: Self) -> Self { Self(m0.or(o.m0), m1.or(o.m1), m2.or(o.m2), m3.or(o.m3)) }
    subscript(lane lane: Int) -> Bool {
      let (group, place) = lane.quotientAndRemainder(dividingBy: Lanes.laneCount)
      switch group {
      case 0: return m0[lane: place]
      case 1: return m1[lane: place]
      case 2: return m2[lane: place]
      default: return m3[lane: place]
      }
    }
  }

  /// The first `count` groups, at least one; the last stands for those that are missing.
  init(_ count: Int, group: (Int) -> Lanes) {
    let g0 = CalledLanes(group(0))
    let g1 = count > 1 ? CalledLanes(group(1)) : g0
    let g2 = count > 2 ? CalledLanes(group(2)) : g1
    self.init(g0, g1, g2, count > 3 ? CalledLanes(group(3)) : g2)
  }
  init(_ value: Double) {
    let group = CalledLanes(value)
    self.init(group, group, group, group)
  }
  private init(_ g0: CalledLanes, _ g1: CalledLanes, _ g2: CalledLanes, _ g3: CalledLanes) {
    (self.g0, self.g1, self.g2, self.g3) = (g0, g1, g2, g3)
  }

  /// Group by group.
  func map(_ operation: (CalledLanes) -> CalledLanes) -> Self {
    Self(operation(g0), operation(g1), operation(g2), operation(g3))
  }
  /// The same of two.
  func map(with o: Self, _ operation: (CalledLanes, CalledLanes) -> CalledLanes) -> Self {
    Self(operation(g0, o.g0), operation(g1, o.g1), operation(g2, o.g2), operation(g3, o.g3))
  }
  private func mask(_ o: Self, _ operation: (CalledLanes, CalledLanes) -> Lanes.Mask) -> Mask {
    Mask(operation(g0, o.g0), operation(g1, o.g1), operation(g2, o.g2), operation(g3, o.g3))
  }

  // MARK: - Arithmetic: all groups in one call

  private static let parts = MemoryLayout<WideLanes>.size / MemoryLayout<SIMD8<Double>>.size

  private static func combined(
    _ a: Self, _ b: Self,
    _ operation: (UnsafeMutableRawPointer, UnsafeRawPointer, UnsafeRawPointer, Int) -> Void
  ) -> Self {
    var result = a
    withUnsafeMutablePointer(to: &result) { result in
      withUnsafePointer(to: b) { operation(result, result, $0, parts) }
    }
    return result
  }

  static func + (a: Self, b: Self) -> Self { combined(a, b, cl_many_sums) }
  static func - (a: Self, b: Self) -> Self { combined(a, b, cl_many_differences) }
  static func * (a: Self, b: Self) -> Self { combined(a, b, cl_many_products) }
  static func / (a: Self, b: Self) -> Self { combined(a, b, cl_many_quotients) }
  func maximum(elementwise other: Self) -> Self { Self.combined(self, other, cl_many_maxima) }
  static prefix func - (a: Self) -> Self {
    var result = a
    withUnsafeMutablePointer(to: &result) { cl_many_negatives($0, $0, parts) }
    return result
  }
  func squareRoot() -> Self { map { $0.squareRoot() } }

  func isLess(than other: Self) -> Mask { mask(other) { $0.isLess(than: $1) } }
  func isAtMost(_ other: Self) -> Mask { mask(other) { $0.isAtMost($1) } }
  func equals(_ other: Self) -> Mask { mask(other) { $0.equals($1) } }
  func replacing(with other: Self, where mask: Mask) -> Self {
    Self(
      g0.replacing(with: other.g0, where: mask.m0), g1.replacing(with: other.g1, where: mask.m1),
      g2.replacing(with: other.g2, where: mask.m2), g3.replacing(with: other.g3, where: mask.m3))
  }

  // MARK: - Lanes

  static var laneCount: Int { groups * Lanes.laneCount }

  /// One group.
  subscript(group group: Int) -> CalledLanes {
    get {
      switch group {
      case 0: return g0
      case 1: return g1
      case 2: return g2
      default: return g3
      }
    }
    set {
      switch group {
      case 0: g0 = newValue
      case 1: g1 = newValue
      case 2: g2 = newValue
      default: g3 = newValue
      }
    }
  }

  subscript(lane lane: Int) -> Double {
    get { self[group: lane / Lanes.laneCount][lane: lane % Lanes.laneCount] }
    set { self[group: lane / Lanes.laneCount][lane: lane % Lanes.laneCount] = newValue }
  }
}
