import Datasets
import TorchTensors

/// What makes feature vectors of samples.
public protocol FeatureExtractor: Sendable {
  /// In words, for reports: "the classifier of mnist", "inception.pt", "pixels".
  var name: String { get }
  /// Changes with everything that changes the features of a sample, by which they are kept (`FeatureCache`).
  var fingerprint: Fingerprint { get }
  /// Feature vectors [n, d], and logits of classes [n, K] where there are such, of samples [n] + sample shape, as networks
  /// take them: pixels in [-1, 1]. Throws `EvaluationError` for samples that it cannot take.
  func features(of samples: Tensor) throws -> (features: Tensor, logits: Tensor?)
}

/// The samples themselves as features: no network, and no notion of what matters in an image.
public struct PixelFeatures: FeatureExtractor {
  /// Has no settings.
  public init() {}
  /// "pixels".
  public var name: String { "pixels" }
  /// Of the name: there is nothing else.
  public var fingerprint: Fingerprint { Fingerprint(of: Array("pixels".utf8)) }
  /// The samples, flattened.
  public func features(of samples: Tensor) throws -> (features: Tensor, logits: Tensor?) {
    (try samples.flatten(1), nil)
  }
}
