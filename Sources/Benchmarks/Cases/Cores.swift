import Foundation
import GameDynamics
import GameOptimizers
import Maps
import SmallGames

/// What more cores are worth to a map: its time on one thread over its time on all that are used.
struct Cores: BenchmarkCase {
  let name = "cores"
  let summary = "maps on all cores; peer: the same on one thread; ms"

  private static let cases: [(optimizer: String, game: any GameFamily, kind: MapKind, side: Int)] = [
    ("simgd", QuadraticGameFamily(), .finalDistance(steps: 500), 512),
    ("cgd", QuadraticGameFamily(), .outcome(.init(steps: 500)), 256),
    ("simgd", QuadraticGameFamily(), .lyapunovExponent(steps: 500), 128),
    ("cgd", MatrixBilinearGameFamily(), .finalDistance(steps: 500), 128),
    ("heavy-ball", QuadraticGameFamily(), .spectralRadius, 128),
  ]

  func measure(_ setting: BenchmarkSetting) throws -> [BenchmarkRow] {
    try Self.cases.map { entry in
      let family = try OptimizerCatalogue.named(entry.optimizer)
      let plane = try MapPlane(
        RunSetup(family, on: entry.game), stepSizesOfX: QuadraticSweep.range, stepSizesOfY: QuadraticSweep.range,
        resolution: entry.side)
      let times = try Timing.interleaved(
        rounds: setting.rounds,
        [setting.cores, 1].map { threads in { _ = try MapJob(plane, entry.kind, threads: threads).map() } })
      return BenchmarkRow(
        "cores-\(entry.game.card.name)-\(entry.optimizer)-\(entry.kind.name)", ours: times[0] * 1e3, unit: "ms",
        peer: "one thread", theirs: times[1] * 1e3)
    }
  }
}
