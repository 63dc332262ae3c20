import Foundation
import Maps

/// What the maps of a portfolio say, line by line and as a result.
public struct MapReport: Sendable {
  /// The lines.
  public internal(set) var lines: [String] = []
  /// `horizontal` and `vertical` (`name`, `range`, `nodes`), `equilibria`, `maps` and, of two that are compared,
  /// `comparison`.
  public internal(set) var result: [String: ResultValue] = [:]

  /// Adds what a map of one kind says.
  mutating func add(_ job: MapJob, _ summary: MapSummary, file: String, sentence: String) {
    lines.append(sentence)
    var found: [String: ResultValue] = [
      "kind": .text(job.kind.name), "file": .text(file), "nodes": .number(Double(summary.nodes)),
      "finite": .number(Double(summary.finite)), "range": ResultValue(summary.range), "sentence": .text(sentence),
    ]
    if job.kind.boundary != nil {
      found["converging"] = .number(Double(summary.below))
      found["neutral"] = .number(Double(summary.neutral))
    }
    if job.kind.countsValues {
      found["outcomes"] = .list(
        summary.outcomes.map {
          .object([
            "code": .number($0.outcome.code), "outcome": .text($0.outcome.word), "nodes": .number(Double($0.nodes)),
          ])
        })
    }
    maps.append(.object(found))
    result["maps"] = .list(maps)
  }

  private var maps: [ResultValue] = []

  /// What an axis is.
  static func axis(_ axis: PlanarMap.Axis) -> ResultValue {
    let ends = axis.values.first.flatMap { first in axis.values.last.map { first...$0 } }
    return .object([
      "name": .text(axis.quantity.fullName), "range": ResultValue(ends), "nodes": .number(Double(axis.values.count)),
    ])
  }
}

extension MapOutcome {
  /// The word in results.
  var word: String {
    switch self {
    case .equilibrium: "converged"
    case .diverged: "diverged"
    case .cycle, .knownCycle, .periodic: "cycle"
    case .unsettled: "unsettled"
    case .drifting: "drifting"
    case .atRest: "at-rest"
    case .solverBrokeDown: "solver-broke-down"
    }
  }
}

extension Cycle {
  /// How it recurs: `back after 2 steps`, `once round in 12.6 steps`.
  var words: String {
    if let period { return "back after \(period) steps" }
    return stepsPerTurn.map { "once round in \($0.short) steps" } ?? "without a period"
  }

  /// As a result: `period`, `steps-per-turn` and `points` of one period, or a few.
  var result: ResultValue {
    .object([
      "period": period.map { .number(Double($0)) } ?? .none,
      "steps-per-turn": stepsPerTurn.map { .number($0) } ?? .none,
      "points": .list(points.prefix(16).map { ResultValue($0) }),
    ])
  }

  /// A line on the cycle of this index.
  func sentence(_ index: Int) -> String {
    let places = points.prefix(4).map { MotionReport.text($0) }.joined(separator: ", ")
    let isAll = period == min(points.count, 4)
    return "cycle \(index + 1): \(words), through \(places)" + (isAll ? "" : ", …")
  }
}

extension StableSection {
  /// `at eta-x = 0.09: stable for eta-y < 0.0169172932331 (Neimark-Sacker)`.
  var sentence: String {
    func text(_ value: Double) -> String { String(format: "%.12g", value) }
    let name = quantity.name
    let parts = intervals.map { interval -> String in
      var result = name
      switch interval.low {
      case .bifurcation(let point): result = "\(text(along(point))) (\(point.kind.rawValue)) < " + result
      case .window(let value): if value > window.lowerBound { result = "\(text(value)) ≤ " + result }
      }
      switch interval.high {
      case .bifurcation(let point): result += " < \(text(along(point))) (\(point.kind.rawValue))"
      case .window(let value): if value < window.upperBound { result += " ≤ \(text(value))" }
      }
      return result == name
        ? "\(name) from \(text(window.lowerBound)) to \(text(window.upperBound)), all that is shown" : result
    }
    return "at \(fixed.name) = \(text(value)): "
      + (parts.isEmpty ? "stable for no \(name) that is shown" : "stable for " + parts.joined(separator: " and for "))
  }

  private func along(_ point: StabilityBoundary.Point) -> Double { isVertical ? point.vertical : point.horizontal }

  /// As a result.
  var result: ResultValue {
    func end(_ end: End) -> ResultValue {
      switch end {
      case .window(let value): .object(["value": .number(value), "kind": .none])
      case .bifurcation(let point): .object(["value": .number(along(point)), "kind": .text(point.kind.rawValue)])
      }
    }
    return .object([
      "along": .text(quantity.fullName), "at": .text(fixed.fullName), "value": .number(value),
      "stable": .list(intervals.map { .object(["low": end($0.low), "high": end($0.high)]) }),
    ])
  }
}

extension MapComparison {
  /// As a result.
  var result: ResultValue {
    .object([
      "greatest-difference": compared == 0 ? .none : .number(greatest), "compared": .number(Double(compared)),
      "elsewhere": .number(Double(elsewhere)), "neutral": .number(Double(neutral)),
      "unstable": .number(Double(unstable)), "missing": .number(Double(missing)),
    ])
  }
}
