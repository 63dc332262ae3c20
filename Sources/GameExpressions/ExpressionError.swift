/// What is wrong with a typed game: a sentence, and where there is one the character at which it went wrong.
///
/// The description shows the line with a caret below that character:
///
///     'y' cannot follow '2'; an operator or the end was expected (write 2*y for a product)
///       x^2 + 2y
///              ^
public struct ExpressionError: Error, CustomStringConvertible, Equatable {
  /// What is wrong, what was expected, and the remedy.
  public let message: String
  /// The expression as it was given.
  public let text: String
  /// The index of the offending character of `text`, at most its length; nil where the whole is at fault.
  public let position: Int?

  /// An error at a character of a text, or with the whole of it.
  public init(_ message: String, in text: String, at position: Int? = nil) {
    self.message = message
    self.text = text
    self.position = position
  }

  /// At most this many characters of the line are shown on either side of the caret.
  private static let window = 60

  /// The message, and the line with its caret.
  public var description: String {
    guard let position else { return message }
    // A position never lies past a few thousand characters, so a longer rest need not be looked at.
    let line = text.prefix(position + Self.window + 1).map { character -> Character in
      character.isWhitespace || character.unicodeScalars.contains { $0.properties.generalCategory == .control }
        ? " " : character
    }
    let first = max(0, min(position, line.count) - Self.window)
    let last = min(line.count, position + Self.window)
    let (before, after) = (first > 0 ? "…" : "", text.dropFirst(last).isEmpty ? "" : "…")
    let caret = String(repeating: " ", count: before.count + min(position, line.count) - first) + "^"
    return "\(message)\n  \(before)\(String(line[first..<last]))\(after)\n  \(caret)"
  }
}
