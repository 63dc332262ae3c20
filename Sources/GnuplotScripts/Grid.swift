import DurableFiles
import Foundation

/// A map z(x, y) on a rectangular grid: the values behind a heat map or a contour line.
///
/// `z` is row-major with one row for each y: `z[j * x.count + i]` is the value at (`x[i]`, `y[j]`). NaN and infinities
/// mean "no value" (diverged) and are drawn masked.
public struct Grid: Equatable, Sendable {
  /// The grid's columns: strictly increasing finite values.
  public let x: [Double]
  /// The grid's rows: strictly increasing finite values.
  public let y: [Double]
  /// The values, `y.count` rows of `x.count`.
  public let z: [Double]

  /// A grid of given values.
  ///
  /// - Throws: `PlotError` when an axis is empty, not finite or not strictly increasing, or `z` has another count than
  ///   `x.count * y.count`.
  public init(x: [Double], y: [Double], z: [Double]) throws {
    for (name, values) in [("x", x), ("y", y)] {
      guard !values.isEmpty else { throw PlotError.empty(what: "The grid's \(name) axis") }
      guard values.allSatisfy(\.isFinite), zip(values, values.dropFirst()).allSatisfy(<) else {
        throw PlotError.invalidValue(
          what: "The grid's \(name) axis", required: "finite and strictly increasing",
          given: values.prefix(6).map(numberText).joined(separator: ", ") + (values.count > 6 ? ", ..." : ""))
      }
    }
    guard z.count == x.count * y.count else {
      throw PlotError.lengthMismatch(
        what: "The grid's z (\(y.count) rows of \(x.count))", expected: x.count * y.count, given: z.count)
    }
    self.x = x
    self.y = y
    self.z = z
  }

  /// A grid of the values of `function(x, y)`, called row by row.
  public init(x: [Double], y: [Double], _ function: (_ x: Double, _ y: Double) throws -> Double) throws {
    var z: [Double] = []
    z.reserveCapacity(x.count * y.count)
    for row in y { for column in x { z.append(try function(column, row)) } }
    try self.init(x: x, y: y, z: z)
  }

  /// The value at (`x[column]`, `y[row]`).
  public subscript(row row: Int, column column: Int) -> Double { z[row * x.count + column] }

  /// The smallest and largest finite value, or nil where every value is masked.
  public var finiteRange: ClosedRange<Double>? {
    let finite = z.lazy.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else { return nil }
    return low...high
  }

  /// The grid as text: the first line holds the x values after a corner cell, every other line a y value and its row.
  /// gnuplot reads it as a `nonuniform matrix`, pandas with `index_col=0`.
  public var tsv: String {
    var text = "y\\x\t" + x.map(numberText).joined(separator: "\t") + "\n"
    for (row, value) in y.enumerated() {
      let values = z[(row * x.count)..<((row + 1) * x.count)]
      text += numberText(value) + "\t" + values.map(numberText).joined(separator: "\t") + "\n"
    }
    return text
  }

  /// The matrix z alone in NumPy's format, float64 of shape (`y.count`, `x.count`).
  public var npy: Data {
    NPYHeader(rows: y.count, columns: x.count).bytes + NPYHeader.encode(z)
  }

  /// Writes `<name>.tsv` and `<name>.npy` into `folder`; returns both files.
  ///
  /// - Throws: `PlotError` for an odd name, `FileError` for a folder that cannot be written; existing files are then
  ///   kept.
  @discardableResult
  public func write(to folder: URL, name: String) throws -> (tsv: URL, npy: URL) {
    try FileName.validate(name)
    try Folder.create(folder)
    let text = folder.appendingPathComponent(name + ".tsv")
    let binary = folder.appendingPathComponent(name + ".npy")
    try AtomicFile.write(tsv, to: text)
    try AtomicFile.write(npy, to: binary)
    return (text, binary)
  }
}
