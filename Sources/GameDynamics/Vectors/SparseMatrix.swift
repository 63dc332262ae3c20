/// The entries of a real matrix that are not zero, row by row: what products need, and no more.
///
/// Entries `starts[i]` to `starts[i + 1]` are those of row i, and belong to the columns `columnsOfEntries`, in increasing
/// order.
public struct SparseMatrix: Equatable, Sendable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// Where each row's entries begin; one more at the end.
  public let starts: [Int32]
  /// Each entry's column.
  public let columnsOfEntries: [Int32]
  /// The entries.
  public let entries: [Double]

  /// The entries of this matrix that are not zero.
  public init(_ matrix: Matrix) {
    rows = matrix.rows
    columns = matrix.columns
    var starts: [Int32] = [0]
    var columnsOfEntries: [Int32] = []
    var entries: [Double] = []
    for i in 0..<matrix.rows {
      for j in 0..<matrix.columns where matrix[i, j] != 0 {
        columnsOfEntries.append(Int32(j))
        entries.append(matrix[i, j])
      }
      starts.append(Int32(entries.count))
    }
    self.starts = starts
    self.columnsOfEntries = columnsOfEntries
    self.entries = entries
  }

  /// True where every product is zero.
  @inlinable
  public var isZero: Bool { entries.isEmpty }

  /// Changes r to r + s A v, for r of `rows` and v of `columns` numbers; throws `VectorError` otherwise. Cost: a product an
  /// entry, and one a row.
  @inlinable
  public func addProduct<F: Field>(with v: DenseVector<F>, times s: F, to r: inout DenseVector<F>) throws {
    guard v.dimension == columns else { throw VectorError.wrongDimension(required: columns, given: v.dimension) }
    guard r.dimension == rows else { throw VectorError.wrongDimension(required: rows, given: r.dimension) }
    if isZero { return }
    F.Lists.addProducts(&r.elements, s, self, v.elements)
  }
}
