import Foundation
import GANs
import Training
import GameDynamics
import Testing

@Suite("Tables of settings") struct SettingsTests {
  /// A kind of run that is not in the program.
  struct OtherSettings: TrainingTable {
    static let table = OtherSettings()
    let classes = Setting<Int?>("classes", "How many classes.", standard: nil, .ifGiven(.atLeast(2)))
    let run = RunSettings()
    let quiet = Setting("quiet", "Say nothing.", standard: false, formerKeys: ["silent"])
  }

  @Test func everySettingOfATableIsListedOnce() {
    for keys in [GANSettings.all, RunSettings.all, OtherSettings.all].map({ $0.map(\.key) }) {
      #expect(Set(keys).count == keys.count)
    }
    #expect(OtherSettings.all.map(\.key) == ["classes"] + RunSettings.all.map(\.key) + ["quiet"])
    let names = GANSettings.all.flatMap { $0.flags.map(\.name) }
    #expect(Set(names).count == names.count)
    for entry in GANSettings.all {
      #expect(entry.help.hasSuffix("."), "\(entry.key): a sentence")
      #expect(entry.key.allSatisfy { $0.isLowercase || $0 == "-" }, "\(entry.key)")
      #expect(!entry.flags.isEmpty)
    }
  }

  @Test func anIncludedTableIsAView() throws {
    var other = Settings<OtherSettings>()
    other.steps = 5
    other.run.batchSize = 7
    #expect(other.run.steps == 5 && other.batchSize == 7)
    let before = other
    var run = other.run
    run.gradientClip = 2
    other.run = run
    #expect(other.gradientClip == 2 && other != before && other.quiet == false)
    #expect(other.run.unknown.isEmpty)
    // What one kind of run has written another keeps.
    other.classes = 3
    let gan = try Settings<GANSettings>(texts: other.texts)
    #expect(gan.steps == 5 && gan.unknown == ["classes", "quiet"])
    #expect(try Settings<OtherSettings>(texts: gan.texts).classes == 3)
    other.classes = 1
    #expect(throws: TrainingError.badSetting(name: "classes", required: "at least 2", given: "'1'")) {
      try other.check()
    }
  }

  @Test func whatIsLeftOpenIsTakenFromTheResumedRun() throws {
    var stored = TrainingConfiguration()
    stored.optimizer = "cosine:adam"
    stored.hyperparameters = ["schedule-steps": 1500, "eta-x": 0.1]
    stored.threads = 3
    stored.latentSize = 9
    var mine = TrainingConfiguration()
    mine.optimizer = "cosine:adam"
    mine.hyperparameters = ["eta-x": 0.1]
    let place = URL(fileURLWithPath: "/run")
    let completed = try mine.resuming(stored, folder: place)
    #expect(completed.hyperparameters == stored.hyperparameters && completed.threads == 3 && completed.latentSize == 9)
    mine.threads = 1
    #expect(try mine.resuming(stored, folder: place).threads == 1)
    // The difference is named, not what would follow from it ("no parameter is named 'schedule-steps'").
    func refusal(_ change: (inout TrainingConfiguration) -> Void) -> String {
      var other = mine
      change(&other)
      do {
        _ = try other.resuming(stored, folder: place)
        return "accepted"
      } catch { return "\(error)" }
    }
    #expect(refusal { $0.optimizer = "adam" }.contains("'optimizer' was \"cosine:adam\" there, adam is given"))
    #expect(refusal { $0.hyperparameters["eta-x"] = 0.2 }.contains("'hyperparameters' was"))
    #expect(refusal { $0.hyperparameters["eta-y"] = 0.2 }.contains("'hyperparameters' was"))
    #expect(refusal { $0.architecture = "mlp" }.contains("'architecture' was left open"))
    #expect(refusal { ($0.steps, $0.keep) = (9, 9) } == "accepted")
  }

  // MARK: - checkpoint.json

  func decoded(_ json: String) throws -> TrainingConfiguration {
    try JSONDecoder().decode(TrainingConfiguration.self, from: Data(json.utf8))
  }

  @Test func missingKeysAreStandardAndUnknownOnesAreKept() throws {
    #expect(try decoded("{}") == TrainingConfiguration())
    let newer = try decoded(
      #"{"batch": 5, "dark-mode": true, "pace": {"slow": 1}, "levels": [1, 2.5], "deep": {"a": [1]}, "latent": null}"#)
    #expect(newer.batchSize == 5 && newer.latentSize == nil)
    #expect(newer.unknown == ["dark-mode", "deep", "levels", "pace"])
    let again = try JSONDecoder().decode(TrainingConfiguration.self, from: JSONEncoder().encode(newer))
    #expect(again == newer)
    let error = #expect(throws: DecodingError.self) { try decoded(#"{"batch": "many"}"#) }
    #expect("\(error.map(String.init(describing:)) ?? "")".contains("batch must be a whole number"))
  }

  /// As the program wrote it before there was a table: the properties' names are the keys.
  @Test func formerKeysAreRead() throws {
    let old = try decoded(
      """
      {"batchSize": 3, "checkpointEvery": 4, "conditional": true, "data": "ring", "device": "cpu", "gradientClip": 1,
      "discriminatorAccuracyRule": true, "discriminatorSteps": 2, "hidden": [8, 9], "imageChannels": 1, "keep": 5,
      "hyperparameters": {"epsilon": 1e-08, "eta-x": 1}, "latentSize": 6, "logEvery": 7, "loss": "wgan",
      "optimizer": "adam", "regularizers": {}, "sampleEvery": 8, "seed": 18446744073709551615, "steps": 9,
      "generatorAverage": 0.5, "imageSize": 10, "curvatureBatch": 2, "threads": 1, "architecture": "mlp"}
      """)
    #expect(old.unknown.isEmpty)
    #expect(old.batchSize == 3 && old.latentSize == 6 && old.hidden == [8, 9] && old.seed == .max)
    #expect(old.hyperparameters == ["epsilon": 1e-8, "eta-x": 1] && old.gradientClip == 1 && old.keep == 5)
    #expect(old.checkpointEvery == 4 && old.sampleEvery == 8 && old.logEvery == 7 && old.imageChannels == 1)
    #expect(old.discriminatorAccuracyRule && old.discriminatorSteps == 2 && old.generatorAverage == 0.5)
    #expect(old.imageSize == 10 && old.curvatureBatch == 2 && old.threads == 1 && old.architecture == "mlp")
  }
}
