/// What is known of a node's values before any number is put in: enough to tell where a product of derivatives may meet
/// 0·∞, and which of the two factors decides.
struct NodeTraits: Sendable, Hashable {
  /// How large values and slopes can get where the variables are finite.
  enum Growth: Int, Sendable, Comparable {
    /// Finite, and changes by at most a multiple of the move.
    case tame
    /// Finite, with slopes that may be infinite: √u.
    case bounded
    /// Infinite like u^q at u = 0 with -1/2 < q < 0 at most: smaller than 1/√u.
    case soft
    /// May be any number, NaN too.
    case wild

    static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
  }

  enum Sign: Int, Sendable, Comparable {
    case any, nonnegative, positive

    static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
  }

  var growth = Growth.tame
  var sign = Sign.any
  /// True of what is 0 on whole regions: the slopes of max and min, and products with them.
  var isIndicator = false
}

extension ExpressionGraph {
  /// The traits of a node that is about to be added; its children have theirs.
  func traits(of node: Node) -> NodeTraits {
    switch node {
    case .constant(let bits):
      let value = Double(bitPattern: bits)
      return NodeTraits(sign: value > 0 ? .positive : value == 0 ? .nonnegative : .any)
    case .parameter, .variable: return NodeTraits()
    case .integerPower(let a, let n):
      let u = traits[a]
      let sign: NodeTraits.Sign =
        u.sign == .positive ? .positive : n.isMultiple(of: 2) || u.sign == .nonnegative ? .nonnegative : .any
      return NodeTraits(growth: Self.composed(u.growth), sign: sign)
    case .unary(let operation, let a): return traits(of: operation, a)
    case .binary(let operation, let a, let b): return traits(of: operation, a, b)
    }
  }

  /// Of a smooth function of what grows so.
  private static func composed(_ growth: NodeTraits.Growth) -> NodeTraits.Growth {
    growth == .soft ? .wild : growth
  }

  private static func product(_ a: NodeTraits.Growth, _ b: NodeTraits.Growth) -> NodeTraits.Growth {
    a == .soft && b == .soft ? .wild : max(a, b)
  }

  private func traits(of operation: Operation, _ a: ID) -> NodeTraits {
    let u = traits[a]
    // Made of parameters alone it is one number in a run.
    var result = NodeTraits(growth: varies[a] ? Self.composed(u.growth) : .tame)
    switch operation {
    case .negate: (result.growth, result.isIndicator) = (u.growth, u.isIndicator)
    case .exp, .cosh, .softplus, .sigmoid: result.sign = .positive
    case .absolute: result.sign = u.sign == .positive ? .positive : .nonnegative
    case .squareRoot:
      result.sign = max(u.sign, .nonnegative)
      if varies[a], u.sign != .positive { result.growth = max(result.growth, .bounded) }
    case .log: if varies[a], u.sign != .positive { result.growth = .wild }
    case .asin, .acos: if varies[a] { result.growth = max(result.growth, .bounded) }
    default: break
    }
    return result
  }

  private func traits(of operation: Operation, _ a: ID, _ b: ID) -> NodeTraits {
    let (u, v) = (traits[a], traits[b])
    let both = min(u.sign, v.sign)
    switch operation {
    case .add:
      let sign: NodeTraits.Sign = both == .any ? .any : max(u.sign, v.sign)
      return NodeTraits(growth: max(u.growth, v.growth), sign: sign)
    case .subtract:
      // A sign is 0 at one point alone, where it jumps: neither an indicator nor Lipschitz.
      let jump: NodeTraits.Growth = u.isIndicator && v.isIndicator ? .bounded : .tame
      return NodeTraits(growth: max(u.growth, v.growth, jump), isIndicator: number(a) == 1 && v.isIndicator)
    case .multiply, .guardedMultiply:
      return NodeTraits(
        growth: Self.product(u.growth, v.growth), sign: a == b ? max(both, .nonnegative) : both,
        isIndicator: u.isIndicator || v.isIndicator)
    case .divide:
      let growth = !varies[b] || v.sign == .positive ? Self.product(u.growth, Self.composed(v.growth)) : .wild
      return NodeTraits(growth: growth, sign: v.sign == .positive ? u.sign : .any, isIndicator: u.isIndicator)
    case .power:
      let inner = max(Self.composed(u.growth), Self.composed(v.growth))
      if u.sign == .positive || !varies[a] && !varies[b] { return NodeTraits(growth: inner, sign: u.sign) }
      guard let q = number(b), u.growth < .soft else {
        return NodeTraits(growth: .wild, sign: min(u.sign, .nonnegative))
      }
      let own: NodeTraits.Growth = q >= 1 ? .tame : q >= 0 ? .bounded : q > -0.5 ? .soft : .wild
      // What is bounded has no bounded slope to pass on, and its negative powers are steeper than its exponent says.
      let growth = u.growth == .bounded && own == .soft ? .wild : max(own, u.growth)
      return NodeTraits(growth: growth, sign: .nonnegative)
    case .maximum: return NodeTraits(growth: max(u.growth, v.growth), sign: max(u.sign, v.sign))
    case .minimum: return NodeTraits(growth: max(u.growth, v.growth), sign: both)
    case .less, .step: return NodeTraits(sign: .nonnegative, isIndicator: true)
    default: return NodeTraits(growth: .wild)
    }
  }
}
