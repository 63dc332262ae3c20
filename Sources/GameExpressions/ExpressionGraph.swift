import RealModule

/// Expressions as one graph in which equal subexpressions are one node.
///
/// Every node is made by a method that first simplifies (constants are folded, 0 and 1 vanish, signs move outward),
/// then looks whether the node exists. Children stand before their parents, so passes over the graph are loops, not
/// recursions, however deep an expression is. Simplifications assume finite numbers: 0·u = 0 and u - u = 0.
struct ExpressionGraph: Sendable {
  /// A node's index.
  typealias ID = Int

  enum Node: Hashable, Sendable {
    /// A number, by its bits, so that 0 and -0 differ and NaN equals itself.
    case constant(UInt64)
    /// A named parameter, by its index in the list of parameters.
    case parameter(Int)
    /// A variable, by its index in `variables`.
    case variable(Int)
    case unary(Operation, ID)
    case binary(Operation, ID, ID)
    /// uⁿ, n ≥ 2.
    case integerPower(ID, Int)
  }

  /// All nodes, children first.
  private(set) var nodes: [Node] = []
  /// Whether a node depends on a variable; the others are constants of a run.
  private(set) var varies: [Bool] = []
  /// What is known of each node's values.
  private(set) var traits: [NodeTraits] = []
  /// The values of nodes that do not depend on a variable, NaN elsewhere.
  private var values: [Double] = []
  /// What the parameters are, by index; those that are not given count as 1.
  let parameterValues: [Double]
  private var known: [Node: ID] = [:]

  init(parameterValues: [Double] = []) { self.parameterValues = parameterValues }

  private mutating func intern(_ node: Node) -> ID {
    if let id = known[node] { return id }
    let id = nodes.count
    traits.append(traits(of: node))
    nodes.append(node)
    known[node] = id
    switch node {
    case .constant, .parameter: varies.append(false)
    case .variable: varies.append(true)
    case .unary(_, let a), .integerPower(let a, _): varies.append(varies[a])
    case .binary(_, let a, let b): varies.append(varies[a] || varies[b])
    }
    values.append(varies[id] ? .nan : value(of: node))
    return id
  }

  /// The value of a node without variables.
  private func value(of node: Node) -> Double {
    switch node {
    case .constant(let bits): return Double(bitPattern: bits)
    case .parameter(let index): return index < parameterValues.count ? parameterValues[index] : 1
    case .variable: return .nan
    case .unary(let operation, let a): return operation(values[a], values[a])
    case .binary(let operation, let a, let b): return operation(values[a], values[b])
    case .integerPower(let a, let n): return .pow(values[a], n)
    }
  }

  /// The value for the parameters that were given; nil where it depends on a variable.
  func fixedValue(_ id: ID) -> Double? { varies[id] ? nil : values[id] }

  /// The number of a constant node.
  func number(_ id: ID) -> Double? {
    if case .constant(let bits) = nodes[id] { return Double(bitPattern: bits) }
    return nil
  }

  private func negated(_ id: ID) -> ID? {
    if case .unary(.negate, let a) = nodes[id] { return a }
    return nil
  }

  // MARK: - Leaves

  mutating func constant(_ value: Double) -> ID { intern(.constant(value.bitPattern)) }
  mutating func parameter(_ index: Int) -> ID { intern(.parameter(index)) }
  mutating func variable(_ index: Int) -> ID { intern(.variable(index)) }

  // MARK: - Arithmetic

  mutating func add(_ a: ID, _ b: ID) -> ID {
    if let u = number(a), let v = number(b) { return constant(u + v) }
    if number(a) == 0 { return b }
    if number(b) == 0 { return a }
    if let c = negated(b) { return subtract(a, c) }
    if let c = negated(a) { return subtract(b, c) }
    if a == b { return multiply(constant(2), a) }
    return intern(.binary(.add, min(a, b), max(a, b)))
  }

  mutating func subtract(_ a: ID, _ b: ID) -> ID {
    if let u = number(a), let v = number(b) { return constant(u - v) }
    if number(b) == 0 { return a }
    if a == b { return constant(0) }
    if number(a) == 0 { return negate(b) }
    if let c = negated(b) { return add(a, c) }
    return intern(.binary(.subtract, a, b))
  }

  mutating func negate(_ a: ID) -> ID {
    if let u = number(a) { return constant(-u) }
    if let b = negated(a) { return b }
    if case .binary(.subtract, let b, let c) = nodes[a] { return subtract(c, b) }
    return intern(.unary(.negate, a))
  }

  mutating func multiply(_ a: ID, _ b: ID) -> ID {
    if let u = number(a), let v = number(b) { return constant(u * v) }
    if number(b) != nil { return multiply(b, a) }
    if let u = number(a) {
      if u == 0 { return a }
      if u == 1 { return b }
      if u == -1 { return negate(b) }
      // u·(v·c) = (u v)·c
      if case .binary(.multiply, let c, let d) = nodes[b], let v = number(c) { return multiply(constant(u * v), d) }
      if let c = negated(b) { return multiply(constant(-u), c) }
    }
    if let c = negated(a) { return negate(multiply(c, b)) }
    if let c = negated(b) { return negate(multiply(a, c)) }
    return number(a) != nil ? intern(.binary(.multiply, a, b)) : intern(.binary(.multiply, min(a, b), max(a, b)))
  }

  mutating func divide(_ a: ID, _ b: ID) -> ID {
    if let u = number(a), let v = number(b) { return constant(u / v) }
    if number(b) == 1 { return a }
    if number(a) == 0 { return a }
    if let c = negated(a) { return negate(divide(c, b)) }
    if let c = negated(b) { return negate(divide(a, c)) }
    return intern(.binary(.divide, a, b))
  }

  // MARK: - Powers and functions

  mutating func integerPower(_ a: ID, _ n: Int) -> ID {
    if n < 0 { return divide(constant(1), integerPower(a, -n)) }
    if n == 0 { return constant(1) }
    if n == 1 { return a }
    if let u = number(a) { return constant(.pow(u, n)) }
    if n.isMultiple(of: 2), case .unary(.absolute, let b) = nodes[a] { return integerPower(b, n) }
    if case .integerPower(let b, let m) = nodes[a], let product = Self.exponent(Double(m) * Double(n)) {
      return integerPower(b, product)
    }
    return intern(.integerPower(a, n))
  }

  /// An exponent that is treated as repeated multiplication: an integer of magnitude at most 2²⁰.
  private static func exponent(_ value: Double) -> Int? {
    value.rounded() == value && value.magnitude <= 0x1p20 ? Int(value) : nil
  }

  mutating func power(_ a: ID, _ b: ID) -> ID {
    if let v = number(b) {
      if let n = Self.exponent(v) { return integerPower(a, n) }
      if let u = number(a) { return constant(u.raised(to: v)) }
      // (u²ᵐ)ᵛ = |u|²ᵐᵛ, which has slopes at 0.
      if let (u, n) = evenPower(a), v > 0 { return power(unary(.absolute, u), constant(Double(n) * v)) }
      if v == 0.5 { return unary(.squareRoot, a) }
    }
    if let u = number(a), u == .exp(1) { return unary(.exp, b) }
    return intern(.binary(.power, a, b))
  }

  /// (u, n) of uⁿ for even n.
  private func evenPower(_ a: ID) -> (base: ID, exponent: Int)? {
    switch nodes[a] {
    case .integerPower(let u, let n) where n.isMultiple(of: 2): return (u, n)
    case .binary(.multiply, let u, let v) where u == v: return (u, 2)
    default: return nil
    }
  }

  mutating func unary(_ operation: Operation, _ a: ID) -> ID {
    if operation == .negate { return negate(a) }
    if let u = number(a) { return constant(operation(u, u)) }
    if operation == .squareRoot, let (u, n) = evenPower(a) { return integerPower(unary(.absolute, u), n / 2) }
    return intern(.unary(operation, a))
  }

  mutating func binary(_ operation: Operation, _ a: ID, _ b: ID) -> ID {
    switch operation {
    case .add: return add(a, b)
    case .subtract: return subtract(a, b)
    case .multiply: return multiply(a, b)
    case .divide: return divide(a, b)
    case .power: return power(a, b)
    case .maximum, .minimum:
      if a == b { return a }
      // One node whichever was typed first; what does not vary comes first.
      if varies[a] == varies[b] ? b < a : varies[a] {
        return intern(.binary(operation, b, a))
      }
    case .guardedMultiply:
      if number(a) != nil || number(b)?.isFinite == true { return multiply(a, b) }
    default: break
    }
    if let u = number(a), let v = number(b) { return constant(operation(u, v)) }
    return intern(.binary(operation, a, b))
  }

  /// 1 where u > 0, -1 where u < 0, 0 where u = 0.
  mutating func sign(_ a: ID) -> ID {
    let zero = constant(0)
    return subtract(binary(.less, zero, a), binary(.less, a, zero))
  }
}
