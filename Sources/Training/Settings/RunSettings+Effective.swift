import GameDynamics
import GameOptimizers
import TorchTensors

extension Settings where Table == RunSettings {
  /// What was left open replaced by what is chosen for it, every hyperparameter by its value; a schedule with an end has
  /// the run's length. An optimizer that is in no catalogue may be given. Throws what is wrong with names and numbers.
  ///
  /// Threads stay open: see `ThreadChoice`.
  public func effective(optimizer: (any OptimizerFamily)? = nil) throws -> Self {
    try check()
    var result = self
    let family = try optimizer ?? OptimizerCatalogue.named(self.optimizer)
    var values = Parameters<Double>(family.card.hyperparameters)
    for (name, value) in self.hyperparameters.sorted(by: { $0.key < $1.key }) { try values.set(name, to: value) }
    result.optimizer = family.card.name
    for (name, length) in result.scheduleLengths() where values.specs.contains(where: { $0.name == name }) {
      try values.set(name, to: length)
    }
    for spec in values.specs { result.hyperparameters[spec.name] = try values.value(spec.name) }
    return result
  }

  /// The device that is named, if tensors can be made there; throws `TrainingError` otherwise.
  public func requireDevice() throws -> Device {
    guard let device = Self.device(named: self.device) else {
      throw TrainingError.badSetting(name: "device", required: "cpu, cuda, cuda:N or mps", given: "'\(self.device)'")
    }
    guard device.isAvailable else { throw TrainingError.noSuchDevice(device.description) }
    return device
  }

  /// Whether a parameter stands still, by its whole name.
  public func rests(_ name: String) -> Bool { self.rest.contains { name == $0 || name.hasPrefix($0 + ".") } }

  /// nil for a name that is none; whether the device is there is for `requireDevice` to say.
  static func device(named name: String) -> Device? {
    switch name {
    case "cpu": return .cpu
    case "cuda": return .cuda(0)
    case "mps": return .mps
    default:
      guard name.hasPrefix("cuda:"), let index = Int(name.dropFirst(5)), index >= 0 else { return nil }
      return .cuda(index)
    }
  }
}

extension Settings where Table: TrainingTable {
  /// The same with a run in which nothing is left open (`RunSettings`), all of it checked. A table in which more is
  /// chosen has an `effective` of its own.
  public func withEffectiveRun(optimizer: (any OptimizerFamily)? = nil) throws -> Self {
    try check()
    var result = self
    result.run = try self.run.effective(optimizer: optimizer)
    return result
  }
}
