/// Divides a stretch of an experiment's progress among its parts, in proportion to their work.
public struct ProgressShares {
  private let whole: ClosedRange<Double>
  private let works: [Double]
  private var done = 0

  /// Parts of these works, in their order.
  public init(_ whole: ClosedRange<Double>, works: [Double]) {
    self.whole = whole
    self.works = works
  }

  /// The stretch of the next part; an empty one at the end after the last.
  public mutating func next() -> ClosedRange<Double> {
    let total = max(works.reduce(0, +), .leastNormalMagnitude)
    func place(_ count: Int) -> Double {
      let share = works.prefix(count).reduce(0, +) / total
      return whole.lowerBound + min(1, share) * (whole.upperBound - whole.lowerBound)
    }
    defer { done += 1 }
    return place(done)...place(done + 1)
  }
}
