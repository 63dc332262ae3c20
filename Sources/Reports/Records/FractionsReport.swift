import Foundation
import GameDynamics
import Maps

/// What fractions of basins say, line by line and as a result.
public struct FractionsReport {
  /// The lines.
  public let lines: [String]
  /// `samples`, `attractors` and `cycles` (null where one is gone), `shares` (each `outcome`, `code`, `count`, `share`, `low`, `high`).
  public let result: [String: ResultValue]

  /// The report of fractions at one value.
  public init(_ fractions: BasinFractions) {
    lines = fractions.counts.map { outcome, share in
      var place = ""
      if case .equilibrium(let k) = outcome, let point = fractions.attractors[k], point.x.count + point.y.count <= 8 {
        place = ", at \(MotionReport.text(point))"
      }
      return String(
        format: "%.4g %% (95 %%: %.4g to %.4g) %@%@", 100 * share.value, 100 * share.interval.lowerBound,
        100 * share.interval.upperBound, outcome.phrase, place)
    }
    result = [
      "samples": .number(Double(fractions.counts.first?.share.of ?? 0)),
      "attractors": .list(fractions.attractors.map { ResultValue($0) }),
      "cycles": .list(fractions.cycles.map { $0?.result ?? .none }),
      "shares": .list(
        fractions.counts.map { outcome, share in
          .object([
            "outcome": .text(outcome.word), "code": .number(outcome.code), "count": .number(Double(share.count)),
            "share": .number(share.value), "low": .number(share.interval.lowerBound),
            "high": .number(share.interval.upperBound),
          ])
        }),
    ]
  }
}
