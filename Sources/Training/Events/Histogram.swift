/// How values are distributed, in TensorBoard's buckets.
///
/// Buckets of equal width between the least and the greatest finite value; `limits[i]` is bucket i's upper edge, and a
/// value on an edge counts in the bucket above it, the greatest value in the last. Values that are not finite are left
/// out and counted in `skipped`.
public struct Histogram: Equatable, Sendable {
  /// The least and the greatest value, their number, sum and sum of squares; zeros where there is none.
  public let minimum: Double, maximum: Double, count: Double, sum: Double, sumOfSquares: Double
  /// The upper edges of the buckets.
  public let limits: [Double]
  /// How many values each bucket holds.
  public let counts: [Double]
  /// How many values were not finite.
  public let skipped: Int

  /// The histogram of these values. At least one bucket; where all values are equal, exactly one.
  public init(of values: [Double], buckets: Int = 30) {
    let finite = values.filter(\.isFinite)
    skipped = values.count - finite.count
    let (low, high) = (finite.min() ?? 0, finite.max() ?? 0)
    minimum = low
    maximum = high
    count = Double(finite.count)
    sum = finite.reduce(0, +)
    sumOfSquares = finite.reduce(0) { $0 + $1 * $1 }
    // Halved first: high - low may overflow.
    let width = high / 2 - low / 2
    let number = width > 0 ? max(1, buckets) : 1
    limits = (1...number).map { $0 == number ? high : 2 * (low / 2 + width * (Double($0) / Double(number))) }
    var counts = [Double](repeating: 0, count: number)
    for value in finite {
      let place = width > 0 ? (value / 2 - low / 2) / width * Double(number) : 0
      counts[min(Int(place), number - 1)] += 1
    }
    self.counts = counts
  }
}
