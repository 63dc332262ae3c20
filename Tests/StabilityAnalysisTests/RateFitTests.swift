import Foundation
import GameDynamics
import StabilityAnalysis
import TestSupport
import Testing

/// Rates read off distances, of one run and of 32 at once.
@Suite struct RateFitTests {
  /// Squares of c qᵗ for t = 0 … steps.
  static func geometric(_ q: Double, steps: Int, c: Double = 3) -> [Double] {
    (0...steps).map { c * c * pow(q * q, Double($0)) }
  }

  // Of c qᵗ the logarithm is a straight line of slope log q; an odd and an even number of points, and the fewest.
  @Test(arguments: [1, 2, 7, 100, 501]) func geometricSequencesHaveTheirFactor(steps: Int) {
    for q in [0.9, 1.0, 1.07] {
      #expect(abs(RateFit.rate(of: Self.geometric(q, steps: steps)) - q) < 1e-13, "\(q)")
    }
  }

  // Least squares as the textbook has it: slope = Σ (i - m) Lᵢ / Σ (i - m)², over the second half.
  @Test func isLeastSquares() {
    var random = SeededRandom(seed: 3)
    let squares = (0..<80).map { exp(-0.1 * Double($0) + random.uniform()) }
    let logarithms = squares.suffix(40).map { 0.5 * log($0) }
    let weights = (0..<40).map { Double($0) - 19.5 }
    let slope = zip(weights, logarithms).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0) { $0 + $1 * $1 }
    #expect(abs(RateFit.rate(of: squares) - exp(slope)) < 1e-14)
  }

  // Runs that converge, arrive, sink below what squares can hold, overflow, or are no numbers, side by side: each has the bits of
  // the run on its own.
  @Test func lanesAreRunsOnTheirOwn() {
    let steps = 120
    let runs = (0..<Lanes.laneCount).map { lane -> [Double] in
      var squares = Self.geometric(0.8 + 0.02 * Double(lane), steps: steps)
      switch lane {
      case 3: squares = Self.geometric(1e-3, steps: steps)
      case 4: squares = Self.geometric(1e4, steps: steps)
      case 5: for i in 10...steps { squares[i] = 0 }
      case 6: for i in 50...steps { squares[i] = .nan }
      case 7: squares[1] = 0
      default: break
      }
      return squares
    }
    let floors = Lanes { $0 % 5 == 1 ? 1e-9 : 0 }
    let together = RateFit.rates(of: (0...steps).map { t in Lanes { runs[$0][t] } }, above: floors)
    for (lane, run) in runs.enumerated() {
      let alone = RateFit.rate(of: run, above: floors[lane: lane])
      #expect(together[lane] == alone || together[lane].isNaN && alone.isNaN, "lane \(lane)")
    }
    #expect(together[7] == 0)
    let single = RateFit.rates(of: [Lanes(1)], above: Lanes(0))
    #expect(single.filter(\.isNaN).count == Lanes.laneCount)
  }
}
