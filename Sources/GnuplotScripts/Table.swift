import DurableFiles
import Foundation

/// Named columns of numbers, written as tab-separated text that gnuplot, pandas and spreadsheets read alike.
///
/// The first line holds the column titles; every number is the shortest decimal that reads back exactly, NaN is `NaN`
/// and the infinities are `inf` and `-inf`. Equal tables give equal bytes.
public struct Table: Equatable, Sendable {
  /// One column: a title with symbol and unit, such as `"time t (s)"`, and its values.
  public struct Column: Equatable, Sendable {
    /// The column's title.
    public var title: String
    /// The column's values, one a row.
    public var values: [Double]

    /// A column of `values` under `title`.
    public init(_ title: String, _ values: [Double]) {
      self.title = title
      self.values = values
    }
  }

  /// The columns, of equal length and with distinct titles.
  public let columns: [Column]

  /// The number of rows.
  public var rowCount: Int { columns.first?.values.count ?? 0 }

  /// A table of `columns`.
  ///
  /// - Throws: `PlotError` when there is no column, lengths differ, or a title is empty, repeated or holds a tab or
  ///   newline. Columns without rows are allowed.
  public init(_ columns: [Column]) throws {
    guard let first = columns.first else { throw PlotError.empty(what: "The table's column list") }
    var seen: Set<String> = []
    for column in columns {
      guard column.values.count == first.values.count else {
        throw PlotError.lengthMismatch(
          what: "Column \(String(reflecting: column.title))", expected: first.values.count, given: column.values.count)
      }
      let isSeparated = column.title.contains { $0 == "\t" || $0.isNewline }
      guard !column.title.isEmpty, !isSeparated, seen.insert(column.title).inserted else {
        throw PlotError.invalidName(
          kind: "column title", given: column.title, allowed: "distinct, non-empty text without tabs and newlines")
      }
    }
    self.columns = columns
  }

  /// The values of the column called `title`, or nil where there is none.
  public subscript(title: String) -> [Double]? { columns.first { $0.title == title }?.values }

  /// The table as tab-separated text.
  public var tsv: String {
    var text = columns.map(\.title).joined(separator: "\t") + "\n"
    for row in 0..<rowCount {
      text += columns.map { numberText($0.values[row]) }.joined(separator: "\t") + "\n"
    }
    return text
  }

  /// Reads what `tsv` wrote.
  ///
  /// - Throws: `FileError.malformed` naming the line that is not a row of as many numbers as there are titles.
  public init(tsv: String) throws {
    var lines = tsv.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last == "" { lines.removeLast() }
    guard let header = lines.first else { throw PlotError.empty(what: "The table's text") }
    let titles = header.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    var columns = titles.map { Column($0, []) }
    for (index, line) in lines.enumerated().dropFirst() {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard fields.count == titles.count else {
        throw Self.malformed(index, "\(titles.count) fields, as in the header", "\(fields.count)")
      }
      for (column, field) in fields.enumerated() {
        guard let value = number(in: field) else {
          throw Self.malformed(index, "numbers", String(reflecting: String(field)))
        }
        columns[column].values.append(value)
      }
    }
    try self.init(columns)
  }

  private static func malformed(_ index: Int, _ required: String, _ given: String) -> FileError {
    FileError(
      .malformed, subject: "line \(index + 1) of the table", required: required, given: given,
      remedy: "mend the line, or write the table again")
  }

  /// Writes `<name>.tsv` into `folder`, making the folder where it is missing; returns the file.
  ///
  /// - Throws: `PlotError` for an odd name, `FileError` for a folder that cannot be written; an existing file is then
  ///   kept.
  @discardableResult
  public func write(to folder: URL, name: String) throws -> URL {
    try FileName.validate(name)
    try Folder.create(folder)
    let url = folder.appendingPathComponent(name + ".tsv")
    try AtomicFile.write(tsv, to: url)
    return url
  }
}
