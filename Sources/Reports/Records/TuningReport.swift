import DurableFiles
import Foundation
import GameDynamics
import GnuplotScripts
import StabilityAnalysis

/// What a search for the best hyperparameters says: in lines, as a table and as JSON.
public struct TuningReport {
  /// The result that it reports.
  public let tuning: Tuning

  /// The report of a result.
  public init(_ tuning: Tuning) { self.tuning = tuning }

  /// What is minimised, in words.
  private var quantity: String {
    switch tuning.measure {
    case .spectralRadius: return "spectral radius"
    case .rate(let steps): return "rate a step, measured over \(steps) steps,"
    }
  }

  /// What the ranges are ranges of: what is measured tells of so many steps and no more.
  private var stable: String {
    switch tuning.measure {
    case .spectralRadius: return "stable"
    case .rate(let steps): return "comes nearer over \(steps) steps"
    }
  }

  /// The best values, then one line a quantity with the range in which it converges, then what has to be known of both.
  ///
  /// Throws `ParameterError`.
  public func lines() throws -> [String] {
    let optimizer = tuning.setup.optimizer.card
    let formula = try tuning.setup.game.card.formula(with: tuning.setup.gameParameters)
    let all = tuning.quantities.map { "\($0.axis.name) = \($0.best.digits)" }.joined(separator: ", ")
    let place = MotionReport.text(tuning.equilibrium)
    var lines = [
      "\(optimizer.title) on \(formula): least \(quantity) \(tuning.factor.digits) at \(all), for the equilibrium "
        + place
    ]
    guard tuning.converges else {
      let searched = tuning.quantities.map { quantity in
        "\(quantity.axis.name) from \(quantity.axis.range.lowerBound.plain) to \(quantity.axis.range.upperBound.plain)"
      }
      lines.append("nothing converges there, with \(searched.joined(separator: ", "))")
      return lines
    }
    lines += tuning.quantities.map { quantity in
      let others = tuning.quantities.count > 1 ? ", the others at their best" : ""
      return "\(stable) for \(Self.interval(quantity))\(others)"
    }
    lines += tuning.quantities.filter(\.isAtEnd).map { quantity in
      let range = "\(quantity.axis.range.lowerBound.plain):\(quantity.axis.range.upperBound.plain)"
      return
        "\(quantity.axis.name) = \(quantity.best.digits) is an end of the search over \(range): beyond it may be better "
        + "still"
    }
    if !tuning.equals.isEmpty {
      let points = tuning.equals.sorted { $0.lexicographicallyPrecedes($1) }.map {
        "(" + $0.map(\.plain).joined(separator: ", ") + ")"
      }
      let names = tuning.quantities.map(\.axis.name).joined(separator: ", ")
      lines.append("as good, to 1e-7: (\(names)) = \(points.joined(separator: ", "))")
    }
    return lines
  }

  /// `0 < eta < 0.3125`.
  static func interval(_ quantity: Tuning.Quantity) -> String {
    guard let range = quantity.stable else { return "no \(quantity.axis.name)" }
    var text = quantity.axis.name
    let isWhole = quantity.axis.isWhole
    switch range.low {
    case .lost(let value): text = isWhole ? "\((value + 1).plain) ≤ \(text)" : "\(value.digits) < \(text)"
    // At step sizes of 0 nothing moves.
    case .bound(let value): text = "\(value.plain) \(value == 0 ? "<" : "≤") \(text)"
    case .beyond(let value): text = "\(text) (looked down to \(value.rough))"
    }
    switch range.high {
    case .lost(let value): text += isWhole ? " ≤ \((value - 1).plain)" : " < \(value.digits)"
    case .bound(let value): text += " ≤ \(value.plain)"
    case .beyond(let value): text += ", no upper end (looked up to \(value.rough))"
    }
    return text
  }

  /// A table a quantity: its values, and the factor at each with the others at their best.
  public func table(_ quantity: Tuning.Quantity) throws -> Table {
    try Table([.init(quantity.axis.name, quantity.values), .init(column, quantity.factors)])
  }

  private var column: String {
    if case .spectralRadius = tuning.measure { return "spectral-radius" }
    return "measured-rate"
  }

  /// Writes `name.json`: optimizer, game, all hyperparameters, the best values, and the stable ranges. An end where it still
  /// converges, as far as was looked or is accepted, has `"is-lost": false`.
  public func write(to folder: URL, name: String) throws -> URL {
    func end(_ end: StableRange.End) -> JSON.End {
      if case .lost(let value) = end { return .init(value: value, isLost: true) }
      return .init(value: end.value, isLost: false)
    }
    var steps: Int?
    if case .rate(let count) = tuning.measure { steps = count }
    let hyperparameters = try tuning.setup.hyperparameters.specs.map {
      ($0.name, try tuning.setup.hyperparameters.value($0.name))
    }
    let parameters = try tuning.setup.gameParameters.specs.map {
      ($0.name, try tuning.setup.gameParameters.value($0.name))
    }
    let json = JSON(
      optimizer: tuning.setup.optimizer.card.name, hyperparameters: Dictionary(uniqueKeysWithValues: hyperparameters),
      game: tuning.setup.game.card.name, formula: tuning.setup.game.card.formula,
      parameters: Dictionary(uniqueKeysWithValues: parameters),
      equilibrium: .init(x: tuning.equilibrium.x, y: tuning.equilibrium.y),
      measure: column, steps: steps, factor: tuning.factor.isFinite ? tuning.factor : nil, converges: tuning.converges,
      quantities: tuning.quantities.map { quantity in
        .init(
          name: quantity.axis.name, best: quantity.best, isAtEnd: quantity.isAtEnd,
          searched: [quantity.axis.range.lowerBound, quantity.axis.range.upperBound],
          stable: quantity.stable.map { .init(low: end($0.low), high: end($0.high)) })
      }, equallyGood: tuning.equals, evaluations: tuning.evaluations)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let url = folder.appendingPathComponent(name + ".json")
    try AtomicFile.write(try encoder.encode(json) + Data("\n".utf8), to: url)
    return url
  }

  private struct JSON: Encodable {
    let optimizer: String
    let hyperparameters: [String: Double]
    let game: String
    let formula: String
    let parameters: [String: Double]
    let equilibrium: Point
    let measure: String
    let steps: Int?
    let factor: Double?
    let converges: Bool
    let quantities: [Quantity]
    let equallyGood: [[Double]]
    let evaluations: Int

    enum CodingKeys: String, CodingKey {
      case optimizer, hyperparameters, game, formula, parameters, equilibrium, measure, steps, factor, converges,
        quantities, evaluations
      case equallyGood = "equally-good"
    }

    struct Quantity: Encodable {
      let name: String
      let best: Double
      let isAtEnd: Bool
      let searched: [Double]
      let stable: Ends?

      enum CodingKeys: String, CodingKey {
        case name, best, searched, stable
        case isAtEnd = "is-at-end"
      }
    }

    struct Point: Encodable {
      let x: [Double], y: [Double]
    }

    struct Ends: Encodable {
      let low: End, high: End
    }

    struct End: Encodable {
      let value: Double
      let isLost: Bool
      enum CodingKeys: String, CodingKey {
        case value
        case isLost = "is-lost"
      }
    }
  }
}

extension Double {
  /// To nine significant digits, for results that can be located to as many.
  var digits: String { String(format: "%.9g", self == 0 ? 0 : self) }

  /// To two significant digits, for how far was looked.
  var rough: String { String(format: "%.2g", self) }
}
