/// What a map says in a few numbers, collected row by row.
public struct MapSummary: Sendable, Equatable {
  /// How many nodes there are.
  public private(set) var nodes = 0
  /// How many have a finite number.
  public private(set) var finite = 0
  /// How many numbers are below the kind's boundary: 1 for spectral radii and rates, 0 for Lyapunov exponents (-∞ is
  /// below); those that are neutral are not.
  public private(set) var below = 0
  /// How many numbers are on the boundary, as far as they are known.
  public private(set) var neutral = 0
  /// The least and the greatest finite number; nil when there is none.
  public private(set) var range: ClosedRange<Double>?
  /// How many nodes have each whole number, for maps of outcomes, with at most 64 numbers told apart.
  public private(set) var counts: [Double: Int] = [:]
  private let boundary: Double
  private let neutralWidth: Double
  private let countsValues: Bool

  /// Nothing yet, for a map of this kind.
  public init(of kind: MapKind) {
    boundary = kind.boundary ?? -.infinity
    neutralWidth = kind.neutralWidth
    countsValues = kind.countsValues
  }

  /// Takes a row.
  public mutating func add(_ row: [Double]) {
    nodes += row.count
    for value in row {
      if abs(value - boundary) <= neutralWidth { neutral += 1 } else if value < boundary { below += 1 }
      guard value.isFinite else { continue }
      finite += 1
      range = range.map { min($0.lowerBound, value)...max($0.upperBound, value) } ?? value...value
      if countsValues, counts[value] != nil || counts.count < 64 { counts[value, default: 0] += 1 }
    }
  }

  /// The outcomes on a map of outcomes, the most frequent first.
  public var outcomes: [(outcome: MapOutcome, nodes: Int)] {
    counts.compactMap { code, count in MapOutcome(code: code).map { ($0, count) } }
      .sorted { $0.nodes != $1.nodes ? $0.nodes > $1.nodes : $0.outcome.code > $1.outcome.code }
  }
}
