/// What can go wrong in a training run.
public enum TrainingError: Error, CustomStringConvertible, Equatable {
  /// A setting that makes no sense.
  case badSetting(name: String, required: String, given: String)
  /// The device cannot be used.
  case noSuchDevice(String)
  /// Clipping gradients would leave second derivatives of another game.
  case clippingNeedsFirstOrder(optimizer: String)
  /// Several steps of y with an optimizer that does not move y, or where y rests.
  case secondPlayerDoesNotMove(optimizer: String)
  /// A stage that starts from another one, which has left nothing.
  case noStageBefore(stage: String)
  /// All parameters rest.
  case nobodyMoves
  /// The optimizer moves only the player that rests.
  case moverRests(optimizer: String, networks: [String])
  /// More samples a batch than there are.
  case batchTooLarge(batch: Int, data: String, count: Int)
  /// A batch of one sample, which leaves a network's batch normalization one value a channel.
  case oneValueNormalized(setting: String, network: String)
  /// Conditional networks on data without classes.
  case noClasses(data: String)
  /// Networks that ask for a condition which is no field of the data.
  case noCondition(String, data: String, fields: [String])
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
    case .noSuchDevice(let device):
      return "the device '\(device)' is required and this machine, or this build of libtorch, has none; take cpu, or "
        + "install a libtorch for that device (LIBTORCH=/path)"
    case .clippingNeedsFirstOrder(let optimizer):
      return "clipping gradients requires an optimizer that uses gradients alone, and '\(optimizer)' uses second "
        + "derivatives too, which would no longer be those of its gradients; leave out the clipping and take smaller "
        + "step sizes"
    case .secondPlayerDoesNotMove(let optimizer):
      return
        "several steps of the second player a step require that it moves, and '\(optimizer)' or a rest leaves it where "
        + "it is; take 1 step, another optimizer, or let less rest"
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
    case .oneValueNormalized(let setting, let network):
      return "the \(network)'s batch normalization requires more than one value a channel, whose variance is not zero, "
        + "and --\(setting) 1 leaves it one; take a --\(setting) of at least 2, or networks without batch normalization"
    case .noClasses(let data):
      return "conditional networks require data with classes, '\(data)' has none; put the images into one folder per "
        + "class, or take unconditional networks"
    case .noCondition(let name, let data, let fields):
      return "the networks ask for the condition '\(name)', which must be a field of the data, and '\(data)' has "
        + fields.map { "'\($0)'" }.joined(separator: ", ") + "; add the field (Dataset.derivingField, "
        + "JoinedDataset, withFields), or take networks that ask for those"
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
