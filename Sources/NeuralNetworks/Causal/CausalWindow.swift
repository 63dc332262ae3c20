/// Which pixels around its own a masked convolution looks at: never a later one, in the order row by row and left to
/// right.
public struct CausalWindow: Sendable, Equatable {
  /// What is seen of the pixel's own row.
  public enum OwnRow: Sendable {
    /// The pixels to the left, and of the pixel itself the channels that come before: mask A.
    case before
    /// The pixels to the left and the pixel itself, up to the same channel: mask B.
    case upTo
    /// The whole row, as where a feature stands for the rows above alone.
    case all
  }

  /// Rows above the pixel's own: 0 is its own row, 1 the one above.
  public let rows: ClosedRange<Int>
  /// Columns from the pixel's own on: -1 is the one to the left.
  public let columns: ClosedRange<Int>
  /// What is seen of the pixel's own row, if `rows` begins with 0.
  public let own: OwnRow

  /// These rows above, and columns beside, of which at least one is the pixel's own or to the left.
  public init(rows: ClosedRange<Int>, columns: ClosedRange<Int>, own: OwnRow) {
    self.rows = max(0, rows.lowerBound)...max(0, rows.upperBound)
    self.columns = min(0, columns.lowerBound)...max(min(0, columns.lowerBound), columns.upperBound)
    self.own = own
  }

  /// The upper half of a square kernel of an odd side: the half below the centre is masked, and is not kept at all.
  public static func square(_ side: Int, _ own: OwnRow) -> CausalWindow {
    CausalWindow(rows: 0...side / 2, columns: -(side / 2)...side / 2, own: own)
  }

  /// The left half of a kernel of one row.
  public static func row(_ width: Int, _ own: OwnRow) -> CausalWindow {
    CausalWindow(rows: 0...0, columns: -(width / 2)...0, own: own)
  }

  /// What of a square kernel is above its centre's row.
  public static func above(_ side: Int) -> CausalWindow {
    CausalWindow(rows: 1...max(1, side / 2), columns: -(side / 2)...side / 2, own: .all)
  }

  /// Rows and columns of the kernel.
  var height: Int { rows.count }
  var width: Int { columns.count }

  /// Whether a row above and a column are seen by an output of a rank, of an input of a rank.
  func sees(row: Int, column: Int, input: Int, output: Int) -> Bool {
    if row > 0 || own == .all { return true }
    if column != 0 { return column < 0 }
    return own == .upTo ? input <= output : input < output
  }
}
