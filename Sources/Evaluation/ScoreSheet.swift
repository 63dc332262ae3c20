import Foundation

/// A number of a score, beside what data score against other data.
public struct ScoreResult: Sendable, Equatable, Codable {
  /// The value's name: `precision`.
  public let name: String
  /// The score that it belongs to: `precision-recall`.
  public let score: String
  /// The number; nil where there is none, and the remark says why.
  public let value: Double?
  /// The middle 95 % of what other samples of the same distributions would give.
  public let low: Double?, high: Double?
  /// The noise floor: data against as many other data. What a perfect generator would reach.
  public let floor: Double?
  /// The floor's own 95 %.
  public let floorLow: Double?, floorHigh: Double?
  /// `higher`, `lower`, or `likeData`.
  public let better: String
  /// What has to be known to read it; nil where nothing has.
  public let remark: String?

  /// `value` over `floor`: of a distance, how many times farther than data are. Nil where there is no floor above zero.
  public var ratio: Double? {
    guard let value, let floor, floor > 0 else { return nil }
    return value / floor
  }
}

/// All scores of samples against a reference.
public struct ScoreSheet: Sendable, Equatable, Codable {
  /// What is judged, and what it is to be like.
  public let samples: String, reference: String
  /// Samples a side.
  public let count: Int
  /// Samples a side of the noise floor.
  public let floorCount: Int
  /// Where the features come from.
  public let features: String
  /// The seed of everything that was drawn.
  public let seed: UInt64
  /// The numbers in the catalogue's order.
  public let results: [ScoreResult]
  /// What has to be known of all of them.
  public let remarks: [String]

  /// The number of this name; nil where it was not asked for.
  public subscript(name: String) -> ScoreResult? { results.first { $0.name == name } }

  /// What has a value, by name.
  public var values: [String: Double] {
    Dictionary(uniqueKeysWithValues: results.compactMap { result in result.value.map { (result.name, $0) } })
  }

  /// Tab-separated text: a line a number, with its interval, the floor and its interval; empty where there is none.
  public var tsv: String {
    let header = ["score", "value", "low", "high", "floor", "floor-low", "floor-high", "remark"]
    let lines = results.map { result in
      [result.name]
        + [result.value, result.low, result.high, result.floor, result.floorLow, result.floorHigh]
        .map { $0.map { "\($0)" } ?? "" } + [result.remark ?? ""]
    }
    return ([header] + lines).map { $0.joined(separator: "\t") }.joined(separator: "\n") + "\n"
  }

  /// The same for people: aligned columns, remarks below.
  public var text: String {
    func number(_ x: Double?) -> String {
      guard let x else { return "-" }
      return x == 0 || (abs(x) >= 1e-3 && abs(x) < 1e6) ? String(format: "%.4g", x) : String(format: "%.3e", x)
    }
    func interval(_ low: Double?, _ high: Double?) -> String {
      guard let low, let high else { return "-" }
      return "\(number(low)) to \(number(high))"
    }
    let rows =
      [["score", "value", "95 %", "data", "95 %"]]
      + results.map {
        [$0.name, number($0.value), interval($0.low, $0.high), number($0.floor), interval($0.floorLow, $0.floorHigh)]
      }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    var lines = [
      "\(samples) against \(reference): \(count) samples a side, features: \(features)",
      "data: the noise floor, \(floorCount) data against as many other data",
    ]
    lines += rows.map { row in
      zip(row, widths).map { $0.padding(toLength: $1, withPad: " ", startingAt: 0) }.joined(separator: "  ")
        .trimmingCharacters(in: .whitespaces)
    }
    lines += remarks
    lines += results.compactMap { result in result.remark.map { "\(result.name): \($0)" } }
    return lines.joined(separator: "\n")
  }
}
