import GameDynamics
import RealModule

/// A program with its fixed values computed over one field: pointers to plain memory that `BoundPrograms` owns, so that
/// running it neither counts references nor checks bounds.
@usableFromInline
struct BoundProgram<F: Field> {
  @usableFromInline let instructions: UnsafeMutableBufferPointer<Program.Instruction>
  @usableFromInline let fixed: UnsafeMutableBufferPointer<F>
  @usableFromInline let outputs: UnsafeMutableBufferPointer<Int32>
  @usableFromInline let registerCount: Int

  @inlinable
  init(_ program: Program, parameters: [F]) {
    var values: [F] = []
    values.reserveCapacity(program.fixed.count)
    for fixed in program.fixed {
      switch fixed {
      case .constant(let value): values.append(F(value))
      case .parameter(let index): values.append(parameters[index])
      case .computed(let operation, let a, let b): values.append(operation(values[a], values[b]))
      }
    }
    fixed = .copying(values)
    instructions = .copying(program.instructions)
    outputs = .copying(program.outputs)
    registerCount = program.registerCount
  }

  @inlinable
  func deallocate() {
    fixed.deinitialize().deallocate()
    instructions.deinitialize().deallocate()
    outputs.deinitialize().deallocate()
  }

  /// Puts inputs in with `fill`, runs, and hands the results to `read`, which must not keep them.
  @inlinable @inline(__always)
  func run<Result>(
    fill: (UnsafeMutablePointer<F>) -> Void, read: (Results) throws -> Result
  ) rethrows -> Result {
    try withUnsafeTemporaryAllocation(of: F.self, capacity: max(1, registerCount)) { file in
      guard let registers = file.baseAddress else { return try read(Results(program: self, registers: nil)) }
      // The memory is raw: numbers without references may simply be written over it, others need a value first.
      if !_isPOD(F.self) { file.initialize(repeating: F(0)) }
      defer { if !_isPOD(F.self) { file.deinitialize() } }
      fill(registers)
      execute(registers)
      return try read(Results(program: self, registers: registers))
    }
  }

  @inlinable
  func execute(_ registers: UnsafeMutablePointer<F>) {
    let fixed = UnsafePointer(self.fixed.baseAddress)
    @inline(__always) func operand(_ k: Int32) -> UnsafePointer<F> {
      // A negative operand exists only where there are fixed values.
      guard k < 0, let fixed else { return UnsafePointer(registers + Int(k)) }
      return fixed + Int(~k)
    }
    for instruction in instructions {
      let (a, b) = (operand(instruction.a), operand(instruction.b))
      (registers + Int(instruction.destination)).pointee = instruction.operation(a.pointee, b.pointee)
    }
  }

  /// The results of a run, by their index.
  @usableFromInline
  struct Results {
    @usableFromInline let program: BoundProgram
    @usableFromInline let registers: UnsafeMutablePointer<F>?

    @inlinable
    init(program: BoundProgram, registers: UnsafeMutablePointer<F>?) {
      self.program = program
      self.registers = registers
    }

    @inlinable
    subscript(i: Int) -> F {
      let place = program.outputs[i]
      guard place >= 0 else { return program.fixed[Int(~place)] }
      return registers.map { $0[Int(place)] } ?? F(0)
    }
  }
}

/// The programs of one game, bound to its parameters; owns their memory. Never changes after it is made.
@usableFromInline
final class BoundPrograms<F: Field>: @unchecked Sendable {
  @usableFromInline let programs: UnsafeMutableBufferPointer<BoundProgram<F>>

  @inlinable
  init(_ programs: [Program], parameters: [F]) {
    self.programs = .copying(programs.map { BoundProgram($0, parameters: parameters) })
  }

  @inlinable
  deinit {
    for program in programs { program.deallocate() }
    programs.deinitialize().deallocate()
  }

  @inlinable @inline(__always)
  subscript(i: Int) -> BoundProgram<F> { programs[i] }
}

extension UnsafeMutableBufferPointer {
  /// New memory that holds these values; to be freed by `deinitialize().deallocate()`.
  @inlinable
  static func copying(_ values: [Element]) -> Self {
    let result = Self.allocate(capacity: values.count)
    _ = result.initialize(from: values)
    return result
  }
}
