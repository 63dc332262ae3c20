import Datasets
import DurableFiles
import Foundation
import NeuralNetworks
import TorchTensors
import Training

/// A classifier that is used and no longer trained: features of samples, and logits of their classes.
///
/// Features are the numbers of the last hidden layer, 128 rectified ones, on which scores of generated images stand
/// (`Evaluation`).
public struct TrainedClassifier: Sendable {
  /// What it was trained on: name, shape, classes.
  public let data: DataDescription
  /// A checksum of its weights' file: changes with every weight.
  public let checksum: String
  private let features: Network, logits: Network
  private let featureParameters: TensorList, logitParameters: TensorList

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
    let url = stored.folder.appendingPathComponent(CheckpointStore.weightsFile)
    let bytes = try OpenFile(url, .reading).content()
    let file = try SafetensorsFile(bytes: bytes, name: url.path)
    let parts = try ImageClassifier.parts(sample: data.sampleShape, classes: max(2, data.classNames.count))
    let prefix = ClassifierProblem.classifier + "."
    featureParameters = try file.list(parts.features.layout, prefix: prefix, device: device)
    logitParameters = try file.list(parts.logits.layout, prefix: prefix, device: device)
    (features, logits) = parts
    self.data = data
    checksum = try SHA256.hexadecimal(of: bytes)
  }

  /// The trained classifier of a run that has just ended. Throws `TorchError`.
  public init(_ problem: ClassifierProblem, _ trained: TrainedNetworks) throws {
    data = problem.data.description
    let parts = try ImageClassifier.parts(sample: data.sampleShape, classes: max(2, data.classNames.count))
    let whole = try trained.single(.x, ClassifierProblem.classifier).parameters
    func own(_ layout: ParameterLayout) throws -> TensorList {
      try TensorList(flattening: layout.entries.compactMap { try whole[$0.name] }, layout)
    }
    featureParameters = try own(parts.features.layout)
    logitParameters = try own(parts.logits.layout)
    (features, logits) = parts
    checksum = try SHA256.hexadecimal(of: featureParameters.flat.bytes() + logitParameters.flat.bytes())
  }

  /// Features [n, 128] and logits [n, classes] of samples [n] + the data's shape.
  public func callAsFunction(_ samples: Tensor) throws -> (features: Tensor, logits: Tensor) {
    try withoutGradient {
      let pass = ForwardPass(mode: .evaluation)
      let hidden = try features(samples.to(featureParameters.device), featureParameters.views(), in: pass)
      return (hidden, try logits(hidden, logitParameters.views(), in: pass))
    }
  }
}
