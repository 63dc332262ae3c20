import Foundation
import GameDynamics
import GnuplotScripts
import StabilityAnalysis

/// What a search for the best hyperparameters says: in lines, as tables and for programs.
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

  /// What was found, for programs: docs/results.md has the keys. An end of a stable range where it still converges, as far as
  /// was looked or is accepted, has `lost` false.
  public var result: [String: ResultValue] {
    func end(_ end: StableRange.End) -> ResultValue {
      if case .lost(let value) = end { return .object(["value": .number(value), "lost": .flag(true)]) }
      return .object(["value": .number(end.value), "lost": .flag(false)])
    }
    var found = tuning.setup.result
    found["equilibrium"] = ResultValue(tuning.equilibrium)
    found["measure"] = .text(column)
    if case .rate(let steps) = tuning.measure { found["steps"] = .number(Double(steps)) }
    found["factor"] = .number(tuning.factor)
    found["converges"] = .flag(tuning.converges)
    found["equally-good"] = .list(tuning.equals.map { .list($0.map { .number($0) }) })
    found["evaluations"] = .number(Double(tuning.evaluations))
    found["quantities"] = .list(
      tuning.quantities.map { quantity in
        .object([
          "name": .text(quantity.axis.name), "best": .number(quantity.best), "at-end": .flag(quantity.isAtEnd),
          "searched": ResultValue(quantity.axis.range),
          "stable": quantity.stable.map { .object(["low": end($0.low), "high": end($0.high)]) } ?? .none,
        ])
      })
    return found
  }
}

extension Double {
  /// To nine significant digits, for results that can be located to as many.
  var digits: String { String(format: "%.9g", self == 0 ? 0 : self) }

  /// To two significant digits, for how far was looked.
  var rough: String { String(format: "%.2g", self) }
}
