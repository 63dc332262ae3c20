/// A dense real matrix, row by row: coefficients of small games, Jacobians of iterations.
public struct Matrix: Equatable, Sendable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// Entry (i, j) stands at `i * columns + j`.
  public var entries: [Double]

  /// The zero matrix of this shape.
  public init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    entries = Array(repeating: 0, count: rows * columns)
  }

  /// The matrix with these rows; throws `VectorError` when they differ in length.
  public init(_ rows: [[Double]]) throws {
    self.rows = rows.count
    columns = rows.first?.count ?? 0
    for row in rows where row.count != columns {
      throw VectorError.wrongDimension(required: columns, given: row.count)
    }
    entries = rows.flatMap { $0 }
  }

  /// s times the identity.
  public init(identity n: Int, times s: Double = 1) {
    self.init(rows: n, columns: n)
    for i in 0..<n { self[i, i] = s }
  }

  /// Entry (i, j); 0 ≤ i < `rows`, 0 ≤ j < `columns`.
  public subscript(i: Int, j: Int) -> Double {
    get { entries[i * columns + j] }
    set { entries[i * columns + j] = newValue }
  }

  /// The matrix with rows and columns exchanged.
  public var transposed: Matrix {
    var result = Matrix(rows: columns, columns: rows)
    for i in 0..<rows { for j in 0..<columns { result[j, i] = self[i, j] } }
    return result
  }

  /// A·v for a vector over any field; throws when v has not `columns` coordinates. Cost: rows × columns products.
  @inlinable
  public func times<F: Field>(_ v: DenseVector<F>) throws -> DenseVector<F> {
    guard v.dimension == columns else { throw VectorError.wrongDimension(required: columns, given: v.dimension) }
    var result = [F](repeating: F(0), count: rows)
    for i in 0..<rows {
      var sum = F(0)
      for j in 0..<columns { sum = sum + F(entries[i * columns + j]) * v[j] }
      result[i] = sum
    }
    return DenseVector(result)
  }

  /// Aᵀ·v for a vector over any field; throws when v has not `rows` coordinates.
  @inlinable
  public func transposedTimes<F: Field>(_ v: DenseVector<F>) throws -> DenseVector<F> {
    guard v.dimension == rows else { throw VectorError.wrongDimension(required: rows, given: v.dimension) }
    var result = [F](repeating: F(0), count: columns)
    for i in 0..<rows { for j in 0..<columns { result[j] = result[j] + F(entries[i * columns + j]) * v[i] } }
    return DenseVector(result)
  }
}
