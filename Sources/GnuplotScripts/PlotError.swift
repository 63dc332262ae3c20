import Foundation

/// What can go wrong between a figure's values and its picture, files aside (`FileError`). Every text says what was
/// required, what was given and what to do about it.
public enum PlotError: Error, Equatable, Sendable, CustomStringConvertible {
  /// Columns or rows that belong together have different lengths.
  case lengthMismatch(what: String, expected: Int, given: Int)
  /// A column, grid, layer list or sheet that must hold something is empty.
  case empty(what: String)
  /// A value lies outside the numbers that make sense there.
  case invalidValue(what: String, required: String, given: String)
  /// A file or column name that could not be written portably.
  case invalidName(kind: String, given: String, allowed: String)
  /// A program could not be started.
  case programFailed(path: String, reason: String)
  /// gnuplot ran and refused the script.
  case gnuplotFailed(script: String, status: Int32, message: String)
  /// gnuplot was stopped because it ran past the time limit.
  case timedOut(script: String, seconds: Double)

  /// The sentence to show to a person.
  public var description: String {
    switch self {
    case .lengthMismatch(let what, let expected, let given):
      return "\(what): \(expected) values were required and \(given) were given; pass columns of equal length."
    case .empty(let what):
      return "\(what) is empty; at least one entry is required."
    case .invalidValue(let what, let required, let given):
      return "\(what) must be \(required); given: \(given)."
    case .invalidName(let kind, let given, let allowed):
      return "The \(kind) \(String(reflecting: given)) cannot be used; allowed: \(allowed)."
    case .programFailed(let path, let reason):
      return "\(path) could not be started: \(reason). Check its permissions, or name another gnuplot."
    case .gnuplotFailed(let script, let status, let message):
      return """
        gnuplot refused \(script) (exit status \(status)). The script and its data were kept; run `gnuplot \(script)` \
        in their folder to see the same message:
        \(message)
        """
    case .timedOut(let script, let seconds):
      return """
        gnuplot took longer than \(numberText(seconds)) s over \(script) and was stopped; the script and its data \
        were kept. Raise Gnuplot(timeLimit:) or draw fewer points.
        """
    }
  }
}
