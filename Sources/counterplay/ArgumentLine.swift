import ArgumentParser
import Foundation

/// The words of a command line, prepared for ArgumentParser: a value may begin with a minus (`--game '-x^2 + x*y'`,
/// `--batch -1`), and an option that is given twice, or a number that no `Double` can tell from 0, is refused.
///
/// Which words are options, and of which command, is read from the commands themselves.
struct ArgumentLine {
  /// The command that the words name; the program where they name none.
  let command: any ParsableCommand.Type
  /// The words, values that begin with a minus joined to their options.
  let words: [String]
  private let problem: String?

  init(_ arguments: [String], of root: any ParsableCommand.Type) {
    var command = root
    var words: [String] = []
    var rest = arguments[...]
    while let next = rest.first,
      let inner = command.configuration.subcommands.first(where: { $0._commandName == next })
    {
      command = inner
      words.append(rest.removeFirst())
    }
    self.command = command
    let options = Self.options(of: command)
    var given: Set<String> = []
    var problem: String?
    while let word = rest.popFirst() {
      guard word != "--" else {
        words += [word] + rest
        break
      }
      let name = String(word.prefix { $0 != "=" })
      guard let option = options[name] else {
        words.append(word)
        continue
      }
      if !option.isRepeating, !given.insert(option.key).inserted {
        problem = problem ?? "\(name) is given twice; give it once"
      }
      var value = word.count > name.count ? word.dropFirst(name.count + 1) : nil
      words.append(word)
      if value == nil, option.takesValue, let next = rest.first, options[next] == nil, !next.hasPrefix("--") {
        rest.removeFirst()
        value = next[...]
        if next.hasPrefix("-") { words[words.count - 1] += "=\(next)" } else { words.append(next) }
      }
      if let value, let lost = Self.underflow(in: value) {
        problem = problem ?? "\(name): \(lost) is too small to be told from 0; write 0, or at least 5e-324"
      }
    }
    (self.words, self.problem) = (words, problem)
  }

  /// Throws what is wrong with the line as a whole.
  func check() throws { if let problem { throw ValidationError(problem) } }

  /// The usage of the command, as ArgumentParser prints it below an error.
  func usage(of root: any ParsableCommand.Type) -> String {
    let own = command == root ? root.usageString() : root.usageString(for: command)
    let name = own.split(separator: " ").prefix { !"<[".contains($0.prefix(1)) }.joined(separator: " ")
    return "Usage: \(own)\n  See '\(name) --help' for more information."
  }

  // MARK: - What the commands say of themselves

  private struct Option {
    /// One name for all spellings.
    let key: String
    let takesValue: Bool, isRepeating: Bool
  }

  private struct Description: Decodable {
    struct Command: Decodable { let arguments: [Argument]? }
    struct Argument: Decodable {
      struct Name: Decodable { let kind: String, name: String }
      let kind: String
      let isRepeating: Bool
      let names: [Name]?
    }
    let command: Command
  }

  /// The options and flags of a command, by every spelling; empty, so that all is left to ArgumentParser, where the
  /// description cannot be read.
  private static func options(of command: any ParsableCommand.Type) -> [String: Option] {
    guard let description = try? JSONDecoder().decode(Description.self, from: Data(command._dumpHelp().utf8)) else {
      return [:]
    }
    var result: [String: Option] = [:]
    for argument in description.command.arguments ?? [] where argument.kind != "positional" {
      let names = (argument.names ?? []).map { ($0.kind == "long" ? "--" : "-") + $0.name }
      for name in names {
        result[name] = Option(
          key: names[0], takesValue: argument.kind == "option", isRepeating: argument.isRepeating)
      }
    }
    return result
  }

  /// The first number of a value such as `NAME=1e-400:1` that is not 0 and yet would be read as 0.
  private static func underflow(in value: Substring) -> Substring? {
    value.split { "=:,; ".contains($0) }.first { part in
      Double(part) == 0 && part.prefix { !"eE".contains($0) }.contains { ("1"..."9").contains($0) }
    }
  }
}
