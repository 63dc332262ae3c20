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
  fileprivate var word: String {
    switch self {
    case .equilibrium: "converged"
    case .diverged: "diverged"
    case .cycle: "cycle"
    case .unsettled: "unsettled"
    case .drifting: "drifting"
    case .atRest: "at-rest"
    case .solverBrokeDown: "solver-broke-down"
    }
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
