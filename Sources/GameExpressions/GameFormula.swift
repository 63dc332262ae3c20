import Foundation
import GameDynamics

/// A typed game's losses as text, and which of them are maximised.
struct GameFormula {
  let f: String
  /// What y minimises; nil in a zero-sum game.
  let g: String?
  /// True of a player whose text is what it maximises. In a zero-sum game the text is x's.
  var maximises = Players(x: false, y: false)

  init(f: String, g: String? = nil) {
    self.f = f
    self.g = g
  }

  /// Reads the words before the losses, as in `min_x max_y xy` and `min_x x² + xy, min_y y² - xy`; a line without them
  /// is a zero-sum game that x minimises. What else is wrong is for the parser to say.
  init(line: String) {
    func body(_ text: some StringProtocol, after words: [String]) -> String? {
      var rest = Substring(text.drop(while: \.isWhitespace))
      for word in words {
        guard rest.hasPrefix(word), rest.dropFirst(word.count).first?.isWhitespace == true else { return nil }
        rest = rest.dropFirst(word.count).drop(while: \.isWhitespace)
      }
      return String(rest)
    }
    for maximises in [false, true] {
      let (own, other) = maximises ? ("max_x", "min_y") : ("min_x", "max_y")
      if let f = body(line, after: [own, other]) {
        (self.f, g) = (f, nil)
        self.maximises = Players(x: maximises, y: !maximises)
        return
      }
      guard let f = body(line, after: [own]) else { continue }
      for maximisesY in [false, true] {
        let word = maximisesY ? "max_y" : "min_y"
        guard let comma = f.range(of: ", \(word) ") else { continue }
        self.f = String(f[..<comma.lowerBound])
        g = String(f[comma.upperBound...])
        self.maximises = Players(x: maximises, y: maximisesY)
        return
      }
    }
    (f, g) = (line, nil)
  }

  var title: String { g.map { "\(f), \($0)" } ?? f }

  /// The whole line.
  var line: String {
    func word(_ player: Player) -> String { "\(maximises[player] ? "max" : "min")_\(player.rawValue)" }
    guard let g else { return "\(word(.x)) \(maximises.x ? "min" : "max")_y \(f)" }
    return "\(word(.x)) \(f), \(word(.y)) \(g)"
  }
}
