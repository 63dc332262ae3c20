import CLaneMath

/// Lists of numbers of 32 lanes, by C that is compiled for each level of processor and chosen when the program is loaded
/// (`CLaneLists.h`). Of use for numbers whose memory is their 32 doubles, lane by lane.
public enum LaneLists<Number: Field>: ListArithmetic {
  /// How many registers a number fills.
  @inlinable @inline(__always)
  static var parts: Int { 4 }

  /// rᵢ = aᵢ + bᵢ.
  @inlinable
  public static func sums(
    _ r: UnsafeMutablePointer<Number>, _ a: UnsafePointer<Number>, _ b: UnsafePointer<Number>, count: Int
  ) { cl_many_sums(r, a, b, parts * count) }
  /// rᵢ = aᵢ - bᵢ.
  @inlinable
  public static func differences(
    _ r: UnsafeMutablePointer<Number>, _ a: UnsafePointer<Number>, _ b: UnsafePointer<Number>, count: Int
  ) {
    cl_many_differences(r, a, b, parts * count)
  }
  /// rᵢ = aᵢ bᵢ.
  @inlinable
  public static func products(
    _ r: UnsafeMutablePointer<Number>, _ a: UnsafePointer<Number>, _ b: UnsafePointer<Number>, count: Int
  ) {
    cl_many_products(r, a, b, parts * count)
  }
  /// rᵢ = aᵢ / bᵢ.
  @inlinable
  public static func quotients(
    _ r: UnsafeMutablePointer<Number>, _ a: UnsafePointer<Number>, _ b: UnsafePointer<Number>, count: Int
  ) {
    cl_many_quotients(r, a, b, parts * count)
  }
  /// rᵢ = max(aᵢ, bᵢ).
  @inlinable
  public static func maxima(
    _ r: UnsafeMutablePointer<Number>, _ a: UnsafePointer<Number>, _ b: UnsafePointer<Number>, count: Int
  ) {
    cl_many_maxima(r, a, b, parts * count)
  }
  /// rᵢ = √aᵢ.
  @inlinable
  public static func squareRoots(_ r: UnsafeMutablePointer<Number>, _ a: UnsafePointer<Number>, count: Int) {
    cl_many_square_roots(r, a, parts * count)
  }
  /// rᵢ = s vᵢ.
  @inlinable
  public static func multiples(_ r: UnsafeMutablePointer<Number>, _ s: Number, _ v: UnsafePointer<Number>, count: Int) {
    withUnsafePointer(to: s) { cl_many_multiples(r, $0, v, count) }
  }
  /// rᵢ = vᵢ + s.
  @inlinable
  public static func shifts(_ r: UnsafeMutablePointer<Number>, _ s: Number, _ v: UnsafePointer<Number>, count: Int) {
    withUnsafePointer(to: s) { cl_many_shifts(r, $0, v, count) }
  }
  /// rᵢ + s vᵢ.
  @inlinable
  public static func addMultiples(
    _ r: UnsafeMutablePointer<Number>, _ s: Number, _ v: UnsafePointer<Number>, count: Int
  ) {
    withUnsafePointer(to: s) { cl_many_add_multiples(r, $0, v, count) }
  }
  /// Σᵢ aᵢ bᵢ.
  @inlinable
  public static func innerProduct(_ a: UnsafePointer<Number>, _ b: UnsafePointer<Number>, count: Int) -> Number {
    var sum = Number(0)
    withUnsafeMutablePointer(to: &sum) { cl_many_inner_product($0, a, b, count) }
    return sum
  }
  /// Σᵢ aᵢ² + sum, fused where the processor can.
  @inlinable
  public static func squares(_ a: UnsafePointer<Number>, plus sum: Number, count: Int) -> Number {
    var sum = sum
    withUnsafeMutablePointer(to: &sum) { cl_many_add_squares($0, a, count) }
    return sum
  }
  /// r + t (s A v + s₂ A₂ v₂).
  @inlinable
  public static func addMultiplesOfProducts(
    _ r: UnsafeMutablePointer<Number>, _ t: Number, _ s: Number, _ a: SparseMatrix, _ v: UnsafePointer<Number>,
    _ s2: Number, _ a2: SparseMatrix, _ v2: UnsafePointer<Number>
  ) {
    withUnsafePointer(to: t) { t in
      withUnsafePointer(to: s) { s in
        withUnsafePointer(to: s2) { s2 in
          cl_many_add_multiples_of_rows(
            r, t, a.isZero ? nil : s, a.memory.starts, a.memory.columns, a.memory.entries, v, a2.isZero ? nil : s2,
            a2.memory.starts, a2.memory.columns, a2.memory.entries, v2, a.rows)
        }
      }
    }
  }
  /// r + s A v.
  @inlinable
  public static func addProducts(
    _ r: UnsafeMutablePointer<Number>, _ s: Number, _ matrix: SparseMatrix, _ v: UnsafePointer<Number>
  ) {
    withUnsafePointer(to: s) {
      cl_many_add_rows(r, $0, matrix.memory.starts, matrix.memory.columns, matrix.memory.entries, matrix.rows, v)
    }
  }
}
