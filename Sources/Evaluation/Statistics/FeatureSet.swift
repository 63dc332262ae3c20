import TorchTensors

/// Samples as scores see them: feature vectors, class probabilities, the samples themselves; and the statistics of the
/// set, each computed when it is first asked for and kept.
///
/// One set is compared with many (data with the samples of every checkpoint), so what depends on it alone is its own:
/// moments, the root of the covariance, the nearest neighbours. Used by one thread at a time.
public final class FeatureSet {
  /// Feature vectors, [n, d], as the extractor gave them.
  public let features: Tensor
  /// Logits of classes, [n, K]; nil where the features come without.
  public let logits: Tensor?
  /// The samples themselves, flattened, [n, size]; nil where they were too large to be kept.
  public let samples: Tensor?
  /// The number of samples.
  public let count: Int
  /// The length of a feature vector.
  public let dimension: Int

  private var keptMoments: FeatureMoments?
  private var keptRoot: CovarianceRoot?
  private var keptProbabilities: ClassProbabilities?
  private var keptNeighbours: (count: Int, squares: Tensor)?

  /// A set of feature vectors. Throws `TrainingError.badSetting` unless features are a finite matrix of at least one row,
  /// and logits and samples have as many rows.
  public init(features: Tensor, logits: Tensor? = nil, samples: Tensor? = nil) throws {
    let shape = features.shape
    guard shape.count == 2, shape[0] >= 1, shape[1] >= 1 else {
      throw EvaluationError.shape(what: "features", required: "a matrix [samples, features]", given: shape)
    }
    for (what, other) in [("logits", logits), ("samples", samples)] {
      guard let other, other.shape.first != shape[0] || other.rank < 2 else { continue }
      throw EvaluationError.shape(what: what, required: "\(shape[0]) rows, one a sample", given: other.shape)
    }
    for (what, numbers) in [("features", features), ("logits", logits ?? features)] where try !numbers.isAllFinite() {
      throw EvaluationError.notFinite(what: what)
    }
    self.features = try features.detach().to(.cpu)
    self.logits = try logits?.detach().to(.cpu)
    self.samples = try samples?.detach().to(.cpu).flatten(1)
    count = shape[0]
    dimension = shape[1]
  }

  /// Mean and centred rows; see `FeatureMoments`.
  public var moments: FeatureMoments {
    get throws {
      if let keptMoments { return keptMoments }
      let made = try FeatureMoments(of: features)
      keptMoments = made
      return made
    }
  }

  /// A root of the covariance; see `CovarianceRoot`. O(min(n, d)³).
  public var covarianceRoot: CovarianceRoot {
    get throws {
      if let keptRoot { return keptRoot }
      let made = try CovarianceRoot(of: features, moments)
      keptRoot = made
      return made
    }
  }

  /// The classes' probabilities; nil without logits.
  var probabilities: ClassProbabilities? {
    get throws {
      if let keptProbabilities { return keptProbabilities }
      guard let logits else { return nil }
      let made = try ClassProbabilities(logits: logits)
      keptProbabilities = made
      return made
    }
  }

  /// The squared distances of each vector to the `neighbours` other vectors of the set nearest to it, ascending,
  /// [n, neighbours]. O(n² d), in blocks of rows.
  func nearestSquares(_ neighbours: Int) throws -> Tensor {
    if let kept = keptNeighbours, kept.count >= neighbours {
      return try kept.squares.narrow(1, start: 0, length: neighbours)
    }
    let distances = try SquaredDistances(from: features, to: features, centre: moments.mean)
    // The smallest of a row is the distance to itself.
    let squares = try distances.blocks { _, block in
      try block.smallest(neighbours + 1, 1).narrow(1, start: 1, length: neighbours)
    }
    let made = try Tensor.concatenate(squares)
    keptNeighbours = (neighbours, made)
    return made
  }
}
