import DurableFiles

/// A distribution in the plane from which toy data sets are drawn.
///
/// A new one is one file that conforms and one line in `PointDistributions.catalogue`.
public protocol PointDistribution: Sendable {
  /// A short name, as a user types it.
  var name: String { get }
  /// One line for lists and help texts.
  var summary: String { get }
  /// The names of the classes that label the points.
  var classNames: [String] { get }
  /// The centres of the modes, one a class, by which the coverage of a generator is measured; empty where the
  /// distribution has no separate modes.
  var centres: [SIMD2<Double>] { get }
  /// `count` independent points, labelled. The same numbers on every platform; point i depends on (seed, i) alone, so a
  /// smaller sample is the beginning of a larger one. Throws `wrongShape` for count < 1.
  func sample(count: Int, seed: UInt64) throws(FileError) -> PointDataset
}

/// All toy distributions.
public enum PointDistributions {
  /// The catalogue, with the parameters of the literature.
  public static let catalogue: [any PointDistribution] = [
    GaussianMixture.ring(),
    GaussianMixture.grid(),
    Spiral(),
  ]
}

extension PointDistribution {
  /// Draws point i, with its class, from a generator of its own.
  func collect(
    count: Int, seed: UInt64, draw: (inout SeededGenerator) -> (point: SIMD2<Double>, label: Int)
  ) throws(FileError) -> PointDataset {
    var values: [Double] = []
    var labels: [Int] = []
    values.reserveCapacity(2 * max(count, 0))
    labels.reserveCapacity(max(count, 0))
    for index in 0..<max(count, 0) {
      var generator = SeededGenerator(seed: seed, stream: StreamPurpose.points, index: UInt64(index))
      let (point, label) = draw(&generator)
      values.append(point.x)
      values.append(point.y)
      labels.append(label)
    }
    return try PointDataset(name: name, values: values, labels: labels, classNames: classNames)
  }
}
