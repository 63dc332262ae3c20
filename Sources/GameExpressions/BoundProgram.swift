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
  /// Places of the file.
  @usableFromInline let size: Int
  /// Its number as a user of scratch blocks.
  @usableFromInline let user = cp_new_scratch_user()

  @inlinable
  init(_ program: Program, parameters: [F]) {
    fixed = .copying(program.fixedValues(parameters: parameters))
    instructions = .copying(program.instructions)
    outputs = .copying(program.outputs)
    size = program.fixed.count + program.registerCount
  }

  @inlinable
  func deallocate() {
    fixed.deinitialize().deallocate()
    instructions.deinitialize().deallocate()
    outputs.deinitialize().deallocate()
  }

  /// Puts inputs into the first registers with `fill`, runs, and hands the results to `read`, which must not keep them.
  ///
  /// `fill` and `read` must not run a program themselves: the file is the thread's scratch block.
  @inlinable @inline(__always)
  func run<Result>(
    fill: (UnsafeMutablePointer<F>) -> Void, read: (Results) -> Result
  ) -> Result {
    if _isPOD(F.self), size <= Int(CP_SCRATCH_SIZE) / MemoryLayout<F>.stride {
      // Numbers without references may simply be written over what is there; fixed values nothing writes over.
      let block = cp_scratch(user)
      if let bytes = block.bytes {
        return run(in: bytes.bindMemory(to: F.self, capacity: size), hasFixed: block.is_kept, fill, read)
      }
    }
    return withUnsafeTemporaryAllocation(of: F.self, capacity: max(1, size)) { file in
      guard let start = file.baseAddress else { return read(Results(program: self, file: nil)) }
      file.initialize(repeating: F(0))
      defer { file.deinitialize() }
      return run(in: start, hasFixed: false, fill, read)
    }
  }

  @inlinable @inline(__always)
  func run<Result>(
    in file: UnsafeMutablePointer<F>, hasFixed: Bool, _ fill: (UnsafeMutablePointer<F>) -> Void,
    _ read: (Results) -> Result
  ) -> Result {
    if !hasFixed {
      for place in 0..<fixed.count { file[place] = fixed[place] }
    }
    fill(file + fixed.count)
    execute(file)
    return read(Results(program: self, file: file))
  }

  /// The results of a run, by their index.
  @usableFromInline
  struct Results {
    @usableFromInline let program: BoundProgram
    @usableFromInline let file: UnsafeMutablePointer<F>?

    @inlinable
    init(program: BoundProgram, file: UnsafeMutablePointer<F>?) {
      self.program = program
      self.file = file
    }

    @inlinable
    subscript(i: Int) -> F { file.map { $0[Int(program.outputs[i])] } ?? F(0) }
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
