import Datasets
import Foundation
import GANs
import GameDynamics
import NeuralNetworks
import Synchronization
import Testing
import TorchTensors
import Training

@Suite("Normalization over the batch") struct NormalizationTests {
  /// What a run of these settings is told, without its first step.
  private func told(_ change: (inout TrainingConfiguration) -> Void) throws -> [String] {
    var c = TrainingConfiguration()
    c.data = "synthetic"
    c.batchSize = 4
    c.steps = 0
    c.threads = 1
    change(&c)
    let sentences = Mutex<[String]>([])
    let listener = RunListener(tell: { sentence in sentences.withLock { $0.append(sentence) } })
    _ = try GANTrainer(c).opening(listener)
    return sentences.withLock { $0 }.filter { $0.contains("normaliz") }
  }

  private func refusal(_ change: (inout TrainingConfiguration) -> Void) throws -> String? {
    do {
      _ = try told(change)
      return nil
    } catch let error as TrainingError { return error.description }
  }

  /// icr-mnist's generator normalizes the outputs of a linear layer: one sample, one value a channel.
  @Test func aBatchOfOneIsRefusedBeforeTheFirstStep() throws {
    #expect(
      try refusal {
        $0.architecture = "icr-mnist"
        $0.batchSize = 1
      }
        == "the generator's batch normalization requires more than one value a channel, whose variance is not zero, and "
        + "--batch 1 leaves it one; take a --batch of at least 2, or networks without batch normalization")
    let curvature = try refusal {
      $0.architecture = "icr-mnist"
      $0.optimizer = "acgd"
      $0.curvatureBatch = 1
    }
    #expect(curvature?.contains("--curvature-batch 1 leaves it one; take a --curvature-batch of at least 2") == true)
    // Perceptrons have none, and train on a single sample.
    #expect(
      try told {
        $0.batchSize = 1
        $0.hidden = [8]
      }.isEmpty)
  }

  /// dcgan-28 normalizes images: one sample has many values a channel, and what comes of it is said.
  @Test func aBatchOfOneImageIsTold() throws {
    let sentences = try told {
      $0.architecture = "dcgan-28"
      $0.batchSize = 1
    }
    #expect(sentences.count == 1)
    #expect(sentences.first?.hasPrefix("--batch 1 leaves batch normalization the pixels of one sample") == true)
    let curvature = try told {
      $0.architecture = "dcgan-28"
      $0.optimizer = "acgd"
      $0.curvatureBatch = 1
    }
    #expect(curvature.first?.hasPrefix("--curvature-batch 1 leaves") == true)
    #expect(try told { $0.architecture = "dcgan-28" }.isEmpty)
  }

  /// dcgan-28's discriminator has batch normalization, the perceptrons' none; decay and clipping are no penalties.
  @Test func aPenaltyOfACriticThatMixesSamplesIsTold() throws {
    let one = try told {
      $0.architecture = "dcgan-28"
      $0.regularizers = ["gradient-penalty": 10]
    }
    #expect(
      one == [
        "the discriminator normalizes over the batch, so that gradient-penalty bounds the slope of the sum of all logits "
          + "at each sample, and not that of the sample's own logit; layer or instance normalization, or none, keeps "
          + "samples apart"
      ])
    let two = try told {
      $0.architecture = "dcgan-28"
      $0.conditional = true
      $0.regularizers = ["r1": 1, "r2": 1, "weight-decay": 1]
    }
    #expect(two.first?.contains("so that r1 and r2 bound the slope") == true)
    #expect(
      try told {
        $0.architecture = "dcgan-28"
        $0.regularizers = ["weight-decay": 1, "weight-clipping": 1]
      }.isEmpty)
    #expect(
      try told {
        $0.hidden = [8]
        $0.regularizers = ["r1": 1]
      }.isEmpty)
  }

  /// The critic that the penalty's own paper has normalizes nothing; spectral normalization leaves samples apart.
  @Test(arguments: ["wgan-gp-resnet-32", "sngan-resnet-32"]) func theLiteraturesCriticsAreFine(_ name: String) throws {
    #expect(
      try told {
        $0.data = "shapes"
        $0.architecture = name
        $0.regularizers = ["gradient-penalty": 10]
      }.isEmpty)
  }
}
