import RealModule

/// Elementary functions lane by lane: each lane calls the C library's function for `Double`, so it gets the very number
/// that a run on its own would get. Cost: 32 calls.
extension LaneGroup: ElementaryFunctions {
  /// 0; swift-numerics' protocols ask for it.
  @inlinable
  public static var zero: Self { Self(0) }

  @inlinable
  func mapped(_ function: (Double) -> Double) -> Self {
    func part(_ p: Part) -> Part {
      var result = Part()
      for i in 0..<Part.scalarCount { result[i] = function(p[i]) }
      return result
    }
    return Self(part(p0), part(p1), part(p2), part(p3))
  }

  /// eˣ, lane by lane.
  @inlinable
  public static func exp(_ x: Self) -> Self { x.mapped { .exp($0) } }
  /// eˣ - 1, exact to the last digits near 0, lane by lane.
  @inlinable
  public static func expMinusOne(_ x: Self) -> Self { x.mapped { .expMinusOne($0) } }
  /// The hyperbolic cosine, lane by lane.
  @inlinable
  public static func cosh(_ x: Self) -> Self { x.mapped { .cosh($0) } }
  /// The hyperbolic sine, lane by lane.
  @inlinable
  public static func sinh(_ x: Self) -> Self { x.mapped { .sinh($0) } }
  /// The hyperbolic tangent, lane by lane.
  @inlinable
  public static func tanh(_ x: Self) -> Self { x.mapped { .tanh($0) } }
  /// The cosine of an angle in radians, lane by lane.
  @inlinable
  public static func cos(_ x: Self) -> Self { x.mapped { .cos($0) } }
  /// The sine of an angle in radians, lane by lane.
  @inlinable
  public static func sin(_ x: Self) -> Self { x.mapped { .sin($0) } }
  /// The tangent of an angle in radians, lane by lane.
  @inlinable
  public static func tan(_ x: Self) -> Self { x.mapped { .tan($0) } }
  /// The natural logarithm; NaN below 0, lane by lane.
  @inlinable
  public static func log(_ x: Self) -> Self { x.mapped { .log($0) } }
  /// The inverse hyperbolic cosine; NaN below 1, lane by lane.
  @inlinable
  public static func acosh(_ x: Self) -> Self { x.mapped { .acosh($0) } }
  /// The inverse hyperbolic sine, lane by lane.
  @inlinable
  public static func asinh(_ x: Self) -> Self { x.mapped { .asinh($0) } }
  /// The inverse hyperbolic tangent; NaN outside [-1, 1], lane by lane.
  @inlinable
  public static func atanh(_ x: Self) -> Self { x.mapped { .atanh($0) } }
  /// The angle in [0, π] with this cosine; NaN outside [-1, 1], lane by lane.
  @inlinable
  public static func acos(_ x: Self) -> Self { x.mapped { .acos($0) } }
  /// The angle in [-π/2, π/2] with this sine; NaN outside [-1, 1], lane by lane.
  @inlinable
  public static func asin(_ x: Self) -> Self { x.mapped { .asin($0) } }
  /// The angle in (-π/2, π/2) with this tangent, lane by lane.
  @inlinable
  public static func atan(_ x: Self) -> Self { x.mapped { .atan($0) } }
  /// log(1 + x), exact to the last digits near 0, lane by lane.
  @inlinable
  public static func log(onePlus x: Self) -> Self { x.mapped { .log(onePlus: $0) } }
  /// exp(y log x), lane by lane; NaN where x < 0 and where x = y = 0.
  @inlinable
  public static func pow(_ x: Self, _ y: Self) -> Self { Self { .pow(x[lane: $0], y[lane: $0]) } }
  /// x multiplied n times, lane by lane; 1 for n = 0.
  @inlinable
  public static func pow(_ x: Self, _ n: Int) -> Self { x.mapped { .pow($0, n) } }
  /// √x, lane by lane.
  @inlinable
  public static func sqrt(_ x: Self) -> Self { x.squareRoot() }
  /// The real n-th root, lane by lane; NaN where x < 0 and n is even.
  @inlinable
  public static func root(_ x: Self, _ n: Int) -> Self { x.mapped { .root($0, n) } }
}
