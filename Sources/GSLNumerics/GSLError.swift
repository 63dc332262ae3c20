import CGSL

/// A failure that GSL reported.
public struct GSLError: Error, CustomStringConvertible, Equatable {
  /// What was being computed.
  public let operation: String
  /// GSL's status code.
  public let status: Int32

  /// Operation and GSL's own words.
  public var description: String { "\(operation): GSL reports '\(String(cString: gsl_strerror(status)))'" }

  /// GSL's default error handler aborts the process. It is turned off, once, before the first call of GSL.
  private static let handlerIsOff: Bool = {
    gsl_set_error_handler_off()
    return true
  }()

  /// Runs one of GSL's allocations and throws where it gives none.
  static func allocated<Handle>(_ operation: String, _ call: () -> Handle?) throws -> Handle {
    _ = handlerIsOff
    guard let handle = call() else { throw GSLError(operation: operation, status: Int32(GSL_ENOMEM)) }
    return handle
  }

  /// Runs a call of GSL and throws what its status says.
  static func check(_ operation: String, _ call: () -> Int32) throws {
    _ = handlerIsOff
    let status = call()
    if status != 0 { throw GSLError(operation: operation, status: status) }
  }
}

/// A matrix that is not what an operation needs.
public enum MatrixError: Error, CustomStringConvertible, Equatable {
  /// A square matrix was required.
  case notSquare(operation: String, rows: Int, columns: Int)
  /// An entry is NaN or infinite.
  case notFinite(operation: String, row: Int, column: Int)
  /// The matrix has no inverse to working precision.
  case singular(operation: String)

  /// Required, given, remedy.
  public var description: String {
    switch self {
    case .notSquare(let operation, let rows, let columns):
      return "\(operation) requires a square matrix, \(rows) x \(columns) was given"
    case .notFinite(let operation, let row, let column):
      return "\(operation) requires finite entries, entry (\(row), \(column)) is not; the point may have overflowed"
    case .singular(let operation):
      return "\(operation) requires an invertible matrix, the one given is singular to working precision"
    }
  }
}
