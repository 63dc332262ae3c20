/// The arithmetic of lists of numbers in memory: all that `DenseVector` does, a call a list.
///
/// A field names the one that it is quickest by (`Field.Lists`); most are content with `LoopedLists`. Results are those of
/// the operations number by number, bit for bit. `r` is memory for `count` numbers that holds none yet, unless a method
/// says that it changes it; lists may be empty, and `r` is none of the operands.
public protocol ListArithmetic<Number> {
  /// What the lists are of.
  associatedtype Number: Field

  /// rᵢ = aᵢ + bᵢ.
  static func sums(
    _ r: UnsafeMutablePointer<Number>, _ a: UnsafePointer<Number>, _ b: UnsafePointer<Number>, count: Int)
  /// rᵢ = aᵢ - bᵢ.
  static func differences(
    _ r: UnsafeMutablePointer<Number>, _ a: UnsafePointer<Number>, _ b: UnsafePointer<Number>, count: Int)
  /// rᵢ = aᵢ bᵢ.
  static func products(
    _ r: UnsafeMutablePointer<Number>, _ a: UnsafePointer<Number>, _ b: UnsafePointer<Number>, count: Int)
  /// rᵢ = aᵢ / bᵢ.
  static func quotients(
    _ r: UnsafeMutablePointer<Number>, _ a: UnsafePointer<Number>, _ b: UnsafePointer<Number>, count: Int)
  /// rᵢ = max(aᵢ, bᵢ); NaN where either is.
  static func maxima(
    _ r: UnsafeMutablePointer<Number>, _ a: UnsafePointer<Number>, _ b: UnsafePointer<Number>, count: Int)
  /// rᵢ = √aᵢ.
  static func squareRoots(_ r: UnsafeMutablePointer<Number>, _ a: UnsafePointer<Number>, count: Int)
  /// rᵢ = s vᵢ.
  static func multiples(_ r: UnsafeMutablePointer<Number>, _ s: Number, _ v: UnsafePointer<Number>, count: Int)
  /// rᵢ = vᵢ + s.
  static func shifts(_ r: UnsafeMutablePointer<Number>, _ s: Number, _ v: UnsafePointer<Number>, count: Int)
  /// Changes rᵢ to rᵢ + s vᵢ.
  static func addMultiples(_ r: UnsafeMutablePointer<Number>, _ s: Number, _ v: UnsafePointer<Number>, count: Int)
  /// Σᵢ aᵢ bᵢ, from the first on.
  static func innerProduct(_ a: UnsafePointer<Number>, _ b: UnsafePointer<Number>, count: Int) -> Number
  /// sum + Σᵢ aᵢ², to within rounding: for watching sizes.
  static func squares(_ a: UnsafePointer<Number>, plus sum: Number, count: Int) -> Number
  /// Changes r to r + t (s A v + s₂ A₂ v₂); r is neither v nor v₂.
  static func addMultiplesOfProducts(
    _ r: UnsafeMutablePointer<Number>, _ t: Number, _ s: Number, _ a: SparseMatrix, _ v: UnsafePointer<Number>,
    _ s2: Number, _ a2: SparseMatrix, _ v2: UnsafePointer<Number>)
  /// Changes r to r + s A v.
  static func addProducts(
    _ r: UnsafeMutablePointer<Number>, _ s: Number, _ matrix: SparseMatrix, _ v: UnsafePointer<Number>)
}

/// Number by number.
public enum LoopedLists<Number: Field>: ListArithmetic {
  @inlinable @inline(__always)
  static func make(_ r: UnsafeMutablePointer<Number>, count: Int, _ number: (Int) -> Number) {
    for i in 0..<count { (r + i).initialize(to: number(i)) }
  }

  /// rᵢ = aᵢ + bᵢ.
  @inlinable
  public static func sums(
    _ r: UnsafeMutablePointer<Number>, _ a: UnsafePointer<Number>, _ b: UnsafePointer<Number>, count: Int
  ) {
    make(r, count: count) { a[$0] + b[$0] }
  }
  /// rᵢ = aᵢ - bᵢ.
  @inlinable
  public static func differences(
    _ r: UnsafeMutablePointer<Number>, _ a: UnsafePointer<Number>, _ b: UnsafePointer<Number>, count: Int
  ) {
    make(r, count: count) { a[$0] - b[$0] }
  }
  /// rᵢ = aᵢ bᵢ.
  @inlinable
  public static func products(
    _ r: UnsafeMutablePointer<Number>, _ a: UnsafePointer<Number>, _ b: UnsafePointer<Number>, count: Int
  ) {
    make(r, count: count) { a[$0] * b[$0] }
  }
  /// rᵢ = aᵢ / bᵢ.
  @inlinable
  public static func quotients(
    _ r: UnsafeMutablePointer<Number>, _ a: UnsafePointer<Number>, _ b: UnsafePointer<Number>, count: Int
  ) {
    make(r, count: count) { a[$0] / b[$0] }
  }
  /// rᵢ = max(aᵢ, bᵢ).
  @inlinable
  public static func maxima(
    _ r: UnsafeMutablePointer<Number>, _ a: UnsafePointer<Number>, _ b: UnsafePointer<Number>, count: Int
  ) {
    make(r, count: count) { a[$0].maximum(elementwise: b[$0]) }
  }
  /// rᵢ = √aᵢ.
  @inlinable
  public static func squareRoots(_ r: UnsafeMutablePointer<Number>, _ a: UnsafePointer<Number>, count: Int) {
    make(r, count: count) { a[$0].squareRoot() }
  }
  /// rᵢ = s vᵢ.
  @inlinable
  public static func multiples(_ r: UnsafeMutablePointer<Number>, _ s: Number, _ v: UnsafePointer<Number>, count: Int) {
    make(r, count: count) { s * v[$0] }
  }
  /// rᵢ = vᵢ + s.
  @inlinable
  public static func shifts(_ r: UnsafeMutablePointer<Number>, _ s: Number, _ v: UnsafePointer<Number>, count: Int) {
    make(r, count: count) { v[$0] + s }
  }
  /// rᵢ + s vᵢ.
  @inlinable
  public static func addMultiples(
    _ r: UnsafeMutablePointer<Number>, _ s: Number, _ v: UnsafePointer<Number>, count: Int
  ) {
    for i in 0..<count { r[i] = r[i] + s * v[i] }
  }
  /// Σᵢ aᵢ bᵢ.
  @inlinable
  public static func innerProduct(_ a: UnsafePointer<Number>, _ b: UnsafePointer<Number>, count: Int) -> Number {
    var sum = Number(0)
    for i in 0..<count { sum = sum + a[i] * b[i] }
    return sum
  }
  /// Σᵢ aᵢ² + sum.
  @inlinable
  public static func squares(_ a: UnsafePointer<Number>, plus sum: Number, count: Int) -> Number {
    innerProduct(a, a, count: count) + sum
  }
  /// r + t (s A v + s₂ A₂ v₂).
  @inlinable
  public static func addMultiplesOfProducts(
    _ r: UnsafeMutablePointer<Number>, _ t: Number, _ s: Number, _ a: SparseMatrix, _ v: UnsafePointer<Number>,
    _ s2: Number, _ a2: SparseMatrix, _ v2: UnsafePointer<Number>
  ) {
    for i in 0..<a.rows {
      var sum = Number(0)
      if !a.isZero { sum = sum + s * a.product(ofRow: i, v) }
      if !a2.isZero { sum = sum + s2 * a2.product(ofRow: i, v2) }
      r[i] = r[i] + t * sum
    }
  }

  /// r + s A v.
  @inlinable
  public static func addProducts(
    _ r: UnsafeMutablePointer<Number>, _ s: Number, _ matrix: SparseMatrix, _ v: UnsafePointer<Number>
  ) {
    for i in 0..<matrix.rows { r[i] = r[i] + s * matrix.product(ofRow: i, v) }
  }
}
