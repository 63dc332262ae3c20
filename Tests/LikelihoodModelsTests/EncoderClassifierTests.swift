import Datasets
import Foundation
import LikelihoodModels
import TestSupport
import Testing
import TorchTensors
import Training

/// Classifiers on encoders that were learned without labels.
@Suite("Classifiers on encoders") struct EncoderClassifierTests {
  private func settings(steps: Int) -> Settings<ClassifierSettings> {
    var settings = ClassifierTests.settings("adam", steps: steps)
    settings.data = "synthetic"
    settings.batchSize = 16
    settings.labels = 20
    return settings
  }

  /// The encoder is adopted number by number under its name in the classifier, the last layer is drawn; at rest it stays what
  /// it was, and learns where it does not rest.
  @Test(arguments: ["autoencode", "vae"]) func encodersAreAdopted(by command: String) throws {
    let scratch = try ScratchFolder()
    let files = try RunFiles(folder: scratch.url)
    let encoder: TensorList
    let isVariational = command == "vae"
    if isVariational {
      let result = try VAETrainer(VariationalAutoencoderTests.settings(steps: 2)).run(files: files)
      encoder = try result.trained.single(.x, VariationalAutoencoder.encoder).parameters
    } else {
      let result = try AutoencoderTrainer(AutoencoderTests.settings("dense", optimizer: "adam", steps: 2))
        .run(files: files)
      encoder = try result.trained.single(.x, Autoencoder.encoder).parameters
    }
    let stored = try CheckpointStore.find(scratch.url)
    let shaped = try settings(steps: 3).shaped(as: stored)
    // μ and log σ² of three numbers, or a code of four.
    #expect(shaped.encoder && shaped.hidden == [32] && shaped.latentSize == (isVariational ? 6 : 4))
    for rests in [true, false] {
      var own = shaped
      own.rest = rests ? ["classifier.encoder"] : []
      let result = try ClassifierTrainer(own, start: .adopted(Adoption(stored))).run()
      #expect(result.problem.dataset.count == 20 && result.problem.dataset.labels?.count { $0 == 3 } == 2)
      let network = try result.trained.single(.x, ClassifierProblem.classifier)
      let (features, logits) = try network.split(before: ImageClassifier.logits)
      #expect(features.parameters.layout.entries.map(\.name) == encoder.layout.entries.map { "encoder.\($0.name)" })
      #expect(logits.parameters.layout.entries.map(\.shape) == [[10, shaped.latentSize], [10]])
      #expect(try (features.parameters.flat.bytes() == encoder.flat.bytes()) == rests)
      // What a sample's features and logits are is what the whole network says.
      let classifier = try TrainedClassifier(result.problem, result.trained)
      let samples = try Tensor(floats: result.problem.dataset.batch([0, 1, 2]), shape: [3, 1, 28, 28])
      let found = try classifier(samples)
      #expect(found.features.shape == [3, shaped.latentSize])
      #expect(
        try found.logits.bytes() == result.trained.evaluate(.x, ClassifierProblem.classifier, samples).bytes())
    }
  }

  /// A classifier on an encoder is read back from its checkpoint, with its features; and handed on to another one.
  @Test func checkpointsAreReadBack() throws {
    let scratch = try ScratchFolder()
    var own = settings(steps: 2)
    (own.encoder, own.networks, own.latentSize) = (true, "linear", 7)
    let result = try ClassifierTrainer(own).run(files: RunFiles(folder: scratch.url))
    let stored = try CheckpointStore.find(scratch.url)
    let samples = try Tensor(floats: result.problem.judged.batch([5, 6]), shape: [2, 1, 28, 28])
    let read = try TrainedClassifier(stored)(samples)
    #expect(read.features.shape == [2, 7])
    #expect(try read.logits.bytes() == TrainedClassifier(result.problem, result.trained)(samples).logits.bytes())
    let other = try settings(steps: 2).shaped(as: stored)
    #expect(other.encoder && other.networks == "linear" && other.latentSize == 7)
  }

  /// Two classes in 100 numbers, ±1.5 along one direction and noise of deviation 1 in all: 2,000 unlabelled samples show the
  /// direction (the leading variance is 3.25, the others' at most (1 + √(100/2000))² = 1.5), and one number along it tells
  /// 93 % right, Φ(1.5). Ten labels alone leave a linear classifier a signal of 1.5² in a noise of √(1.5² + 99/10) = 3.5,
  /// so some 74 %.
  @Test func unlabelledDataShowWhatMatters() throws {
    let scratch = try ScratchFolder()
    func cloud(_ count: Int, seed: UInt64) throws -> FieldDataset {
      let labels = (0..<count).map { $0 % 2 }
      let centres = try Tensor(labels.map { $0 == 0 ? -0.15 : 0.15 }, dtype: .float32).reshape([count, 1])
      let samples = try RandomStream(seed: seed).normal([count, 100]) + centres
      return try FieldDataset(
        name: "cloud",
        [
          .init(FieldCard("point", .reals, shape: [100]), floats: samples.floats()),
          .init(.category(classNames: ["-", "+"]), integers: labels),
        ])
    }
    let (train, test) = (try cloud(2000, seed: 3), try cloud(2000, seed: 4))
    var coder = AutoencoderTests.settings("linear", steps: 300)
    (coder.latentSize, coder.batchSize) = (1, 250)
    coder.hyperparameters = ["eta-x": 0.02, "eta-y": 0.02]
    _ = try AutoencoderTrainer(coder, of: train).run(files: RunFiles(folder: scratch.url))
    let stored = try CheckpointStore.find(scratch.url)
    var own = try settings(steps: 300).shaped(as: stored)
    (own.labels, own.hyperparameters) = (10, ["eta-x": 0.02, "eta-y": 0.02])
    func accuracy(_ start: Start, rest: [String]) throws -> Double {
      own.rest = rest
      let result = try ClassifierTrainer(own, of: train, testset: test, start: start).run()
      return try result.problem.confusion(of: result.trained).accuracy
    }
    let adopted = try accuracy(.adopted(Adoption(stored)), rest: ["classifier.encoder"])
    let alone = try accuracy(.drawn, rest: [])
    #expect(adopted > 0.85 && alone < 0.85 && adopted > alone + 0.05, "\(adopted) \(alone)")
  }
}
