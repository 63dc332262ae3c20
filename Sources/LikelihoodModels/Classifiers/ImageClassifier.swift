import NeuralNetworks
import TorchTensors

/// Networks that tell classes apart.
public enum ImageClassifier {
  /// Two convolutions of 5 x 5 pixels and stride 2 (16 and 32 channels), a hidden layer of 128 rectified numbers, one
  /// logit a class. For images of any size; 28 x 28 pixels and ten classes make 215,370 parameters.
  ///
  /// Source: the classifier of the scores in this project's reproductions (PAPERS H4), after Y. LeCun et al.,
  /// "Gradient-based learning applied to document recognition", 1998.
  public static func convolutional(sample: [Int], classes: Int, width: Int = 16) throws -> Network {
    try Network(named: convolutionalLayers(sample: sample, classes: classes, width: width))
  }

  /// Two hidden layers of 128 rectified numbers, for samples of any shape.
  public static func perceptron(sample: [Int], classes: Int) throws -> Network {
    try Network(named: perceptronLayers(sample: sample, classes: classes))
  }

  /// What fits samples of this shape.
  public static func fitting(sample: [Int], classes: Int) throws -> Network {
    try Network(named: fittingLayers(sample: sample, classes: classes))
  }

  /// What an encoder says of a sample, a code of so many numbers, and one linear layer from there to the logits.
  public static func on(encoder: Network, code: Int, classes: Int) throws -> Network {
    try Network(named: [(name: Self.encoder, layer: Sequential(encoder)), (name: logits, layer: Linear(code, classes))])
  }

  /// The name of the layers that an encoder is, and of the last one, whose input is a sample's features.
  public static let encoder = "encoder", logits = "logits"

  private typealias NamedLayer = (name: String, layer: any Layer)

  private static func fittingLayers(sample: [Int], classes: Int) throws -> [NamedLayer] {
    sample.count == 3
      ? convolutionalLayers(sample: sample, classes: classes, width: 16)
      : perceptronLayers(sample: sample, classes: classes)
  }

  private static func convolutionalLayers(sample: [Int], classes: Int, width: Int) -> [NamedLayer] {
    let side = { (length: Int) in ((length + 1) / 2 + 1) / 2 }
    let features = 2 * width * side(sample[1]) * side(sample[2])
    return [
      (name: "conv1", layer: Conv2d(sample[0], width, kernel: 5, stride: 2, padding: 2)),
      (name: "relu1", layer: Activation.relu),
      (name: "conv2", layer: Conv2d(width, 2 * width, kernel: 5, stride: 2, padding: 2)),
      (name: "relu2", layer: Activation.relu), (name: "flatten", layer: Flatten()),
      (name: "features", layer: Linear(features, 128)), (name: "relu3", layer: Activation.relu),
      (name: "dropout", layer: Dropout(0.3)), (name: logits, layer: Linear(128, classes)),
    ]
  }

  private static func perceptronLayers(sample: [Int], classes: Int) -> [NamedLayer] {
    let size = sample.reduce(1, *)
    return [
      (name: "flatten", layer: Reshape([size])), (name: "hidden", layer: Linear(size, 128)),
      (name: "relu1", layer: Activation.relu), (name: "features", layer: Linear(128, 128)),
      (name: "relu2", layer: Activation.relu), (name: logits, layer: Linear(128, classes)),
    ]
  }
}
