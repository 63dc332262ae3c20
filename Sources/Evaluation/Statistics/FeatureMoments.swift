import TorchTensors

/// The mean of feature vectors, in double precision.
public struct FeatureMoments {
  /// [1, d].
  public let mean: Tensor
  /// The trace of the covariance with divisor n - 1; 0 for one sample.
  public let totalVariance: Double

  init(of features: Tensor) throws {
    let count = features.shape[0]
    var sum = try Tensor.zeros([1, features.shape[1]], dtype: .float64)
    try Rows.each(of: features) { _, rows in sum = try sum + rows.sum([0], keepingDimensions: true) }
    mean = try sum / Double(count)
    let centre = mean
    var squares = 0.0
    try Rows.each(of: features) { _, rows in squares += try (rows - centre).square().sum().item() }
    totalVariance = squares / Double(max(1, count - 1))
  }
}

/// A root of a covariance matrix: Σ = A Aᵀ with AᵀA = diag(λ), where λ are the eigenvalues above rounding.
///
///     Σ = Σᵢ (xᵢ - μ)(xᵢ - μ)ᵀ / (n - 1)
///
/// With r = rank Σ columns, singular covariances (fewer samples than features, features that never fire) are no special
/// case: nothing is inverted but λ > 0. From the smaller of Σ and the Gram matrix of the centred rows, so O(min(n, d)³)
/// and no d x d matrix where there are few samples.
public struct CovarianceRoot {
  /// A, [d, r]; nil where all vectors are equal.
  public let root: Tensor?
  /// λ, [r], ascending.
  public let values: Tensor?

  /// The number of columns.
  public var rank: Int { root?.shape[1] ?? 0 }

  init(of features: Tensor, _ moments: FeatureMoments) throws {
    let (count, dimension) = (features.shape[0], features.shape[1])
    let scale = 1 / Double(max(1, count - 1))
    let isTall = count > dimension
    let matrix: Tensor
    if isTall {
      matrix = try Tensor.zeros([dimension, dimension], dtype: .float64)
      try Rows.each(of: features) { _, rows in
        let centred = try rows - moments.mean
        try matrix.add_(centred.transpose().matmul(centred), alpha: scale)
      }
    } else {
      let centred = try features.to(.float64) - moments.mean
      matrix = try centred.matmul(centred.transpose()) * scale
    }
    let (all, vectors) = try matrix.symmetricEigen()
    // What rounding leaves of a zero is within n ε of the largest.
    let numbers = try all.doubles()
    let floor = (numbers.last ?? 0) * Double(matrix.shape[0]) * Double.ulpOfOne
    let rank = numbers.count { $0 > floor && $0 > 0 }
    guard rank > 0 else {
      (root, values) = (nil, nil)
      return
    }
    let start = numbers.count - rank
    let kept = try all.narrow(0, start: start, length: rank)
    let columns = try vectors.narrow(1, start: start, length: rank)
    values = kept
    // Of the Gram matrix's eigenvectors V: A = X̃ᵀ V / √(n - 1).
    root =
      try isTall
      ? columns * kept.sqrt()
      : (features.to(.float64) - moments.mean).transpose().matmul(columns) * scale.squareRoot()
  }
}

/// Rows of a matrix in double precision, some thousand at a time: memory for a block, not for a second matrix.
enum Rows {
  static let block = 2048

  static func each(of matrix: Tensor, _ body: (Range<Int>, Tensor) throws -> Void) throws {
    let count = matrix.shape[0]
    for start in stride(from: 0, to: count, by: block) {
      let end = min(start + block, count)
      try body(start..<end, matrix.narrow(0, start: start, length: end - start).to(.float64))
    }
  }
}
