import Foundation
import GameDynamics
import Yams

extension TrainingConfiguration {
  /// The configuration as YAML, a line a setting; reading it back gives an equal configuration.
  ///
  /// What is left open is left out: take `effective()` first to see what is chosen for it.
  public var yaml: String {
    TrainingSetting.all.compactMap { setting in setting.value(self).map { "\(setting.key): \($0.text)\n" } }.joined()
  }

  /// Reads YAML over the standard configuration; `name` stands in errors where a file's name would.
  ///
  /// Throws `CatalogueError` with a suggestion for a key that is none, and `TrainingError`. Values are checked for
  /// their kind here, for their sense by `check`.
  public init(yaml: String, name: String = "the configuration") throws {
    self.init()
    func unreadable(_ problem: String) -> TrainingError { .unreadableConfiguration(file: name, problem: problem) }
    // The reader recurses and follows aliases; configurations are short and have no use for either.
    guard yaml.utf8.count <= 1 << 16 else { throw unreadable("the text is longer than 64 kB") }
    let root: Node?
    do {
      root = try Yams.compose(yaml: yaml)
    } catch {
      throw unreadable("\(error)")
    }
    guard let root else { return }  // an empty file says nothing
    guard case .mapping(let mapping) = root else { throw unreadable("keys with values are required at the top") }
    let settings = TrainingSetting.all
    for (keyNode, node) in mapping {
      guard let key = keyNode.scalar?.string else { throw unreadable("a key is a list or a mapping") }
      guard let setting = settings.first(where: { $0.key == key }) else {
        throw CatalogueError(kind: "setting of a training run", name: key, known: settings.map(\.key))
      }
      guard let value = Self.value(of: node) else {
        throw unreadable("'\(key)' is nested too deep, or given without a value")
      }
      try setting.set(&self, value)
    }
  }

  /// Reads a file; see `init(yaml:name:)`. Throws `TrainingError.unreadableConfiguration` where there is none.
  public init(contentsOf url: URL) throws {
    let text: String
    do {
      text = try String(contentsOf: url, encoding: .utf8)
    } catch {
      throw TrainingError.unreadableConfiguration(
        file: url.path, problem: "no readable text file is there: \(error.localizedDescription)")
    }
    try self.init(yaml: text, name: url.path)
  }

  /// nil for what no setting is.
  private static func value(of node: Node) -> TrainingSetting.Value? {
    switch node {
    case .scalar(let scalar): return scalar.string.isEmpty ? nil : .scalar(scalar.string)
    case .sequence(let items):
      let texts = items.compactMap { $0.scalar?.string }
      return texts.count == items.count ? .list(texts) : nil
    case .mapping(let mapping):
      var texts: [String: String] = [:]
      for (key, value) in mapping {
        guard let key = key.scalar?.string, let value = value.scalar?.string else { return nil }
        texts[key] = value
      }
      return .map(texts)
    case .alias: return nil
    }
  }

  /// Throws `TrainingError.otherRun` for the first setting in which a run to be resumed differs from this one, settings
  /// that may change aside. Both are effective configurations.
  func requireSameRun(as stored: TrainingConfiguration, folder: URL) throws {
    for setting in TrainingSetting.all where !setting.mayChangeOnResume {
      let (mine, its) = (setting.value(self), setting.value(stored))
      if mine != its {
        throw TrainingError.otherRun(
          folder: folder.path, setting: setting.key, required: its?.text ?? "left open", given: mine?.text ?? "nothing")
      }
    }
  }
}
