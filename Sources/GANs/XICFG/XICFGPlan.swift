/// Which of xICFG's updates comes when: a pure function of how many there were.
///
///     fit to random images │ stage 1: T·U updates of D, fit │ stage 2: T·U updates of D, fit │ …
///
/// A fit is E epochs over N particles in minibatches of b: E·N/b updates of the approximator.
public struct XICFGPlan: Sendable, Equatable {
  /// T: functional steps, and stored discriminators, of a stage.
  public let functionalSteps: Int
  /// U: updates of the discriminator per functional step.
  public let discriminatorUpdates: Int
  /// N: particles that the approximator is fitted to.
  public let particles: Int
  /// b: samples of a minibatch.
  public let batch: Int
  /// E: epochs of a fit.
  public let epochs: Int
  /// Whether the discriminators of a stage see the minibatches of one pool, to which the approximator is then fitted
  /// ("ReUsePool", as the runs of the ICML paper did); otherwise all take fresh points, and so does the fit.
  public let reusesPool: Bool
  /// Whether the approximator is fitted to random images first; not where it is adopted from another run.
  public let beginsWithFit: Bool

  /// A plan. Throws `XICFGError.particlesAreNoBatches` where the particles are no whole number of minibatches.
  public init(
    functionalSteps: Int, discriminatorUpdates: Int, particles: Int, batch: Int, epochs: Int, reusesPool: Bool = false,
    beginsWithFit: Bool = true
  ) throws {
    guard particles >= batch, particles.isMultiple(of: batch) else {
      throw XICFGError.particlesAreNoBatches(particles: particles, batch: batch)
    }
    self.functionalSteps = functionalSteps
    self.discriminatorUpdates = discriminatorUpdates
    self.particles = particles
    self.batch = batch
    self.epochs = epochs
    self.reusesPool = reusesPool
    self.beginsWithFit = beginsWithFit
  }

  /// One update.
  public enum Update: Sendable, Equatable {
    /// Of the approximator: minibatch `batch` of epoch `epoch` of the fit that ends stage `stage`; stage 0 is that to
    /// random images.
    case approximator(stage: Int, epoch: Int, batch: Int)
    /// Of the discriminator: number `update` of those for functional step `step` of stage `stage`; stages count from 1.
    case discriminator(stage: Int, step: Int, update: Int)
  }

  /// N/b.
  public var batches: Int { particles / batch }
  /// E·N/b.
  public var updatesOfFit: Int { epochs * batches }
  /// Updates before the first stage.
  public var initialUpdates: Int { beginsWithFit ? updatesOfFit : 0 }
  /// T·U.
  public var updatesOfDiscriminators: Int { functionalSteps * discriminatorUpdates }
  /// Updates of a stage.
  public var updatesOfStage: Int { updatesOfDiscriminators + updatesOfFit }

  /// Update number `number`, counted from 0.
  public func update(_ number: Int) -> Update {
    func fit(_ place: Int, stage: Int) -> Update {
      .approximator(stage: stage, epoch: place / batches, batch: place % batches)
    }
    if number < initialUpdates { return fit(number, stage: 0) }
    let (stage, place) = (number - initialUpdates).quotientAndRemainder(dividingBy: updatesOfStage)
    if place >= updatesOfDiscriminators { return fit(place - updatesOfDiscriminators, stage: stage + 1) }
    return .discriminator(
      stage: stage + 1, step: place / discriminatorUpdates, update: place % discriminatorUpdates)
  }

  /// Updates up to the point in which samples are drawn: the fit of stage `stages` - 1 is done, and all discriminators of
  /// stage `stages` are trained against that approximator and stored.
  public func updates(ofStages stages: Int) -> Int {
    initialUpdates + (stages > 0 ? (stages - 1) * updatesOfStage + updatesOfDiscriminators : 0)
  }

  /// How many of the stored discriminators were trained against the present approximator after `updates` updates: those
  /// of this stage until its fit begins.
  public func storedDiscriminators(after updates: Int) -> Int {
    guard updates > initialUpdates else { return 0 }
    let place = (updates - initialUpdates) % updatesOfStage
    return place <= updatesOfDiscriminators ? place / discriminatorUpdates : 0
  }

  /// Whether a pool is made for an update: for a fit's first, or with `reusesPool` for the first of a stage and of the
  /// fit to random images.
  public func beginsPool(_ update: Update) -> Bool {
    switch update {
    case .approximator(let stage, let epoch, let batch): epoch == 0 && batch == 0 && (stage == 0 || !reusesPool)
    case .discriminator(_, let step, let update): reusesPool && step == 0 && update == 0
    }
  }
}

/// Why an xICFG run cannot be as it was described.
public enum XICFGError: Error, CustomStringConvertible, Equatable {
  /// A fit's minibatches do not go up in the pool.
  case particlesAreNoBatches(particles: Int, batch: Int)
  /// The loss has no functional gradient of one sample alone.
  case lossIsJoint(String)
  /// The networks are told more than latent vectors.
  case isConditional([String])
  /// A setting of GANs that means nothing here.
  case meansNothing(setting: String, remedy: String)
  /// Layers of a player stand still.
  case rests(String)
  /// The optimizer moves one player alone.
  case movesOneAlone(optimizer: String)

  /// Required, given, remedy.
  public var description: String {
    switch self {
    case .particlesAreNoBatches(let particles, let batch):
      return
        "xICFG requires a pool that is a whole number of minibatches of \(batch), \(particles) particles are given; "
        + "take --particles \(max(1, particles / max(1, batch)) * batch)"
    case .lossIsJoint(let loss):
      return
        "xICFG requires a loss in which each sample stands for itself, and '\(loss)' compares the batches with each "
        + "other; take cfg, minimax or non-saturating"
    case .isConditional(let conditions):
      return "xICFG requires unconditional networks, and these are told \(conditions.joined(separator: ", ")); take an "
        + "architecture without conditions"
    case .meansNothing(let setting, let remedy):
      return "--\(setting) is a setting of `counterplay train` that means nothing to xICFG; \(remedy)"
    case .rests(let networks):
      return "xICFG requires a discriminator all of whose layers move, and a generator that moves, and --rest keeps "
        + "\(networks) still; rest layers of the generator alone"
    case .movesOneAlone(let optimizer):
      return
        "xICFG requires an optimizer that moves either player, and '\(optimizer)' moves one alone; take rmsprop or "
        + "adam"
    }
  }
}
