import GameDynamics
import RealModule
import Testing

/// One function of the elementary ones, generic over the field, with points inside its domain.
protocol FieldFunction: Sendable {
  var name: String { get }
  var points: [Double] { get }
  func callAsFunction<F: Field>(_ x: F) -> F
}

struct Exp: FieldFunction {
  let name = "exp", points = [-3, -0.4, 0, 0.7, 2.5]
  func callAsFunction<F: Field>(_ x: F) -> F { .exp(x) }
}
struct ExpMinusOne: FieldFunction {
  let name = "expMinusOne", points = [-3, -0.4, 0, 0.7, 2.5]
  func callAsFunction<F: Field>(_ x: F) -> F { .expMinusOne(x) }
}
struct Cosh: FieldFunction {
  let name = "cosh", points = [-3, -0.4, 0, 0.7, 2.5]
  func callAsFunction<F: Field>(_ x: F) -> F { .cosh(x) }
}
struct Sinh: FieldFunction {
  let name = "sinh", points = [-3, -0.4, 0, 0.7, 2.5]
  func callAsFunction<F: Field>(_ x: F) -> F { .sinh(x) }
}
struct Tanh: FieldFunction {
  let name = "tanh", points = [-3, -0.4, 0, 0.7, 2.5]
  func callAsFunction<F: Field>(_ x: F) -> F { .tanh(x) }
}
struct Cos: FieldFunction {
  let name = "cos", points = [-3, -0.4, 0, 0.7, 2.5]
  func callAsFunction<F: Field>(_ x: F) -> F { .cos(x) }
}
struct Sin: FieldFunction {
  let name = "sin", points = [-3, -0.4, 0, 0.7, 2.5]
  func callAsFunction<F: Field>(_ x: F) -> F { .sin(x) }
}
struct Tan: FieldFunction {
  let name = "tan", points = [-1.2, -0.4, 0, 0.7, 1.3]
  func callAsFunction<F: Field>(_ x: F) -> F { .tan(x) }
}
struct Log: FieldFunction {
  let name = "log", points = [0.2, 0.7, 1, 2.5, 40]
  func callAsFunction<F: Field>(_ x: F) -> F { .log(x) }
}
struct LogOnePlus: FieldFunction {
  let name = "log(onePlus:)", points = [-0.8, -0.1, 0, 2.5, 40]
  func callAsFunction<F: Field>(_ x: F) -> F { .log(onePlus: x) }
}
struct Acosh: FieldFunction {
  let name = "acosh", points = [1.1, 1.5, 2, 9]
  func callAsFunction<F: Field>(_ x: F) -> F { .acosh(x) }
}
struct Asinh: FieldFunction {
  let name = "asinh", points = [-3, -0.4, 0, 0.7, 2.5]
  func callAsFunction<F: Field>(_ x: F) -> F { .asinh(x) }
}
struct Atanh: FieldFunction {
  let name = "atanh", points = [-0.9, -0.4, 0, 0.7]
  func callAsFunction<F: Field>(_ x: F) -> F { .atanh(x) }
}
struct Acos: FieldFunction {
  let name = "acos", points = [-0.9, -0.4, 0, 0.7]
  func callAsFunction<F: Field>(_ x: F) -> F { .acos(x) }
}
struct Asin: FieldFunction {
  let name = "asin", points = [-0.9, -0.4, 0, 0.7]
  func callAsFunction<F: Field>(_ x: F) -> F { .asin(x) }
}
struct Atan: FieldFunction {
  let name = "atan", points = [-3, -0.4, 0, 0.7, 2.5]
  func callAsFunction<F: Field>(_ x: F) -> F { .atan(x) }
}
struct PowReal: FieldFunction {
  let name = "x^2.3", points = [0.2, 0.7, 1, 2.5]
  func callAsFunction<F: Field>(_ x: F) -> F { .pow(x, F(2.3)) }
}
struct PowSelf: FieldFunction {
  let name = "x^(1-x)", points = [0.2, 0.7, 1, 2.5]
  func callAsFunction<F: Field>(_ x: F) -> F { .pow(x, F(1) - x) }
}
struct PowInteger: FieldFunction {
  let name = "x^5", points = [-1.5, 0, 0.2, 2.5]
  func callAsFunction<F: Field>(_ x: F) -> F { .pow(x, 5) }
}
struct PowNegative: FieldFunction {
  let name = "x^-3", points = [-1.5, 0.2, 2.5]
  func callAsFunction<F: Field>(_ x: F) -> F { .pow(x, -3) }
}
struct Sqrt: FieldFunction {
  let name = "sqrt", points = [0.2, 0.7, 1, 2.5]
  func callAsFunction<F: Field>(_ x: F) -> F { .sqrt(x) }
}
struct CubeRoot: FieldFunction {
  let name = "cube root", points = [-2, 0.2, 0.7, 2.5]
  func callAsFunction<F: Field>(_ x: F) -> F { .root(x, 3) }
}
struct Softplus: FieldFunction {
  let name = "softplus", points = [-3, -0.4, 0, 0.7, 2.5]
  func callAsFunction<F: Field>(_ x: F) -> F { .softplus(x) }
}
struct Sigmoid: FieldFunction {
  let name = "sigmoid", points = [-3, -0.4, 0, 0.7, 2.5]
  func callAsFunction<F: Field>(_ x: F) -> F { .sigmoid(x) }
}

@Suite struct ElementaryFunctionTests {
  static let functions: [any FieldFunction] = [
    Exp(), ExpMinusOne(), Cosh(), Sinh(), Tanh(), Cos(), Sin(), Tan(), Log(), LogOnePlus(), Acosh(), Asinh(), Atanh(),
    Acos(), Asin(), Atan(), PowReal(), PowSelf(), PowInteger(), PowNegative(), Sqrt(), CubeRoot(), Softplus(),
    Sigmoid(),
  ]

  /// Central difference with one Richardson step: the error is O(h⁴), about 1e-11 of the function's scale here.
  func slope(_ f: (Double) -> Double, at x: Double, step h: Double) -> Double {
    func central(_ h: Double) -> Double { (f(x + h) - f(x - h)) / (2 * h) }
    return (4 * central(h) - central(2 * h)) / 3
  }

  @Test(arguments: functions.indices)
  func derivativesOfFirstAndSecondOrder(index: Int) {
    func check(_ f: some FieldFunction) {
      for x in f.points {
        let once = f(Dual<Double>(x, tangent: 1))
        #expect(once.value == f(x), "\(f.name) at \(x)")
        let expected = slope({ f($0) }, at: x, step: 1e-3)
        #expect(abs(once.tangent - expected) <= 1e-6 * (1 + abs(expected)), "\(f.name)′ at \(x)")
        let twice = f(Dual<Dual<Double>>(Dual(x, tangent: 1), tangent: Dual(1)))
        #expect(abs(twice.tangent.value - once.tangent) <= 1e-12 * (1 + abs(expected)), "\(f.name)′ nested at \(x)")
        let curvature = slope({ f(Dual<Double>($0, tangent: 1)).tangent }, at: x, step: 1e-3)
        #expect(abs(twice.tangent.tangent - curvature) <= 1e-5 * (1 + abs(curvature)), "\(f.name)″ at \(x)")
      }
    }
    check(Self.functions[index])
  }

  @Test(arguments: functions.indices)
  func lanesGetTheVeryNumbersOfDouble(index: Int) {
    func check(_ f: some FieldFunction) {
      let points = (0..<Lanes.laneCount).map { f.points[$0 % f.points.count] }
      let together = f(Lanes { points[$0] })
      let dual = f(Dual<Lanes>(Lanes { points[$0] }, tangent: Lanes(1)))
      for lane in 0..<Lanes.laneCount {
        #expect(together[lane: lane] == f(points[lane]), "\(f.name)")
        #expect(dual.value[lane: lane] == f(points[lane]), "\(f.name)")
        #expect(dual.tangent[lane: lane] == f(Dual<Double>(points[lane], tangent: 1)).tangent, "\(f.name)")
      }
    }
    check(Self.functions[index])
  }

  // cosh² - sinh² = 1, sin² + cos² = 1, exp(log x) = x, … hold for the tangents too.
  @Test func identitiesOnDuals() {
    typealias D = Dual<Double>
    func near(_ a: D, _ b: D, _ what: String) {
      #expect(abs(a.value - b.value) < 1e-13 && abs(a.tangent - b.tangent) < 1e-12, "\(what): \(a) \(b)")
    }
    for x in [0.2, 0.5, 0.8] {
      let u = D(x, tangent: 1)
      near(.sin(u) * .sin(u) + .cos(u) * .cos(u), D(1), "sin² + cos²")
      near(.cosh(u) * .cosh(u) - .sinh(u) * .sinh(u), D(1), "cosh² - sinh²")
      near(.tan(u), .sin(u) / .cos(u), "tan")
      near(.tanh(u), .sinh(u) / .cosh(u), "tanh")
      near(.exp(.log(u)), u, "exp log")
      near(.expMinusOne(.log(onePlus: u)), u, "expm1 log1p")
      near(.sin(.asin(u)), u, "sin asin")
      near(.cos(.acos(u)), u, "cos acos")
      near(.tan(.atan(u)), u, "tan atan")
      near(.sinh(.asinh(u)), u, "sinh asinh")
      near(.cosh(.acosh(u + D(1))), u + D(1), "cosh acosh")
      near(.tanh(.atanh(u)), u, "tanh atanh")
      near(.pow(u, D(3)), u * u * u, "pow")
      near(.pow(u, 3), u * u * u, "pow integer")
      near(.pow(u, -2), D(1) / (u * u), "pow negative")
      near(.root(u, 4) * .root(u, 4) * .root(u, 4) * .root(u, 4), u, "root")
      near(.sqrt(u) * .sqrt(u), u, "sqrt")
      near(.softplus(u), .log(D(1) + .exp(u)), "softplus")
      near(.sigmoid(u), D(1) / (D(1) + .exp(-u)), "sigmoid")
    }
  }

  // (xⁿ)′ and (xⁿ)″ at 0: n = 0: 0, 0; n = 1: 1, 0; n = 2: 0, 2; n = 3: 0, 0. The same for constant real exponents
  // n ≥ 1.
  @Test(arguments: [(0, 0.0, 0.0), (1, 1, 0), (2, 0, 2), (3, 0, 0)])
  func powersAtZero(n: Int, first: Double, second: Double) {
    let zero = Dual<Dual<Double>>(Dual(0, tangent: 1), tangent: Dual(1))
    let power = Dual<Dual<Double>>.pow(zero, n)
    #expect(power.value.value == (n == 0 ? 1 : 0))
    #expect(power.tangent.value == first)
    #expect(power.tangent.tangent == second)
    guard n > 0 else { return }
    let real = Dual<Dual<Double>>.pow(zero, Dual(Double(n)))
    #expect(real.value.value == 0)
    #expect(real.tangent.value == first)
    #expect(real.tangent.tangent == second)
  }

  // Far out nothing overflows to NaN: tanh is flat, softplus is 0 or x, sigmoid 0 or 1.
  @Test(arguments: [-1000.0, 1000.0])
  func saturation(x: Double) {
    let u = Dual<Dual<Double>>(Dual(x, tangent: 1), tangent: Dual(1))
    let tanh = Dual<Dual<Double>>.tanh(u)
    #expect(tanh == Dual(Dual(x > 0 ? 1 : -1), tangent: Dual(0)))
    let softplus = Dual<Dual<Double>>.softplus(u)
    #expect(softplus.value.value == max(x, 0))
    #expect(softplus.tangent.value == (x > 0 ? 1 : 0))
    #expect(softplus.tangent.tangent == 0)
    #expect(Dual<Dual<Double>>.sigmoid(u).value.value == (x > 0 ? 1 : 0))
    #expect(Dual<Dual<Double>>.sigmoid(u).tangent.tangent == 0)
  }

  @Test func outsideTheDomainIsNaN() {
    #expect(Lanes.log(Lanes(-1))[lane: 3].isNaN)
    #expect(Dual<Double>.acos(Dual(2, tangent: 1)).value.isNaN)
    #expect(Dual<Double>.pow(Dual(-1, tangent: 1), Dual(2.5)).value.isNaN)
    #expect(Dual<Double>.root(Dual(-1, tangent: 1), 2).value.isNaN)
    #expect(Dual<Double>.pow(Dual(2, tangent: 1), .min) == Dual(0, tangent: 0))
  }
}
