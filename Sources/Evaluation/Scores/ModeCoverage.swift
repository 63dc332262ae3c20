import Datasets
import TorchTensors

/// On a mixture of Gaussians in the plane: how many modes have samples, and the share of samples that are near one.
///
/// A sample is good where it lies within three standard deviations σ of its nearest centre; a mode is covered where some
/// good sample is nearest to it. Of the mixture itself a share of 1 - e^(-9/2) = 0.98889 is good.
///
/// Source: A. Srivastava et al., "VEEGAN: reducing mode collapse in GANs using implicit variational learning", 2017,
/// arXiv:1705.07761; Z. Lin et al., "PacGAN", 2018, arXiv:1712.04086.
public struct ModeCoverage: Score {
  /// How many standard deviations count as near.
  public let reach: Double

  /// Within three standard deviations, unless something else is said.
  public init(reach: Double = 3) { self.reach = reach }

  /// See `Score`.
  public let card = ScoreCard(
    name: "mode-coverage", title: "modes and good samples",
    formula: "modes with a sample within 3σ; share of samples within 3σ",
    source: "Srivastava et al., 2017, arXiv:1705.07761", needs: .modes,
    values: [ValueCard("modes", better: .higher), ValueCard("good-samples", better: .likeData, range: 0...1)])

  /// Both.
  public func estimates(_ pair: ScoredPair) throws -> [Estimate] {
    guard let mixture = pair.modes else {
      throw ScoreRefusal("modes are known of the mixtures ring and grid alone, and the reference is none of them")
    }
    guard let samples = pair.samples.samples, samples.shape[1] == 2 else {
      throw ScoreRefusal("modes are those of points in the plane, and the samples are none")
    }
    let centres = try Tensor(
      mixture.centres.flatMap { [$0.x, $0.y] }, shape: [mixture.centres.count, 2], dtype: .float64)
    let squares = try (samples.to(.float64).unsqueeze(1) - centres.unsqueeze(0)).square().sum([2])
    let limit = reach * mixture.standardDeviation
    let good = try squares.min([1]).lessOrEqual(limit * limit).to(.float64)
    // [n, modes]: 1 at the nearest centre of a good sample.
    let hits = try squares.argmin(1).oneHot(classes: mixture.centres.count).to(.float64) * good.unsqueeze(1)
    let covered = try hits.sum([0]).greater(0).sum().item()
    return [
      Estimate(
        card.values[0], covered, .resampled { try $0.matmul(hits).greater(0).sum([1]).doubles() },
        remark: "of \(mixture.centres.count)"),
      Estimate(card.values[1], try good.mean().item(), .influences(samples: good, reference: nil)),
    ]
  }
}
