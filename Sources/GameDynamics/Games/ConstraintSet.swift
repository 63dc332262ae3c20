/// A convex set that a player's numbers are held in: the players of a game with constraints step and are projected back.
///
/// All sets are products of simple ones, whose projections are exact: boxes (and so half-lines), Euclidean balls around 0,
/// and simplices of probabilities.
public struct ConstraintSet: Sendable, Equatable {
  /// The factors, in the order of the coordinates.
  public let parts: [Part]

  /// A factor over some neighbouring coordinates.
  public struct Part: Sendable, Equatable {
    /// How many coordinates it is over.
    public let count: Int
    /// What it is.
    public let kind: Kind

    /// A factor over so many coordinates.
    public init(_ count: Int, _ kind: Kind) {
      self.count = count
      self.kind = kind
    }
  }

  /// The simple sets.
  public enum Kind: Sendable, Equatable {
    /// No constraint.
    case whole
    /// Every coordinate between two numbers, which may be infinite.
    case box(low: Double, high: Double)
    /// ‖v‖ ≤ radius.
    case ball(radius: Double)
    /// v ≥ 0, Σ v = 1.
    case simplex
  }

  /// A product of factors.
  public init(_ parts: [Part]) { self.parts = parts }

  /// One simple set over all of a player's coordinates.
  public init(_ kind: Kind, count: Int) { parts = [Part(count, kind)] }

  /// How many coordinates there are.
  public var count: Int { parts.reduce(0) { $0 + $1.count } }

  /// True where nothing is constrained.
  public var isWhole: Bool { parts.allSatisfy { $0.kind == .whole } }

  /// The product with another set, over further coordinates.
  public func product(_ other: ConstraintSet) -> ConstraintSet { ConstraintSet(parts + other.parts) }

  /// What it is, in a phrase: `x ∈ [0, ∞)²`.
  public func description(of player: Player) -> String {
    let factors = parts.map { part -> String in
      let power = part.count == 1 ? "" : "^\(part.count)"
      switch part.kind {
      case .whole: return "ℝ\(power)"
      case .box(let low, let high):
        let from = low == -.infinity ? "(−∞" : "[\(low)"
        return from + ", " + (high == .infinity ? "∞)" : "\(high)]") + power
      case .ball(let radius): return "{‖·‖ ≤ \(radius)}"
      case .simplex: return "simplex of \(part.count)"
      }
    }
    return "\(player.rawValue) ∈ " + factors.joined(separator: " × ")
  }

  /// The nearest point of the set. Over lanes and duals alike: a tangent is projected onto the face that the nearest point is
  /// on, which is the derivative wherever there is one.
  ///
  /// - Throws `VectorError` where there are not `count` numbers.
  public func projection<F: Field>(of v: [F]) throws -> [F] {
    guard v.count == count else { throw VectorError.wrongDimension(required: count, given: v.count) }
    var result: [F] = []
    result.reserveCapacity(v.count)
    for part in parts {
      let own = Array(v[result.count..<result.count + part.count])
      switch part.kind {
      case .whole: result += own
      case .box(let low, let high): result += own.map { Self.clamped($0, low, high) }
      case .ball(let radius): result += Self.ontoBall(own, radius)
      case .simplex: result += Self.ontoSimplex(own)
      }
    }
    return result
  }

  private static func clamped<F: Field>(_ v: F, _ low: Double, _ high: Double) -> F {
    var result = v
    if low > -.infinity { result = result.replacing(with: F(low), where: result.isLess(than: F(low))) }
    if high < .infinity { result = result.replacing(with: F(high), where: F(high).isLess(than: result)) }
    return result
  }

  private static func ontoBall<F: Field>(_ v: [F], _ radius: Double) -> [F] {
    let bound = F(radius * radius)
    let square = v.reduce(F(0)) { $0 + $1 * $1 }
    // Inside, the factor is 1 and no root is taken of 0.
    let inside = square.isAtMost(bound)
    let factor = (F(radius) / square.replacing(with: bound, where: inside).squareRoot())
      .replacing(with: F(1), where: inside)
    return v.map { factor * $0 }
  }

  /// max(v - τ, 0) with τ such that the sum is 1: found by leaving out, again and again, what is not above the mean surplus of the
  /// rest, which ends after at most as many rounds as there are numbers.
  ///
  /// Source: C. Michelot, "A finite algorithm for finding the projection of a point onto the canonical simplex of Rⁿ", J.
  /// Optim. Theory Appl. 50, 1986.
  private static func ontoSimplex<F: Field>(_ v: [F]) -> [F] {
    var isIn = v.map { _ in F.Mask(repeating: true) }
    func threshold() -> F {
      var (sum, count) = (F(0), F(0))
      for (value, mask) in zip(v, isIn) {
        sum = sum.replacing(with: sum + value, where: mask)
        count = count.replacing(with: count + F(1), where: mask)
      }
      return (sum - F(1)) / count
    }
    var tau = threshold()
    for _ in v.indices {
      isIn = zip(v, isIn).map { $1.and(tau.isLess(than: $0)) }
      tau = threshold()
    }
    return v.map { ($0 - tau).replacing(with: F(0), where: $0.isAtMost(tau)) }
  }
}
