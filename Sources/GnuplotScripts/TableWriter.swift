import DurableFiles
import Foundation

/// A table that is written row by row, and has its name once it is whole: one with more rows than memory should hold. The
/// bytes are those of `Table`.
public final class TableWriter {
  private let draft: Draft
  private let sink: FileSink
  private let width: Int

  /// Begins `<name>.tsv` in a folder, making the folder where it is missing. Throws what `Table` throws for odd titles, and
  /// as `FileError.writing` says.
  public init(_ folder: URL, _ name: String, _ titles: [String]) throws {
    try FileName.validate(name)
    let header = try Table(titles.map { .init($0, []) })
    try Folder.create(folder)
    draft = Draft(for: folder.appendingPathComponent(name + ".tsv"))
    sink = try FileSink(creating: draft.url)
    width = titles.count
    try sink.append(Data(header.tsv.utf8))
  }

  /// Adds whole rows, one after another. Throws `PlotError.lengthMismatch` for a part of a row, and as `FileError.writing`
  /// says.
  public func append(_ values: [Double]) throws {
    guard values.count.isMultiple(of: width) else {
      throw PlotError.lengthMismatch(what: "The last row", expected: width, given: values.count % width)
    }
    var text = ""
    for (place, value) in values.enumerated() {
      text += numberText(value) + (place % width == width - 1 ? "\n" : "\t")
    }
    try sink.append(Data(text.utf8))
  }

  /// Ends the table; returns its file. Throws as `FileError.writing` says.
  public func finish() throws -> URL {
    _ = try sink.finish()
    try draft.move()
    return draft.target
  }
}
