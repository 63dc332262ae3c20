import Experiments
import Testing

@Suite struct StepSizeSearchTests {
  /// The best of a concave value in ln η is the power of four nearest to its maximum, if four steps reach it.
  @Test(arguments: [(0.01, 0.01), (0.03, 0.04), (0.5, 0.16 * 4), (3, 0.64), (1e-3, 6.25e-4), (1e-9, 0.01 / 64)])
  func theBestIsFoundFromBothSides(maximum: Double, expected: Double) {
    var asked: [Double] = []
    let search = StepSizeSearch(start: 0.01).run { stepSize in
      asked.append(stepSize)
      let ratio = max(stepSize / maximum, maximum / stepSize)
      return -ratio
    }
    #expect(abs(search.best / expected - 1) < 1e-12)
    #expect(search.trials.map(\.stepSize) == asked.sorted())
    #expect((3...5).contains(asked.count))
  }

  /// Diverged runs are worse than all; where all diverge, or all are equal, it stays where it began.
  @Test func divergedAndEqualValues() {
    let diverging = StepSizeSearch(start: 1).run { $0 > 2 ? .nan : $0 }
    #expect(diverging.best == 1 && diverging.trials.count == 3)
    let hopeless = StepSizeSearch(start: 1).run { _ in .nan }
    #expect(hopeless.best == 1 && hopeless.trials.count == 3)
    #expect(StepSizeSearch(start: 1).run { _ in 5 }.best == 1)
    #expect(StepSizeSearch(start: 1, factor: 10, limit: 0).run { $0 }.best == 10)
  }
}
