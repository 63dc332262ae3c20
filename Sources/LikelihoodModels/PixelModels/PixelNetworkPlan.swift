import NeuralNetworks
import TorchTensors
import Training

/// What a pixel model's network is built of, whichever its architecture.
public struct PixelNetworkPlan: Sendable {
  /// The images' channels.
  public var channels: Int
  /// What is predicted of a pixel.
  public var distribution: LevelDistribution
  /// How many blocks, and h, their features.
  public var layers: Int, features: Int
  /// The width of the hidden 1 x 1 layer before the outputs; nil for 2 h.
  public var head: Int?
  /// How many classes the network is told; nil for none.
  public var classes: Int?
  /// The channels in the order in which they are predicted; a joint distribution has its own, the channels'.
  public var order: [Int]
  /// The probability that a feature is dropped between a block's convolutions, where the architecture has that.
  public var dropout: Double

  /// A plan; channels in their own order unless something else is said.
  public init(
    channels: Int, distribution: LevelDistribution, layers: Int, features: Int, head: Int? = nil, classes: Int? = nil,
    order: [Int]? = nil, dropout: Double = 0
  ) {
    self.channels = channels
    self.distribution = distribution
    self.layers = layers
    self.features = features
    self.head = head
    self.classes = classes
    self.order = order ?? Array(0..<channels)
    self.dropout = dropout
  }

  /// In how many steps a pixel's channels become known.
  var groups: Int { distribution.isJoint ? 1 : channels }

  /// The place of each channel in the order.
  var imageRanks: [Int] {
    distribution.isJoint ? Array(repeating: 0, count: channels) : (0..<channels).map { order.firstIndex(of: $0) ?? 0 }
  }

  /// So many features divided among the ranks evenly.
  func ranks(_ features: Int) -> [Int] { (0..<features).map { $0 * groups / features } }

  /// The ranks of the network's outputs.
  var outputRanks: [Int] {
    let outputs = distribution.outputs(channels: channels)
    if distribution.isJoint { return Array(repeating: 0, count: outputs) }
    return (0..<outputs).map { imageRanks[$0 * channels / outputs] }
  }

  /// A masked convolution between features.
  func convolution(_ inputs: Int, _ outputs: Int, _ window: CausalWindow) -> MaskedConv2d {
    MaskedConv2d(inputs, outputs, window, inputRanks: ranks(inputs), outputRanks: ranks(outputs))
  }

  /// The first convolution, of the image itself.
  func firstConvolution(_ outputs: Int, _ window: CausalWindow) -> MaskedConv2d {
    MaskedConv2d(channels, outputs, window, inputRanks: imageRanks, outputRanks: ranks(outputs))
  }

  /// ReLU, 1 x 1, ReLU, 1 x 1 to the outputs.
  func outputLayers(of features: Int) -> [any Layer] {
    let width = head ?? 2 * self.features
    return [
      Activation.relu, convolution(features, width, .square(1, .upTo)), Activation.relu,
      MaskedConv2d(
        width, distribution.outputs(channels: channels), .square(1, .upTo), inputRanks: ranks(width),
        outputRanks: outputRanks),
    ]
  }

  /// What a class adds to features; nothing without classes.
  func classBias(_ features: Int) -> [any Layer] { classes.map { [ClassBias(classes: $0, channels: features)] } ?? [] }

  /// Throws `TrainingError.badSetting` where the features are fewer than the channels that must be told apart.
  func check() throws {
    guard features >= groups, (head ?? groups) >= groups else {
      throw TrainingError.badSetting(
        name: "features", required: "at least \(groups), one for each channel of a pixel",
        given: "\(min(features, head ?? features))")
    }
  }
}

/// The architectures of pixel models: each a network that maps images to the outputs of a `LevelDistribution`, none of
/// which sees a later pixel.
public enum PixelArchitecture: String, Sendable, CaseIterable {
  /// Residual blocks of masked convolutions: `PixelNetworkPlan.pixelCNN`.
  case pixelCNN = "pixelcnn"
  /// Gated blocks in two streams: `GatedBlock`.
  case gated
  /// Gated residual blocks in two streams with skip connections: `ResidualBlock`.
  case pixelCNNPlusPlus = "pixelcnn++"
  /// Row LSTMs: `PixelNetworkPlan.pixelRNN`.
  case rowLSTM = "row-lstm"
  /// Diagonal LSTMs of two directions: `PixelNetworkPlan.pixelRNN`.
  case diagonalBiLSTM = "diagonal-bilstm"

  /// The network of a plan. Throws `TrainingError.badSetting` for features that are too few.
  public func network(_ plan: PixelNetworkPlan) throws -> Network {
    try plan.check()
    return switch self {
    case .pixelCNN: try plan.pixelCNN()
    case .gated: try plan.gatedPixelCNN()
    case .pixelCNNPlusPlus: try plan.pixelCNNPlusPlus()
    case .rowLSTM, .diagonalBiLSTM: try plan.pixelRNN(isDiagonal: self == .diagonalBiLSTM)
    }
  }
}
