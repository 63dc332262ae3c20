import Foundation
import GameDynamics
import GameOptimizers
import Maps
import SmallGames

/// Spectral radii of 128 x 128 iterations on all cores, Jacobians included, beside NumPy's eigenvalues of as many given
/// matrices of the same size (Benchmarks/peers/eigenvalues.py). No figure is drawn.
struct SpectralMaps: BenchmarkCase {
  let name = "spectral-maps"
  let summary =
    "128 x 128 spectral radii from optimizer and game; peer: NumPy's eigvals on given matrices; ns per matrix"

  /// Optimizers and games by the size of the iteration's Jacobian: point and what the optimizer remembers.
  private static let cases: [(optimizer: String, game: any GameFamily, size: Int)] = [
    ("simgd", QuadraticGameFamily(), 2), ("cgd", QuadraticGameFamily(), 3), ("heavy-ball", QuadraticGameFamily(), 4),
    ("simgd", MatrixQuadraticGameFamily(), 6), ("heavy-ball", MatrixQuadraticGameFamily(), 12),
  ]
  private static let side = 128

  func measure(_ setting: BenchmarkSetting) throws -> [BenchmarkRow] {
    let count = Self.side * Self.side
    var theirs: [String: Double] = [:]
    if let programs = setting.peers {
      let sizes = Set(Self.cases.map(\.size)).sorted().map { "\($0)" }
      for figure in try programs.run(programs.own("eigenvalues.py"), ["\(count)"] + sizes) {
        if let size = figure.fields["size"] { theirs[size] = figure.numbers["ns_per_matrix"] }
      }
    }
    return try Self.cases.map { entry in
      let family = try OptimizerCatalogue.named(entry.optimizer)
      let plane = try MapPlane(
        RunSetup(family, on: entry.game), stepSizesOfX: QuadraticSweep.range, stepSizesOfY: QuadraticSweep.range,
        resolution: Self.side)
      let time = try Timing.interleaved(
        rounds: setting.rounds,
        [
          {
            let map = try MapJob(plane, .spectralRadius, threads: setting.cores).map()
            guard map.values.allSatisfy(\.isFinite) else {
              throw BenchmarkError.wrongResult("spectral radii of \(entry.optimizer) are not finite")
            }
          }
        ])
      return BenchmarkRow(
        "spectral-\(entry.game.card.name)-\(entry.optimizer)-\(entry.size)", ours: time[0] / Double(count) * 1e9,
        unit: "ns per matrix", peer: theirs.isEmpty ? nil : "numpy", theirs: theirs["\(entry.size)"])
    }
  }
}
