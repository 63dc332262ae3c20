import Datasets
import TorchTensors
import Training

/// Scores samples against a reference, with the noise floor beside every number.
///
///     let evaluator = try Evaluator(data: dataset, features: ClassifierFeatures(folder: run), samples: 5000)
///     let sheet = try evaluator.scores(of: generator)
///     sheet["frechet-distance"]?.value
///
/// Both sides have equally many samples, drawn by the seed: scores of different counts cannot be compared. The noise floor
/// is what the reference scores against as many other samples of itself. What depends on the reference alone is computed
/// once and kept, so that many generators (or many steps of one) are scored for the price of their own samples. Used by
/// one thread at a time.
public final class Evaluator {
  /// How much is looked at.
  public struct Options: Sendable, Equatable {
    /// Samples a side; nil for 10,000, or as many as there are, so that the reference has as many others.
    public var samples: Int?
    /// Resampled sets of each interval.
    public var replicates = 200
    /// The seed of all that is drawn.
    public var seed: UInt64 = 0

    /// The standard ones.
    public init(samples: Int? = nil, seed: UInt64 = 0) {
      self.samples = samples
      self.seed = seed
    }
  }

  /// Samples a side where nothing else is said.
  public static let standardSamples = 10_000

  /// What samples are to be like.
  public let reference: any SampleSource
  /// What features they are compared by.
  public let features: any FeatureExtractor
  /// The scores, in order.
  public let scores: [any Score]
  /// How much is looked at.
  public let options: Options
  private let modes: GaussianMixture?
  private let drawing: FeatureDrawing
  private var kept: Kept?

  /// What is known of the reference at a number of samples.
  private struct Kept {
    let count: Int
    let floorCount: Int
    let places: [Int]
    let compared: FeatureSet
    let floor: [String: (value: Double, interval: ClosedRange<Double>?)]
  }

  /// An evaluator against any source.
  ///
  /// - `scores`: nil for all of the catalogue that have what they need.
  /// - `cache`: where features are kept from one process to the next; nil for nowhere.
  public init(
    reference: any SampleSource, features: any FeatureExtractor, scores: [any Score]? = nil,
    options: Options = Options(),
    cache: FeatureCache? = nil
  ) throws {
    self.reference = reference
    self.features = features
    self.scores = scores ?? ScoreCatalogue.all
    self.options = options
    let isMixture = (reference as? DatasetSource)?.dataset is PointDataset
    modes =
      isMixture
      ? PointDistributions.catalogue.first { $0.name == reference.name } as? GaussianMixture : nil
    drawing = FeatureDrawing(
      extractor: features, cache: cache,
      needsSamples: self.scores.contains { $0.card.needs == .samples || $0.card.needs == .modes })
  }

  /// An evaluator against data.
  public convenience init(
    data: any Dataset, features: any FeatureExtractor, scores: [any Score]? = nil, samples: Int? = nil,
    seed: UInt64 = 0,
    cache: FeatureCache? = nil
  ) throws {
    try self.init(
      reference: DatasetSource(data), features: features, scores: scores,
      options: Options(samples: samples, seed: seed),
      cache: cache)
  }

  /// The scores of a trained model. A conditional one is told the classes of the data that it is compared with, so that the
  /// classes' shares do not count; `labels` tells it others.
  public func scores(
    of generator: any GenerativeModel, name: String = "the generator", labels: [Int]? = nil, checksum: String? = nil
  ) throws -> ScoreSheet {
    var told = labels
    if told == nil, generator.classes != nil, let data = (reference as? DatasetSource)?.dataset, data.labels != nil {
      let count = try self.count(for: nil)
      told = try data.batchLabels(places(count))
    }
    return try scores(
      of: GeneratorSource(generator, name: name, seed: options.seed, labels: told, checksum: checksum))
  }

  /// The scores of data.
  public func scores(of dataset: any Dataset) throws -> ScoreSheet { try scores(of: DatasetSource(dataset)) }

  /// The scores of any samples. Throws `EvaluationError` where nothing can be compared, what the sources throw.
  public func scores(of source: any SampleSource) throws -> ScoreSheet {
    guard source.sampleShape == reference.sampleShape else {
      throw EvaluationError.samplesDiffer(
        of: source.name, required: reference.sampleShape, given: source.sampleShape)
    }
    let count = try count(for: source)
    let kept = try known(count)
    // The samples' places are drawn apart from the reference's: data against themselves are other data.
    let places = try Self.draw(count, of: source.count, seed: options.seed, stream: 1)
    let pair = try pair(drawing.set(source, places), kept.compared)
    let found = try values(pair)
    return ScoreSheet(
      samples: source.name, reference: reference.name, count: count, floorCount: kept.floorCount,
      features: features.name, seed: options.seed,
      results: found.map { result in
        let floor = kept.floor[result.card.name]
        return ScoreResult(
          name: result.card.name, score: result.score, value: result.value, low: result.interval?.lowerBound,
          high: result.interval?.upperBound, floor: floor?.value, floorLow: floor?.interval?.lowerBound,
          floorHigh: floor?.interval?.upperBound, better: result.card.better.rawValue, remark: result.remark)
      }, remarks: remarks(source, kept))
  }

  // MARK: - Counts

  private func count(for source: (any SampleSource)?) throws -> Int {
    let (own, data) = (source?.count ?? .max, reference.count ?? .max)
    let least = 2
    let count = options.samples ?? min(Self.standardSamples, own, data == .max ? .max : data / 2)
    for (name, available) in [(source?.name ?? "", own), (reference.name, data)]
    where available < max(count, least) {
      throw EvaluationError.tooFew(of: name, required: max(count, least), given: available)
    }
    guard count >= least else { throw EvaluationError.tooFew(of: reference.name, required: 2 * least, given: data) }
    return count
  }

  private func remarks(_ source: any SampleSource, _ kept: Kept) -> [String] {
    var remarks: [String] = []
    if let own = source.fingerprint, own == reference.fingerprint {
      remarks.append("both sides are the same samples: some are drawn for both")
    }
    if let own = source.count, own > kept.count || (reference.count ?? .max) > 2 * kept.count, own != reference.count {
      let data = reference.count.map(String.init) ?? "any number"
      remarks.append(
        "\(source.name) has \(own) samples and \(reference.name) \(data): \(kept.count) of each are compared, drawn by "
          + "seed \(options.seed)")
    }
    if kept.floorCount < kept.count {
      remarks.append(
        "the reference has fewer than \(2 * kept.count) samples: its noise floor is of \(kept.floorCount) a side, and "
          + "that of \(kept.count) would be lower; give --samples \(kept.floorCount) for the same on both")
    }
    return remarks
  }

  // MARK: - The reference

  private func places(_ count: Int) throws -> [Int] {
    if let kept, kept.count == count { return kept.places }
    return try Array(
      Self.draw(reference.count ?? 2 * count, of: reference.count, seed: options.seed, stream: 0).prefix(count))
  }

  private func known(_ count: Int) throws -> Kept {
    if let kept, kept.count == count { return kept }
    let available = reference.count ?? 2 * count
    let order = try Self.draw(available, of: reference.count, seed: options.seed, stream: 0)
    let compared = try drawing.set(reference, Array(order.prefix(count)))
    let half = min(count, available / 2)
    let others = try drawing.set(reference, Array(order.suffix(half)))
    let first = half == count ? compared : try drawing.set(reference, Array(order.prefix(half)))
    var floor: [String: (value: Double, interval: ClosedRange<Double>?)] = [:]
    for result in try values(pair(others, first)) {
      if let value = result.value { floor[result.card.name] = (value, result.interval) }
    }
    let made = Kept(
      count: count, floorCount: half, places: Array(order.prefix(count)), compared: compared, floor: floor)
    kept = made
    return made
  }

  /// The places of `count` different samples, in a random order.
  private static func draw(_ count: Int, of available: Int?, seed: UInt64, stream: UInt64) throws -> [Int] {
    guard let available else { return Array(0..<count) }
    return try RandomStream(seed: seed, stream: RandomUse.evaluation, step: stream).permutation(available).int64s()
      .prefix(count).map(Int.init)
  }

  private func pair(_ samples: FeatureSet, _ reference: FeatureSet) throws -> ScoredPair {
    try ScoredPair(samples, against: reference, modes: modes, seed: options.seed)
  }

  // MARK: - Values

  private struct Value {
    let score: String
    let card: ValueCard
    var value: Double?
    var interval: ClosedRange<Double>?
    var remark: String?
  }

  /// All scores of a pair; what a score refuses is a remark.
  private func values(_ pair: ScoredPair) throws -> [Value] {
    func bootstrap(_ set: FeatureSet, _ side: UInt64) throws -> Bootstrap {
      try Bootstrap(count: set.count, replicates: options.replicates, seed: options.seed &+ side)
    }
    let (own, data) = (try bootstrap(pair.samples, 0), try bootstrap(pair.reference, 1))
    return try scores.flatMap { score -> [Value] in
      do {
        return try withoutGradient {
          try score.estimates(pair).map { estimate in
            guard estimate.value.isFinite else {
              return Value(
                score: score.card.name, card: estimate.card,
                remark: "no finite number comes of these samples; are all of them alike, or huge?")
            }
            return Value(
              score: score.card.name, card: estimate.card, value: estimate.value,
              interval: try estimate.interval(samples: own, reference: data), remark: estimate.remark)
          }
        }
      } catch let refusal as ScoreRefusal {
        return score.card.values.map {
          Value(score: score.card.name, card: $0, remark: refusal.description)
        }
      }
    }
  }
}
