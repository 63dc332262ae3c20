import Foundation
import GANs
import Training
import GameDynamics
import Testing

/// Runs that an older program has written (`Fixtures/runs-of-0.1/README.md`) load, and go on.
@Suite("Runs of older programs") struct FormerRunTests {
  static let place = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures/runs-of-0.1", isDirectory: true)

  @Test(arguments: ["adam", "everything"])
  func theyLoadAndResume(name: String) throws {
    try withFolder { scratch in
      let folder = scratch.appendingPathComponent("run", isDirectory: true)
      try FileManager.default.copyItem(at: Self.place.appendingPathComponent(name), to: folder)
      let stored = try #require(try RunFiles.latest(in: folder))
      var configuration = try TrainingConfiguration(texts: stored.manifest.configuration.texts)
      #expect(stored.manifest.step == 3 && configuration.unknown.isEmpty)
      #expect(configuration.hidden == [8, 8])
      let generator = try TrainedGenerator(stored)
      #expect(try generator.parameters.isFinite())
      configuration.steps = 5
      let result = try GANTrainer(configuration).run(files: RunFiles(folder: folder, start: .resuming))
      #expect(result.firstStep == 3 && result.outcome.step == 5 && result.nonFinite == nil)
      #expect(result.history.steps == [1, 2, 3, 4, 5])
      #expect(try RunFiles.latest(in: folder)?.manifest.configuration.steps == 5)
    }
  }

  @Test func theirSettingsAreWhatTheyWere() throws {
    let stored = try #require(try RunFiles.latest(in: Self.place.appendingPathComponent("everything")))
    let c = try TrainingConfiguration(texts: stored.manifest.configuration.texts)
    #expect(c.data == "ring" && c.optimizer == "alternating:adam" && c.conditional && c.loss == "non-saturating")
    #expect(c.generatorAverage == 0.9 && c.discriminatorAccuracyRule && c.discriminatorSteps == 2)
    #expect(c.regularizers == ["r1": 0.1] && c.gradientClip == 5 && c.latentSize == 4 && c.batchSize == 16)
    #expect(c.seed == 7 && c.threads == 1 && c.steps == 3)
    #expect(try c.effective() == c)
  }
}
