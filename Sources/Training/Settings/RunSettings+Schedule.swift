import GameOptimizers

extension Settings where Table == RunSettings {
  /// A schedule of step sizes that has an end, within an optimizer's composition.
  struct EndingSchedule {
    /// `cosine`, `linear`.
    let name: String
    /// The names of its length and of what it leaves in the end, among the optimizer's hyperparameters.
    let length: String, final: String
  }

  /// The schedules of `[wrapper:]…rule` that have an end, innermost first; those that fall by a factor have none.
  ///
  /// Names are found as `WrappedFamily` gives them: with `outer-` before one that something inside has already.
  static func endingSchedules(in optimizer: String) -> [EndingSchedule] {
    var taken: Set<String> = []
    func name(_ parameter: String) -> String {
      var name = parameter
      while taken.contains(name) { name = "outer-" + name }
      return name
    }
    var found: [EndingSchedule] = []
    for part in optimizer.split(separator: ":").reversed() {
      guard let card = OptimizerCatalogue.wrappers.first(where: { $0.card.name == part })?.card else { continue }
      let names = card.hyperparameters.map(\.name)
      if names.contains("schedule-steps"), names.contains("schedule-final") {
        found.append(
          EndingSchedule(name: card.name, length: name("schedule-steps"), final: name("schedule-final")))
      }
      for parameter in names { taken.insert(name(parameter)) }
    }
    return found
  }

  /// The lengths of schedules that are left open: the run's.
  func scheduleLengths() -> [String: Double] {
    var result: [String: Double] = [:]
    for schedule in Self.endingSchedules(in: self.optimizer) where self.hyperparameters[schedule.length] == nil {
      result[schedule.length] = Double(max(1, self.steps))
    }
    return result
  }

  /// What follows where a schedule ends before the run does, in a line for the user; nil where none does.
  ///
  /// Of an effective configuration. `isResumed` if the run goes on from a checkpoint, whose schedule cannot be changed.
  public func scheduleNotice(isResumed: Bool) -> String? {
    for schedule in Self.endingSchedules(in: self.optimizer) {
      guard let length = self.hyperparameters[schedule.length], length < Double(self.steps) else { continue }
      let end = length.isFinite ? "\(Int(length.rounded()))" : "\(length)"
      let rest = self.hyperparameters[schedule.final] ?? 0
      return "the \(schedule.name) schedule ends at step \(end), the run at \(self.steps): from there on "
        + (rest == 0 ? "step sizes are 0 and nothing moves" : "step sizes stay at \(rest) times the given ones")
        + (isResumed
          ? "; a resumed run keeps its schedule, so a longer one needs a new run"
          : "; leave \(schedule.length) out for a schedule as long as the run")
    }
    return nil
  }
}
