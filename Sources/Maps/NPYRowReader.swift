import DurableFiles
import Foundation

/// Reads a finished map back, row by row: one that is too large for memory can be summed up and drawn.
public struct NPYRowReader {
  private let rows: NPYRows

  /// Opens the file of a plane's map. Throws `FileError.foreign` when it has not the plane's shape, and what
  /// `NPYHeader.init(of:)` throws.
  public init(_ url: URL, of plane: MapPlane) throws {
    rows = try NPYRows(url)
    let (height, width) = (plane.vertical.values.count, plane.horizontal.values.count)
    guard (rows.header.rows, rows.header.columns) == (height, width) else {
      throw FileError(
        .foreign, subject: url.path, required: "a map of \(height) rows of \(width) numbers",
        given: "\(rows.header.rows) rows of \(rows.header.columns)", remedy: "compute the map again")
    }
  }

  /// Hands every `step`-th row to `body`, from the first, one at a time. Memory: one row.
  public func forEachRow(stride step: Int = 1, _ body: (_ row: Int, _ values: [Double]) throws -> Void) throws {
    try rows.forEachRow(stride: step, body)
  }

  /// One row. Throws `FileError`.
  public func row(_ row: Int) throws -> [Double] { try rows.row(row) }

  /// The map thinned to at most `most` nodes a side, by leaving out rows and columns evenly from the first on.
  public func map(of plane: MapPlane, most: Int) throws -> PlanarMap {
    func stride(_ count: Int) -> Int { max(1, (count + most - 1) / max(1, most)) }
    let (across, up) = (stride(rows.header.columns), stride(rows.header.rows))
    var values: [Double] = []
    try forEachRow(stride: up) { _, row in
      for i in Swift.stride(from: 0, to: row.count, by: across) { values.append(row[i]) }
    }
    return PlanarMap(
      horizontal: plane.horizontal.thinned(by: across), vertical: plane.vertical.thinned(by: up), values: values)
  }
}
