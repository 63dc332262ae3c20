import CLaneMath

/// Lists of numbers of 32 lanes, by C that is compiled for each level of processor and chosen when the program is loaded
/// (`CLaneLists.h`). Of use for numbers whose memory is their 32 doubles, lane by lane.
public enum LaneLists<Number: Field>: ListArithmetic {
  /// How many registers a number fills.
  @inlinable @inline(__always)
  static var parts: Int { 4 }

  /// rᵢ = aᵢ + bᵢ.
  @inlinable
  public static func sums(_ r: Result, _ a: Operand, _ b: Operand, count: Int) { cl_many_sums(r, a, b, parts * count) }
  /// rᵢ = aᵢ - bᵢ.
  @inlinable
  public static func differences(_ r: Result, _ a: Operand, _ b: Operand, count: Int) {
    cl_many_differences(r, a, b, parts * count)
  }
  /// rᵢ = aᵢ bᵢ.
  @inlinable
  public static func products(_ r: Result, _ a: Operand, _ b: Operand, count: Int) {
    cl_many_products(r, a, b, parts * count)
  }
  /// rᵢ = aᵢ / bᵢ.
  @inlinable
  public static func quotients(_ r: Result, _ a: Operand, _ b: Operand, count: Int) {
    cl_many_quotients(r, a, b, parts * count)
  }
  /// rᵢ = max(aᵢ, bᵢ).
  @inlinable
  public static func maxima(_ r: Result, _ a: Operand, _ b: Operand, count: Int) {
    cl_many_maxima(r, a, b, parts * count)
  }
  /// rᵢ = √aᵢ.
  @inlinable
  public static func squareRoots(_ r: Result, _ a: Operand, count: Int) { cl_many_square_roots(r, a, parts * count) }
  /// rᵢ = s vᵢ.
  @inlinable
  public static func multiples(_ r: Result, _ s: Number, _ v: Operand, count: Int) {
    withUnsafePointer(to: s) { cl_many_multiples(r, $0, v, count) }
  }
  /// rᵢ = vᵢ + s.
  @inlinable
  public static func shifts(_ r: Result, _ s: Number, _ v: Operand, count: Int) {
    withUnsafePointer(to: s) { cl_many_shifts(r, $0, v, count) }
  }
  /// rᵢ + s vᵢ.
  @inlinable
  public static func addMultiples(_ r: Result, _ s: Number, _ v: Operand, count: Int) {
    withUnsafePointer(to: s) { cl_many_add_multiples(r, $0, v, count) }
  }
  /// Σᵢ aᵢ bᵢ.
  @inlinable
  public static func innerProduct(_ a: Operand, _ b: Operand, count: Int) -> Number {
    var sum = Number(0)
    cl_many_inner_product(&sum, a, b, count)
    return sum
  }
  /// Σᵢ aᵢ² + sum, fused where the processor can.
  @inlinable
  public static func squares(_ a: Operand, plus sum: Number, count: Int) -> Number {
    var sum = sum
    cl_many_add_squares(&sum, a, count)
    return sum
  }
  /// r + s A v.
  @inlinable
  public static func addProducts(_ r: Result, _ s: Number, _ matrix: SparseMatrix, _ v: Operand) {
    withUnsafePointer(to: s) {
      cl_many_add_rows(r, $0, matrix.starts, matrix.columnsOfEntries, matrix.entries, matrix.rows, v)
    }
  }
}
