import Datasets
import DurableFiles
import Foundation
import NeuralNetworks
import TorchTensors
import Training

/// A classifier that is used and no longer trained: features of samples, and logits of their classes.
///
/// Features are what its last layer sees: 128 rectified numbers, or an encoder's code. Scores of generated images stand on
/// them (`Evaluation`).
public struct TrainedClassifier: Sendable {
  /// What it was trained on: name, shape, classes.
  public let data: DataDescription
  /// A checksum of its weights' file: changes with every weight.
  public let checksum: String
  private let features: SingleNetwork, logits: SingleNetwork

  /// The classifier of a checkpoint of `counterplay classify`. Throws `FileError` where it is of something else.
  public init(_ stored: StoredCheckpoint, device: Device = .cpu) throws {
    guard let data = stored.manifest.dataDescription,
      stored.manifest.networks?.x.contains(ClassifierProblem.classifier) ?? false
    else {
      throw FileError(
        .foreign, subject: stored.folder.path, required: "a checkpoint of a classifier",
        given: stored.manifest.networks.map { "one of \(($0.x + $0.y).joined(separator: ", "))" }
          ?? "one that does not say of what", remedy: "take a run of `counterplay classify`")
    }
    let settings = try Settings<ClassifierSettings>(texts: stored.manifest.configuration.texts)
    let network = try settings.network(of: data.sampleShape, classes: data.classNames.count)
    let weights = stored.folder.appendingPathComponent(CheckpointStore.weightsFile)
    try self.init(
      stored.network(network, named: ClassifierProblem.classifier, average: false, device: device), data: data,
      checksum: SHA256.hexadecimal(of: OpenFile(weights, .reading).content()))
  }

  /// The trained classifier of a run that has just ended. Throws `TorchError`.
  public init(_ problem: ClassifierProblem, _ trained: TrainedNetworks) throws {
    let network = try trained.single(.x, ClassifierProblem.classifier)
    try self.init(
      network, data: problem.data.description, checksum: SHA256.hexadecimal(of: network.parameters.flat.bytes()))
  }

  private init(_ network: SingleNetwork, data: DataDescription, checksum: String) throws {
    self.data = data
    self.checksum = checksum
    (features, logits) = try network.split(before: ImageClassifier.logits)
  }

  /// Features [n, d] and logits [n, classes] of samples [n] + the data's shape.
  public func callAsFunction(_ samples: Tensor) throws -> (features: Tensor, logits: Tensor) {
    let hidden = try features(samples.to(features.device))
    return (hidden, try logits(hidden))
  }
}
