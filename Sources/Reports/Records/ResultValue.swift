import Foundation
import GameDynamics

/// What a command found, for programs: one JSON object. docs/results.md has the keys.
///
/// Numbers that JSON has no form for are the words `"nan"`, `"inf"` and `"-inf"`.
public indirect enum ResultValue: Sendable, Equatable {
  /// A number.
  case number(Double)
  /// A word or a sentence.
  case text(String)
  /// Yes or no.
  case flag(Bool)
  /// Several values, in order.
  case list([ResultValue])
  /// Values by name.
  case object([String: ResultValue])
  /// Where there is nothing.
  case none

  /// A point: the coordinates of each player.
  public init(_ point: Players<[Double]>?) {
    self =
      point.map { .object(["x": .list($0.x.map { .number($0) }), "y": .list($0.y.map { .number($0) })]) } ?? .none
  }

  /// A range: its lower and its upper end.
  public init(_ range: ClosedRange<Double>?) {
    self = range.map { .list([.number($0.lowerBound), .number($0.upperBound)]) } ?? .none
  }

  /// Numbers by their names.
  public init(_ parameters: Parameters<Double>) {
    self = .object(
      Dictionary(parameters.specs.map { ($0.name, (try? parameters.value($0.name)).map { .number($0) } ?? .none) }) {
        $1
      })
  }

  /// What a record says of it.
  public init(_ quantity: Claim.Quantity) {
    switch quantity {
    case .number(let number): self = .number(number)
    case .text(let text): self = .text(text)
    }
  }

  /// The object as JSON, keys sorted, with a line's end.
  public func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }
}

extension ResultValue: Encodable {
  /// As JSON's own number, string, truth value, array, object or null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .number(let number) where number.isFinite: try container.encode(number)
    case .number(let number): try container.encode("\(number)")
    case .text(let text): try container.encode(text)
    case .flag(let flag): try container.encode(flag)
    case .list(let values): try container.encode(values)
    case .object(let values): try container.encode(values)
    case .none: try container.encodeNil()
    }
  }
}

extension RunSetup<Double> {
  /// What is run, for the result: `optimizer`, `hyperparameters`, `game`, `formula`, `parameters`, `start`.
  public var result: [String: ResultValue] {
    [
      "optimizer": .text(optimizer.card.name), "hyperparameters": ResultValue(hyperparameters),
      "game": .text(game.card.name), "formula": .text(game.card.formula), "parameters": ResultValue(gameParameters),
      "start": ResultValue(start),
    ]
  }
}
