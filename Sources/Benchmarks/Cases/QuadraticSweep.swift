import CBenchmarkKernels
import Foundation
import GameDynamics
import GameOptimizers
import Maps
import SmallGames

/// The stability sweep that users write today: 512 x 512 pairs of step sizes in [0.001, 0.15]², 500 steps of the
/// quadratic game from (1, 1) each, in double precision on all cores.
///
/// Peers: the maintainers' `sweep.py` (NumPy, Numba, JAX), and a kernel written by hand in C for this game alone: as C is
/// compiled, multiplications and additions fused (`c-by-hand`), and with every operation rounded (`c-by-hand-unfused`), as ours
/// are, so that a lane has the numbers of a run on its own.
struct QuadraticSweep: BenchmarkCase {
  let name = "sweep"
  let summary = "512 x 512 step sizes, 500 steps each, x² + 10xy + y²; ns of wall time per point and step"

  static let side = 512
  static let steps = 500
  static let range = 0.001...0.15

  func measure(_ setting: BenchmarkSetting) throws -> [BenchmarkRow] {
    let scale = 1e9 / Double(Self.side * Self.side * Self.steps)
    let sweep = setting.peers.flatMap { peers in
      FileManager.default.fileExists(atPath: peers.sweep.path) ? (peers, peers.sweep) : nil
    }
    if let peers = setting.peers, sweep == nil {
      print("  left out: NumPy, Numba and JAX, because \(peers.sweep.path) is not there; --sweep names it")
    }
    let methods = try Self.methods()
    // Each round's figures of ours are medians themselves: they are the cheapest.
    let turns = try Turns(rounds: sweep == nil ? 1 : 3) { turn in
      for (method, family) in methods {
        let kernels = [true, false].map { CKernel(method: method, isFused: $0, cores: setting.cores) }
        let times = try Timing.interleaved(
          rounds: setting.rounds,
          [{ try Self.sweep(family, cores: setting.cores) }] + kernels.map { kernel in { try kernel.run() } })
        turn.note(times[0] * scale, as: method)
        for (kernel, time) in zip(kernels, times.dropFirst()) { turn.note(time * scale, of: kernel.name, as: method) }
      }
      if let (programs, url) = sweep { turn.note(try programs.run(url), "ns_per_point_step") { $0.fields["method"] } }
    }
    return methods.flatMap { method, _ in
      turns.rows(method, named: "sweep-quadratic-\(method.lowercased())", unit: "ns per point and step")
    }
  }

  private static func methods() throws -> [(String, any OptimizerFamily)] {
    [("SimGD", try OptimizerCatalogue.named("simgd")), ("CGD", try OptimizerCatalogue.named("cgd"))]
  }

  /// The distances after 500 steps, as a user's map computes them: an optimizer of the catalogue on a game of the
  /// catalogue, outcome checks included.
  private static func sweep(_ family: any OptimizerFamily, cores: Int) throws {
    let game = QuadraticGameFamily()
    let plane = try MapPlane(
      RunSetup(family, on: game), stepSizesOfX: range, stepSizesOfY: range, resolution: side)
    let map = try MapJob(plane, .finalDistance(steps: steps), threads: cores).map()
    guard map.values.count == side * side, map.values.allSatisfy(\.isFinite) else {
      throw BenchmarkError.wrongResult("the sweep's distances are not finite")
    }
  }

  /// The kernel written by hand.
  private struct CKernel {
    let method: String
    let isFused: Bool
    let cores: Int

    var name: String { isFused ? "c-by-hand" : "c-by-hand-unfused" }

    func run() throws {
      let side = QuadraticSweep.side
      var x = [Double](repeating: 0, count: side * side)
      var y = x
      let status = cb_sweep(
        method == "CGD" ? 1 : 0, isFused ? 1 : 0, Int32(side), QuadraticSweep.range.lowerBound,
        QuadraticSweep.range.upperBound, Int32(QuadraticSweep.steps),
        Int32(cores), 1, 10, 1, &x, &y)
      guard status == 0, x[0] != 0 else { throw BenchmarkError.wrongResult("the C kernel ended with status \(status)") }
    }
  }
}
