import Foundation

extension Settings {
  /// These settings for going on with a run: what is left open here is taken from it, which is a setting without a value
  /// and the numbers of a map's names that are not given.
  ///
  /// So a configuration file goes on with the run's own schedule length and threads, whatever would be chosen now. Throws
  /// `TrainingError.otherRun` for the first setting whose value makes it another run.
  public func resuming(_ stored: Settings, folder: URL) throws -> Settings {
    var result = self
    for entry in Table.all {
      let (mine, its) = (texts[entry.key], stored.texts[entry.key])
      switch (mine, its) {
      case (nil, _): result.texts[entry.key] = its
      case (.map(let numbers), .map(let others)): result.texts[entry.key] = .map(others.merging(numbers) { $1 })
      default: break
      }
      if !entry.mayChangeOnResume, result.texts[entry.key] != its {
        throw Self.otherRun(entry, required: its, given: mine, folder: folder)
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
        throw Self.otherRun(entry, required: its, given: mine, folder: folder)
      }
    }
  }

  private static func otherRun(
    _ entry: any SettingEntry, required: SettingText?, given: SettingText?, folder: URL
  ) -> TrainingError {
    .otherRun(
      folder: folder.path, setting: entry.key, required: required?.text ?? "left open", given: given?.text ?? "nothing")
  }
}
