import Foundation
import GameDynamics
import GameOptimizers
import Maps
import SmallGames

/// A map of a game of several numbers a player: 64 x 64 pairs of step sizes in [0.001, 0.15]², 500 steps of `bilinear-nd`
/// (3 + 3 numbers) from (1, …, 1) each, in double precision on all cores.
///
/// Peer: JAX, one run and `jax.vmap` (Benchmarks/peers/matrix_sweep.py); of CGD solved anew at every step, as ours is, and
/// inverted once.
struct MatrixSweep: BenchmarkCase {
  let name = "matrix-sweep"
  let summary = "64 x 64 step sizes, 500 steps each, bilinear game of 3 + 3 numbers; ns of wall time per point and step"

  static let side = 64
  static let steps = 500

  func measure(_ setting: BenchmarkSetting) throws -> [BenchmarkRow] {
    let names = ["simgd", "cgd", "adam", "extragradient"]
    var ours: [String: [Double]] = [:]
    var peers: [String: [Double]] = [:]
    let scale = 1e9 / Double(Self.side * Self.side * Self.steps)
    // Ours and the peer's in turn.
    for _ in 0..<(setting.peers == nil ? 1 : 3) {
      for name in names {
        let family = try OptimizerCatalogue.named(name)
        let time = try Timing.interleaved(
          rounds: setting.rounds,
          [{ try Self.sweep(family, on: MatrixBilinearGameFamily(), side: Self.side, cores: setting.cores) }])
        ours[name, default: []].append(time[0] * scale)
      }
      guard let programs = setting.peers else { continue }
      for figure in try programs.run(programs.own("matrix_sweep.py"), ["\(Self.side)", "\(Self.steps)"]) {
        guard let method = figure.fields["method"], let value = figure.numbers["ns_per_point_step"] else { continue }
        peers[method, default: []].append(value)
      }
    }
    return names.flatMap { name in
      let own = Timing.median(ours[name, default: []])
      let methods = peers.keys.filter { $0 == name || $0.hasPrefix(name + "-") }.sorted()
      return methods.isEmpty
        ? [BenchmarkRow("sweep-bilinear-nd-\(name)", ours: own, unit: "ns per point and step")]
        : methods.map {
          BenchmarkRow(
            "sweep-bilinear-nd-\(name)", ours: own, unit: "ns per point and step",
            peer: $0 == name ? "jax-vmap" : "jax-vmap\($0.dropFirst(name.count))",
            theirs: Timing.median(peers[$0, default: []]))
        }
    }
  }

  /// The distances after 500 steps, as a user's map computes them, outcome checks included.
  static func sweep(_ family: any OptimizerFamily, on game: any GameFamily, side: Int, cores: Int) throws {
    let plane = try MapPlane(
      RunSetup(family, on: game), stepSizesOfX: QuadraticSweep.range, stepSizesOfY: QuadraticSweep.range,
      resolution: side)
    let map = try MapJob(plane, .finalDistance(steps: steps), threads: cores).map()
    guard map.values.count == side * side, map.values.allSatisfy(\.isFinite) else {
      throw BenchmarkError.wrongResult("the distances of a sweep of \(family.card.name) are not finite")
    }
  }
}
