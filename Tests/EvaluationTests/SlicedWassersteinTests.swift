import Evaluation
import Foundation
import Training
import Testing
import TorchTensors

@Suite("Sliced Wasserstein") struct SlicedWassersteinTests {
  static func points(_ count: Int, _ size: Int, seed: UInt64) throws -> Tensor {
    try RandomStream(seed: seed).normal([count, size], dtype: .float64)
  }

  /// A shift keeps the order on every line, so each pair of sorted samples is ⟨t, θ⟩ apart and SW₂² the mean of ⟨t, θ⟩²
  /// over the directions. On a line θ = ±1: SW₂ = |t| exactly. In d dimensions E ⟨t, θ⟩² = ‖t‖²/d, and ⟨t, θ⟩² has a
  /// variance of ‖t‖⁴ · 2(d - 1)/(d²(d + 2)): for t = (3, 4, 0) and L = 20,000 the mean is 25/3 with a deviation of
  /// 25 · √(4/45)/√20000 = 0.053, and SW₂ = √(25/3) with one of 0.053/(2 √(25/3)) = 0.0091.
  @Test func aShiftIsWhatItsProjectionsAre() throws {
    let line = try Self.points(50, 1, seed: 1)
    #expect(try abs(SlicedWasserstein.distance(line, line + 2.5, directions: 7) - 2.5) < 1e-12)
    let cloud = try Self.points(40, 3, seed: 2)
    let moved = try cloud + Tensor([3, 4, 0], shape: [1, 3], dtype: .float64)
    let distance = try SlicedWasserstein.distance(cloud, moved, directions: 20_000)
    #expect(abs(distance - (25.0 / 3).squareRoot()) < 4 * 0.0091)
    // One direction: |⟨t, θ⟩|. So 2 t is at twice the distance, and no t at more than ‖t‖.
    let one = try SlicedWasserstein.distance(cloud, moved, directions: 1, seed: 5)
    let twice = try SlicedWasserstein.distance(cloud, moved + (moved - cloud), directions: 1, seed: 5)
    #expect(one > 0 && one <= 5 && abs(twice - 2 * one) < 1e-12)
  }

  /// Samples 0 and 3 against 1 and 5: sorted pairs are 1 and 2 apart, SW₂² = (1 + 4)/2. Paired as given, 5 and 0 against
  /// 1 and 3, it would be (16 + 9)/2.
  @Test func samplesArePairedInOrder() throws {
    let a = try Tensor([3, 0], shape: [2, 1], dtype: .float64)
    let b = try Tensor([1, 5], shape: [2, 1], dtype: .float64)
    #expect(try abs(SlicedWasserstein.distance(a, b, directions: 3) - 2.5.squareRoot()) < 1e-12)
  }

  @Test func itIsADistanceOfSets() throws {
    let (a, b) = (try Self.points(30, 5, seed: 1), try Self.points(30, 5, seed: 2) * 2)
    #expect(try SlicedWasserstein.distance(a, a) == 0)
    let distance = try SlicedWasserstein.distance(a, b)
    #expect(distance > 0.1)
    #expect(try SlicedWasserstein.distance(b, a) == distance)
    // In another order the same; not so with other directions.
    let order = try RandomStream(seed: 3).permutation(30)
    #expect(try abs(SlicedWasserstein.distance(a.indexSelect(0, order), b) - distance) < 1e-12)
    #expect(try SlicedWasserstein.distance(a, b, seed: 1) != distance)
    // Images are flattened.
    #expect(try SlicedWasserstein.distance(a.reshape([30, 1, 5, 1]), b.reshape([30, 1, 5, 1])) == distance)
    // 64 directions are drawn at a time, and 100 are the first 100 of 128: with s(L) = L SW₂², s(128) is the sum of all.
    func sum(_ directions: Int) throws -> Double {
      let distance = try SlicedWasserstein.distance(a, b, directions: directions)
      return Double(directions) * distance * distance
    }
    let sums = try [1, 64, 65, 100, 128].map(sum)
    #expect(zip(sums, sums.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test func whatCannotBeComparedIsAnError() throws {
    let a = try Self.points(3, 2, seed: 1)
    for (first, second, directions) in [
      (a, try Self.points(4, 2, seed: 1), 5), (a, try Self.points(3, 3, seed: 1), 5), (a, a, 0),
      (try Tensor.zeros([0, 2]), try Tensor.zeros([0, 2]), 5), (try Tensor.zeros([3]), try Tensor.zeros([3]), 5),
    ] {
      #expect(throws: TrainingError.self) {
        try SlicedWasserstein.distance(first, second, directions: directions)
      }
    }
  }
}
