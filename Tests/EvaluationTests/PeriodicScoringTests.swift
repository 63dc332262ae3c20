import Evaluation
import Foundation
import GANs
import TestSupport
import Testing
import Training

/// Scores on the way: in whole rows, the same for a resumed run, without a trace in what is trained.
@Suite("Periodic scoring") struct PeriodicScoringTests {
  static func trainer(_ steps: Int, every: Int, cache: URL? = nil) throws -> GANTrainer {
    var c = EvaluatorTests.configuration(steps)
    (c.evaluateEvery, c.evaluateSamples, c.logEvery, c.checkpointEvery) = (every, 40, 2, 4)
    c.evaluateScores = ["sliced-wasserstein", "precision-recall", "inception-score"]
    var trainer = try GANTrainer(c)
    trainer.scoring = try PeriodicScoring<GANProblem>(c, cache: cache.map { FeatureCache(folder: $0) })
    return trainer
  }

  @Test func resumedIsStraightThrough() throws {
    let (whole, broken) = (try ScratchFolder(), try ScratchFolder())
    let straight = try Self.trainer(9, every: 3, cache: whole.url.appendingPathComponent("features"))
      .run(files: RunFiles(folder: whole.url))
    _ = try Self.trainer(9, every: 3).run(files: RunFiles(folder: broken.url)) { $0.step == 7 ? .stop : .proceed }
    let resumed = try Self.trainer(9, every: 3).run(files: RunFiles(folder: broken.url, start: .resuming))
    #expect(straight.history == resumed.history)
    #expect(try straight.point.x.flat.bytes() == resumed.point.x.flat.bytes())
    let rows = straight.history.entries
    // Logged every second step, scored every third, and the last: 2, 3, 4, 6, 8, 9.
    #expect(rows.map(\.step) == [2, 3, 4, 6, 8, 9])
    for row in rows {
      let names = ["sliced-wasserstein", "precision", "recall"].flatMap { [$0, $0 + "-floor"] }
      let isScored = row.step.isMultiple(of: 3)
      #expect(names.allSatisfy { (row.values[$0] != nil) == isScored } && row.values["generator-loss"] != nil, "\(row)")
      // Points have no classifier: refused, and no number.
      #expect(row.values["inception-score"] == nil)
    }
    let lines = try String(contentsOf: broken.url.appendingPathComponent("metrics.jsonl"), encoding: .utf8)
    #expect(lines.split(separator: "\n").count == 6 && lines.contains("sliced-wasserstein-floor"))
    // Without scores the same networks.
    let silent = try Self.trainer(9, every: 0).run()
    #expect(try silent.point.x.flat.bytes() == straight.point.x.flat.bytes())
    // A number of the last row is what the evaluator says of the generator.
    let sheet = try Evaluator(
      data: straight.problem.dataset, features: PixelFeatures(), scores: [SlicedWassersteinScore()], samples: 40
    ).scores(of: straight.generator)
    #expect(rows.last?.values["sliced-wasserstein"] == sheet["sliced-wasserstein"]?.value)
  }

  @Test func whatCannotBeScoredIsAnErrorBeforeTheRun() throws {
    var c = EvaluatorTests.configuration(1)
    c.evaluateEvery = 1
    c.evaluateFeatures = "/nonexistent"
    #expect(throws: EvaluationError.self) { try PeriodicScoring<GANProblem>(c) }
    (c.evaluateFeatures, c.evaluateScores) = ("pixels", ["beauty"])
    #expect(throws: EvaluationError.self) { try PeriodicScoring<GANProblem>(c) }
    c.evaluateEvery = 0
    #expect(try PeriodicScoring<GANProblem>(c)?.every == nil)
  }
}
