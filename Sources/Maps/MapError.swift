/// What can be wrong with a request for a map; with its files, see `FileError`.
public enum MapError: Error, CustomStringConvertible, Equatable {
  /// An axis needs an ascending finite range and at least two nodes.
  case badAxis(name: String, range: ClosedRange<Double>, count: Int)
  /// A logarithmic axis needs a positive range.
  case badLogarithm(name: String, range: ClosedRange<Double>)
  /// Both axes vary the same quantity.
  case sameQuantityTwice(name: String, other: String)
  /// The map was cancelled after so many rows.
  case cancelled(completeRows: Int)

  /// Required, given, remedy.
  public var description: String {
    switch self {
    case .badAxis(let name, let range, let count):
      return "an axis requires an ascending range of finite numbers and at least 2 nodes; axis '\(name)' was given "
        + "\(range.lowerBound):\(range.upperBound) and \(count) node(s)"
    case .badLogarithm(let name, let range):
      return "a logarithmic axis requires a positive range; axis '\(name)' was given log:\(range.lowerBound):"
        + "\(range.upperBound); begin above 0, or leave out 'log:'"
    case .sameQuantityTwice(let name, let other):
      return "a map requires two quantities along its axes that vary by themselves; '\(name)' and '\(other)' were given"
    case .cancelled(let rows): return "the map was cancelled after \(rows) complete row(s); resume goes on from there"
    }
  }
}
