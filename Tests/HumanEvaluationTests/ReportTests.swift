import Foundation
import HumanEvaluation
import TestSupport
import Testing

@Suite("Reports of judgements") struct ReportTests {
  /// By hand: k = 8 of n = 10 with z = 1.96: (8 + 1.9208 ± 1.96 √(1.6 + 0.9604)) / 13.8416 = 0.4902 and 0.9433, as in
  /// Brown, Cai and DasGupta's tables; none and all do not have empty intervals: n/(n + z²) = 0.7225 is where all begins.
  @Test func wilsonIsWilsons() {
    let some = WilsonInterval(8, of: 10)
    #expect(abs(some.low - 0.4902) < 1e-4 && abs(some.high - 0.9433) < 1e-4 && some.share == 0.8)
    let all = WilsonInterval(10, of: 10), none = WilsonInterval(0, of: 10)
    #expect(all.high == 1 && abs(all.low - 10 / (10 + 3.841459)) < 1e-6)
    #expect(none.low == 0 && abs(none.high - (1 - all.low)) < 1e-12)
    let nothing = WilsonInterval(0, of: 0)
    #expect(nothing.low == 0 && nothing.high == 1 && nothing.share.isNaN)
  }

  /// Of 2000 experiments with p = 0.3 and n = 40 the interval covers p in about 95 %: within 4 √(.95 · .05 / 2000) and the
  /// granularity of n = 40.
  @Test func wilsonCovers() {
    var random = SeededRandom(seed: 3)
    var covered = 0
    for _ in 0..<2000 {
      let count = (0..<40).count { _ in random.uniform(0...1) < 0.3 }
      let interval = WilsonInterval(count, of: 40)
      covered += interval.low <= 0.3 && 0.3 <= interval.high ? 1 : 0
    }
    #expect(abs(Double(covered) / 2000 - 0.95) < 0.035)
  }

  /// An observer who sees an image rightly with probability t/(t + 200) and guesses otherwise. Of source 0 (real) the share
  /// judged real rises from ½ to 1, of source 1 falls to 0, and source 2 looks just like the real ones.
  private func observed(sessions: Int, seed: UInt64 = 11) throws -> [Judgement] {
    let study = try Studies.two(trials: 110)
    var random = SeededRandom(seed: seed)
    return (0..<sessions).flatMap { session in
      study.plan(ofSession: session).enumerated().map { number, trial in
        let exposure = Study.exposures[trial.exposure]
        let sees = random.uniform(0...1) < exposure / (exposure + 200)
        let looksReal = trial.source != 1
        let saysReal = sees ? looksReal : random.uniform(0...1) < 0.5
        return Judgement(
          session: session, trial: number, source: trial.source, image: trial.image, exposure: exposure,
          shown: exposure + 8, frames: 3, frame: 16.7, saysReal: saysReal, reaction: 500)
      }
    }
  }

  /// The shares are within 4 standard errors of the observer's law, and 95 % intervals miss it seldom.
  @Test func sharesAreTheObservers() throws {
    let report = JudgementReport(try observed(sessions: 60), sources: ["data", "a", "b"])
    #expect(report.sessions == 60 && report.counted == 6600 && report.inexact == 0)
    var missed = 0
    for source in 0..<3 {
      #expect(report.points[source].map(\.exposure) == Study.exposures)
      for point in report.points[source] {
        let sees = point.exposure / (point.exposure + 200)
        let p = sees * (source == 1 ? 0 : 1) + (1 - sees) / 2
        #expect(abs(point.interval.share - p) < 4 * (p * (1 - p) / Double(point.judged)).squareRoot() + 1e-9)
        missed += point.interval.low <= p && p <= point.interval.high ? 0 : 1
      }
    }
    #expect(missed <= 6, "of 33, 1.7 are to be expected")
  }

  /// With time to look: a is told apart but for guesses, ½ (1 - sees) on both sides; of b half of all is wrong. At 956, 1383
  /// and 2000 ms sees is 0.827, 0.874 and 0.909, so ½ (1 - sees) is 0.065 in the mean, and for b ½ (p + 1 - p) = ½.
  @Test func deceptionIsTheErrorWithTimeToLook() throws {
    let report = JudgementReport(try observed(sessions: 80), sources: ["data", "a", "b"], seed: 5)
    let found = report.deceptions.compactMap { $0 }
    #expect(found.count == 2)
    for (deception, expected) in zip(found, [0.065, 0.5]) {
      #expect(abs(deception.score - expected) < 0.03)
      #expect(deception.interval.contains(expected) && deception.interval.contains(deception.score))
      let width = deception.interval.upperBound - deception.interval.lowerBound
      #expect(width > 0.005 && width < 0.1)
    }
    // The same judgements and seed give the same interval; another seed another.
    let again = JudgementReport(try observed(sessions: 80), sources: ["data", "a", "b"], seed: 5)
    #expect(again.deceptions.compactMap { $0 }.map(\.interval) == found.map(\.interval))
    #expect(report.lines.count == 3 && report.lines[2].contains("50 % being chance"))
  }

  /// What the screen did not show for its time, to a frame, does not count and is said.
  @Test func inexactExposuresDoNotCount() throws {
    var judgements = try observed(sessions: 1)
    let late = judgements[0]
    judgements[0] = Judgement(
      session: 0, trial: 0, source: late.source, image: late.image, exposure: late.exposure, shown: late.exposure + 40,
      frames: 5, frame: 16.7, saysReal: late.saysReal, reaction: 1)
    let report = JudgementReport(judgements, sources: ["data", "a", "b"])
    #expect(report.counted == 109 && report.inexact == 1 && report.lines[1].hasPrefix("1 more do not count"))
  }

  @Test func figuresAndTablesAreMade() throws {
    let report = JudgementReport(try observed(sessions: 3), sources: ["data", "a", "b"])
    #expect(try report.table().columns.count == 7)
    #expect(try !report.figure().files(name: "judged-real").script.isEmpty)
    let empty = JudgementReport([], sources: ["data", "a"])
    #expect(empty.counted == 0 && empty.lines.count == 2 && empty.lines[1].contains("not judged yet"))
  }
}
