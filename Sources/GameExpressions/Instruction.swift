import GameDynamics

/// One step of a compiled program: what to do, with which operands, and where to put the result.
///
/// Operands and destinations are places in the program's file: fixed values, then inputs, then registers.
@usableFromInline
struct Instruction: Sendable {
  @usableFromInline let code: Code
  /// What `Code.function` does.
  @usableFromInline let operation: Operation
  @usableFromInline let a: Int32, b: Int32, c: Int32, destination: Int32

  @usableFromInline
  init(_ code: Code, _ operation: Operation, _ a: Int32, _ b: Int32, _ c: Int32, to destination: Int32) {
    self.code = code
    self.operation = operation
    self.a = a
    self.b = b
    self.c = c
    self.destination = destination
  }

  /// What the interpreter's loop does itself.
  ///
  /// Two operations of which the second alone reads the first's result are one instruction: reading an instruction and
  /// passing a number on through memory cost as much as the arithmetic. Each is rounded as if it stood alone.
  @usableFromInline
  enum Code: UInt8, Sendable, CaseIterable {
    case add, subtract, multiply, divide, negate
    /// ab + c, ab - c, c - ab, -(ab).
    case multiplyAdd, multiplySubtract, subtractProduct, negateProduct
    /// (a + b)c, (a - b)c, (ab)c.
    case addMultiply, subtractMultiply, multiplyMultiply
    /// (a + b) + c, (a + b) - c, c - (a + b), -(a + b).
    case addAdd, addSubtract, subtractSum, negateSum
    /// (a - b) + c, (a - b) - c, c - (a - b).
    case subtractAdd, subtractSubtract, subtractDifference
    /// Any `Operation`, by a call.
    case function
  }
}

extension Instruction.Code {
  /// The code of a single operation.
  init(_ operation: Operation) {
    switch operation {
    case .add: self = .add
    case .subtract: self = .subtract
    case .multiply: self = .multiply
    case .divide: self = .divide
    case .negate: self = .negate
    default: self = .function
    }
  }

  /// The code that does `self` on a and b and then `next`, whose other operand is c. `isFirst` says that the result of
  /// `self` is the first operand of `next`. Nil where there is no such code.
  func followed(by next: Operation, isFirst: Bool) -> Self? {
    switch (self, next) {
    case (.multiply, .add): return .multiplyAdd
    case (.multiply, .subtract): return isFirst ? .multiplySubtract : .subtractProduct
    case (.multiply, .multiply): return .multiplyMultiply
    case (.multiply, .negate): return .negateProduct
    case (.add, .add): return .addAdd
    case (.add, .subtract): return isFirst ? .addSubtract : .subtractSum
    case (.add, .multiply): return .addMultiply
    case (.add, .negate): return .negateSum
    case (.subtract, .add): return .subtractAdd
    case (.subtract, .subtract): return isFirst ? .subtractSubtract : .subtractDifference
    case (.subtract, .multiply): return .subtractMultiply
    default: return nil
    }
  }
}
