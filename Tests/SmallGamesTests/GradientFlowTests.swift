import GameDynamics
import RealModule
import SmallGames
import Testing

/// Where the gradient flow (x, y)′ = -(∂f/∂x, ∂g/∂y) of a game of two numbers goes, by the classical Runge-Kutta
/// method.
struct GradientFlow: GameContinuation {
  typealias Scalar = Double
  let start: Players<Double>
  let time: Double
  let step: Double

  /// The points of the last tenth of the time.
  func callAsFunction<G: SecondOrderGame>(_ game: G) throws -> [Players<Double>]
  where G.V: CoordinateVector, G.V.Scalar == Double {
    func velocity(_ p: Players<Double>) throws -> Players<Double> {
      try game.gradients(at: p.map { try G.V(constants: [$0]) }).map { -(try $0.coordinates()[0]) }
    }
    func moved(_ p: Players<Double>, _ v: Players<Double>, _ h: Double) -> Players<Double> {
      Players(x: p.x + h * v.x, y: p.y + h * v.y)
    }
    var (point, tail): (Players<Double>, [Players<Double>]) = (start, [])
    let steps = Int(time / step)
    for i in 0..<steps {
      let a = try velocity(point)
      let b = try velocity(moved(point, a, step / 2))
      let c = try velocity(moved(point, b, step / 2))
      let d = try velocity(moved(point, c, step))
      point = moved(
        point, Players(x: a.x + 2 * (b.x + c.x) + d.x, y: a.y + 2 * (b.y + c.y) + d.y), step / 6)
      if i >= steps - steps / 10 { tail.append(point) }
    }
    return tail
  }
}

@Suite struct GradientFlowTests {
  func radii(
    _ name: String, _ settings: [String: Double] = [:], from start: Players<Double>, time: Double,
    around center: Players<Double> = Players(x: 0, y: 0)
  ) throws -> [Double] {
    let family = try GameCatalogue.named(name)
    var p = Parameters<Double>(family.card.parameters)
    for (key, value) in settings { try p.set(key, to: value) }
    return try family.build(p, then: GradientFlow(start: start, time: time, step: 0.02)).map {
      Double.hypot($0.x - center.x, $0.y - center.y)
    }
  }

  // r′ = -r (r² - 1)(r² - 9/16): from inside 3/4 to the origin, from outside to the cycle of radius 1.
  @Test func polarCycles() throws {
    #expect(try radii("polar", from: Players(x: 0.7, y: 0), time: 60).allSatisfy { $0 < 1e-2 })
    #expect(try radii("polar", from: Players(x: 0.8, y: 0), time: 60).allSatisfy { abs($0 - 1) < 1e-3 })
    #expect(try radii("polar", from: Players(x: -1, y: -0.8), time: 60).allSatisfy { abs($0 - 1) < 1e-3 })
  }

  // The averaged radius is √(4/3) = 1.1547 up to O(ε); the origin repels.
  @Test func almostBilinearCycle() throws {
    for start in [0.1, 2.0] {
      let cycle = try radii("almost-bilinear", ["epsilon": 0.05], from: Players(x: start, y: 0), time: 400)
      #expect(cycle.allSatisfy { abs($0 - (4.0 / 3).squareRoot()) < 0.03 })
    }
  }

  // The forsaken equilibrium is no refuge: from (0.5, 0.5), four tenths away, the flow ends on a cycle around it.
  @Test func forsakenCycle() throws {
    let cycle = try radii(
      "forsaken", from: Players(x: 0.5, y: 0.5), time: 400, around: Players(x: 0.0780267, y: 0.411934))
    #expect(cycle.allSatisfy { $0 > 0.3 && $0 < 3 })
  }

  // Dirac-GANs: minimax keeps turning, the zero-centred penalty, instance noise and consensus converge
  // (rates 1/2, 1/4, 1/4 at the equilibrium for γ = σ = 1); clipping keeps turning within the box.
  @Test func diracFlows() throws {
    let start = Players(x: 0.6, y: 0.4)
    #expect(try radii("dirac", from: start, time: 100).allSatisfy { $0 > 0.5 })
    #expect(try radii("dirac-wgan-clip", from: start, time: 100).allSatisfy { $0 > 0.5 })
    for name in ["dirac-r1", "dirac-noise", "dirac-consensus"] {
      #expect(try radii(name, from: start, time: 100).allSatisfy { $0 < 1e-8 }, "\(name)")
    }
  }

  // x′ = -x³ from 1: x = 1/√(1 + 2t), at t = 50 below 0.1; the same for y.
  @Test func quarticConvergesSlowly() throws {
    let end = try radii("quartic", from: Players(x: 1, y: 1), time: 50)
    #expect(abs((end.last ?? 0) - 2.0.squareRoot() / 101.0.squareRoot()) < 1e-6)
  }

  // Letcher's games stay bounded but never come to rest.
  @Test(arguments: ["strict-maximum", "market"])
  func strictMaximaAreNotReached(name: String) throws {
    let end = try radii(name, from: Players(x: 0.1, y: 0.1), time: 200)
    #expect(end.allSatisfy { $0 > 0.2 && $0 < 3 })
  }
}
