import Datasets
import TorchTensors

/// Two sets that are compared: samples, and the reference that they are to be like. What scores share of a pair is
/// computed once.
public final class ScoredPair {
  /// What is judged: generated samples, a folder.
  public let samples: FeatureSet
  /// What they are to be like: the data.
  public let reference: FeatureSet
  /// The centres and width of the modes, where the reference is such a mixture.
  public let modes: GaussianMixture?
  /// Neighbours that span the balls of precision and recall (k = 3) and of density and coverage (k = 5).
  public let manifoldNeighbours: Int, ballNeighbours: Int
  /// The seed of what scores draw: subsets, directions.
  public let seed: UInt64

  private var keptCrossing: NeighbourCrossing?
  private var keptCross: Tensor??

  /// Two sets of features of one length. Throws `EvaluationError.shape` otherwise.
  public init(
    _ samples: FeatureSet, against reference: FeatureSet, modes: GaussianMixture? = nil, manifoldNeighbours: Int = 3,
    ballNeighbours: Int = 5, seed: UInt64 = 0
  ) throws {
    guard samples.dimension == reference.dimension else {
      throw EvaluationError.shape(
        what: "features", required: "vectors of the reference's length \(reference.dimension)",
        given: samples.features.shape)
    }
    self.samples = samples
    self.reference = reference
    self.modes = modes
    self.manifoldNeighbours = manifoldNeighbours
    self.ballNeighbours = ballNeighbours
    self.seed = seed
  }

  /// The smaller number of samples.
  public var count: Int { min(samples.count, reference.count) }

  /// Refuses where a side has fewer samples than a score needs.
  func require(_ needed: Int, for score: String) throws {
    if count < needed {
      throw ScoreRefusal("\(score) requires at least \(needed) samples a side, and there are \(count); give more")
    }
  }

  /// Who lies in whose neighbourhood; see `NeighbourCrossing`.
  func crossing() throws -> NeighbourCrossing {
    if let keptCrossing { return keptCrossing }
    let made = try NeighbourCrossing(self)
    keptCrossing = made
    return made
  }

  /// A₁ᵀ A₂ of the covariances' roots; nil where one of the sets is a single point.
  func crossOfRoots() throws -> Tensor? {
    if let keptCross { return keptCross }
    var made: Tensor?
    if let a = try samples.covarianceRoot.root, let b = try reference.covarianceRoot.root {
      made = try a.transpose().matmul(b)
    }
    keptCross = .some(made)
    return made
  }
}

/// One pass over all distances between two sets.
struct NeighbourCrossing {
  /// For each sample the least of d² - r_k² over the reference, r the radius of the reference's manifold there: at most
  /// zero where the sample lies in it.
  let sampleMargins: Tensor
  /// For each of the reference the same of the samples' manifold.
  let referenceMargins: Tensor
  /// For each sample in how many of the reference's balls it lies.
  let ballsAroundSamples: Tensor
  /// For each of the reference whether a sample is in its ball: 0 or 1.
  let covered: Tensor
  /// For each sample whether it is as near to its nearest of the reference as that is to any other of the reference, or
  /// nearer.
  let copies: Tensor
  /// How many of the reference have an equal there, and how many so many that their balls are points.
  let repeated: Int, pointBalls: Int

  init(_ pair: ScoredPair) throws {
    let (k, balls) = (pair.manifoldNeighbours, pair.ballNeighbours)
    func radius(_ set: FeatureSet, _ k: Int) throws -> Tensor {
      try set.nearestSquares(max(pair.manifoldNeighbours, pair.ballNeighbours)).narrow(1, start: k - 1, length: 1)
    }
    let manifold = try radius(pair.reference, k).transpose()
    let ball = try radius(pair.reference, balls).transpose()
    let nearest = try radius(pair.reference, 1).squeeze(1)
    repeated = try nearest.doubles().count { $0 == 0 }
    pointBalls = try ball.doubles().count { $0 == 0 }
    let ofSamples = try radius(pair.samples, k)
    let distances = try SquaredDistances(
      from: pair.samples.features, to: pair.reference.features, centre: pair.reference.moments.mean)
    var leastToReference: Tensor?, leastMargin: Tensor?
    let parts = try distances.blocks { rows, block in
      let toReference = try block.min([0])
      leastToReference = try leastToReference.map { try $0.minimum(toReference) } ?? toReference
      let margin = try (block - ofSamples.narrow(0, start: rows.lowerBound, length: rows.count)).min([0])
      leastMargin = try leastMargin.map { try $0.minimum(margin) } ?? margin
      let near = try block.argmin(1)
      return (
        margin: try (block - manifold).min([1]), balls: try block.less(ball).sum([1]).to(.float64),
        copies: try block.min([1]).lessOrEqual(nearest.indexSelect(0, near)).to(.float64)
      )
    }
    guard let leastToReference, let leastMargin else { throw ScoreRefusal("there are no samples") }
    sampleMargins = try Tensor.concatenate(parts.map(\.margin))
    ballsAroundSamples = try Tensor.concatenate(parts.map(\.balls))
    copies = try Tensor.concatenate(parts.map(\.copies))
    referenceMargins = leastMargin
    covered = try leastToReference.less(ball.squeeze(0)).to(.float64)
  }
}
