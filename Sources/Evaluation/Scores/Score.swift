import TorchTensors

/// A way to judge samples against a reference: one number or a few that belong together.
///
/// **To write a score**: a type with a card and `estimates`, one line in `ScoreCatalogue.all`. A value comes with its
/// influence function, from which the interval follows; refuse by `ScoreRefusal` where there is no value.
public protocol Score: Sendable {
  /// What it is.
  var card: ScoreCard { get }
  /// Its values for a pair. Throws `ScoreRefusal` where it has none, `TorchError`.
  func estimates(_ pair: ScoredPair) throws -> [Estimate]
}

/// What a score is, for lists and reports.
public struct ScoreCard: Sendable, Equatable, Encodable {
  /// What a score looks at.
  public enum Need: String, Sendable, Encodable {
    /// Feature vectors.
    case features
    /// A classifier's probabilities.
    case probabilities
    /// The samples themselves.
    case samples
    /// The samples, and known modes of the data.
    case modes
  }

  /// The name on the command line: `frechet-distance`.
  public let name: String
  /// The name in words.
  public let title: String
  /// The formula.
  public let formula: String
  /// Authors, title, year, arXiv id.
  public let source: String
  /// What it looks at.
  public let needs: Need
  /// The numbers that it gives.
  public let values: [ValueCard]

  /// A card.
  public init(
    name: String, title: String, formula: String, source: String, needs: Need, values: [ValueCard]
  ) {
    self.name = name
    self.title = title
    self.formula = formula
    self.source = source
    self.needs = needs
    self.values = values
  }

  private enum Key: String, CodingKey { case name, title, formula, source, needs, values }

  /// Writes the card, of the numbers their names.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(name, forKey: .name)
    try container.encode(title, forKey: .title)
    try container.encode(formula, forKey: .formula)
    try container.encode(source, forKey: .source)
    try container.encode(needs, forKey: .needs)
    try container.encode(values.map(\.name), forKey: .values)
  }
}

/// One number of a score.
public struct ValueCard: Sendable, Equatable {
  /// Which values are good.
  public enum Better: String, Sendable {
    /// The higher the better.
    case higher
    /// The lower the better.
    case lower
    /// The nearer to what data score against data.
    case likeData
  }

  /// The name in tables, metrics and TensorBoard.
  public let name: String
  /// Which values are good.
  public let better: Better
  /// What it can be; an interval ends there.
  public let range: ClosedRange<Double>

  /// A number of this name.
  public init(_ name: String, better: Better, range: ClosedRange<Double> = 0...Double.infinity) {
    self.name = name
    self.better = better
    self.range = range
  }
}

/// A score's number for a pair, and what other samples would make of it.
public struct Estimate {
  /// What is known of the spread.
  public enum Spread {
    /// What a little more weight on each sample, and on each of the reference, adds; nil for nothing.
    case influences(samples: Tensor?, reference: Tensor?)
    /// The number under the weights of each resampled set of samples, [replicates, n].
    case resampled((Tensor) throws -> [Double])
  }

  /// The value's card.
  public let card: ValueCard
  /// The number; finite.
  public let value: Double
  /// What other samples would make of it.
  public let spread: Spread
  /// What has to be known to read it; nil where nothing has.
  public let remark: String?

  /// A number.
  public init(_ card: ValueCard, _ value: Double, _ spread: Spread, remark: String? = nil) {
    self.card = card
    self.value = value
    self.spread = spread
    self.remark = remark
  }

  /// The middle 95 % of the resampled values, within what is possible.
  public func interval(samples: Bootstrap, reference: Bootstrap) throws -> ClosedRange<Double>? {
    let replicates: [Double]
    switch spread {
    case .resampled(let compute): replicates = try compute(samples.weights)
    case .influences(let ofSamples, let ofReference):
      let moves = try [ofSamples.map { try samples.moves($0) }, ofReference.map { try reference.moves($0) }]
        .compactMap { try $0?.doubles() }
      guard let first = moves.first else { return nil }
      replicates = first.indices.map { place in value + moves.reduce(0) { $0 + $1[place] } }
    }
    guard let raw = Bootstrap.interval(replicates) else { return nil }
    let clamp = { (x: Double) in min(max(x, card.range.lowerBound), card.range.upperBound) }
    return clamp(raw.lowerBound)...clamp(raw.upperBound)
  }
}
