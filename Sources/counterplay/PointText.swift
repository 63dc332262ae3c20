import ArgumentParser
import Foundation
import GameDynamics

/// A point of both players: the coordinates of x, then of y, with commas; a semicolon may stand between the players.
struct PointText: ExpressibleByArgument {
  let numbers: [Double]
  /// How many of them are x's, if a semicolon says so.
  let ofX: Int?

  init?(argument: String) {
    let players = argument.split(separator: ";", omittingEmptySubsequences: false)
    let parts = players.map { player in
      player.split(separator: ",", omittingEmptySubsequences: false).map { Double(typed: $0) }
    }
    numbers = parts.flatMap { $0 }.compactMap { $0 }
    ofX = players.count == 2 ? parts[0].count : nil
    guard players.count <= 2, !numbers.isEmpty, numbers.count == parts.reduce(0, { $0 + $1.count }) else {
      return nil
    }
  }

  /// The point of a game with so many coordinates a player; throws `VectorError.wrongDimension`.
  func point(_ n: Players<Int>) throws -> Players<[Double]> {
    guard numbers.count == n.x + n.y else {
      throw VectorError.wrongDimension(required: n.x + n.y, given: numbers.count)
    }
    if let ofX, ofX != n.x { throw VectorError.wrongDimension(required: n.x, given: ofX) }
    return Players(x: Array(numbers.prefix(n.x)), y: Array(numbers.dropFirst(n.x)))
  }
}

extension Double {
  /// A finite number as it is typed, blanks around it; − is a minus too.
  init?(typed text: some StringProtocol) {
    let plain = text.trimmingCharacters(in: .whitespaces).replacingOccurrences(of: "−", with: "-")
    guard let value = Double(plain), value.isFinite else { return nil }
    self = value
  }
}
