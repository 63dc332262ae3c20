import Foundation

/// A number that was measured once a seed: its median and its extremes.
public struct SeedSpread: Sendable, Equatable {
  /// The numbers, one a seed, ascending; NaN last.
  public let values: [Double]

  /// Of these numbers, in any order.
  public init(_ values: [Double]) {
    self.values = values.sorted { a, b in b.isNaN ? !a.isNaN : a < b }
  }

  /// The middle one, or the mean of the two in the middle; NaN of none.
  public var median: Double {
    guard !values.isEmpty else { return .nan }
    let middle = values.count / 2
    return values.count.isMultiple(of: 2) ? (values[middle - 1] + values[middle]) / 2 : values[middle]
  }
  /// The smallest; NaN of none.
  public var least: Double { values.first ?? .nan }
  /// The largest; NaN of none, or where one is.
  public var greatest: Double { values.last ?? .nan }

  /// `median 0.412, from 0.38 to 0.45 over 5 seeds`: what a claim has measured.
  public var measured: Claim.Quantity {
    func short(_ value: Double) -> String { String(format: "%.3g", value) }
    if values.count == 1 { return .text("\(short(median)), one seed") }
    return .text("median \(short(median)), from \(short(least)) to \(short(greatest)) over \(values.count) seeds")
  }
}
