import RealModule

/// Those of `Lanes`, compiled here: a call more does not count beside 32 of the C library.
extension CalledLanes: ElementaryFunctions {
  /// 0; swift-numerics' protocols ask for it.
  public static var zero: Self { Self(0) }

  /// eˣ, lane by lane.
  public static func exp(_ x: Self) -> Self { Self(Lanes.exp(x.lanes)) }
  /// eˣ - 1, exact to the last digits near 0, lane by lane.
  public static func expMinusOne(_ x: Self) -> Self { Self(Lanes.expMinusOne(x.lanes)) }
  /// The hyperbolic cosine, lane by lane.
  public static func cosh(_ x: Self) -> Self { Self(Lanes.cosh(x.lanes)) }
  /// The hyperbolic sine, lane by lane.
  public static func sinh(_ x: Self) -> Self { Self(Lanes.sinh(x.lanes)) }
  /// The hyperbolic tangent, lane by lane.
  public static func tanh(_ x: Self) -> Self { Self(Lanes.tanh(x.lanes)) }
  /// The cosine of an angle in radians, lane by lane.
  public static func cos(_ x: Self) -> Self { Self(Lanes.cos(x.lanes)) }
  /// The sine of an angle in radians, lane by lane.
  public static func sin(_ x: Self) -> Self { Self(Lanes.sin(x.lanes)) }
  /// The tangent of an angle in radians, lane by lane.
  public static func tan(_ x: Self) -> Self { Self(Lanes.tan(x.lanes)) }
  /// The natural logarithm; NaN below 0, lane by lane.
  public static func log(_ x: Self) -> Self { Self(Lanes.log(x.lanes)) }
  /// The inverse hyperbolic cosine; NaN below 1, lane by lane.
  public static func acosh(_ x: Self) -> Self { Self(Lanes.acosh(x.lanes)) }
  /// The inverse hyperbolic sine, lane by lane.
  public static func asinh(_ x: Self) -> Self { Self(Lanes.asinh(x.lanes)) }
  /// The inverse hyperbolic tangent; NaN outside [-1, 1], lane by lane.
  public static func atanh(_ x: Self) -> Self { Self(Lanes.atanh(x.lanes)) }
  /// The angle in [0, π] with this cosine; NaN outside [-1, 1], lane by lane.
  public static func acos(_ x: Self) -> Self { Self(Lanes.acos(x.lanes)) }
  /// The angle in [-π/2, π/2] with this sine; NaN outside [-1, 1], lane by lane.
  public static func asin(_ x: Self) -> Self { Self(Lanes.asin(x.lanes)) }
  /// The angle in (-π/2, π/2) with this tangent, lane by lane.
  public static func atan(_ x: Self) -> Self { Self(Lanes.atan(x.lanes)) }
  /// log(1 + x), exact to the last digits near 0, lane by lane.
  public static func log(onePlus x: Self) -> Self { Self(Lanes.log(onePlus: x.lanes)) }
  /// exp(y log x), lane by lane; NaN where x < 0 and where x = y = 0.
  public static func pow(_ x: Self, _ y: Self) -> Self { Self(Lanes.pow(x.lanes, y.lanes)) }
  /// x multiplied n times, lane by lane; 1 for n = 0.
  public static func pow(_ x: Self, _ n: Int) -> Self { Self(Lanes.pow(x.lanes, n)) }
  /// √x, lane by lane.
  public static func sqrt(_ x: Self) -> Self { x.squareRoot() }
  /// The real n-th root, lane by lane; NaN where x < 0 and n is even.
  public static func root(_ x: Self, _ n: Int) -> Self { Self(Lanes.root(x.lanes, n)) }
}
