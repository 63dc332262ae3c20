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

  /// An encoder that has seen ten thousand digits without labels tells drawn digits better by twenty labels than the same
  /// network from scratch.
  @Test func fewLabelsSuffice() throws {
    let scratch = try ScratchFolder()
    var coder = AutoencoderTests.settings("dense", optimizer: "adam", steps: 200)
    coder.hidden = [64]
    coder.latentSize = 10
    _ = try AutoencoderTrainer(coder).run(files: RunFiles(folder: scratch.url))
    let stored = try CheckpointStore.find(scratch.url)
    let shaped = try settings(steps: 80).shaped(as: stored)
    func accuracy(_ start: Start) throws -> Double {
      let result = try ClassifierTrainer(shaped, start: start).run()
      return try result.problem.confusion(of: result.trained).accuracy
    }
    let (adopted, scratchAlone) = (try accuracy(.adopted(Adoption(stored))), try accuracy(.drawn))
    #expect(adopted > 0.5 && adopted > scratchAlone, "\(adopted) \(scratchAlone)")
  }
}
