import Datasets
import NeuralNetworks
import TorchTensors
import Training

/// The settings of a classifier's training.
public struct ClassifierSettings: CoderTable {
  /// The one value of the table.
  public static let table = ClassifierSettings()

  /// For tables that include this one.
  public init() {}

  /// Which data, and how they are read.
  public let source = DataSettings()
  /// How many labels are known.
  public let labels = Setting<Int?>(
    "labels",
    """
    How many labelled samples are learned from, equally many of each class, drawn by the seed; a batch has at most as \
    many.
    """,
    standard: nil, .ifGiven(.atLeast(1)), otherwise: "all")
  /// Whether an encoder's code is classified.
  public let encoder = Setting(
    "encoder",
    """
    Classify the code of an autoencoder's encoder (--networks, --hidden, --latent) by one linear layer; --from takes \
    an encoder that was trained without labels, and says its shape. Without it the classifier has a network of its own.
    """,
    standard: false)
  /// Which encoder.
  public let coder = CoderSettings()
  /// Optimizer, steps, seed, batch, checkpoints.
  public let run = RunSettings()

  /// What trains MNIST's digits to 99 % in about a minute: Adam along half a cosine, batches of 128.
  public static var standard: Settings<ClassifierSettings> {
    var settings = Settings<ClassifierSettings>()
    settings.optimizer = "cosine:adam"
    settings.steps = 3000
    settings.batchSize = 128
    return settings
  }
}

extension Settings where Table == ClassifierSettings {
  /// The network of samples of a shape.
  func network(of sample: [Int], classes: Int) throws -> Network {
    let classes = max(2, classes)
    guard self.encoder else { return try ImageClassifier.fitting(sample: sample, classes: classes) }
    return try ImageClassifier.on(encoder: self.coder.encoder(of: sample), code: self.latentSize, classes: classes)
  }

  /// The same with the encoder of a checkpoint in its place: of an autoencoder, of a variational one (whose code is then
  /// μ and log σ², twice as long), or of another classifier. Checkpoints of anything else change nothing.
  public func shaped(as stored: StoredCheckpoint) throws -> Self {
    let (texts, networks) = (stored.manifest.configuration.texts, stored.manifest.networks?.x ?? [])
    var result = self
    if stored.hasEncoder {
      result.encoder = true
      result.coder = try Settings<CoderSettings>(texts: texts)
      if VAEFamily().opens(stored.manifest) { result.latentSize *= 2 }
    } else if networks.contains(ClassifierProblem.classifier) {
      let other = try Self(texts: texts)
      result.encoder = other.encoder
      result.coder = other.coder
    }
    return result
  }
}

extension StoredCheckpoint {
  /// Whether its encoder is a network by itself, as autoencoders have it.
  fileprivate var hasEncoder: Bool { manifest.networks?.x.contains(Autoencoder.encoder) ?? false }
}

/// Trains a classifier with any optimizer of the catalogue.
public typealias ClassifierTrainer = Trainer<ClassifierProblem>

extension ClassifierProblem: DatasetProblem {
  /// A classifier with these settings on data in memory, or on as many of them as labels are known of.
  public init(_ settings: Settings<ClassifierSettings>, of whole: any Dataset, testset: (any Dataset)?) throws {
    let dataset: any Dataset = try settings.labels.map { try whole.balanced($0, seed: settings.seed) } ?? whole
    try self.init(
      network: settings.network(of: dataset.sampleShape, classes: dataset.classNames.count), dataset: dataset,
      testset: testset, batchSize: min(settings.batchSize, settings.labels ?? .max), rests: settings.run.rests)
  }

  /// An autoencoder's encoder is adopted by what it is called in a classifier.
  public static func beginning(_ start: Start) -> Start {
    guard case .adopted(var adoption) = start, adoption.checkpoint.hasEncoder else { return start }
    adoption.renamed.append((here: "\(classifier).\(ImageClassifier.encoder)", there: Autoencoder.encoder))
    return .adopted(adoption)
  }
}
