/// What can go wrong in a training run.
public enum TrainingError: Error, CustomStringConvertible, Equatable {
  /// A setting that makes no sense.
  case badSetting(name: String, required: String, given: String)
  /// The optimizer needs a zero-sum game and the loss is not.
  case lossIsNotZeroSum(optimizer: String, loss: String, zeroSum: [String])
  /// The optimizer needs a zero-sum game, and this regularizer gives the discriminator a term that the generator has
  /// not.
  case regularizerIsNotZeroSum(optimizer: String, regularizer: String)
  /// The device cannot be used.
  case noSuchDevice(String)
  /// Clipping gradients would leave second derivatives of another game.
  case clippingNeedsFirstOrder(optimizer: String)
  /// There is no curvature to take of a part of the batch.
  case curvatureNeedsSecondOrder(optimizer: String)
  /// The optimizer does not move the discriminator.
  case discriminatorDoesNotMove(optimizer: String)
  /// A stage that starts from another one, which has left nothing.
  case noStageBefore(stage: String)
  /// All parameters rest.
  case nobodyMoves
  /// The optimizer moves only the player that rests.
  case moverRests(optimizer: String, networks: [String])
  /// More samples a batch than there are.
  case batchTooLarge(batch: Int, data: String, count: Int)
  /// The architecture is for samples of another shape.
  case shapeMismatch(architecture: String, required: [Int], data: String, given: [Int], fitting: [String])
  /// Conditional networks on data without classes.
  case noClasses(data: String)
  /// A configuration file that cannot be read.
  case unreadableConfiguration(file: String, problem: String)
  /// The folder holds the checkpoints of another run.
  case folderInUse(folder: String, step: Int)
  /// The run to resume computes something else.
  case otherRun(folder: String, setting: String, required: String, given: String)

  /// Required, given, remedy.
  public var description: String {
    switch self {
    case .badSetting(let name, let required, let given):
      return "\(name) must be \(required), \(given) was given"
    case .lossIsNotZeroSum(let optimizer, let loss, let zeroSum):
      return "optimizer '\(optimizer)' requires a zero-sum loss, '\(loss)' is general-sum; take one of: "
        + zeroSum.joined(separator: ", ")
    case .regularizerIsNotZeroSum(let optimizer, let regularizer):
      return
        "optimizer '\(optimizer)' requires a zero-sum game, and the regularizer '\(regularizer)', which couples the "
        + "players in the discriminator's loss alone, makes it general-sum; take r1, or an optimizer for general-sum "
        + "games such as acgd-gmres"
    case .noSuchDevice(let device):
      return "the device '\(device)' is required and this machine, or this build of libtorch, has none; take cpu, or "
        + "install a libtorch for that device (LIBTORCH=/path)"
    case .clippingNeedsFirstOrder(let optimizer):
      return "clipping gradients requires an optimizer that uses gradients alone, and '\(optimizer)' uses second "
        + "derivatives too, which would no longer be those of its gradients; leave out the clipping and take smaller "
        + "step sizes"
    case .curvatureNeedsSecondOrder(let optimizer):
      return
        "a curvature batch requires an optimizer with second derivatives, and '\(optimizer)' uses gradients alone; "
        + "leave out the curvature batch, or take acgd or cgd"
    case .discriminatorDoesNotMove(let optimizer):
      return "several discriminator steps require an optimizer that moves the discriminator, and '\(optimizer)' moves "
        + "the generator alone; take 1 discriminator step"
    case .noStageBefore(let stage):
      return
        "the stage '\(stage)' requires the checkpoint of the stage before it, and there is none; run the stages in order"
    case .nobodyMoves:
      return "training requires a player whose parameters move, and all of them rest; let fewer rest (--rest)"
    case .moverRests(let optimizer, let networks):
      return
        "the player of \(networks.joined(separator: ", ")) is the one that may move, and '\(optimizer)' moves only "
        + "its opponent; take an optimizer that moves it, or let other networks rest"
    case .batchTooLarge(let batch, let data, let count):
      return "a batch of at most \(count) samples is required, as many as '\(data)' has, and --batch is \(batch); "
        + "take a smaller --batch, or more data"
    case .shapeMismatch(let architecture, let required, let data, let given, let fitting):
      return "the architecture '\(architecture)' requires samples of shape \(required), '\(data)' has \(given); "
        + (fitting.isEmpty
          ? "leave the architecture out for perceptrons of any shape" : "take \(fitting.joined(separator: " or "))")
        + "; PNG and JPEG folders can be scaled with image-size"
    case .noClasses(let data):
      return "conditional networks require data with classes, '\(data)' has none; put the images into one folder per "
        + "class, or take unconditional networks"
    case .unreadableConfiguration(let file, let problem):
      return "\(file): a configuration as --print-config shows it is required; \(problem)"
    case .folderInUse(let folder, let step):
      return "\(folder): a folder without checkpoints is required for a new run, and this one has one of step \(step); "
        + "go on from it with --resume, write elsewhere with --out, or let --overwrite remove it"
    case .otherRun(let folder, let setting, let required, let given):
      return "\(folder): resuming requires the run's own settings, and '\(setting)' was \(required) there, "
        + "\(given) is given; leave the setting out, or start a new run in another folder (--from takes this run's weights)"
    }
  }
}
