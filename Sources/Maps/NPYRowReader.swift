import Foundation

/// Reads a finished map back, row by row: one that is too large for memory can be summed up and drawn.
public struct NPYRowReader {
  private let url: URL
  private let rows: Int, columns: Int
  private let start: UInt64

  /// Opens the file of a plane's map. Throws `MapError.foreignFile` when it has not the plane's shape, and
  /// `MapError.fileFailed`.
  public init(_ url: URL, of plane: MapPlane) throws {
    self.url = url
    (rows, columns) = (plane.vertical.values.count, plane.horizontal.values.count)
    let header = NPYRowFile.header(rows: rows, columns: columns)
    start = UInt64(header.count)
    let handle = try Self.open(url)
    defer { try? handle.close() }
    guard (try? handle.read(upToCount: header.count)) == header,
      (try? handle.seekToEnd()) == start + UInt64(8 * rows * columns)
    else { throw MapError.foreignFile(path: url.path, reason: "is no map of \(rows) rows of \(columns) numbers") }
  }

  /// Hands every `stride`-th row to `body`, from the first, one at a time. Memory: one row.
  public func forEachRow(stride step: Int = 1, _ body: (_ row: Int, _ values: [Double]) throws -> Void) throws {
    let handle = try Self.open(url)
    defer { try? handle.close() }
    var next = -1
    for row in stride(from: 0, to: rows, by: max(1, step)) {
      if row != next { try seek(handle, to: row) }
      try body(row, try read(handle))
      next = row + 1
    }
  }

  /// One row. Throws `MapError.fileFailed`.
  public func row(_ row: Int) throws -> [Double] {
    let handle = try Self.open(url)
    defer { try? handle.close() }
    try seek(handle, to: row)
    return try read(handle)
  }

  /// The map thinned to at most `most` nodes a side, by leaving out rows and columns evenly from the first on.
  public func map(of plane: MapPlane, most: Int) throws -> PlanarMap {
    func stride(_ count: Int) -> Int { max(1, (count + most - 1) / max(1, most)) }
    let (across, up) = (stride(columns), stride(rows))
    var values: [Double] = []
    try forEachRow(stride: up) { _, row in
      for i in Swift.stride(from: 0, to: columns, by: across) { values.append(row[i]) }
    }
    return PlanarMap(
      horizontal: plane.horizontal.thinned(by: across), vertical: plane.vertical.thinned(by: up), values: values)
  }

  private static func open(_ url: URL) throws -> FileHandle {
    do { return try FileHandle(forReadingFrom: url) } catch {
      throw MapError.fileFailed(path: url.path, reason: "\(error.localizedDescription)")
    }
  }

  private func seek(_ handle: FileHandle, to row: Int) throws {
    do { try handle.seek(toOffset: start + UInt64(8 * columns * row)) } catch {
      throw MapError.fileFailed(path: url.path, reason: "\(error.localizedDescription)")
    }
  }

  private func read(_ handle: FileHandle) throws -> [Double] {
    let data: Data?
    do { data = try handle.read(upToCount: 8 * columns) } catch {
      throw MapError.fileFailed(path: url.path, reason: "\(error.localizedDescription)")
    }
    guard let data, data.count == 8 * columns else {
      throw MapError.fileFailed(path: url.path, reason: "it ends before its last row")
    }
    return data.withUnsafeBytes { bytes in
      (0..<columns).map {
        Double(bitPattern: UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8 * $0, as: UInt64.self)))
      }
    }
  }
}
