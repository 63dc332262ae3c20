import TorchTensors

/// Two small perceptrons for points of the plane, such as eight Gaussians on a ring.
///
/// G: latent - 128 - 128 - 2, D: 2 - 128 - 128 - 1, with tanh between, PyTorch's standard start. With 2 latent numbers
/// G has 17,154 parameters and D 17,025.
public struct PointMLP: Architecture {
  /// Coordinates of a point.
  public var coordinates: Int
  /// Numbers of a latent vector.
  public var latentSize: Int
  /// Units of each hidden layer.
  public var width: Int
  /// Classes of the conditional form, whose networks get the label beside their input; nil for none.
  public var classes: Int?

  /// Both two layers `width` wide; with `classes`, both are given the label too.
  public init(coordinates: Int = 2, latentSize: Int = 2, width: Int = 128, classes: Int? = nil) {
    self.coordinates = coordinates
    self.latentSize = latentSize
    self.width = width
    self.classes = classes
  }

  /// Name, shape and source.
  public var card: ArchitectureCard {
    ArchitectureCard(
      name: classes == nil ? "mlp" : "mlp-conditional", title: "perceptrons of two hidden layers for points",
      sampleShape: [coordinates], latentSize: latentSize, classes: classes,
      source:
        "the usual pair for mixtures of Gaussians, as in L. Metz et al., Unrolled Generative Adversarial Networks, "
        + "2016, arXiv:1611.02163, appendix A (which has the widths and tanh)")
  }

  /// [n, latentSize] to [n, coordinates].
  public func generator() throws(TorchError) -> Network { try perceptron(latentSize, coordinates) }
  /// [n, coordinates] to logits [n, 1].
  public func discriminator() throws(TorchError) -> Network { try perceptron(coordinates, 1) }

  private func perceptron(_ inputs: Int, _ outputs: Int) throws(TorchError) -> Network {
    guard let classes else { return try .mlp(widths: [inputs, width, width, outputs], activation: .tanh) }
    return try Network([
      ConcatenateLabels(classes: classes), Linear(inputs + classes, width), Activation.tanh, Linear(width, width),
      Activation.tanh, Linear(width, outputs),
    ])
  }

  /// `channels` is the number of coordinates.
  public func adapted(channels: Int?, classes: Int?, latentSize: Int?) throws(ArchitectureError) -> any Architecture {
    try positive(channels, "coordinates")
    try positive(classes, "classes")
    try positive(latentSize, "latent numbers")
    return PointMLP(
      coordinates: channels ?? coordinates, latentSize: latentSize ?? self.latentSize, width: width,
      classes: classes ?? self.classes)
  }
}
