/// What can be wrong with a request for a map.
public enum MapError: Error, CustomStringConvertible, Equatable {
  /// An axis needs an ascending finite range and at least two nodes.
  case badAxis(name: String, range: ClosedRange<Double>, count: Int)
  /// Both axes vary the same quantity.
  case sameQuantityTwice(name: String, other: String)
  /// The map was cancelled after so many rows.
  case cancelled(completeRows: Int)
  /// A file of another map, or of none, lies where rows are to be written or read.
  case foreignFile(path: String, reason: String)
  /// Another process writes the same map.
  case fileInUse(path: String)
  /// The system refused to read or write a file.
  case fileFailed(path: String, reason: String)

  /// Required, given, remedy.
  public var description: String {
    switch self {
    case .badAxis(let name, let range, let count):
      return "an axis requires an ascending range of finite numbers and at least 2 nodes; axis '\(name)' was given "
        + "\(range.lowerBound):\(range.upperBound) and \(count) node(s)"
    case .sameQuantityTwice(let name, let other):
      return "a map requires two quantities along its axes that vary by themselves; '\(name)' and '\(other)' were given"
    case .cancelled(let rows): return "the map was cancelled after \(rows) complete row(s); resume goes on from there"
    case .foreignFile(let path, let reason):
      return "resuming requires the unfinished file of the same map, and \(path) \(reason); remove it, or start anew "
        + "without resuming"
    case .fileInUse(let path):
      return "\(path) is being written by another process; wait for it or end it, or write to another folder"
    case .fileFailed(let path, let reason): return "\(path) could not be read or written: \(reason)"
    }
  }
}
