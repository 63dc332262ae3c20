import Foundation

/// The text files of a drawing, ready to be written: `<name>.gp` and its data.
public struct DrawingFiles: Equatable, Sendable {
  /// The drawing's name, from which all files have theirs.
  public let name: String
  /// The gnuplot script.
  public let script: String
  /// The data files by name: `<name>.tsv` where one is enough, else `<name>-1.tsv`, `<name>-2.tsv` and so on.
  public let data: [String: String]
}

/// Collects a drawing's columns and grids into as few files as the script needs.
struct DrawingData {
  private enum File {
    case table([Table.Column])
    case grid(Grid)
  }

  let name: String
  private var files: [File] = []
  /// Definitions of the marked points and lines, which are too small for files of their own.
  private(set) var blocks: [String] = []
  private var blockCount = 0
  private var lineCount = 0

  init(name: String) { self.name = name }

  /// Puts columns into a file; columns over the same first column share one, so that curves over the same steps stand
  /// side by side. Values that are not finite are stored as NaN. Returns the file's index and the columns' numbers from
  /// 1, as gnuplot counts them.
  mutating func place(_ columns: [(title: String, values: [Double])]) -> (file: Int, numbers: [Int]) {
    let clean = columns.map { column in
      Table.Column(
        // One word each, for readers that split at blanks.
        column.title.split { $0.isWhitespace }.joined(separator: "_"),
        column.values.map { $0.isFinite ? $0 : .nan })
    }
    for (index, file) in files.enumerated() {
      guard case .table(let present) = file, present[0].title == clean[0].title,
        Self.same(present[0].values, clean[0].values)
      else { continue }
      var merged = present
      let numbers = clean.dropFirst().map { Self.add($0, to: &merged) }
      files[index] = .table(merged)
      return (index, [1] + numbers)
    }
    var fresh: [Table.Column] = []
    let numbers = clean.map { Self.add($0, to: &fresh) }
    files.append(.table(fresh))
    return (files.count - 1, numbers)
  }

  /// Puts a grid into a file of its own.
  mutating func place(_ grid: Grid) -> Int {
    let known = files.firstIndex { file in
      guard case .grid(let present) = file else { return false }
      return present.x == grid.x && present.y == grid.y && Self.same(present.z, grid.z)
    }
    if let known { return known }
    files.append(.grid(grid))
    return files.count - 1
  }

  /// Defines one point inside the script; returns its name.
  mutating func place(x: Double, y: Double) -> String {
    blockCount += 1
    blocks += ["$point\(blockCount) << END", "\(numberText(x))\t\(numberText(y))", "END"]
    return "$point\(blockCount)"
  }

  /// Defines a line between two points inside the script; returns its name.
  mutating func place(line start: (x: Double, y: Double), to end: (x: Double, y: Double)) -> String {
    lineCount += 1
    let ends = [start, end].map { "\(numberText($0.x))\t\(numberText($0.y))" }
    blocks += ["$line\(lineCount) << END"] + ends + ["END"]
    return "$line\(lineCount)"
  }

  /// The name of a file, known once all are placed.
  func fileName(_ index: Int) -> String {
    files.count == 1 ? "\(name).tsv" : "\(name)-\(index + 1).tsv"
  }

  /// All files together with the script.
  func files(script lines: [String]) throws -> DrawingFiles {
    var data: [String: String] = [:]
    for (index, file) in files.enumerated() {
      switch file {
      case .table(let columns): data[fileName(index)] = try Table(columns).tsv
      case .grid(let grid): data[fileName(index)] = grid.tsv
      }
    }
    return DrawingFiles(name: name, script: lines.joined(separator: "\n") + "\n", data: data)
  }

  /// Adds a column under a title of its own and returns its number.
  private static func add(_ column: Table.Column, to columns: inout [Table.Column]) -> Int {
    var title = column.title.isEmpty ? "column" : column.title
    var copy = 2
    while columns.contains(where: { $0.title == title }) {
      title = "\(column.title) (\(copy))"
      copy += 1
    }
    columns.append(Table.Column(title, column.values))
    return columns.count
  }

  private static func same(_ a: [Double], _ b: [Double]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { $0.bitPattern == $1.bitPattern || ($0.isNaN && $1.isNaN) }
  }
}
