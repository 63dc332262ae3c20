import GameDynamics
import GameOptimizers
import SmallGames
@main struct Main { static func main() throws {
  let clock = ContinuousClock()
  func t<V: CoordinateVector, O: Optimizer, G: SecondOrderGame>(_ n: String, _ o: O, _ g: G, _ v: V, lanes: Int) throws where O.V == V, G.V == V {
    var p = Players(x: v, y: v); var s = try o.initialState(at: p)
    let steps = 5_000_000
    let d = try clock.measure { for _ in 0..<steps { _ = try o.step(&p, &s, in: g) } }
    let ns = Double(d.components.attoseconds) / 1e9 + Double(d.components.seconds) * 1e9
    print(n, ns / Double(steps), "ns/step", ns / Double(steps * lanes), "per lane", try p.x.coordinates()[0])
  }
  let e = Players(x: 0.09, y: 0.01), l = e.map { Lanes($0) }
  try t("simgd double", SimGD<Double>(stepSizes: e), QuadraticGame<Double>(a: 1, b: 10, c: 1), 1.0, lanes: 1)
  try t("simgd lanes", SimGD<Lanes>(stepSizes: l), QuadraticGame<Lanes>(a: Lanes(1), b: Lanes(10), c: Lanes(1)), Lanes(1), lanes: 8)
  try t("cgd double", CGD<Double, ConjugateGradient<Double>>(stepSizes: e, solver: .init()), QuadraticGame<Double>(a: 1, b: 10, c: 1), 1.0, lanes: 1)
  try t("cgd lanes", CGD<Lanes, ConjugateGradient<Lanes>>(stepSizes: l, solver: .init()), QuadraticGame<Lanes>(a: Lanes(1), b: Lanes(10), c: Lanes(1)), Lanes(1), lanes: 8)
} }
