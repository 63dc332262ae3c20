import GameDynamics
import GameExpressions
import Testing

/// Derivatives where a power's base is 0, and at kinks: exact where they exist.
@Suite struct EdgeTests {
  struct Slopes: Equatable, CustomStringConvertible {
    var x: Double, y: Double, xx: Double, xy: Double, yy: Double
    var description: String { "x \(x), y \(y), xx \(xx), xy \(xy), yy \(yy)" }
  }

  func slopes(_ text: String, x: Double, y: Double, _ parameters: [(name: String, value: Double)] = []) throws -> Slopes
  {
    // A game that is not quadratic, so that the derivatives are those of the programs.
    let here = try TypedGameFamily(zeroSum: text, parameters: parameters).at([x], [y])
    let h = here.hessians.x
    #expect(here.gradients.x == here.gradients.y.map { $0.map { -$0 } } || here.gradients.x.x[0].isNaN)
    return Slopes(
      x: here.gradients.x.x[0], y: here.gradients.x.y[0], xx: h.x.x[0][0], xy: h.x.y[0][0], yy: h.y.y[0][0])
  }

  // At (0, 0) unless y is given; each by its limit. |x|³, |x|^1.5 and r^1.5 have slope 0, |x|³ and r³ curvature 0.
  @Test func powersAtZero() throws {
    let zero = Slopes(x: 0, y: 0, xx: 0, xy: 0, yy: 0)
    #expect(try slopes("(x^2)^1.5 + y^3", x: 0, y: 0) == zero)
    #expect(try slopes("(x*x)^1.5 + y^3", x: 0, y: 0) == zero)
    #expect(try slopes("(x^2 + y^2)^1.5", x: 0, y: 0) == zero)
    #expect(try slopes("(x^2 + y^2)^k", x: 0, y: 0, [("k", 1.5)]) == zero)
    // x r has slope 0 there; x|x| has no curvature.
    let kinked = try slopes("x*sqrt(x^2 + y^2)", x: 0, y: 0)
    #expect(kinked.x == 0 && kinked.y == 0 && kinked.xx.isNaN)
    #expect(try slopes("x^1.5 + y^3", x: 0, y: 0) == Slopes(x: 0, y: 0, xx: .infinity, xy: 0, yy: 0))
    // |x|^1.5: slope 0, curvature 3/4 |x|^-1/2.
    let root = try slopes("(x^2)^0.75 + y^3", x: 0, y: 0)
    #expect(root.x == 0 && root.y == 0 && root.xy == 0 && root.yy == 0 && root.xx != 0)
    let r = try slopes("(x^2 + y^2)^0.75", x: 0, y: 0)
    #expect(r.x == 0 && r.y == 0 && r.xx == .infinity && r.yy == .infinity)
    // √(x²) = |x|.
    #expect(try slopes("sqrt(x^2)*y^3", x: -2, y: 1) == Slopes(x: -1, y: 6, xx: 0, xy: -3, yy: 12))
    #expect(try slopes("sqrt(x^2) + y^3", x: 0, y: 0).x == 0)
    // What has no slope, or none that is seen, is not given one.
    #expect(try slopes("(x^2 + y^2)^0.25", x: 0, y: 0).x.isNaN)
    #expect(try slopes("sqrt(x^2 + y^2)", x: 0, y: 0).x.isNaN)
    let mixed = try slopes("x^0.25*x^0.5 + y^3", x: 0, y: 0).x
    #expect(mixed.isNaN || mixed == .infinity)
    // k = 0 makes constants of √(kx) and k√x.
    #expect(try slopes("sqrt(k*x) + k*sqrt(x) + y^3", x: 0, y: 0, [("k", 0)]).x == 0)
  }

  // x^(y+2) at x = 0: value, slopes and curvatures vanish for y > 0; at y = 0 the curvature in x is 2·1·x^0 = 2.
  @Test func varyingExponents() throws {
    #expect(try slopes("x^(y + 2)", x: 0, y: 1) == Slopes(x: 0, y: 0, xx: 0, xy: 0, yy: 0))
    #expect(try slopes("x^(y + 2)", x: 0, y: 0) == Slopes(x: 0, y: 0, xx: 2, xy: 0, yy: 0))
    #expect(try slopes("k^x*y", x: 1, y: 1, [("k", 0)]).x == 0)
    // x^relu(x) = 1 for x < 0.
    #expect(try slopes("pow(x, relu(x)) + y^3", x: -0.5, y: 0) == Slopes(x: 0, y: 0, xx: 0, xy: 0, yy: 0))
    #expect(try slopes("sqrt(relu(x))*y + log(relu(x) + y)", x: -1, y: 2).x == 0)
    #expect(try slopes("sqrt(relu(x)) + y^3", x: -1, y: 2).xx == 0)
    #expect(try slopes("relu(x)*log(2 + x) + y^3", x: -2, y: 2).x.isNaN, "the value is no number")
    // x^y at (1/2, 2): y x^(y-1) = 1, x^y log x, (y-1) y x^(y-2) = 2, x^(y-1)(1 + y log x), x^y log² x.
    let l = Double.log(0.5)
    let here = try slopes("x^y", x: 0.5, y: 2)
    for (a, b) in [
      (here.x, 1), (here.y, 0.25 * l), (here.xx, 2), (here.xy, 0.5 * (1 + 2 * l)), (here.yy, 0.25 * l * l),
    ] {
      #expect(abs(a - b) < 1e-15)
    }
  }

  // One slope whichever argument is typed first: a constant counts whole, two that vary half each.
  @Test func kinks() throws {
    for text in ["max(x, 0)", "max(0, x)", "relu(x)", "min(x, 0)", "min(0, x)", "abs(x)"] {
      #expect(try slopes("\(text) + y^3", x: 0, y: 0).x == 0, "\(text)")
    }
    for text in ["max(x, k)", "max(k, x)"] {
      #expect(try slopes("\(text) + y^3", x: 2, y: 0, [("k", 2)]).x == 0, "\(text)")
    }
    for text in ["max(x, y)", "max(y, x)", "min(x, y)", "y - y + max(y, x)"] {
      let here = try slopes("\(text) + 0.1*x^3", x: 0, y: 0)
      #expect(here.x == 0.5 && here.y == 0.5, "\(text)")
    }
    #expect(try slopes("max(x, y) + x^3", x: 1, y: 0) == Slopes(x: 4, y: 0, xx: 6, xy: 0, yy: 0))
    #expect(try slopes("max(y, x) + x^3", x: 0, y: 1) == Slopes(x: 0, y: 1, xx: 0, xy: 0, yy: 0))
  }

  // min of a number and no number is none.
  @Test func minimumKeepsNaN() throws {
    #expect(try TypedGameFamily(zeroSum: "min(x, log(y))").at([1], [-1]).losses.x.isNaN)
    #expect(try TypedGameFamily(zeroSum: "max(x, log(y))").at([1], [-1]).losses.x.isNaN)
  }

  // Lanes and duals at the edges are the numbers'.
  @Test func lanesAndDuals() throws {
    for text in ["x^(y + 2)", "(x^2 + y^2)^1.5", "pow(x, relu(x)) + y^3", "max(x, y)*x^2"] {
      let family = try TypedGameFamily(zeroSum: text)
      for (x, y) in [(0.0, 0.0), (0, 1), (-0.5, 0.25), (1, 1)] {
        let (alone, lanes) = (try family.at([x], [y]), try family.at([Lanes(x)], [Lanes(y)]))
        let duals = try family.at([Dual<Double>(x, tangent: 0)], [Dual<Double>(y, tangent: 0)])
        func same(_ a: Double, _ b: Double) -> Bool { a == b || a.isNaN && b.isNaN }
        #expect(same(alone.gradients.x.x[0], lanes.gradients.x.x[0][lane: 3]), "\(text) at \(x), \(y)")
        #expect(same(alone.hessians.x.x.x[0][0], lanes.hessians.x.x.x[0][0][lane: 3]), "\(text) at \(x), \(y)")
        #expect(same(alone.hessians.x.x.y[0][0], duals.hessians.x.x.y[0][0].value), "\(text) at \(x), \(y)")
      }
    }
  }
}
