import Foundation

/// How the text of titles, labels and legends is read.
///
/// Everything is literal UTF-8, Greek letters and symbols included, with one exception: `_{...}` lowers and `^{...}`
/// raises what stands in the braces, as in `"η_{x}"` or `"10^{-3}"`. A bare `_`, `^`, brace, quote, backslash, `@`, `&`
/// or `~` is itself, so `"a_b"` and `"C:\new"` need no care. A newline breaks a title; in a legend it becomes a space,
/// as does every other control character. To keep a `_{` or `^{` as it is, put a backslash before it: `"\_{"`.
///
/// The result is always made of gnuplot strings in single quotes (where gnuplot substitutes nothing: no backquotes, no
/// macros, no escapes), so no text can become a command.
public enum PlotText {
  /// `text` with its `_{` and `^{` protected: for names that come from elsewhere and must appear as they are.
  public static func literal(_ text: String) -> String {
    text.replacingOccurrences(of: "_{", with: "\\_{").replacingOccurrences(of: "^{", with: "\\^{")
  }

  /// `text` as a gnuplot string expression of one line. A single quote in it is joined on as a string of its own,
  /// because gnuplot misreads a doubled one at the start of a string.
  static func quoted(_ text: String) -> String {
    let parts = enhanced(text.map { $0.isNewline ? " " : $0 })
      .split(separator: "'", omittingEmptySubsequences: false).map { $0.isEmpty ? "" : "'\($0)'" }
    let pieces = parts.enumerated().flatMap { index, part in index == 0 ? [part] : ["\"'\"", part] }
    let written = pieces.filter { !$0.isEmpty }
    return written.isEmpty ? "''" : written.joined(separator: " . ")
  }

  /// `text` as a gnuplot string expression in which newlines break the line.
  static func quotedLines(_ text: String) -> String {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map { quoted(String($0)) }.joined(separator: " . \"\\n\" . ")
  }

  /// `text` as a tick label, where gnuplot would also read `%` as a number format.
  static func quotedTick(_ text: String) -> String {
    quoted(text).replacingOccurrences(of: "%", with: "%%")
  }

  /// `text` with line breaks at spaces so that no line is longer than `width` characters, as far as words allow, and
  /// the lines of a paragraph are about equally long.
  static func wrapped(_ text: String, width: Int) -> String {
    func lineCount(_ text: String) -> Int { text.split(separator: "\n").count }
    let widest = filled(text, width: width)
    var narrow = widest
    for smaller in stride(from: width - 1, to: width / 2, by: -1) {
      let next = filled(text, width: smaller)
      if lineCount(next) > lineCount(widest) { break }
      narrow = next
    }
    return narrow
  }

  /// `text` broken where the next word would pass `width`.
  private static func filled(_ text: String, width: Int) -> String {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { paragraph in
      var lines: [String] = []
      var line = ""
      for word in words(of: paragraph) {
        if !line.isEmpty, line.count + 1 + word.count > width {
          lines.append(line)
          line = String(word)
        } else {
          line += (line.isEmpty ? "" : " ") + word
        }
      }
      return (lines + [line]).joined(separator: "\n")
    }.joined(separator: "\n")
  }

  /// What stands between spaces; a script in braces is not broken.
  private static func words(of text: Substring) -> [Substring] {
    var isScript = false
    var before: Character = " "
    return text.split { character in
      if character == "{", before == "_" || before == "^" { isScript = true }
      if character == "}" { isScript = false }
      before = character
      return character == " " && !isScript
    }
  }

  /// Translates the rule above into gnuplot's enhanced text.
  private static func enhanced(_ characters: [Character]) -> String {
    var result = ""
    var index = 0
    func opensScript(_ at: Int) -> Bool {
      at + 1 < characters.count && (characters[at] == "_" || characters[at] == "^") && characters[at + 1] == "{"
    }
    while index < characters.count {
      if characters[index] == "\\", opensScript(index + 1) {
        result += escaped(characters[index + 1]) + escaped("{")
        index += 3
      } else if opensScript(index), let end = characters[index...].firstIndex(of: "}") {
        let inner = characters[(index + 2)..<end].map(escaped).joined()
        result += "\(characters[index]){\(inner)}"
        index = end + 1
      } else {
        result += escaped(characters[index])
        index += 1
      }
    }
    return result
  }

  /// One character as enhanced text that shows just that character.
  private static func escaped(_ character: Character) -> String {
    switch character {
    // The zero-width space keeps the SVG terminal from reading a code point in a literal backslash, U, plus.
    case "\\": return "\\\\\u{200B}"
    case "{", "}", "^", "_", "@", "&", "~": return "\\\(character)"
    default:
      let isControl = character.unicodeScalars.contains { $0.properties.generalCategory == .control }
      return isControl ? " " : String(character)
    }
  }
}
