import ComplexModule
import GameDynamics
import GameExpressions
import GameOptimizers
import Maps
import SmallGames
import StabilityAnalysis
import Testing

@Suite struct StabilityBoundaryTests {
  func plane(
    _ optimizer: any OptimizerFamily, _ game: any GameFamily, _ across: (String, ClosedRange<Double>),
    _ up: (String, ClosedRange<Double>), resolution: Int = 17, scale: AxisScale = .linear,
    _ change: (inout RunSetup<Double>) throws -> Void = { _ in }
  ) throws -> MapPlane {
    var setup = RunSetup<Double>(optimizer, on: game)
    try change(&setup)
    func axis(_ one: (String, ClosedRange<Double>)) throws -> PlanarMap.Axis {
      try .init(
        RunQuantity(named: one.0, of: optimizer, on: game), of: optimizer, on: game, range: one.1, count: resolution,
        scale: scale)
    }
    return try MapPlane(setup, horizontal: axis(across), vertical: axis(up))
  }

  // SimGD on x² + 10xy + y²: trace 2 - 2η_x + 2η_y, determinant (1 - 2η_x)(1 + 2η_y) + 100 η_xη_y = 1 - 2η_x + 2η_y + 96 η_xη_y.
  // A pair leaves where the determinant is 1: η_y = η_x/(1 + 48 η_x).
  @Test(arguments: [AxisScale.linear, .log]) func theICRBoundaryIsNeimarkSackers(_ scale: AxisScale) throws {
    let plane = try plane(
      SimGDFamily(), QuadraticGameFamily(), ("eta-x", 0.001...0.15), ("eta-y", 0.001...0.05), scale: scale)
    let boundary = try #require(try StabilityBoundary(in: plane))
    #expect(boundary.pieces.map(\.kind) == [.neimarkSacker] && boundary.points.count > 40)
    for point in boundary.points {
      #expect(abs(point.vertical - point.horizontal / (1 + 48 * point.horizontal)) < 1e-10, "\(point)")
      #expect(abs(point.eigenvalue.length - 1) < 1e-9)
    }
    let section = try #require(try StableSection(of: plane, alongVertical: true, at: 0.09))
    #expect(section.intervals.count == 1 && section.intervals.first?.low == .window(0.001))
    guard case .bifurcation(let end)? = section.intervals.first?.high else { throw Missing() }
    #expect(abs(end.vertical - 0.09 / 5.32) < 1e-12 && end.kind == .neimarkSacker)
  }

  // Two separate minimisations, x²/2 and k y²/2: flips at η_x = 2 and η_y = 2/k, which meet in a corner.
  @Test func separatePlayersFlipOnLines() throws {
    let game = try TypedGameFamily(f: "x^2/2", g: "k*y^2/2", parameters: [("k", 2)])
    let plane = try plane(SimGDFamily(), game, ("eta-x", 0.1...3), ("eta-y", 0.1...1.6))
    let boundary = try #require(try StabilityBoundary(in: plane))
    #expect(!boundary.points.isEmpty && boundary.points.allSatisfy { $0.kind == .flip })
    for point in boundary.points {
      let (acrossIsTwo, upIsOne) = (abs(point.horizontal - 2) < 1e-10, abs(point.vertical - 1) < 1e-10)
      #expect(acrossIsTwo && point.vertical < 1 + 1e-10 || upIsOne && point.horizontal < 2 + 1e-10, "\(point)")
    }
  }

  // The same: beyond the corner each line goes on, where the other player's eigenvalue is outside already.
  @Test func secondaryFlipsGoOnInTheUnstableRegion() throws {
    let game = try TypedGameFamily(f: "x^2/2", g: "k*y^2/2", parameters: [("k", 2)])
    let plane = try plane(SimGDFamily(), game, ("eta-x", 0.1...3), ("eta-y", 0.1...1.6))
    let boundary = try #require(try StabilityBoundary(in: plane, withSecondary: true))
    let points = boundary.secondary.flatMap(\.points)
    #expect(points.allSatisfy { $0.kind == .flip })
    for point in points {
      let (acrossIsTwo, upIsOne) = (abs(point.horizontal - 2) < 1e-10, abs(point.vertical - 1) < 1e-10)
      #expect(acrossIsTwo && point.vertical > 1 - 1e-10 || upIsOne && point.horizontal > 2 - 1e-10, "\(point)")
    }
    // Both reach the edge of the window.
    #expect(points.contains { $0.vertical == 1.6 } && points.contains { $0.horizontal == 3 })
  }

  // Two games side by side, a (x1² - y1²)/2 + x1 y1 with a = 1/2 and b (x2² - y2²)/2 + x2 y2: eigenvalues 1 - η (a ± i), on the
  // circle where η = 2a/(1 + a²), and the same with b. The first to leave bounds the region, the other is secondary.
  @Test func secondaryPairsAreTracedOnce() throws {
    let game = try TypedGameFamily(
      zeroSum: "(x1^2 - y1^2)/4 + x1*y1 + b*(x2^2 - y2^2)/2 + x2*y2", parameters: [("b", 0.3)])
    let plane = try plane(SimGDFamily(), game, ("b", 0.1...0.9), ("eta", 0.1...1.5))
    let boundary = try #require(try StabilityBoundary(in: plane, withSecondary: true))
    func first(_ b: Double) -> Double { 2 * b / (1 + b * b) }
    for (points, isOuter) in [(boundary.points, false), (boundary.secondary.flatMap(\.points), true)] {
      #expect(points.count > 10 && points.allSatisfy { $0.kind == .neimarkSacker })
      // Where both curves cross the eigenvalues are double, and known to the root of rounding.
      for point in points where abs(point.horizontal - 0.5) > 1e-5 {
        let both = [0.8, first(point.horizontal)]
        #expect(abs(point.vertical - (isOuter ? max(both[0], both[1]) : min(both[0], both[1]))) < 1e-9, "\(point)")
      }
    }
  }

  // ∂f/∂x = x² + p: an equilibrium x = √-p for p < 0, where 1 - 2η√-p passes -1 at p = -1/η², and a fold at p = 0.
  @Test func aFlipAndAFoldBoundTheRegion() throws {
    let game = try TypedGameFamily(f: "x^3/3 + p*x", g: "y^2/4", parameters: [("p", -1)])
    var plane = try plane(SimGDFamily(), game, ("p", -3...0.5), ("eta-x", 0.5...1.5)) {
      try $0.hyperparameters.setStepSizes(Players(x: 1, y: 1))
    }
    plane.equilibria = .near([Players(x: [1.7], y: [0])])
    let boundary = try #require(try StabilityBoundary(in: plane))
    let kinds = Set(boundary.pieces.map(\.kind))
    #expect(kinds == [.flip, .fold])
    for piece in boundary.pieces {
      for point in piece.points {
        let expected = piece.kind == .fold ? 0 : -1 / (point.vertical * point.vertical)
        #expect(abs(point.horizontal - expected) < 1e-9, "\(piece.kind) \(point)")
      }
    }
    let section = try #require(try StableSection(of: plane, alongVertical: false, at: 1))
    #expect(section.intervals.count == 1)
    guard case .bifurcation(let low)? = section.intervals.first?.low,
      case .bifurcation(let high)? = section.intervals.first?.high
    else { throw Missing() }
    #expect(low.kind == .flip && abs(low.horizontal + 1) < 1e-10)
    #expect(high.kind == .fold && abs(high.horizontal) < 1e-9)
  }

  // AltGD on xy is neutral where η_xη_y < 4 and unstable beyond: the boundary is that hyperbola.
  @Test func neutralRegionsHaveABoundaryToo() throws {
    let plane = try plane(AltGDFamily(), BilinearGameFamily(), ("eta-x", 0.5...4), ("eta-y", 0.5...4), resolution: 9)
    let boundary = try #require(try StabilityBoundary(in: plane))
    #expect(boundary.points.count > 10)
    for point in boundary.points { #expect(abs(point.horizontal * point.vertical - 4) < 1e-6, "\(point)") }
  }

  // Nothing lies between whole numbers.
  @Test func wholeNumbersHaveNoCurve() throws {
    let plane = try plane(
      try OptimizerCatalogue.named("lookahead"), BilinearGameFamily(), ("lookahead-steps", 1...5), ("eta", 0.1...1),
      resolution: 5)
    #expect(try StabilityBoundary(in: plane) == nil)
  }

  struct Missing: Error {}
}
