import RealModule

/// Elementary functions lane by lane: each lane calls the C library's function for `Double`, so it gets the very number
/// that a run on its own would get. Cost: eight calls.
extension Lanes: ElementaryFunctions {
  /// 0; swift-numerics' protocols ask for it.
  @inlinable
  public static var zero: Self { Self(0) }

  @inlinable
  func mapped(_ function: (Double) -> Double) -> Lanes {
    var result = Storage()
    for lane in 0..<Storage.scalarCount { result[lane] = function(storage[lane]) }
    return Lanes(result)
  }

  /// eˣ, lane by lane.
  @inlinable
  public static func exp(_ x: Lanes) -> Lanes { x.mapped { .exp($0) } }
  /// eˣ - 1, exact to the last digits near 0, lane by lane.
  @inlinable
  public static func expMinusOne(_ x: Lanes) -> Lanes { x.mapped { .expMinusOne($0) } }
  /// The hyperbolic cosine, lane by lane.
  @inlinable
  public static func cosh(_ x: Lanes) -> Lanes { x.mapped { .cosh($0) } }
  /// The hyperbolic sine, lane by lane.
  @inlinable
  public static func sinh(_ x: Lanes) -> Lanes { x.mapped { .sinh($0) } }
  /// The hyperbolic tangent, lane by lane.
  @inlinable
  public static func tanh(_ x: Lanes) -> Lanes { x.mapped { .tanh($0) } }
  /// The cosine of an angle in radians, lane by lane.
  @inlinable
  public static func cos(_ x: Lanes) -> Lanes { x.mapped { .cos($0) } }
  /// The sine of an angle in radians, lane by lane.
  @inlinable
  public static func sin(_ x: Lanes) -> Lanes { x.mapped { .sin($0) } }
  /// The tangent of an angle in radians, lane by lane.
  @inlinable
  public static func tan(_ x: Lanes) -> Lanes { x.mapped { .tan($0) } }
  /// The natural logarithm; NaN below 0, lane by lane.
  @inlinable
  public static func log(_ x: Lanes) -> Lanes { x.mapped { .log($0) } }
  /// The inverse hyperbolic cosine; NaN below 1, lane by lane.
  @inlinable
  public static func acosh(_ x: Lanes) -> Lanes { x.mapped { .acosh($0) } }
  /// The inverse hyperbolic sine, lane by lane.
  @inlinable
  public static func asinh(_ x: Lanes) -> Lanes { x.mapped { .asinh($0) } }
  /// The inverse hyperbolic tangent; NaN outside [-1, 1], lane by lane.
  @inlinable
  public static func atanh(_ x: Lanes) -> Lanes { x.mapped { .atanh($0) } }
  /// The angle in [0, π] with this cosine; NaN outside [-1, 1], lane by lane.
  @inlinable
  public static func acos(_ x: Lanes) -> Lanes { x.mapped { .acos($0) } }
  /// The angle in [-π/2, π/2] with this sine; NaN outside [-1, 1], lane by lane.
  @inlinable
  public static func asin(_ x: Lanes) -> Lanes { x.mapped { .asin($0) } }
  /// The angle in (-π/2, π/2) with this tangent, lane by lane.
  @inlinable
  public static func atan(_ x: Lanes) -> Lanes { x.mapped { .atan($0) } }
  /// log(1 + x), exact to the last digits near 0, lane by lane.
  @inlinable
  public static func log(onePlus x: Lanes) -> Lanes { x.mapped { .log(onePlus: $0) } }
  /// exp(y log x), lane by lane; NaN where x < 0 and where x = y = 0.
  @inlinable
  public static func pow(_ x: Lanes, _ y: Lanes) -> Lanes { Lanes { .pow(x.storage[$0], y.storage[$0]) } }
  /// x multiplied n times, lane by lane; 1 for n = 0.
  @inlinable
  public static func pow(_ x: Lanes, _ n: Int) -> Lanes { x.mapped { .pow($0, n) } }
  /// √x, lane by lane.
  @inlinable
  public static func sqrt(_ x: Lanes) -> Lanes { x.squareRoot() }
  /// The real n-th root, lane by lane; NaN where x < 0 and n is even.
  @inlinable
  public static func root(_ x: Lanes, _ n: Int) -> Lanes { x.mapped { .root($0, n) } }
}
