import Datasets
import Foundation
import LikelihoodModels
import TorchTensors
import Training

/// The last hidden layer of a classifier of `counterplay classify`, and its logits: the features where no Inception
/// network is at hand.
public struct ClassifierFeatures: FeatureExtractor {
  private let classifier: TrainedClassifier

  /// Of a classifier in memory.
  public init(_ classifier: TrainedClassifier) { self.classifier = classifier }

  /// Of a run's folder, or the folder of one of its checkpoints. Throws `FileError` where it is of something else.
  public init(folder: URL) throws { self.init(try TrainedClassifier(CheckpointStore.find(folder))) }

  /// "the classifier of mnist-train".
  public var name: String { "the classifier of \(classifier.data.name)" }
  /// Of the weights.
  public var fingerprint: Fingerprint { Fingerprint(of: Array("classifier \(classifier.checksum)".utf8)) }

  /// 128 features, and logits. Throws `EvaluationError.badFeatures` for samples of another shape than it was trained on.
  public func features(of samples: Tensor) throws -> (features: Tensor, logits: Tensor?) {
    let shape = Array(samples.shape.dropFirst())
    guard shape == classifier.data.sampleShape else {
      throw EvaluationError.badFeatures(
        name: name, problem: "are those of samples of shape \(classifier.data.sampleShape), and \(shape) was given",
        remedy: "train a classifier on data of that shape, or scale image files by --image-size and --image-channels")
    }
    let made = try classifier(samples)
    return (made.features, made.logits)
  }
}
