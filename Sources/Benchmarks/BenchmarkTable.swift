import Foundation

/// Rows as text in columns.
enum BenchmarkTable {
  /// The table with its heading.
  static func text(_ rows: [BenchmarkRow]) -> String {
    let cells =
      [["case", "ours", "peer", "theirs", "unit", "ratio"]]
      + rows.map { row in
        [
          row.name, number(row.ours), row.peer ?? "-", row.theirs.map(number) ?? "-", row.unit,
          row.ratio.map(number) ?? "-",
        ]
      }
    let widths = cells[0].indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
    return cells.map { line in
      "  "
        + zip(line, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(separator: "  ")
        .trimmingCharacters(in: .whitespaces)
    }.joined(separator: "\n")
  }

  /// Three digits.
  static func number(_ value: Double) -> String { String(format: "%.3g", value) }
}
