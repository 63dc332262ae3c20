/// The entries of a real matrix that are not zero, row by row: what products need, and no more.
///
/// In plain memory that is never changed, so that a product, which is a few dozen operations, counts no references.
public struct SparseMatrix: Sendable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// True where every product is zero.
  public let isZero: Bool
  @usableFromInline let memory: Memory

  /// The entries `starts[i]` to `starts[i + 1]` are those of row i, and belong to the columns `columns`, in increasing order.
  @usableFromInline
  final class Memory: @unchecked Sendable {
    @usableFromInline let starts: UnsafeMutablePointer<Int32>
    @usableFromInline let columns: UnsafeMutablePointer<Int32>
    @usableFromInline let entries: UnsafeMutablePointer<Double>

    init(starts: [Int32], columns: [Int32], entries: [Double]) {
      func copy<Value>(_ values: [Value]) -> UnsafeMutablePointer<Value> {
        let result = UnsafeMutablePointer<Value>.allocate(capacity: max(1, values.count))
        result.initialize(from: values, count: values.count)
        return result
      }
      self.starts = copy(starts)
      self.columns = copy(columns)
      self.entries = copy(entries)
    }

    deinit {
      starts.deallocate()
      columns.deallocate()
      entries.deallocate()
    }
  }

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
    isZero = entries.isEmpty
    memory = Memory(starts: starts, columns: columnsOfEntries, entries: entries)
  }

  /// Row i times v, from the first entry on.
  @inlinable
  func product<F: Field>(ofRow i: Int, _ v: UnsafePointer<F>) -> F {
    var sum = F(0)
    for k in Int(memory.starts[i])..<Int(memory.starts[i + 1]) {
      sum = sum + F(memory.entries[k]) * v[Int(memory.columns[k])]
    }
    return sum
  }

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
