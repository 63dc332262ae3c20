/// Where the rows of a map go, from the first to the last.
public protocol MapSink {
  /// How many rows are there already: the job goes on from here.
  var completeRows: Int { get }
  /// Takes the next rows.
  mutating func append(_ rows: [[Double]]) throws
  /// Told after the last row.
  mutating func finish() throws
}

/// Rows kept in memory.
struct MemorySink: MapSink {
  private(set) var values: [Double] = []
  private(set) var completeRows = 0

  /// An empty sink for so many values.
  init(capacity: Int) { values.reserveCapacity(capacity) }

  mutating func append(_ rows: [[Double]]) {
    for row in rows { values += row }
    completeRows += rows.count
  }
  func finish() {}
}
