import Foundation
import GANs
import Training
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
    c.penaltyEvery = 16
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
    c.skipBroken = true
    c.rest = ["generator.0"]
    c.threads = 2
    c.device = "cuda:1"
    c.checkpointEvery = 11
    c.keep = 12
    c.sampleEvery = 13
    c.logEvery = 14
    c.evaluateEvery = 15
    c.evaluateFeatures = "runs/classifier"
    c.evaluateScores = ["kernel-distance"]
    c.evaluateSamples = 16
    (c.pyramid.heights, c.pyramid.level, c.pyramid.width) = ([7, 28], 2, 5)
    return c
  }

  @Test func yamlGivesEverythingBack() throws {
    let written = Self.unusual()
    #expect(try TrainingConfiguration(yaml: written.yaml) == written)
    #expect(try TrainingConfiguration(yaml: TrainingConfiguration().yaml) == TrainingConfiguration())
    #expect(try TrainingConfiguration(yaml: "") == TrainingConfiguration())
    #expect(try TrainingConfiguration(yaml: written.annotatedYAML) == written)
    #expect(try TrainingConfiguration(yaml: TrainingConfiguration().annotatedYAML) == TrainingConfiguration())
    // Every setting differs from its standard value here.
    let standard = TrainingConfiguration()
    for entry in GANSettings.all { #expect(written.text(entry) != standard.text(entry), "\(entry.key)") }
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

  @Test func errorsOfFilesNameTheLine() throws {
    for (yaml, words) in [
      ("data: ring\nbatchh: 5\n", "line 2"), ("data: ring\nbatchh: 5\n", "did you mean 'batch'?"),
      ("steps: many", "whole number"), ("hidden: 5", "a list of whole numbers"),
      ("hyperparameters: [1]", "names with numbers"),
      ("\n\nregularizers: {r1: strong}", "line 3"), ("regularizers: {r1: strong}", "'strong'"),
      ("steps:", "without a value"), ("data: ring\nsteps: ~", "line 2"), ("[1, 2]", "keys with values"),
      ("data: {a: [1]}", "nested too deep"), ("conditional: perhaps", "true or false"), ("a: [", "configuration"),
      ("seed: -1", "2⁶⁴"), ("data: *x", "configuration"), ("# a\nbatch: 0", "line 2"), ("batch: 0", "at least 1"),
      ("steps: 5\nbatch: 3\nsteps: 6", "line 3"), ("steps: 5\nbatch: 3\nsteps: 6", "'steps'"),
      ("batch: 3\n\tkeep: 4", "line 2"), ("steps: 1.5", "whole number"), ("device: gpu", "cuda:N"),
    ] {
      let error = #expect(throws: TrainingError.self, "\(yaml)") { try TrainingConfiguration(yaml: yaml) }
      #expect("\(error.map(String.init(describing:)) ?? "")".contains(words), "\(yaml): \(String(describing: error))")
    }
    #expect(throws: TrainingError.self) {
      try TrainingConfiguration(contentsOf: URL(fileURLWithPath: "/nowhere/at-all.yaml"))
    }
  }

  @Test func wordsMeanWhatTheyMeanInYAML() throws {
    let c = try TrainingConfiguration(
      yaml: """
        conditional: True
        discriminator-accuracy-rule: on
        architecture: null
        latent: ~
        loss: "null"
        threads: Null
        steps: 1e4
        batch: 64.0
        keep: 0x10
        seed: 1.0e+19
        hidden: [16.0, 2e1]
        gradient-clip: .5
        data: "no"
        """)
    #expect(c.conditional && c.discriminatorAccuracyRule && c.architecture == nil && c.latentSize == nil)
    #expect(c.loss == "null" && c.threads == nil && c.steps == 10_000 && c.batchSize == 64 && c.keep == 16)
    #expect(c.seed == 10_000_000_000_000_000_000 && c.hidden == [16, 20] && c.gradientClip == 0.5 && c.data == "no")
    #expect(try TrainingConfiguration(yaml: "~") == TrainingConfiguration())
    #expect(try TrainingConfiguration(yaml: "conditional: FALSE") == TrainingConfiguration())
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
        _ = try GANTrainer(c).problem()
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
    #expect(refusal { $0.batchSize = 50_001 }.contains("a batch of at most 50000 samples is required"))
    #expect(refusal { $0.device = "cuda:99" }.contains("cuda:99"))
    #expect(refusal { ($0.optimizer, $0.discriminatorSteps) = ("ocgd-x", 2) }.contains("moves the generator alone"))
  }
}
