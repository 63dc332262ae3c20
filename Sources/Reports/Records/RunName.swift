import DurableFiles
import Foundation
import GameDynamics

/// What the files of a run are called, before what they hold: optimizer and game, `simgd-quadratic`.
///
/// Games that share a name (typed ones, matrices from a file) have letters of their title and six digits of a checksum of
/// formula and gradients beside it, `simgd-typed-x2-10xy-y2-1f3a9c`, so that the runs of two of them in one folder do not
/// overwrite each other.
public struct RunName: Sendable, Equatable {
  /// The name.
  public let text: String

  /// The name of a setup's files. Throws what evaluating the game throws, and `FileError` without a checksum.
  public init(_ setup: RunSetup<Double>) throws {
    let game = try Self.game(setup.game, setup.gameParameters)
    text = "\(setup.optimizer.card.name.replacingOccurrences(of: ":", with: "-"))-\(game)"
  }

  /// The game's part of the name.
  static func game(_ game: any GameFamily, _ parameters: Parameters<Double>) throws -> String {
    let card = game.card
    guard card.sharesName else { return card.name }
    // At two points that no symmetry singles out: a formula or a title alone does not tell parameters and matrices apart.
    let gradients = try [0.37, -1.13].map { scale in
      let point = card.dimensions.map { count in (0..<count).map { scale * (1 + 0.19 * Double($0)) } }
      let gradients = try GradientField.gradients(of: game, parameters, at: point)
      return (gradients.x + gradients.y).map { "\($0)" }.joined(separator: ",")
    }
    let identity = "\(card.formula); \(gradients.joined(separator: "; "))"
    let digits = try SHA256.hexadecimal(of: Data(identity.utf8)).prefix(6)
    return ([card.name] + [slug(card.title), String(digits)].filter { !$0.isEmpty }).joined(separator: "-")
  }

  /// At most 32 letters and digits of a title, all else becoming hyphens: `x² + 10xy + y²` is `x2-10xy-y2`.
  private static func slug(_ title: String) -> String {
    // Compatibility mapping makes x₁² into x12.
    let plain = title.precomposedStringWithCompatibilityMapping.lowercased()
    let words = plain.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    var result = ""
    for word in words where result.count + word.count < 32 { result += (result.isEmpty ? "" : "-") + word }
    return result
  }
}
