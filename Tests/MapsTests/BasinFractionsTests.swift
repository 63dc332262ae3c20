import GameDynamics
import GameExpressions
import GameOptimizers
import Maps
import SmallGames
import Testing

@Suite struct BasinFractionsTests {
  // f = x⁴/4 - x²/2: starts with x > 0 go to 1, with x < 0 to -1: of x in [-1, 3] a quarter and three quarters.
  func twoWells(_ p: Double = 0) throws -> RunSetup<Double> {
    var setup = RunSetup<Double>(
      SimGDFamily(), on: try TypedGameFamily(f: "x^4/4 - x^2/2 + p*x", g: "y^2/2", parameters: [("p", p)]))
    try setup.hyperparameters.setStepSizes(Players(x: 0.1, y: 0.1))
    return setup
  }

  @Test func sharesAreThoseOfTheBox() throws {
    var request = try BasinFractions.Request(twoWells())
    request.box = Players(x: [-1...3], y: [-1...1])
    request.samples = 500
    request.criteria.steps = 500
    let found = try BasinFractions(request)
    #expect(found.attractors.count == 3)  // and the top between, which repels
    for (x, share) in [(1.0, 0.75), (-1, 0.25)] {
      let k = try #require(found.attractors.firstIndex { abs(($0?.x[0] ?? 9) - x) < 1e-9 })
      #expect(found.share(of: .equilibrium(k)).interval.contains(share), "\(found.counts)")
    }
    #expect(found.counts.reduce(0) { $0 + $1.share.count } == 500)
    // Neither threads nor kernels change a number.
    request.threads = 1
    request.kernels = nil
    #expect(try BasinFractions(request).counts.map(\.share) == found.counts.map(\.share))
  }

  // With a force p the wells are the roots of x³ - x + p, and at p > 2/(3√3) = 0.385 the right one is gone. The left one keeps
  // its number all the way.
  @Test func attractorsKeepTheirNumbers() throws {
    var request = try BasinFractions.Request(twoWells())
    request.box = Players(x: [-2...2], y: [-1...1])
    request.samples = 200
    request.criteria.steps = 1000
    let values = [0.0, 0.2, 0.37, 0.4, 0.6]
    let all = try BasinFractions.along(.gameParameter("p"), values, request)
    let left = try #require(all[0].attractors.firstIndex { ($0?.x[0] ?? 9) < -0.5 })
    let right = try #require(all[0].attractors.firstIndex { ($0?.x[0] ?? -9) > 0.5 })
    for (p, one) in zip(values, all) {
      let x = try #require(one.attractors[left]).x[0]
      #expect(x < -0.9 && abs(x * x * x - x + p) < 1e-9)
      #expect((one.attractors[right] == nil) == (p > 0.385), "\(p): \(one.attractors)")
      #expect(one.attractors.count == 3)
      if p > 0.385 { #expect(one.share(of: .equilibrium(left)).count == 200) }
    }
  }

  // Six numbers: SimGD on a ‖x‖² + b xᵀBy + c ‖y‖² is linear: all starts share one fate.
  @Test func manyDimensions() throws {
    var setup = RunSetup<Double>(SimGDFamily(), on: MatrixQuadraticGameFamily())
    for (name, value) in [("a", 1.0), ("b", 1), ("c", -1)] { try setup.gameParameters.set(name, to: value) }
    try setup.hyperparameters.setStepSizes(Players(x: 0.1, y: 0.1))
    var request = try BasinFractions.Request(setup, box: -1...1)
    request.samples = 100
    request.criteria.steps = 400
    let found = try BasinFractions(request)
    #expect(found.counts.map(\.outcome) == [.equilibrium(0)] && found.counts.first?.share.count == 100)
  }

  // Wilson's interval of 0 of n is [0, z²/(n + z²)], and it is symmetric under counting the others.
  @Test func intervalsAreWilsons() {
    let z = 1.959963984540054
    let none = Proportion(0, of: 20).interval
    #expect(none.lowerBound == 0 && abs(none.upperBound - z * z / (20 + z * z)) < 1e-12)
    let (few, many) = (Proportion(3, of: 20).interval, Proportion(17, of: 20).interval)
    #expect(abs(few.lowerBound + many.upperBound - 1) < 1e-12 && abs(few.upperBound + many.lowerBound - 1) < 1e-12)
    // Newcombe, Statistics in Medicine 17, 1998, table I: 81 of 263 has 0.2553 to 0.3662.
    let published = Proportion(81, of: 263).interval
    #expect(abs(published.lowerBound - 0.2553) < 5e-5 && abs(published.upperBound - 0.3662) < 5e-5)
  }
}
