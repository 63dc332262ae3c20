import GameDynamics
import RealModule

/// Those of `CalledLanes`, group by group.
extension WideLanes: ElementaryFunctions {
  static var zero: Self { Self(0) }

  static func exp(_ x: Self) -> Self { x.map { .exp($0) } }
  static func expMinusOne(_ x: Self) -> Self { x.map { .expMinusOne($0) } }
  static func cosh(_ x: Self) -> Self { x.map { .cosh($0) } }
  static func sinh(_ x: Self) -> Self { x.map { .sinh($0) } }
  static func tanh(_ x: Self) -> Self { x.map { .tanh($0) } }
  static func cos(_ x: Self) -> Self { x.map { .cos($0) } }
  static func sin(_ x: Self) -> Self { x.map { .sin($0) } }
  static func tan(_ x: Self) -> Self { x.map { .tan($0) } }
  static func log(_ x: Self) -> Self { x.map { .log($0) } }
  static func acosh(_ x: Self) -> Self { x.map { .acosh($0) } }
  static func asinh(_ x: Self) -> Self { x.map { .asinh($0) } }
  static func atanh(_ x: Self) -> Self { x.map { .atanh($0) } }
  static func acos(_ x: Self) -> Self { x.map { .acos($0) } }
  static func asin(_ x: Self) -> Self { x.map { .asin($0) } }
  static func atan(_ x: Self) -> Self { x.map { .atan($0) } }
  static func log(onePlus x: Self) -> Self { x.map { .log(onePlus: $0) } }
  static func pow(_ x: Self, _ y: Self) -> Self { x.map(with: y) { .pow($0, $1) } }
  static func pow(_ x: Self, _ n: Int) -> Self { x.map { .pow($0, n) } }
  static func sqrt(_ x: Self) -> Self { x.squareRoot() }
  static func root(_ x: Self, _ n: Int) -> Self { x.map { .root($0, n) } }
}
