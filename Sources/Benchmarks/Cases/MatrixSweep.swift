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
    let scale = 1e9 / Double(Self.side * Self.side * Self.steps)
    let turns = try Turns(rounds: setting.peers == nil ? 1 : 3) { turn in
      for name in names {
        let family = try OptimizerCatalogue.named(name)
        let time = try Timing.interleaved(
          rounds: setting.rounds,
          [{ try Self.sweep(family, on: MatrixBilinearGameFamily(), side: Self.side, cores: setting.cores) }])
        turn.note(time[0] * scale, as: name)
      }
      guard let programs = setting.peers else { return }
      for figure in try programs.run(programs.own("matrix_sweep.py"), ["\(Self.side)", "\(Self.steps)"]) {
        // A method that the peer has in two ways has its way behind its name.
        guard let method = figure.fields["method"], let value = figure.numbers["ns_per_point_step"],
          let name = names.first(where: { method == $0 || method.hasPrefix($0 + "-") })
        else { continue }
        turn.note(value, of: figure.peer + method.dropFirst(name.count), as: name)
      }
    }
    return names.flatMap { turns.rows($0, named: "sweep-bilinear-nd-\($0)", unit: "ns per point and step") }
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
