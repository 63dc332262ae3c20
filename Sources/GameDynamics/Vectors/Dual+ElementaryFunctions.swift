import RealModule

/// Elementary functions of duals by the chain rule: f(u + ε u′) = f(u) + ε f′(u) u′.
///
/// The derivative is computed in the base field, so on nested duals the rules give second and higher derivatives. Where
/// a derivative is infinite (√ and roots at 0, `acos` and `asin` at ±1) so is the tangent, or NaN when u′ = 0.
extension Dual: ElementaryFunctions {
  /// 0; swift-numerics' protocols ask for it.
  @inlinable
  public static var zero: Self { Self(0) }

  /// f(u) + ε f′(u) u′.
  @inlinable
  func chained(_ value: Base, derivative: Base) -> Self { Self(value, tangent: derivative * tangent) }

  /// (eᵘ)′ = eᵘ u′.
  @inlinable
  public static func exp(_ u: Self) -> Self {
    let value = Base.exp(u.value)
    return u.chained(value, derivative: value)
  }
  /// (eᵘ - 1)′ = eᵘ u′.
  @inlinable
  public static func expMinusOne(_ u: Self) -> Self {
    u.chained(.expMinusOne(u.value), derivative: .exp(u.value))
  }
  /// (cosh u)′ = sinh u · u′.
  @inlinable
  public static func cosh(_ u: Self) -> Self {
    u.chained(.cosh(u.value), derivative: .sinh(u.value))
  }
  /// (sinh u)′ = cosh u · u′.
  @inlinable
  public static func sinh(_ u: Self) -> Self {
    u.chained(.sinh(u.value), derivative: .cosh(u.value))
  }
  /// (tanh u)′ = u′ / cosh² u, as 4e / (1 + e)² with e = e^-2|u|: 1 - tanh² u would cancel, cosh² u overflow.
  @inlinable
  public static func tanh(_ u: Self) -> Self {
    let decay = Base.exp(Base(-2) * u.value.magnitude)
    let root = Base(1) + decay
    return u.chained(.tanh(u.value), derivative: Base(4) * decay / (root * root))
  }
  /// (cos u)′ = -sin u · u′.
  @inlinable
  public static func cos(_ u: Self) -> Self {
    u.chained(.cos(u.value), derivative: -.sin(u.value))
  }
  /// (sin u)′ = cos u · u′.
  @inlinable
  public static func sin(_ u: Self) -> Self {
    u.chained(.sin(u.value), derivative: .cos(u.value))
  }
  /// (tan u)′ = (1 + tan² u) u′.
  @inlinable
  public static func tan(_ u: Self) -> Self {
    let value = Base.tan(u.value)
    return u.chained(value, derivative: Base(1) + value * value)
  }
  /// (log u)′ = u′ / u.
  @inlinable
  public static func log(_ u: Self) -> Self {
    Self(.log(u.value), tangent: u.tangent / u.value)
  }
  /// (arcosh u)′ = u′ / (√(u - 1) √(u + 1)).
  @inlinable
  public static func acosh(_ u: Self) -> Self {
    u.chained(
      .acosh(u.value),
      derivative: Base(1) / ((u.value - Base(1)).squareRoot() * (u.value + Base(1)).squareRoot()))
  }
  /// (arsinh u)′ = u′ / √(1 + u²).
  @inlinable
  public static func asinh(_ u: Self) -> Self {
    u.chained(.asinh(u.value), derivative: Base(1) / (Base(1) + u.value * u.value).squareRoot())
  }
  /// (artanh u)′ = u′ / ((1 - u)(1 + u)).
  @inlinable
  public static func atanh(_ u: Self) -> Self {
    u.chained(.atanh(u.value), derivative: Base(1) / ((Base(1) - u.value) * (Base(1) + u.value)))
  }
  /// (arccos u)′ = -u′ / √((1 - u)(1 + u)).
  @inlinable
  public static func acos(_ u: Self) -> Self {
    u.chained(
      .acos(u.value), derivative: Base(-1) / ((Base(1) - u.value) * (Base(1) + u.value)).squareRoot())
  }
  /// (arcsin u)′ = u′ / √((1 - u)(1 + u)).
  @inlinable
  public static func asin(_ u: Self) -> Self {
    u.chained(
      .asin(u.value), derivative: Base(1) / ((Base(1) - u.value) * (Base(1) + u.value)).squareRoot())
  }
  /// (arctan u)′ = u′ / (1 + u²).
  @inlinable
  public static func atan(_ u: Self) -> Self {
    u.chained(.atan(u.value), derivative: Base(1) / (Base(1) + u.value * u.value))
  }
  /// (log(1 + u))′ = u′ / (1 + u).
  @inlinable
  public static func log(onePlus u: Self) -> Self {
    Self(.log(onePlus: u.value), tangent: u.tangent / (Base(1) + u.value))
  }
  /// (uᵛ)′ = v uᵛ⁻¹ u′ + uᵛ log u · v′.
  ///
  /// At u = 0 with v > 0 the second term is its limit 0, and with v = 1 the first factor is 1, so that constant
  /// exponents have their exact derivatives there. NaN where u < 0 and where u = v = 0, as `pow` on the base is.
  @inlinable
  public static func pow(_ u: Self, _ v: Self) -> Self {
    let value = Base.pow(u.value, v.value)
    let atZero = u.value.equals(Base(0))
    let slope = (v.value * Base.pow(u.value, v.value - Base(1)))
      .replacing(with: Base(1), where: atZero.and(v.value.equals(Base(1))))
    let logarithm = Base.log(u.value).replacing(with: Base(0), where: atZero)
    return Self(value, tangent: slope * u.tangent + value * logarithm * v.tangent)
  }
  /// (uⁿ)′ = n uⁿ⁻¹ u′; u⁰ is the constant 1, also at u = 0.
  @inlinable
  public static func pow(_ u: Self, _ n: Int) -> Self {
    if n == 0 { return Self(1) }  // 0 · u⁻¹ would be NaN at u = 0
    let power = Base.pow(u.value, n)
    let lower = n == .min ? power / u.value : .pow(u.value, n - 1)
    return u.chained(power, derivative: Base(Double(n)) * lower)
  }
  /// (√u)′ = u′ / (2√u).
  @inlinable
  public static func sqrt(_ u: Self) -> Self { u.squareRoot() }
  /// (ⁿ√u)′ = u′ / (n (ⁿ√u)ⁿ⁻¹).
  @inlinable
  public static func root(_ u: Self, _ n: Int) -> Self {
    let value = Base.root(u.value, n)
    return Self(value, tangent: u.tangent / (Base(Double(n)) * .pow(value, n &- 1)))
  }
}
