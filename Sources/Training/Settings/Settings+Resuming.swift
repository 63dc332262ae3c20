import Foundation

extension Settings {
  /// What is left open here taken from the run that is resumed: a setting without a value, and the numbers of a map's
  /// names that are not given.
  ///
  /// So a configuration file goes on with the run's own schedule length and threads, whatever would be chosen now. Where
  /// something that is given makes it another run, nothing is taken: `requireSameRun` will name that.
  public func completed(from stored: Settings) -> Settings {
    var result = self
    for entry in Table.all {
      switch (texts[entry.key], stored.texts[entry.key]) {
      case (nil, let text?): result.texts[entry.key] = text
      case (.map(let mine), .map(let its)): result.texts[entry.key] = .map(its.merging(mine) { $1 })
      case (let mine, let its):
        if mine != its, !entry.mayChangeOnResume { return self }
      }
    }
    return result
  }

  /// Throws `TrainingError.otherRun` for the first setting in which a run to be resumed differs from this one, settings
  /// that may change aside. Both are effective configurations.
  public func requireSameRun(as stored: Settings, folder: URL) throws {
    for entry in Table.all where !entry.mayChangeOnResume {
      let (mine, its) = (texts[entry.key], stored.texts[entry.key])
      if mine != its {
        throw TrainingError.otherRun(
          folder: folder.path, setting: entry.key, required: its?.text ?? "left open", given: mine?.text ?? "nothing")
      }
    }
  }
}
