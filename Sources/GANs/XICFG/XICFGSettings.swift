import GameDynamics
import Training

/// The settings of xICFG: those of a GAN (networks, data, the loss with its s, the discriminator's regularizers, its U
/// updates as `discriminatorSteps`, optimizer, scores on the way), and those of functional steps and fits.
public struct XICFGSettings: DataTable {
  /// The one value of the table.
  public static let table = XICFGSettings()

  /// For tables that include this one.
  public init() {}

  /// T.
  public let functionalSteps = Setting(
    "functional-steps", "T: functional steps of a stage, each with a discriminator of its own that is stored.",
    standard: 15, .atLeast(1))
  /// η.
  public let functionalStepSize = Setting(
    "functional-step-size", "η: how far a particle moves along s∇D in a functional step.", standard: 0.5, .above(0))
  /// N.
  public let particles = Setting(
    "particles", "N: particles that the approximator is fitted to; a multiple of --batch.", standard: 640, .atLeast(1))
  /// E.
  public let fitEpochs = Setting(
    "fit-epochs", "Epochs over the particles in each fit of the approximator.", standard: 10, .atLeast(1))
  /// ReUsePool.
  public let reusePool = Setting(
    "reuse-pool",
    """
    Show the discriminators of a stage the minibatches of one pool, and fit the approximator to what became of it, as the \
    paper's runs did; otherwise every minibatch and every fit take fresh points.
    """,
    standard: false)
  /// Whether there is a fit to random images.
  public let initialFit = Setting(
    "initial-fit",
    "Fit the approximator to random images before the first stage; leave it out (--no-initial-fit) to go on with that of --from.",
    standard: true)
  /// Whether D's gradient is taken with the batch's statistics.
  public let batchStatistics = Setting(
    "batch-statistics",
    """
    Move particles along the gradient of a discriminator that normalizes by their batch's statistics, as it was trained \
    and as the authors' code does: a sample that takes functional steps then depends on those beside it. With \
    --no-batch-statistics, by running ones, with which batch-normalized discriminators mislead the particles; without \
    batch normalization (cfg-…-plain) there is no difference, and samples stand alone.
    """,
    standard: true)
  /// The end of a run whose D is too sure.
  public let gapLimit = Setting<Double?>(
    "gap-limit", "End the run where |D(real) - D(generated)| at the end of a stage is above this.", standard: 40,
    .ifGiven(.above(0)))
  /// From when on that is looked at.
  public let gapLimitFrom = Setting(
    "gap-limit-from", "How many stages are left out of --gap-limit.", standard: 2000, .atLeast(0))
  /// Stages instead of steps.
  public let stages = Setting<Int?>(
    "stages",
    "Stages to run, in place of --steps: to the point at which all discriminators of the last are stored.",
    standard: nil,
    .ifGiven(.atLeast(0)), otherwise: "as many as --steps amounts to, which counts updates of either network",
    mayChangeOnResume: true)
  /// Networks, loss, data, optimizer.
  public let gan = GANSettings()

  /// Which data, and how they are read.
  public var source: DataSettings { gan.source }
  /// Optimizer, steps, seed, batch, checkpoints.
  public var run: RunSettings { gan.run }

  /// What the authors run with: RMSprop of decay 0.95 at 2.5e-4 for both networks, s = 1.
  public static var standard: Settings<XICFGSettings> {
    var settings = Settings<XICFGSettings>()
    settings.gan.loss = "cfg"
    settings.optimizer = "rmsprop"
    settings.hyperparameters = ["eta-x": 2.5e-4, "eta-y": 2.5e-4, "rho": 0.95, "epsilon": 1e-18]
    if let plan = try? Self.plan(settings) { settings.steps = plan.updates(ofStages: 200) }
    return settings
  }

  /// Refuses what would change nothing, or something else than it says.
  public static func check(_ settings: Settings<XICFGSettings>) throws {
    let gan = settings.gan
    try GANSettings.check(gan)
    func refuse(_ isSet: Bool, _ setting: String, _ remedy: String) throws {
      if isSet { throw XICFGError.meansNothing(setting: setting, remedy: remedy) }
    }
    try refuse(gan.conditional, "conditional", "leave it out: xICFG's networks are told latent vectors alone")
    try refuse(gan.curvatureBatch != nil, "curvature-batch", "leave it out: only D couples the players of a GAN's game")
    try refuse(
      gan.discriminatorAccuracyRule, "discriminator-accuracy-rule",
      "leave it out, or take a larger --discriminator-steps")
    _ = try Self.plan(settings)
  }

  /// Which update comes when.
  static func plan(_ settings: Settings<XICFGSettings>) throws -> XICFGPlan {
    try XICFGPlan(
      functionalSteps: settings.functionalSteps, discriminatorUpdates: settings.gan.discriminatorSteps,
      particles: settings.particles, batch: settings.batchSize, epochs: settings.fitEpochs,
      reusesPool: settings.reusePool, beginsWithFit: settings.initialFit)
  }
}

extension Settings where Table == XICFGSettings {
  /// Which update comes when. Throws `XICFGError.particlesAreNoBatches`.
  public var plan: XICFGPlan { get throws { try XICFGSettings.plan(self) } }

  /// Everything that was left open chosen; steps counted from stages where those are given.
  public func effective(optimizer: (any OptimizerFamily)? = nil) throws -> Self {
    try check()
    var result = self
    if let stages = self.stages {
      // A run keeps its steps alone, so that either can be given when it is resumed.
      result.steps = try plan.updates(ofStages: stages)
      result.stages = nil
    }
    result.gan = try result.gan.effective(optimizer: optimizer)
    return result
  }
}
