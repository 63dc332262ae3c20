import Foundation
import Datasets
import GameDynamics
import GameOptimizers
import Maps
import SmallGames

/// Spectral radii of 128 x 128 iterations on all cores, Jacobians included, beside NumPy's eigenvalues of as many given
/// matrices of the same size (Benchmarks/peers/eigenvalues.py); and the eigenvalues alone of such matrices, on one core as
/// NumPy's. No figure is drawn.
struct SpectralMaps: BenchmarkCase {
  let name = "spectral-maps"
  let summary =
    "128 x 128 spectral radii from optimizer and game; and eigenvalues alone; peer: NumPy's eigvals on given matrices; ns per matrix"

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
    return try Self.maps(setting, theirs) + Self.eigenvalues(setting, theirs)
  }

  /// Of matrices I + 0.1 Z with standard normal Z, as the peer's.
  private static func eigenvalues(_ setting: BenchmarkSetting, _ theirs: [String: Double]) throws -> [BenchmarkRow] {
    let groups = side * side / Lanes.laneCount
    return try Set(cases.map(\.size)).sorted().map { n in
      var random = SeededGenerator(seed: 1, stream: 0)
      let matrices = try (0..<groups).map { _ in
        try LaneMatrix(
          order: n,
          entries: (0..<n * n).map { e in
            CalledLanes(Lanes { _ in (e % (n + 1) == 0 ? 1 : 0) + 0.1 * random.normal() })
          })
      }
      let time = try Timing.interleaved(
        rounds: setting.rounds,
        [
          {
            guard matrices.allSatisfy({ $0.eigenvalues().areAllFound }) else {
              throw BenchmarkError.wrongResult("the eigenvalues of matrices of order \(n) were not found")
            }
          }
        ])
      return BenchmarkRow(
        "eigenvalues-\(n)", ours: time[0] / Double(side * side) * 1e9, unit: "ns per matrix",
        peer: theirs.isEmpty ? nil : "numpy", theirs: theirs["\(n)"])
    }
  }

  private static func maps(_ setting: BenchmarkSetting, _ theirs: [String: Double]) throws -> [BenchmarkRow] {
    let count = side * side
    return try cases.map { entry in
      let family = try OptimizerCatalogue.named(entry.optimizer)
      let plane = try MapPlane(
        RunSetup(family, on: entry.game), stepSizesOfX: QuadraticSweep.range, stepSizesOfY: QuadraticSweep.range,
        resolution: side)
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
