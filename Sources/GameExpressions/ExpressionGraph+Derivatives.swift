extension ExpressionGraph {
  /// The partial derivatives of one node in the given variables' nodes, as nodes of this graph.
  ///
  /// Reverse accumulation on the graph: all derivatives together have a small multiple of the nodes of the expression,
  /// and share them. Applied again it gives second derivatives. At kinks the derivatives are: |u|′ = 0 at 0,
  /// relu′ = 0 at 0, and where max or min have equal arguments the first one counts.
  mutating func gradient(of root: ID, in variables: [ID]) -> [ID] {
    var adjoints = [ID?](repeating: nil, count: root + 1)
    adjoints[root] = constant(1)
    for id in stride(from: root, through: 0, by: -1) where varies[id] {
      guard let adjoint = adjoints[id] else { continue }
      let guarded = mayHaveInfiniteSlope(id)
      for (child, slope) in slopes(of: id) where varies[child] {
        let contribution = guarded ? binary(.guardedMultiply, adjoint, slope) : multiply(adjoint, slope)
        adjoints[child] = adjoints[child].map { add($0, contribution) } ?? contribution
      }
    }
    let zero = constant(0)
    return variables.map { $0 <= root ? adjoints[$0] ?? zero : zero }
  }

  /// True of powers and of the products that are their slopes: x^k at 0 has slope 0·∞ for k = 0.
  private func mayHaveInfiniteSlope(_ id: ID) -> Bool {
    switch nodes[id] {
    case .binary(.power, _, _), .binary(.guardedMultiply, _, _): return true
    default: return false
    }
  }

  /// ∂(node)/∂(child) for each child.
  private mutating func slopes(of id: ID) -> [(child: ID, slope: ID)] {
    let one = constant(1)
    switch nodes[id] {
    case .constant, .parameter, .variable: return []
    case .integerPower(let a, let n): return [(a, multiply(constant(Double(n)), integerPower(a, n - 1)))]
    case .unary(let operation, let a): return [(a, slope(of: operation, at: a, value: id))]
    case .binary(let operation, let a, let b):
      switch operation {
      case .add: return [(a, one), (b, one)]
      case .subtract: return [(a, one), (b, constant(-1))]
      case .multiply: return [(a, b), (b, a)]
      case .divide: return [(a, divide(one, b)), (b, negate(divide(id, b)))]
      case .power:
        let lower = binary(.guardedMultiply, b, power(a, subtract(b, one)))
        return varies[b] ? [(a, lower), (b, multiply(id, unary(.log, a)))] : [(a, lower)]
      case .maximum:
        let second = binary(.less, a, b)
        return [(a, subtract(one, second)), (b, second)]
      case .minimum:
        let second = binary(.less, b, a)
        return [(a, subtract(one, second)), (b, second)]
      case .guardedMultiply: return varies[a] ? [(a, b), (b, a)] : [(b, a)]
      default: return []  // less: constant but for its jumps
      }
    }
  }

  private mutating func slope(of operation: Operation, at a: ID, value: ID) -> ID {
    let one = constant(1)
    switch operation {
    case .negate: return constant(-1)
    case .exp: return value
    case .log: return divide(one, a)
    case .squareRoot: return divide(constant(0.5), value)
    case .sin: return unary(.cos, a)
    case .cos: return negate(unary(.sin, a))
    case .tan: return add(one, integerPower(value, 2))
    case .asin: return divide(one, unary(.squareRoot, subtract(one, integerPower(a, 2))))
    case .acos: return divide(constant(-1), unary(.squareRoot, subtract(one, integerPower(a, 2))))
    case .atan: return divide(one, add(one, integerPower(a, 2)))
    case .sinh: return unary(.cosh, a)
    case .cosh: return unary(.sinh, a)
    case .tanh: return subtract(one, integerPower(value, 2))
    case .absolute: return sign(a)
    case .softplus: return unary(.sigmoid, a)
    case .sigmoid: return multiply(value, subtract(one, value))
    default: return constant(0)
    }
  }

  /// True when the node is seen to be 0 where all variables are, whatever the parameters.
  mutating func vanishesAtOrigin(_ root: ID) -> Bool {
    var places = [ID](repeating: 0, count: root + 1)
    for id in 0...root {
      switch nodes[id] {
      case .constant, .parameter: places[id] = id
      case .variable: places[id] = constant(0)
      case .unary(let operation, let a): places[id] = unary(operation, places[a])
      case .binary(let operation, let a, let b): places[id] = binary(operation, places[a], places[b])
      case .integerPower(let a, let n): places[id] = integerPower(places[a], n)
      }
    }
    return number(places[root]) == 0
  }

  /// The degree of a node as a polynomial in the variables; nil when it is none, or when that cannot be seen from its
  /// form.
  func degree(of root: ID) -> Int? {
    var degrees = [Int?](repeating: nil, count: root + 1)
    for id in 0...root {
      if !varies[id] {
        degrees[id] = 0
        continue
      }
      switch nodes[id] {
      case .constant, .parameter: degrees[id] = 0
      case .variable: degrees[id] = 1
      case .integerPower(let a, let n): degrees[id] = degrees[a].map { min($0, 1 << 20) * n }
      case .unary(.negate, let a): degrees[id] = degrees[a]
      case .binary(let operation, let a, let b):
        guard let m = degrees[a], let n = degrees[b] else { continue }
        switch operation {
        case .add, .subtract: degrees[id] = max(m, n)
        case .multiply: degrees[id] = min(m, 1 << 40) + min(n, 1 << 40)
        case .divide: degrees[id] = n == 0 && !varies[b] ? m : nil
        default: break
        }
      default: break
      }
    }
    return degrees[root]
  }
}
