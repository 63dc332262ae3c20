extension ExpressionGraph {
  /// The partial derivatives of one node in the given variables' nodes, as nodes of this graph.
  ///
  /// Reverse accumulation on the graph: all derivatives together have a small multiple of the nodes of the expression,
  /// and share them. Applied again it gives second derivatives. At kinks the derivatives are: |u|′ = 0 at 0,
  /// relu′ = 0 at 0; where max or min have equal arguments each counts half, a constant one whole.
  mutating func gradient(of root: ID, in variables: [ID]) -> [ID] {
    var adjoints = [ID?](repeating: nil, count: root + 1)
    adjoints[root] = constant(1)
    for id in stride(from: root, through: 0, by: -1) where varies[id] {
      guard let adjoint = adjoints[id] else { continue }
      for (child, slope) in slopes(of: id) where varies[child] {
        let contribution = chained(adjoint, slope, through: id)
        adjoints[child] = adjoints[child].map { add($0, contribution) } ?? contribution
      }
    }
    let zero = constant(0)
    return variables.map { $0 <= root ? adjoints[$0] ?? zero : zero }
  }

  /// adjoint · slope, where one of them may be 0 and the other infinite: who decides.
  ///
  /// - What is 0 on a whole region (an indicator, a parameter) wins over everything.
  /// - A·u^q with q > 0 has slope 0 where A and u are 0, if A is Lipschitz: |A u^q| ≤ C h |u|^q. The adjoint A wins.
  /// - u^p with p > 1/2 has slope 0 where u and u′ are 0: |u|^p ≤ C h^2p. The slope wins over a soft adjoint.
  ///
  /// Where none of this is seen from the form the product is NaN: it is not known whether a slope exists. Products that
  /// cannot meet 0·∞ are plain multiplications.
  private mutating func chained(_ adjoint: ID, _ slope: ID, through id: ID) -> ID {
    let (outer, inner) = (traits[adjoint], traits[slope])
    if inner.growth >= .soft, outer.isIndicator || outer.growth == .tame && isPower(id) {
      return binary(.guardedMultiply, adjoint, slope)
    }
    if outer.growth >= .soft {
      if case .unary(.absolute, _) = nodes[id] { return multiply(adjoint, slope) }
      if inner.isIndicator || !varies[slope] || outer.growth == .soft && inner.growth == .tame {
        return number(slope) == nil ? binary(.guardedMultiply, slope, adjoint) : multiply(adjoint, slope)
      }
    }
    return multiply(adjoint, slope)
  }

  /// True of powers and of the guarded products that are their slopes.
  private func isPower(_ id: ID) -> Bool {
    switch nodes[id] {
    case .binary(.power, _, _), .binary(.guardedMultiply, _, _), .unary(.squareRoot, _): return true
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
        // 0·0^(b - 1) is 0 for b = 0; a^b log a is 0 at a = 0 for b > 0.
        let product: Operation = traits[a].sign == .positive ? .multiply : .guardedMultiply
        let lower = binary(product, b, power(a, subtract(b, one)))
        return varies[b] ? [(a, lower), (b, binary(product, id, unary(.log, a)))] : [(a, lower)]
      case .maximum:
        let second = binary(varies[a] ? .step : .less, a, b)
        return [(a, subtract(one, second)), (b, second)]
      case .minimum:
        let second = binary(varies[a] ? .step : .less, b, a)
        return [(a, subtract(one, second)), (b, second)]
      case .guardedMultiply:
        if case .binary(.power, let base, let exponent) = nodes[a], nodes[b] == .unary(.log, base) {
          return slopesOfPowerTimesLog(id, base: base, exponent: exponent, log: b)
        }
        return varies[a] ? [(a, b), (b, a)] : [(b, a)]
      default: return []  // less, step: constant but for their jumps
      }
    }
  }

  /// a^b log a: ∂/∂a = a^(b - 1) (b log a + 1), ∂/∂b = a^b log² a, at a = 0 their limits.
  private mutating func slopesOfPowerTimesLog(
    _ id: ID, base a: ID, exponent b: ID, log: ID
  ) -> [(child: ID, slope: ID)] {
    let lower = power(a, subtract(b, constant(1)))
    return [
      (a, binary(.guardedMultiply, lower, add(multiply(b, log), constant(1)))), (b, binary(.guardedMultiply, id, log)),
    ]
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
