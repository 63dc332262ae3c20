import Foundation
import GameDynamics
import Yams

extension Settings {
  /// The settings as YAML, a line a setting; reading it back gives equal settings.
  ///
  /// What is left open is left out: take `effective()` first to see what is chosen for it.
  public var yaml: String {
    Table.all.compactMap { entry in texts[entry.key].map { "\(entry.key): \($0.text)\n" } }.joined()
  }

  /// The same with each setting's help before it, and what is left open as a comment.
  public var annotatedYAML: String {
    Table.all.map { entry in
      let help = Self.wrapped(entry.help, width: 96).map { "# \($0)\n" }.joined()
      if let text = texts[entry.key] { return "\(help)\(entry.key): \(text.text)\n" }
      return "\(help)# \(entry.key): left open" + (entry.otherwise.map { " (\($0))" } ?? "") + "\n"
    }.joined(separator: "\n")
  }

  private static func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }

  /// Reads YAML over the standard settings; `name` stands in errors where a file's name would.
  ///
  /// Throws `TrainingError.unreadableConfiguration` with the line of what is wrong: a key that is none (with the nearest
  /// that is one), a key given twice, a value of another kind or out of its bounds. Words mean what they mean in YAML
  /// 1.2, `yes`, `no`, `on` and `off` of a truth value besides; a null leaves open what may be left open.
  public init(yaml: String, name: String = "the configuration") throws {
    self.init()
    func unreadable(_ problem: String, _ mark: Mark? = nil) -> TrainingError {
      .unreadableConfiguration(file: name + (mark.map { ", line \($0.line)" } ?? ""), problem: problem)
    }
    // The reader recurses and follows aliases; configurations are short and have no use for either.
    guard yaml.utf8.count <= 1 << 16 else { throw unreadable("the text is longer than 64 kB") }
    let root: Node?
    do {
      root = try Yams.compose(yaml: yaml)
    } catch {
      throw unreadable(Self.words(for: error, in: yaml))
    }
    guard let root, root.tag != Tag(.null) else { return }  // an empty file says nothing
    guard case .mapping(let mapping) = root else { throw unreadable("keys with values are required at the top") }
    let all = Table.all
    for (keyNode, node) in mapping {
      guard let key = keyNode.scalar?.string else { throw unreadable("a key is a list or a mapping", keyNode.mark) }
      guard let entry = all.first(where: { $0.key == key }) else {
        let error = CatalogueError(kind: "setting of a training run", name: key, known: all.map(\.key))
        throw unreadable(error.description, keyNode.mark)
      }
      if node.tag == Tag(.null) {
        guard entry.standardText == nil else { throw unreadable("'\(key)' is given without a value", keyNode.mark) }
        try set(entry, to: nil)
        continue
      }
      guard let text = Self.text(of: node) else { throw unreadable("'\(key)' is nested too deep", node.mark) }
      do {
        try set(entry, to: text)
      } catch let error as TrainingError {
        throw unreadable(error.description, node.mark ?? keyNode.mark)
      }
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
  private static func text(of node: Node) -> SettingText? {
    switch node {
    case .scalar(let scalar): return .scalar(scalar.string)
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

  /// The reader's errors in one line.
  private static func words(for error: any Error, in yaml: String) -> String {
    switch error as? YamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return "line \(mark.line), column \(mark.column): \(problem)"
    case .duplicatedKeysInMapping(let duplicates, let context):
      let key = duplicates.min() ?? ""
      // The reader says where the mapping begins; the second line that begins with the key is the one to mend.
      let lines = yaml.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated().filter {
        $0.element.drop(while: \.isWhitespace).hasPrefix(key)
      }
      return "line \(lines.dropFirst().first.map { $0.offset + 1 } ?? context.mark.line): '\(key)' is given twice"
    default: return "\(error)".split(whereSeparator: \.isNewline).joined(separator: " ")
    }
  }
}
