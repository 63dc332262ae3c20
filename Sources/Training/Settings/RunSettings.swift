/// The settings of every training run, whatever it trains.
public struct RunSettings: SettingTable {
  /// Every run's settings with their standard values.
  public static let table = RunSettings()

  /// For tables that include this one.
  public init() {}

  /// The optimizer's name in the catalogue, or a composition such as `cosine:alternating:adam`.
  public let optimizer = Setting(
    "optimizer",
    """
    The optimizer, by its name in `counterplay list`, or a composition [wrapper:]…[scheme:]rule such as \
    cosine:alternating:adam.
    """,
    standard: "simgd")
  /// Hyperparameters that differ from the optimizer's standard values.
  public let hyperparameters = Setting<[String: Double]>(
    "hyperparameters",
    """
    Hyperparameters of the optimizer that differ from its standard values; a schedule that is given no schedule-steps \
    has the run's length.
    """,
    standard: [:],
    flags: [
      SettingFlag(
        "eta-x", "Step size of the first player, x: a GAN's generator.", entry: "eta-x", otherwise: "the optimizer's"),
      SettingFlag(
        "eta-y", "Step size of the second player, y: a GAN's discriminator.", entry: "eta-y",
        otherwise: "the optimizer's"),
      SettingFlag("hyperparameter", "A hyperparameter of the optimizer, NAME=NUMBER; may be repeated."),
    ])
  /// Steps to take, counted from the very first of a resumed run.
  public let steps = Setting(
    "steps", "Steps to take; a resumed run counts from its very first.",
    standard: 1000, .atLeast(0), mayChangeOnResume: true)
  /// Samples a batch.
  public let batchSize = Setting(
    "batch", "Samples a batch; at most as many as there are.",
    standard: 64, .atLeast(1), formerKeys: ["batchSize"])
  /// The seed of everything random.
  public let seed = Setting<UInt64>(
    "seed", "The seed of everything random.",
    standard: 0)
  /// Which networks, layers or parameters stand still, by their names or the beginnings of them (`generator`,
  /// `generator.main.0`).
  public let rest = Setting<[String]>(
    "rest", "Networks, layers or parameters that stand still, by name: generator, or generator.main.0.", standard: [])
  /// The largest norm that each player's gradient may have; nil for any. Refused for optimizers with second
  /// derivatives; see `ClippedGame`.
  public let gradientClip = Setting<Double?>(
    "gradient-clip", "The largest norm of each player's gradient; for optimizers without second derivatives.",
    standard: nil, .ifGiven(.above(0)))

  // What follows does not change the numbers, but for rounding: a run may be resumed with other values.

  /// Threads of libtorch within an operation; nil lets the run choose and record it.
  public let threads = Setting<Int?>(
    "threads",
    """
    Threads of libtorch. A resumed run keeps its count; another one gives the same numbers but for rounding. On a busy \
    machine 1 is often fastest.
    """,
    standard: nil, .ifGiven(.atLeast(1)), otherwise: "1 for small networks, else a thread a core, at most 8",
    mayChangeOnResume: true)
  /// `cpu`, `cuda`, `cuda:N` or `mps`.
  public let device = Setting(
    "device", "cpu, cuda, cuda:N or mps.",
    standard: "cpu",
    SettingBound("cpu, cuda, cuda:N or mps") { Settings<RunSettings>.device(named: $0) != nil },
    mayChangeOnResume: true)
  /// Save a checkpoint every so many steps; 0 at the end alone.
  public let checkpointEvery = Setting(
    "checkpoint-every", "Save a checkpoint every so many steps; 0 for the end alone.",
    standard: 0, .atLeast(0), mayChangeOnResume: true)
  /// How many checkpoints are kept.
  public let keep = Setting(
    "keep", "How many checkpoints are kept.",
    standard: 3, .atLeast(1), mayChangeOnResume: true)
  /// Draw samples and histograms every so many steps; 0 at the end alone.
  public let sampleEvery = Setting(
    "sample-every", "Draw samples and histograms every so many steps; 0 for the end alone.",
    standard: 0, .atLeast(0), mayChangeOnResume: true)
  /// Write metrics every so many steps.
  public let logEvery = Setting(
    "log-every", "Write metrics every so many steps.",
    standard: 1, .atLeast(1), mayChangeOnResume: true)
}
