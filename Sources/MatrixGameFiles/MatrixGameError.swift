/// What is wrong with a file of game matrices.
public enum MatrixGameError: Error, CustomStringConvertible, Equatable {
  /// The text is no YAML, or more of it than is accepted; the reader's own message.
  case unreadable(String)
  /// A key has the wrong kind of value, shape or number. `line` counts from 1; 0 where the key is missing.
  case invalid(key: String, line: Int, required: String, given: String)

  /// Key, required, given.
  public var description: String {
    switch self {
    case .unreadable(let reason): return "the game file cannot be read: \(reason)"
    case .invalid(let key, let line, let required, let given):
      return "game file\(line > 0 ? ", line \(line)" : ""): '\(key)' requires \(required), \(given) was given"
    }
  }
}
