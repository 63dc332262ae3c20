import Foundation
import GANTraining
import GameDynamics
import Testing

@Suite("Configurations of training runs") struct ConfigurationTests {
  /// Every setting has another value than the standard one, so that none can be forgotten.
  static func unusual() -> TrainingConfiguration {
    var c = TrainingConfiguration()
    c.data = "a folder: with \"signs\" #1"
    c.imageSize = 48
    c.imageChannels = 1
    c.architecture = "dcgan-28"
    c.conditional = true
    c.optimizer = "cosine:alternating:adam"
    c.hyperparameters = ["eta-x": 0.1 + 0.2, "beta1": 1e-17]
    c.loss = "wgan"
    c.regularizers = ["r1": 3.3, "weight-clipping": 0.01]
    c.steps = 7
    c.batchSize = 8
    c.latentSize = 9
    c.hidden = [3, 4]
    c.seed = .max
    c.discriminatorSteps = 5
    c.discriminatorAccuracyRule = true
    c.generatorAverage = 0.999
    c.gradientClip = 2.5
    c.curvatureBatch = 3
    c.threads = 2
    c.device = "cuda:1"
    c.checkpointEvery = 11
    c.keep = 12
    c.sampleEvery = 13
    c.logEvery = 14
    return c
  }

  @Test func yamlGivesEverythingBack() throws {
    let written = Self.unusual()
    #expect(try TrainingConfiguration(yaml: written.yaml) == written)
    #expect(try TrainingConfiguration(yaml: TrainingConfiguration().yaml) == TrainingConfiguration())
    #expect(try TrainingConfiguration(yaml: "") == TrainingConfiguration())
    // Every stored property is a setting, and every setting differs from its standard value here.
    #expect(Mirror(reflecting: written).children.count == TrainingSetting.all.count)
    let standard = TrainingConfiguration()
    for setting in TrainingSetting.all { #expect(setting.value(written) != setting.value(standard), "\(setting.key)") }
    let json = try JSONEncoder().encode(written)
    #expect(try JSONDecoder().decode(TrainingConfiguration.self, from: json) == written)
  }

  /// What is left open is filled in, and filling in again changes nothing.
  @Test func theEffectiveConfigurationIsWholeAndStaysItself() throws {
    var c = TrainingConfiguration()
    c.optimizer = "cgd"
    let effective = try c.effective()
    #expect(effective.loss == "minimax" && effective.hidden == [256, 512] && effective.latentSize == 64)
    #expect(effective.hyperparameters["eta-x"] != nil)
    #expect(try TrainingConfiguration(yaml: effective.yaml).effective() == effective)
    c.architecture = "icr-mnist"
    #expect(try c.effective().latentSize == 96)
    #expect(try c.effective().hidden == nil)
  }

  @Test func misspeltKeysAreErrorsWithASuggestion() throws {
    let error = try #require(throws: CatalogueError.self) {
      try TrainingConfiguration(yaml: "data: ring\nbatchh: 5\n")
    }
    #expect("\(error)".contains("did you mean 'batch'?"))
    for (yaml, words) in [
      ("steps: many", "whole number"), ("hidden: 5", "list of widths"), ("hyperparameters: [1]", "names with numbers"),
      ("regularizers: {r1: strong}", "'strong'"), ("steps:", "without a value"), ("[1, 2]", "keys with values"),
      ("data: {a: [1]}", "nested too deep"), ("conditional: perhaps", "true or false"), ("a: [", "configuration"),
      ("seed: -1", "2⁶⁴"), ("data: *x", "configuration"),
    ] {
      let error = #expect(throws: TrainingError.self, "\(yaml)") { try TrainingConfiguration(yaml: yaml) }
      #expect("\(error.map(String.init(describing:)) ?? "")".contains(words), "\(yaml)")
    }
    #expect(throws: TrainingError.self) {
      try TrainingConfiguration(contentsOf: URL(fileURLWithPath: "/nowhere/at-all.yaml"))
    }
  }

  @Test func numbersThatMakeNoSenseAreRefused() throws {
    let changes: [(inout TrainingConfiguration) -> Void] = [
      { $0.steps = -1 }, { $0.batchSize = 0 }, { $0.latentSize = 0 }, { $0.hidden = [0] }, { $0.keep = 0 },
      { $0.discriminatorSteps = 0 }, { $0.generatorAverage = 1 }, { $0.gradientClip = 0 }, { $0.gradientClip = .nan },
      { $0.device = "gpu" }, { $0.device = "cuda:-1" }, { $0.imageChannels = 2 }, { $0.logEvery = 0 },
      { ($0.architecture, $0.hidden) = ("dcgan-28", [4]) },
    ]
    for (number, change) in changes.enumerated() {
      var c = TrainingConfiguration()
      change(&c)
      #expect(throws: TrainingError.self, "change \(number)") { try c.effective() }
    }
    var c = TrainingConfiguration()
    c.regularizers = ["r1": -5]
    #expect(throws: ParameterError.self) { try c.effective() }
    c.regularizers = ["r3": 5]
    #expect(throws: CatalogueError.self) { try c.effective() }
  }

  @Test func unsuitableNetworksAreRefused() throws {
    func refusal(_ change: (inout TrainingConfiguration) -> Void) -> String {
      var c = TrainingConfiguration()
      c.data = "ring"
      change(&c)
      do {
        _ = try GANTrainer(c)
        return "accepted"
      } catch {
        return "\(type(of: error)): \(error)"
      }
    }
    #expect(refusal { $0.architecture = "dcgan-28" }.contains("samples of shape [1, 28, 28]"))
    #expect(refusal { ($0.optimizer, $0.gradientClip) = ("cgd", 1) }.contains("gradients alone"))
    #expect(refusal { ($0.optimizer, $0.regularizers) = ("cgd", ["gradient-penalty": 1]) }.contains("general-sum"))
    #expect(refusal { ($0.optimizer, $0.gradientClip) = ("lookahead:adam", 1) } == "accepted")
    #expect(refusal { ($0.optimizer, $0.curvatureBatch) = ("adam", 8) }.contains("second derivatives"))
    #expect(refusal { ($0.optimizer, $0.curvatureBatch) = ("acgd", 65) }.contains("at most the batch's 64"))
    #expect(refusal { ($0.optimizer, $0.curvatureBatch) = ("acgd", 8) } == "accepted")
    #expect(refusal { $0.device = "cuda:99" }.contains("cuda:99"))
    #expect(refusal { ($0.optimizer, $0.discriminatorSteps) = ("ocgd-x", 2) }.contains("moves the generator alone"))
  }
}
