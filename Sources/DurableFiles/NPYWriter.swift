import Foundation

/// A `.npy` matrix of float64 that is written row by row, and has its name once it is whole.
public final class NPYWriter {
  private let draft: Draft
  private let sink: FileSink
  private let header: NPYHeader
  private var rows = 0

  /// Begins a matrix of this shape. Throws as `FileError.writing` says.
  public init(_ url: URL, rows: Int, columns: Int) throws(FileError) {
    draft = Draft(for: url)
    sink = try FileSink(creating: draft.url)
    header = NPYHeader(rows: rows, columns: columns)
    try sink.append(header.bytes)
  }

  /// Adds whole rows, one after another. Throws as `FileError.writing` says, and `malformed` for more numbers than the
  /// shape has room for, or a part of a row.
  public func append(_ values: [Double]) throws(FileError) {
    let added = values.count / max(1, header.columns)
    guard added * header.columns == values.count, rows + added <= header.rows else {
      throw wrong("\(values.count) numbers after \(rows) rows")
    }
    try sink.append(NPYHeader.encode(values))
    rows += added
  }

  /// Ends the matrix. Throws as `FileError.writing` says, and `malformed` where rows are missing.
  public func finish() throws(FileError) {
    guard rows == header.rows else { throw wrong("\(rows) rows") }
    _ = try sink.finish()
    try draft.move()
  }

  private func wrong(_ given: String) -> FileError {
    FileError(
      .malformed, subject: draft.target.path, required: "\(header.rows) rows of \(header.columns) numbers",
      given: given,
      remedy: "append as many rows as the shape that was announced")
  }
}
