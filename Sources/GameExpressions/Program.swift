import GameDynamics

/// A list of expressions compiled to instructions on registers, for any field.
///
/// What depends on constants and parameters alone is *fixed*: it is computed once, when the program is bound to
/// parameter values. A run lays them before its registers, in one file, so that an operand is a place and needs no choice between
/// two tables, which cost half of an instruction. Registers are used again as soon as their value is no longer needed, so the
/// file stays small. Inputs are put into the first registers.
@usableFromInline
struct Program: Sendable {
  /// Where a fixed value comes from.
  @usableFromInline
  enum Fixed: Sendable {
    case constant(Double)
    case parameter(Int)
    /// Of earlier fixed values, by their (non-negative) indices.
    case computed(Operation, Int, Int)
  }

  @usableFromInline private(set) var fixed: [Fixed] = []
  @usableFromInline private(set) var instructions: [Instruction] = []
  /// The places of the results, in the order asked for.
  @usableFromInline private(set) var outputs: [Int32] = []
  /// How many registers there are; the first ones are the inputs.
  @usableFromInline private(set) var registerCount: Int

  /// Compiles nodes of a graph. `inputs` lists the indices of the variables in the order in which they are put in.
  init(_ graph: ExpressionGraph, outputs: [ExpressionGraph.ID], inputs: [Int]) {
    registerCount = inputs.count
    var builder = Builder(inputCount: inputs.count)
    let places = builder.translate(graph, outputs: outputs, inputs: inputs)
    fixed = builder.fixed
    let steps = Self.fused(builder.steps, inputCount: inputs.count, results: places)
    allocateRegisters(steps, inputCount: inputs.count, results: places)
  }

  /// The fixed values for these parameters, in order.
  @inlinable
  func fixedValues<F: Field>(parameters: [F]) -> [F] {
    var values: [F] = []
    values.reserveCapacity(fixed.count)
    for fixed in fixed {
      switch fixed {
      case .constant(let value): values.append(F(value))
      case .parameter(let index): values.append(parameters[index])
      case .computed(let operation, let a, let b): values.append(operation(values[a], values[b]))
      }
    }
    return values
  }

  /// Gives every value a register, from the first instruction to the last that reads it.
  private mutating func allocateRegisters(_ steps: [Builder.Step], inputCount: Int, results: [Int]) {
    var lastUse = [Int](repeating: -1, count: (steps.map(\.result) + [inputCount - 1]).reduce(0, max) + 1)
    for (time, step) in steps.enumerated() {
      for operand in step.operands where operand >= 0 { lastUse[operand] = time }
    }
    for result in results where result >= 0 { lastUse[result] = steps.count }
    var registers = [Int32](repeating: -1, count: lastUse.count)
    for i in 0..<inputCount { registers[i] = Int32(i) }
    var free = (0..<inputCount).filter { lastUse[$0] < 0 }.map { Int32($0) }
    let first = Int32(fixed.count)
    func place(_ operand: Int) -> Int32 { operand < 0 ? ~Int32(operand) : first + registers[operand] }
    for (time, step) in steps.enumerated() {
      let (a, b, c) = (place(step.a), place(step.b), place(step.c))
      // An instruction reads its operands before it writes, so it may write over one that it is the last to read.
      for operand in step.operands where operand >= 0 && lastUse[operand] == time {
        free.append(registers[operand])
        lastUse[operand] = -1  // once, however often it is read
      }
      let destination: Int32
      if let reused = free.popLast() {
        destination = reused
      } else {
        destination = Int32(registerCount)
        registerCount += 1
      }
      registers[step.result] = destination
      instructions.append(Instruction(step.code, step.operation, a, b, c, to: first + destination))
    }
    outputs = results.map(place)
  }

  /// The steps with pairs of them joined where there is an instruction for both: see `Instruction.Code`.
  private static func fused(_ steps: [Builder.Step], inputCount: Int, results: [Int]) -> [Builder.Step] {
    var uses = [Int](repeating: 0, count: inputCount + steps.count)
    for operand in steps.flatMap(\.operands) + results where operand >= 0 { uses[operand] += 1 }
    var steps: [Builder.Step?] = steps
    for index in steps.indices {
      guard let step = steps[index] else { continue }
      for (operand, other, isFirst) in [(step.a, step.b, true), (step.b, step.a, false)] {
        let isBinary = step.operation != .negate
        guard isFirst || isBinary, operand >= inputCount, uses[operand] == 1,
          let earlier = steps[operand - inputCount], !earlier.isFused,
          let code = earlier.code.followed(by: step.operation, isFirst: isFirst)
        else { continue }
        steps[operand - inputCount] = nil
        steps[index] = Builder.Step(
          code: code, operation: step.operation, a: earlier.a, b: earlier.b, c: isBinary ? other : earlier.b,
          result: step.result, isFused: true)
        break
      }
    }
    return steps.compactMap { $0 }
  }

  /// Translates a graph to steps in which every value has a number of its own: inputs first, then one a step; fixed value k is
  /// ~k.
  private struct Builder {
    struct Step {
      let code: Instruction.Code
      let operation: Operation
      let a: Int, b: Int, c: Int
      /// The number of the value that the step makes.
      let result: Int
      var isFused = false

      /// What is read, as often as it is: operations of one operand name it as b and c too, others their second as c.
      var operands: [Int] { isFused ? [a, b, c] : operation == .negate ? [a] : [a, b] }
    }

    let inputCount: Int
    var fixed: [Fixed] = []
    var steps: [Step] = []
    private var powers: [PowerKey: Int] = [:]

    private struct PowerKey: Hashable {
      let base: Int, exponent: Int
    }

    init(inputCount: Int) { self.inputCount = inputCount }

    private mutating func fix(_ value: Fixed) -> Int {
      fixed.append(value)
      return ~(fixed.count - 1)
    }

    private mutating func emit(_ operation: Operation, _ a: Int, _ b: Int) -> Int {
      if a < 0, b < 0 { return fix(.computed(operation, ~a, ~b)) }
      let result = inputCount + steps.count
      steps.append(Step(code: .init(operation), operation: operation, a: a, b: b, c: b, result: result))
      return result
    }

    /// uⁿ by repeated squaring; powers of the same u share their parts.
    private mutating func power(_ base: Int, _ n: Int) -> Int {
      if n == 1 { return base }
      let key = PowerKey(base: base, exponent: n)
      if let known = powers[key] { return known }
      let (lower, upper) = n.isMultiple(of: 2) ? (n / 2, n / 2) : (1, n - 1)
      let left = power(base, lower)
      let right = power(base, upper)
      let result = emit(.multiply, left, right)
      powers[key] = result
      return result
    }

    mutating func translate(_ graph: ExpressionGraph, outputs: [Int], inputs: [Int]) -> [Int] {
      guard let last = outputs.max() else { return [] }
      var needed = [Bool](repeating: false, count: last + 1)
      for output in outputs { needed[output] = true }
      for id in stride(from: last, through: 0, by: -1) where needed[id] {
        switch graph.nodes[id] {
        case .constant, .parameter, .variable: break
        case .unary(_, let a), .integerPower(let a, _): needed[a] = true
        case .binary(_, let a, let b): (needed[a], needed[b]) = (true, true)
        }
      }
      let slots = Dictionary(uniqueKeysWithValues: inputs.enumerated().map { ($1, $0) })
      var places = [Int](repeating: 0, count: last + 1)
      for id in 0...last where needed[id] {
        switch graph.nodes[id] {
        case .constant(let bits): places[id] = fix(.constant(Double(bitPattern: bits)))
        case .parameter(let index): places[id] = fix(.parameter(index))
        case .variable(let index): places[id] = slots[index] ?? fix(.constant(0))
        case .unary(let operation, let a): places[id] = emit(operation, places[a], places[a])
        case .binary(let operation, let a, let b): places[id] = emit(operation, places[a], places[b])
        case .integerPower(let a, let n): places[id] = power(places[a], n)
        }
      }
      return outputs.map { places[$0] }
    }
  }
}
