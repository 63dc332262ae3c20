import GameDynamics
import Training

/// Everything that decides what a training run of a GAN computes: with the same configuration and machine it repeats
/// itself. Written and read as YAML, flags and JSON.
public typealias TrainingConfiguration = Settings<GANSettings>

/// The settings of a GAN's training.
public struct GANSettings: DataTable {
  /// A GAN's settings with their standard values.
  public static let table = GANSettings()

  /// For tables that include this one.
  public init() {}

  /// Which data, and how they are read.
  public let source = DataSettings()
  /// A pair of networks by its name in the catalogue; nil takes perceptrons of the `hidden` widths.
  public let architecture = Setting<String?>(
    "architecture", "A pair of networks, by its name in `counterplay list`.",
    standard: nil, otherwise: "perceptrons, see --hidden")
  /// Whether the networks are told the classes of the data; architectures that are conditional by name always are.
  public let conditional = Setting(
    "conditional", "Tell the networks the classes of the data.",
    standard: false)
  /// The loss's name in the catalogue; nil chooses minimax for optimizers that need a zero-sum game, otherwise
  /// non-saturating.
  public let loss = Setting<String?>(
    "loss", "The loss.",
    standard: nil, otherwise: "minimax for optimizers that need a zero-sum game, else non-saturating")
  /// Strengths of regularizers, by their names in the catalogue.
  public let regularizers = Setting<[String: Double]>(
    "regularizers", "Regularizers with their numbers.",
    standard: [:],
    flags: [
      SettingFlag(
        "regularizer",
        "A regularizer, NAME or NAME=NUMBER (weight-clipping, gradient-penalty, r1, …); may be repeated.",
        number: { try RegularizerCatalogue.named($0).hyperparameter })
    ])
  /// In every how many steps gradient penalties are evaluated, so many times as strong; see `GANModel.penaltyEvery`.
  public let penaltyEvery = Setting(
    "penalty-every",
    """
    Take gradient penalties (r1, r2, gradient-penalty, dragan, zero-centred-penalty) in every so many steps alone, so \
    many times as strong: cheaper. The discriminator's logged loss has them in those steps.
    """,
    standard: 1, .atLeast(1))
  /// The length of a latent vector; nil takes the architecture's, or 64 for perceptrons.
  public let latentSize = Setting<Int?>(
    "latent", "The length of a latent vector.",
    standard: nil, .ifGiven(.atLeast(1)), otherwise: "the architecture's, or 64",
    formerKeys: ["latentSize"])
  /// The widths of the perceptron generator's hidden layers; the discriminator has them in reverse. Nil is 256 and 512.
  public let hidden = Setting<[Int]?>(
    "hidden", "Widths of the generator's hidden layers, without --architecture; the discriminator has them in reverse.",
    standard: nil, .ifGiven(SettingBound("at least 1 each") { $0.allSatisfy { $0 >= 1 } }),
    otherwise: "256,512")
  /// How often the discriminator moves per step of the generator; see `PlayerTurns`.
  public let discriminatorSteps = Setting(
    "discriminator-steps", "Moves of the discriminator per move of the generator, each on a minibatch of its own.",
    standard: 1, .atLeast(1))
  /// Whether the discriminator's step size follows its accuracy; see `DiscriminatorAccuracyRule`.
  public let discriminatorAccuracyRule = Setting(
    "discriminator-accuracy-rule",
    """
    Scale the discriminator's step size by 0.05 while its mean accuracy over 10 steps is above 0.9, and by 0.1 below \
    0.8.
    """,
    standard: false)
  /// The decay of the exponential moving average of the generator, from which samples are then drawn; nil for none. See
  /// `NetworkAverage`.
  public let generatorAverage = Setting<Double?>(
    "generator-average", "Keep an exponential moving average of the generator with this decay, and sample from it.",
    standard: nil, .ifGiven(.from(0, below: 1)))
  /// Of how many of a batch's samples second derivatives are taken, for second-order optimizers; nil for all. Fewer are
  /// faster and change the iterates; see `GANGame.curvatureBatch`.
  public let curvatureBatch = Setting<Int?>(
    "curvature-batch",
    """
    Take second derivatives of only so many samples of each batch: faster, and other iterates. For optimizers with \
    second derivatives.
    """,
    standard: nil, .ifGiven(.atLeast(1)), otherwise: "all")
  /// Score the generator every so many steps; 0 for never.
  public let evaluateEvery = Setting(
    "evaluate-every", "Score the generator every so many steps, into metrics and TensorBoard; 0 for never.",
    standard: 0, .atLeast(0), mayChangeOnResume: true)
  /// What features it is scored by: `pixels`, a run of `counterplay classify`, a TorchScript file.
  public let evaluateFeatures = Setting(
    "evaluate-features",
    "The features of --evaluate-every: pixels, the folder of a run of `counterplay classify`, or a TorchScript file.",
    standard: "pixels", mayChangeOnResume: true)
  /// Which scores; empty for all that have what they need.
  public let evaluateScores = Setting<[String]>(
    "evaluate-score", "A score of --evaluate-every, by its name in `counterplay list`.",
    standard: [], otherwise: "all", mayChangeOnResume: true)
  /// Samples a side.
  public let evaluateSamples = Setting(
    "evaluate-samples", "Samples a side of --evaluate-every, at most half of the data.",
    standard: 2000, .atLeast(2), mayChangeOnResume: true)
  /// A pyramid's levels.
  public let pyramid = PyramidSettings()
  /// Optimizer, steps, seed, batch, checkpoints.
  public let run = RunSettings()

  /// The part of a batch is at most the batch, widths are for perceptrons alone, and penalties are lazy where there are
  /// any.
  public static func check(_ settings: Settings<GANSettings>) throws {
    if let part = settings.curvatureBatch, part > settings.batchSize {
      throw TrainingError.badSetting(
        name: "curvature-batch", required: "at most the batch's \(settings.batchSize)", given: "\(part)")
    }
    if settings.penaltyEvery > 1, try !TrainingModel.regularizers(of: settings).contains(where: \.effect.isPenalty) {
      let penalties = RegularizerCatalogue.all.filter(\.effect.isPenalty).map(\.card.name)
      throw TrainingError.badSetting(
        name: "penalty-every", required: "1 where no gradient penalty (\(penalties.joined(separator: ", "))) is taken",
        given: "\(settings.penaltyEvery)")
    }
    try PyramidSettings.check(settings.pyramid)
    if settings.architecture != nil, let hidden = settings.hidden {
      throw TrainingError.badSetting(
        name: "hidden", required: "left out where an architecture is named, since that has its own",
        given: hidden.map(String.init).joined(separator: ","))
    }
  }
}
