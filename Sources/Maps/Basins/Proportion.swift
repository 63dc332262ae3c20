import RealModule

/// A share that was counted in a sample, with the interval in which the true one lies with confidence 95 %.
public struct Proportion: Sendable, Equatable {
  /// How many of how many.
  public let count: Int, of: Int

  /// A count of a sample.
  public init(_ count: Int, of total: Int) {
    self.count = count
    of = total
  }

  /// The share.
  public var value: Double { of == 0 ? .nan : Double(count) / Double(of) }

  /// Wilson's score interval, which is right at shares of 0 and 1 too.
  ///
  /// Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22, 1927.
  public var interval: ClosedRange<Double> {
    guard of > 0 else { return 0...1 }
    let (n, z) = (Double(of), 1.959963984540054)
    let scale = 1 + z * z / n
    let centre = (value + z * z / (2 * n)) / scale
    let half = z * (value * (1 - value) / n + z * z / (4 * n * n)).squareRoot() / scale
    return max(0, min(value, centre - half))...min(1, max(value, centre + half))
  }
}
