/// What is wrong with a file of game matrices.
public enum MatrixGameError: Error, CustomStringConvertible, Equatable {
  /// The text is no YAML, or more of it than is accepted. `line` counts from 1; 0 where the whole is at fault.
  case unreadable(String, line: Int)
  /// A key has the wrong kind of value, shape or number. `line` counts from 1; 0 where the key is missing.
  case invalid(key: String, line: Int, required: String, given: String)

  /// Line, key, required, given.
  public var description: String {
    func place(_ line: Int) -> String { "game file\(line > 0 ? ", line \(line)" : "")" }
    switch self {
    case .unreadable(let reason, let line): return "\(place(line)): it cannot be read: \(reason)"
    case .invalid(let key, let line, let required, let given):
      return "\(place(line)): '\(key)' requires \(required), \(given) was given"
    }
  }
}
