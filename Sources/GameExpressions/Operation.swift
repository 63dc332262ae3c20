import GameDynamics
import RealModule

/// What an instruction of a compiled expression does with one or two operands.
@usableFromInline
enum Operation: UInt8, Sendable, CaseIterable {
  case add, subtract, multiply, divide
  /// aᵇ for real b; see `Field.raised`.
  case power
  case maximum, minimum
  /// 1 where a < b, else 0: the slopes of `abs`, of `relu`, and of `max` and `min` with a constant.
  case less
  /// 1 where a < b, 1/2 where a = b, else 0: the slopes of `max` and `min`.
  case step
  /// ab, but 0 where a = 0, also where b is infinite or NaN: where a decides what the limit is.
  case guardedMultiply
  case negate
  case exp, log, squareRoot
  case sin, cos, tan, asin, acos, atan
  case sinh, cosh, tanh
  case absolute, softplus, sigmoid

  /// The operation on numbers of any field. Operands are read where they are used, so that lanes go straight from the
  /// register file into arithmetic; unary operations do not look at b.
  @inlinable @inline(__always)
  func callAsFunction<F: Field>(_ a: @autoclosure () -> F, _ b: @autoclosure () -> F) -> F {
    switch self {
    case .add: return a() + b()
    case .subtract: return a() - b()
    case .multiply: return a() * b()
    case .divide: return a() / b()
    case .power: return a().raised(to: b())
    case .maximum: return a().maximum(elementwise: b())
    case .minimum:
      let (one, other) = (a(), b())
      return one.replacing(with: other, where: other.isLess(than: one).or(other.isOrdered.inverted))
    case .less: return F(0).replacing(with: F(1), where: a().isLess(than: b()))
    case .step:
      let (one, other) = (a(), b())
      return F(0).replacing(with: F(0.5), where: one.equals(other)).replacing(
        with: F(1), where: one.isLess(than: other))
    case .guardedMultiply:
      let (one, other) = (a(), b())
      let unbounded = other.magnitude.isLess(than: F(.infinity)).inverted
      return (one * other).replacing(with: F(0), where: one.equals(F(0)).and(unbounded))
    case .negate: return -a()
    case .exp: return .exp(a())
    case .log: return .log(a())
    case .squareRoot: return a().squareRoot()
    case .sin: return .sin(a())
    case .cos: return .cos(a())
    case .tan: return .tan(a())
    case .asin: return .asin(a())
    case .acos: return .acos(a())
    case .atan: return .atan(a())
    case .sinh: return .sinh(a())
    case .cosh: return .cosh(a())
    case .tanh: return .tanh(a())
    case .absolute: return a().magnitude
    case .softplus: return .softplus(a())
    case .sigmoid: return .sigmoid(a())
    }
  }

  /// The functions of one argument that can be typed.
  static let functions: [String: Operation] = [
    "exp": .exp, "log": .log, "sqrt": .squareRoot, "sin": .sin, "cos": .cos, "tan": .tan, "asin": .asin,
    "acos": .acos, "atan": .atan, "sinh": .sinh, "cosh": .cosh, "tanh": .tanh, "abs": .absolute,
    "softplus": .softplus, "sigmoid": .sigmoid, "ln": .log, "σ": .sigmoid,
  ]
}

extension Field {
  /// selfʸ, lane by lane, as mathematicians write it: 0⁰ = 1, and a negative base has its powers for integer y (NaN for
  /// others).
  @inlinable
  func raised(to y: Self) -> Self {
    let zero = Self(0)
    let negative = isLess(than: zero)
    let size = Self.pow(magnitude, y).replacing(with: Self(1), where: equals(zero).and(y.equals(zero)))
    guard negative.any else { return size }
    var sign = Self(1)
    for lane in 0..<Self.laneCount where negative[lane: lane] {
      let exponent = y[lane: lane]
      sign[lane: lane] =
        exponent.rounded() != exponent ? .nan : exponent.truncatingRemainder(dividingBy: 2) == 0 ? 1 : -1
    }
    return sign * size
  }
}
