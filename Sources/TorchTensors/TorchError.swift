import CTorch

/// A failure of an operation on tensors: which operation, and in whose words why.
///
/// The words are libtorch's own (without the C++ backtrace), or this library's where it checks before libtorch does.
public struct TorchError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The operation that was asked for, such as `matmul`.
  public let operation: String
  /// What was required and what was given.
  public let message: String

  /// A failure of `operation` that `message` explains.
  public init(operation: String, message: String) {
    self.operation = operation
    self.message = message
  }

  /// "operation: message".
  public var description: String { "\(operation): \(message)" }

  /// The failure that libtorch has just reported on this thread.
  static func last(_ operation: StaticString) -> TorchError {
    TorchError(operation: "\(operation)", message: String(cString: ct_last_error()))
  }
}

/// Turns a status of the C face into a Swift error. `used` stays alive until the call has returned: a handle says
/// nothing to Swift about who owns it.
@inline(__always)
func check<Used>(
  _ operation: StaticString, using used: Used, _ call: () -> Int32
) throws(TorchError) {
  let status = withExtendedLifetime(used) { call() }
  if status != 0 { throw TorchError.last(operation) }
}
