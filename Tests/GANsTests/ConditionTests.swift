import Datasets
import GANs
import GameDynamics
import NeuralNetworks
import Testing
import TorchTensors
import Training

/// Named conditions: networks that are told fields of the data.
@Suite("Conditions") struct ConditionTests {
  /// Images with a coarse picture of each, a class and a text of three words.
  static func data() throws -> any Dataset {
    let digits = try DrawnDigits.make(count: 40, seed: 3)
    let texts = FieldDataset.Column(
      FieldCard("text", .tokens, shape: [3], classNames: ["a", "b", "c", "d"]),
      integers: (0..<120).map { ($0 * 7) % 4 })
    return try JoinedDataset(
      name: "told",
      [
        digits.derivingField("coarse", from: FieldCard.imageName, by: PixelAveraging(factor: 4)),
        FieldDataset(name: "texts", [texts]),
      ])
  }

  static func problem(_ dataset: any Dataset) throws -> GANProblem {
    let text: [(name: String, layer: any Layer)] = [
      (name: "words", layer: Embedding(4, 3)), (name: "mean", layer: Mean(1)),
    ]
    let generator = try Network([
      ConcatenateCondition("coarse", through: [(name: "flat", layer: Flatten())]),
      ConcatenateCondition("text", through: text), ConcatenateLabels(classes: 10), Linear(5 + 49 + 3 + 10, 784),
      Activation.tanh, Reshape([1, 28, 28]),
    ])
    let discriminator = try Network([
      ConcatenateCondition("coarse", through: [(name: "up", layer: UpsampleNearest(4))]),
      ConcatenateCondition("text", through: text), Conv2d(5, 2, kernel: 4, stride: 4), Activation.leakyReLU(slope: 0.2),
      Flatten(), ProjectionHead(98, classes: 10),
    ])
    return try GANProblem(
      model: GANModel(generator: generator, discriminator: discriminator, loss: NonSaturatingLoss()), dataset: dataset,
      batchSize: 6, latentSize: 5, classes: 10)
  }

  /// What is generated is told what the real samples are: coarse pictures that are means of 4 × 4 pixels, and the class
  /// and the text that go with them.
  @Test func conditionsAreFieldsOfTheRealBatch() throws {
    let dataset = try Self.data()
    let game = try Self.game(of: Self.problem(dataset))
    let real = try game.real.averagePool2d(Pair(4))
    let coarse = try #require(game.conditions.real["coarse"])
    #expect(try (coarse - real).abs().max().item() < 1e-6)
    for name in ["coarse", "text", "label"] {
      #expect(game.conditions.generated[name] === game.conditions.real[name] && game.conditions.real[name] != nil)
    }
    #expect(game.conditions.real.names == ["coarse", "label", "text"])
    #expect(game.conditions.real["text"]?.shape == [6, 3])
    // Of the first two samples, conditions too.
    #expect(try game.first(2).conditions.generated["coarse"]?.shape == [2, 1, 7, 7])
  }

  /// Classes alone are drawn for what is generated.
  @Test func classesAloneAreDrawn() throws {
    let network = { (inputs: Int, outputs: Int) in
      try Network([Flatten(), ConcatenateLabels(classes: 10), Linear(inputs + 10, outputs)])
    }
    let problem = try GANProblem(
      model: GANModel(
        generator: network(5, 784), discriminator: network(784, 1), loss: NonSaturatingLoss()),
      dataset: DrawnDigits.make(count: 40, seed: 3), batchSize: 20, latentSize: 5, classes: 10)
    let game = try Self.game(of: problem)
    let (real, generated) = (game.conditions.real["label"], game.conditions.generated["label"])
    #expect(try real?.int64s() != generated?.int64s())
    #expect(try generated?.int64s().allSatisfy { (0..<10).contains($0) } == true)
  }

  /// A run of such networks, killed and resumed, is the unbroken one; its exhibits and samples are told conditions.
  @Test func trainsResumesAndSamples() throws {
    let dataset = try Self.data()
    func trainer(steps: Int) throws -> GANTrainer {
      var settings = TrainingConfiguration()
      (settings.optimizer, settings.steps, settings.threads) = ("adam", steps, 1)
      return try GANTrainer(settings.effective()) { _ in try Self.problem(dataset) }
    }
    let whole = try trainer(steps: 4).run()
    try withFolder { folder in
      _ = try trainer(steps: 2).run(files: RunFiles(folder: folder))
      let resumed = try trainer(steps: 4).run(files: RunFiles(folder: folder, start: .resuming))
      for player in Player.allCases {
        #expect(try resumed.point[player].flat.bytes() == whole.point[player].flat.bytes())
      }
    }
    #expect(try whole.problem.exhibits(of: whole.trained, count: 4, seed: 0).count == 1)
    let generator = try whole.generator
    let latent = try generator.latent(2, seed: 1)
    let told = try Self.game(of: whole.problem).conditions.real.narrowed(count: 2)
    let samples = try generator.samples(of: latent, conditions: told)
    #expect(samples.shape == [2, 1, 28, 28])
    // Each sample is its own, whatever stands beside it.
    let second = try generator.samples(
      of: latent.narrow(0, start: 1, length: 1), conditions: told.narrowed(start: 1, count: 1))
    #expect(try (second - samples.narrow(0, start: 1, length: 1)).abs().max().item() < 1e-5)
    #expect(throws: TrainingError.self) { try generator.samples(of: latent) }
    #expect(throws: TrainingError.self) { try generator.samples(of: generator.latent(3, seed: 1), conditions: told) }
  }

  /// A condition that is no field is named, with the fields there are.
  @Test func whatIsNoFieldIsSaid() throws {
    let error = #expect(throws: TrainingError.self) { try Self.problem(DrawnDigits.make(count: 40, seed: 3)) }
    #expect(error == .noCondition("coarse", data: "drawn-digits", fields: ["image", "label"]))
    #expect("\(try #require(error))".contains("'image', 'label'"))
  }

  /// Derivatives of games whose networks are told images, texts and classes.
  @Test func derivativesAreExact() throws {
    let stream = try RandomStream(seed: 5)
    let told = Conditions([
      "coarse": try stream.normal([4, 1, 2, 2], dtype: .float64),
      "text": try Tensor(int64s: [0, 1, 2, 0, 1, 1, 2, 2], shape: [4, 2]),
    ])
    let words: [(name: String, layer: any Layer)] = [
      (name: "words", layer: Embedding(3, 2)), (name: "mean", layer: Mean(1)),
    ]
    try expectExact(
      TinyGAN(
        MinimaxLoss(),
        generator: Network([
          ConcatenateCondition("coarse", through: [(name: "flat", layer: Flatten())]), Linear(7, 4), Activation.tanh,
          Reshape([1, 2, 2]),
        ]),
        discriminator: Network([
          ConcatenateCondition("coarse"), ConcatenateCondition("text", through: words), Conv2d(4, 2, kernel: 2),
          Activation.tanh, Flatten(), Linear(2, 1),
        ]), sample: [1, 2, 2], conditions: .init(real: told, generated: told)))
  }

  private static func game(of problem: GANProblem) throws -> GANGame {
    try problem.gameBeforeTraining(of: Draw(seed: 1, step: 1)).game
  }
}
