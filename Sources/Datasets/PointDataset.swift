import DurableFiles

/// Points of ℝᵈ, N × D contiguous, with optional labels: the toy data of GANs, mostly with D = 2.
public struct PointDataset: Dataset, Equatable {
  /// A short name for records and plots.
  public let name: String
  /// The number of points, N.
  public let count: Int
  /// The number of coordinates of a point, D.
  public let dimension: Int
  /// The coordinates, N × D, row-major.
  public let values: [Double]
  /// The class of each point, such as the mode of a mixture it was drawn from, or nil.
  public let labels: [Int]?
  /// "point", and "label" where there are labels.
  public let fields: [FieldCard]
  /// Of shape, coordinates (their bits) and labels.
  public let fingerprint: Fingerprint

  /// Checks the shapes and labels and takes the fingerprint.
  ///
  /// `count` follows from the number of values. Throws `wrongShape` where `values` is empty or not a whole number of
  /// points, `invalidArgument` where one is not finite, `countMismatch` and `labelOutOfRange` for wrong labels.
  public init(
    name: String, dimension: Int = 2, values: [Double], labels: [Int]? = nil, classNames: [String] = []
  ) throws(FileError) {
    guard dimension > 0, !values.isEmpty, values.count % dimension == 0 else {
      throw FileError(
        .wrongShape, subject: name, required: "a positive whole number of points of positive dimension",
        given: "\(values.count) values for points of dimension \(dimension)",
        remedy: "give `dimension` coordinates for each of at least one point")
    }
    if let place = values.firstIndex(where: { !$0.isFinite }) {
      throw FileError(
        .invalidArgument, subject: name, required: "finite coordinates",
        given: "\(values[place]) in point \(place / dimension)",
        remedy: "remove or repair the points with missing values before making the data set")
    }
    try checkLabels(labels, classNames: classNames, count: values.count / dimension, name: name)
    self.name = name
    self.count = values.count / dimension
    self.dimension = dimension
    self.values = values
    self.labels = labels
    fields =
      [FieldCard(FieldCard.pointName, .reals, shape: [dimension])]
      + (labels == nil ? [] : [.category(classNames: classNames)])
    var fingerprint = Fingerprint()
    fingerprint.absorb([values.count / dimension, dimension])
    for value in values { fingerprint.absorb(value.bitPattern) }
    if let labels { fingerprint.absorb(labels) }
    self.fingerprint = fingerprint
  }

  /// The points at `indices` as floats, `indices.count` × D, not rescaled.
  public func floats(_ field: String, at indices: [Int]) throws(FileError) -> [Float] {
    guard field == FieldCard.pointName else { throw unknown(field, isFloat: true) }
    return try gather(indices, of: values, size: dimension) { Float($0) }
  }

  /// The labels at `indices`.
  public func integers(_ field: String, at indices: [Int]) throws(FileError) -> [Int] {
    try gatherLabels(field, labels, at: indices)
  }
}
