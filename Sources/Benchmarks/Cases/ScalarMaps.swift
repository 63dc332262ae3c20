import Foundation
import GameDynamics
import GameOptimizers
import Maps
import SmallGames

/// Maps of the quadratic game of two numbers by kind: 256 x 256 pairs of step sizes in [0.001, 0.15]², 500 steps from (1, 1)
/// each, in double precision on all cores.
///
/// Peer: JAX, one run and `jax.vmap` (Benchmarks/peers/scalar_sweep.py). It fits the same rates, but trusts every distance; of
/// outcomes it tells convergence and divergence alone, where ours also finds cycles, drifts and other equilibria.
struct ScalarMaps: BenchmarkCase {
  let name = "scalar-maps"
  let summary =
    "256 x 256 step sizes, 500 steps each, x² + 10xy + y²: distances, rates, outcomes; ns of wall time per point and step"

  private static let side = 256
  private static let steps = 500
  private static let kinds: [(name: String, kind: MapKind)] = [
    ("distance", .finalDistance(steps: steps)), ("rate", .convergenceRate(steps: steps)),
    ("outcome", .outcome(.init(steps: steps))),
  ]

  func measure(_ setting: BenchmarkSetting) throws -> [BenchmarkRow] {
    let scale = 1e9 / Double(Self.side * Self.side * Self.steps)
    var ours: [String: [Double]] = [:]
    var theirs: [String: [Double]] = [:]
    let names = ["simgd", "cgd"].flatMap { method in Self.kinds.map { (method, $0.name, $0.kind) } }
    // Ours and the peer's in turn.
    for _ in 0..<(setting.peers == nil ? 1 : 3) {
      for (method, name, kind) in names {
        let family = try OptimizerCatalogue.named(method)
        let plane = try MapPlane(
          RunSetup(family, on: QuadraticGameFamily()), stepSizesOfX: QuadraticSweep.range,
          stepSizesOfY: QuadraticSweep.range, resolution: Self.side)
        let time = try Timing.interleaved(
          rounds: setting.rounds, [{ _ = try MapJob(plane, kind, threads: setting.cores).map() }])
        ours["\(method)-\(name)", default: []].append(time[0] * scale)
      }
      guard let programs = setting.peers else { continue }
      for figure in try programs.run(programs.own("scalar_sweep.py"), ["\(Self.side)", "\(Self.steps)"]) {
        guard let method = figure.fields["method"], let number = figure.fields["number"],
          let value = figure.numbers["ns_per_point_step"]
        else { continue }
        theirs["\(method)-\(number)", default: []].append(value)
      }
    }
    return names.map { method, name, _ in
      let key = "\(method)-\(name)"
      return BenchmarkRow(
        "map-quadratic-\(key)", ours: Timing.median(ours[key, default: []]), unit: "ns per point and step",
        peer: theirs[key] == nil ? nil : "jax-vmap", theirs: theirs[key].map(Timing.median))
    }
  }
}
