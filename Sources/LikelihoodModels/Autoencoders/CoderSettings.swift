import NeuralNetworks
import Training

/// The settings of an encoder and its decoder: which networks, how wide, how long the code is.
public struct CoderSettings: SettingTable {
  /// The one value of the table.
  public static let table = CoderSettings()

  /// For tables that include this one.
  public init() {}

  /// Linear, dense or convolutional.
  public let networks = Setting(
    "networks", "linear, dense, or convolutional (images whose sides are multiples of 4).",
    standard: AutoencoderNetworks.dense.rawValue, .oneOf(AutoencoderNetworks.allCases.map(\.rawValue)))
  /// Widths between data and code.
  public let hidden = Setting<[Int]>(
    "hidden", "Widths of the encoder's hidden layers; the decoder has them in reverse.",
    standard: [400], SettingBound("at least 1 each") { $0.allSatisfy { $0 >= 1 } })
  /// The length of a code.
  public let latentSize = Setting("latent", "The length of a code, or latent vector.", standard: 20, .atLeast(1))
}

/// A table of settings with an encoder: `settings.hidden` is `settings.coder.hidden`.
public protocol CoderTable: DataTable {
  /// Which networks.
  var coder: CoderSettings { get }
}

extension Settings where Table: CoderTable {
  /// A setting of encoder and decoder.
  public subscript<Value>(dynamicMember path: KeyPath<CoderSettings, Setting<Value>>) -> Value {
    get { self[dynamicMember: (\Table.coder).appending(path: path)] }
    set { self[dynamicMember: (\Table.coder).appending(path: path)] = newValue }
  }
}

extension Settings where Table == CoderSettings {
  private var kind: AutoencoderNetworks { AutoencoderNetworks(rawValue: self.networks) ?? .dense }

  /// From samples of a shape to codes, each number of which is described by `outputs` numbers (a normal distribution by
  /// two). Throws `TrainingError.badSetting` where the shape does not fit.
  public func encoder(of sample: [Int], outputs: Int = 1) throws -> Network {
    try kind.encoder(sample: sample, outputs: outputs * self.latentSize, hidden: self.hidden)
  }

  /// From codes to samples of a shape. Throws as `encoder` does.
  public func decoder(of sample: [Int]) throws -> Network {
    try kind.decoder(latent: self.latentSize, sample: sample, hidden: self.hidden)
  }
}
