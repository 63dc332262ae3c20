import GameDynamics

/// The interpreter: one loop for every field, specialised by the module that asks for it.
///
/// Each case reads its operands from memory and writes its result there itself. A switch that only chose the result
/// would make the compiler carry lanes (four wide registers) through the join after it, piece by piece.
extension BoundProgram {
  /// Runs the instructions on a file that holds the fixed values and the inputs. Never inlined: it is large, and every
  /// optimizer would get a copy.
  @inlinable @inline(never)
  func execute(_ file: UnsafeMutablePointer<F>) {
    guard var next = UnsafePointer(instructions.baseAddress) else { return }
    let end = next + instructions.count
    while next < end {
      next.pointee.execute(file)
      next += 1
    }
  }
}

extension Instruction {
  @inlinable @inline(__always)
  func execute<F: Field>(_ file: UnsafeMutablePointer<F>) {
    @inline(__always) func operand(_ place: Int32) -> F { file[Int(place)] }
    let result = file + Int(destination)
    switch code {
    case .add: result.pointee = operand(a) + operand(b)
    case .subtract: result.pointee = operand(a) - operand(b)
    case .multiply: result.pointee = operand(a) * operand(b)
    case .divide: result.pointee = operand(a) / operand(b)
    case .negate: result.pointee = -operand(a)
    case .multiplyAdd: result.pointee = operand(a) * operand(b) + operand(c)
    case .multiplySubtract: result.pointee = operand(a) * operand(b) - operand(c)
    case .subtractProduct: result.pointee = operand(c) - operand(a) * operand(b)
    case .negateProduct: result.pointee = -(operand(a) * operand(b))
    case .addMultiply: result.pointee = (operand(a) + operand(b)) * operand(c)
    case .subtractMultiply: result.pointee = (operand(a) - operand(b)) * operand(c)
    case .multiplyMultiply: result.pointee = (operand(a) * operand(b)) * operand(c)
    case .addAdd: result.pointee = (operand(a) + operand(b)) + operand(c)
    case .addSubtract: result.pointee = (operand(a) + operand(b)) - operand(c)
    case .subtractSum: result.pointee = operand(c) - (operand(a) + operand(b))
    case .negateSum: result.pointee = -(operand(a) + operand(b))
    case .subtractAdd: result.pointee = (operand(a) - operand(b)) + operand(c)
    case .subtractSubtract: result.pointee = (operand(a) - operand(b)) - operand(c)
    case .subtractDifference: result.pointee = operand(c) - (operand(a) - operand(b))
    case .function:
      operation.apply(file + Int(a), file + Int(b), to: result)
    }
  }
}

extension Operation {
  /// The operation by a call, from memory to memory; the result may lie where an operand does.
  @inlinable @inline(never)
  func apply<F: Field>(_ a: UnsafePointer<F>, _ b: UnsafePointer<F>, to result: UnsafeMutablePointer<F>) {
    result.pointee = self(a.pointee, b.pointee)
  }
}
