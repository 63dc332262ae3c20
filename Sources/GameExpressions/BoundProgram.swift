import CProcessor
import GameDynamics
import RealModule

/// A program with its fixed values computed over one field: pointers to plain memory that `BoundPrograms` owns, so that
/// running it neither counts references nor checks bounds.
@usableFromInline
struct BoundProgram<F: Field> {
  @usableFromInline let instructions: UnsafeMutableBufferPointer<Instruction>
  @usableFromInline let fixed: UnsafeMutableBufferPointer<F>
  @usableFromInline let outputs: UnsafeMutableBufferPointer<Int32>
  @usableFromInline let registerCount: Int

  @inlinable
  init(_ program: Program, parameters: [F]) {
    fixed = .copying(program.fixedValues(parameters: parameters))
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
  ///
  /// `fill` and `read` must not run a program themselves: registers are the thread's scratch block.
  @inlinable @inline(__always)
  func run<Result>(
    fill: (UnsafeMutablePointer<F>) -> Void, read: (Results) -> Result
  ) -> Result {
    if _isPOD(F.self), registerCount <= Int(CP_SCRATCH_SIZE) / MemoryLayout<F>.stride, let block = cp_scratch() {
      // Numbers without references may simply be written over what is there.
      let registers = block.bindMemory(to: F.self, capacity: registerCount)
      fill(registers)
      execute(registers)
      return read(Results(program: self, registers: registers))
    }
    return withUnsafeTemporaryAllocation(of: F.self, capacity: max(1, registerCount)) { file in
      guard let registers = file.baseAddress else { return read(Results(program: self, registers: nil)) }
      file.initialize(repeating: F(0))
      defer { file.deinitialize() }
      fill(registers)
      execute(registers)
      return read(Results(program: self, registers: registers))
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
