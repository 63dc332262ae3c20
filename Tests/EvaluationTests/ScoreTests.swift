import Datasets
import Evaluation
import Foundation
import Testing
import TorchTensors

/// Scores whose values are known by algebra or from their authors.
@Suite("Scores") struct ScoreTests {
  static func normal(_ count: Int, _ size: Int, seed: UInt64, dtype: DType = .float64) throws -> Tensor {
    try RandomStream(seed: seed).normal([count, size], dtype: dtype)
  }

  static func value(
    _ score: any Score, _ a: FeatureSet, _ b: FeatureSet, _ place: Int = 0, modes: GaussianMixture? = nil
  ) throws -> Double {
    try score.estimates(ScoredPair(a, against: b, modes: modes))[place].value
  }

  /// Logits whose softmax is p to rounding: log p, with -60 for log 0.
  static func certain(_ classes: [Int], of count: Int) throws -> Tensor {
    try Tensor(
      classes.flatMap { own in (0..<count).map { $0 == own ? 0.0 : -60.0 } }, shape: [classes.count, count],
      dtype: .float64)
  }

  static func set(logits: Tensor) throws -> FeatureSet {
    try FeatureSet(features: Tensor.zeros([logits.shape[0], 1]), logits: logits)
  }

  /// A classifier that says the same of everything gives 1; one that is sure, of K classes equally often, K. Two classes
  /// with shares 3/4 and 1/4: exp of their entropy.
  @Test func inceptionScoresOfUniformAndBalanced() throws {
    let uniform = try Self.set(logits: Tensor.zeros([12, 10], dtype: .float64))
    #expect(try Self.value(InceptionScore(), uniform, uniform) == 1)
    let balanced = try Self.set(logits: Self.certain((0..<40).map { $0 % 10 }, of: 10))
    #expect(try abs(Self.value(InceptionScore(), balanced, balanced) - 10) < 1e-9)
    let unequal = try Self.set(logits: Self.certain([0, 0, 0, 1], of: 2))
    let entropy = -(0.75 * log(0.75) + 0.25 * log(0.25))
    #expect(try abs(Self.value(InceptionScore(), unequal, unequal) - exp(entropy)) < 1e-9)
    // In splits of ten each part has all ten classes; in forty of one nothing is known: 1.
    #expect(try abs(Self.value(InceptionScore(splits: 4), balanced, balanced) - 10) < 1e-9)
    #expect(try Self.value(InceptionScore(splits: 40), balanced, balanced) == 1)
  }

  /// One class of ten equally frequent ones: KL = log 10.
  @Test func diversityOfOneClassIsATenth() throws {
    let data = try Self.set(logits: Self.certain((0..<100).map { $0 % 10 }, of: 10))
    let one = try Self.set(logits: Self.certain(Array(repeating: 3, count: 50), of: 10))
    #expect(try abs(Self.value(DiversityScore(), one, data) - 0.1) < 1e-9)
    #expect(try Self.value(DiversityScore(), data, data) == 1)
  }

  /// Sets that have exactly the moments asked for: columns of ±s around m have mean m and variance s² n/(n - 1). With
  /// diagonal covariances d² = ‖m₁ - m₂‖² + Σ (s₁ - s₂)² n/(n - 1).
  @Test func frechetDistanceOfKnownGaussians() throws {
    func cross(_ centre: [Double], _ deviations: [Double]) throws -> FeatureSet {
      // Every combination of signs: the columns are uncorrelated.
      var rows: [Double] = []
      for corner in 0..<8 {
        for place in 0..<3 {
          let sign: Double = corner & (1 << place) == 0 ? 1 : -1
          rows.append(centre[place] + sign * deviations[place])
        }
      }
      return try FeatureSet(features: Tensor(rows, shape: [8, 3], dtype: .float64))
    }
    let a = try cross([0, 1, 2], [1, 2, 0.5]), b = try cross([1, 1, 0], [3, 1, 0.25])
    let expected = 1.0 + 4.0 + (4.0 + 1 + 0.0625) * 8 / 7
    #expect(try abs(Self.value(FrechetDistance(), a, b) - expected) < 1e-12 * expected)
    // Singular: a direction in which nothing varies, in one set and in both.
    let flat = try cross([0, 1, 2], [1, 0, 0.5]), other = try cross([0, 1, 2], [2, 0, 0.5])
    #expect(try abs(Self.value(FrechetDistance(), a, flat) - 4.0 * 8 / 7) < 1e-12)
    #expect(try abs(Self.value(FrechetDistance(), flat, other) - 8.0 / 7) < 1e-12)
    let estimate = try FrechetDistance().estimates(ScoredPair(a, against: a))[0]
    #expect(estimate.value >= 0 && estimate.value < 1e-12 && estimate.remark?.contains("rounding") == true)
  }

  /// Fewer samples than features, and far from the origin: against the same computation in a rotated basis, where all but
  /// the first n - 1 coordinates are constant.
  @Test func frechetDistanceOfSingularCovariances() throws {
    let (a, b) = (try Self.normal(20, 64, seed: 1) + 100, try Self.normal(20, 64, seed: 2) * 2 + 100)
    let found = try Self.value(FrechetDistance(), FeatureSet(features: a), FeatureSet(features: b))
    let (q, _) = try Tensor.concatenate([a, b]).transpose().qr()
    let low = try Self.value(FrechetDistance(), FeatureSet(features: a.matmul(q)), FeatureSet(features: b.matmul(q)))
    #expect(abs(found - low) < 1e-8 * found && found > 0)
    // One sample has no covariance.
    #expect(throws: ScoreRefusal.self) {
      try Self.value(FrechetDistance(), FeatureSet(features: a), FeatureSet(features: Self.normal(1, 64, seed: 3)))
    }
    // Sets of one repeated vector each: ‖μ₁ - μ₂‖² alone.
    let point = try FeatureSet(features: Tensor.ones([5, 4])), origin = try FeatureSet(features: Tensor.zeros([5, 4]))
    #expect(try Self.value(FrechetDistance(), point, origin) == 4)
  }

  /// prdc's published check: 10,000 N(0, I) in 1,000 dimensions twice, k = 5: .4772, .4705, 1.0555, .9735. By theory,
  /// density is 1 on average (in so many dimensions a few hubs make most of it, so that it scatters by more than a tenth
  /// between draws), and coverage 1 - 2⁻⁵ = 0.96875: of the draws near y the first five are all of its own set
  /// with chance 2⁻⁵.
  @Test func manifoldsOfEqualDistributions() throws {
    let a = try FeatureSet(features: Self.normal(10_000, 1000, seed: 1, dtype: .float32))
    let b = try FeatureSet(features: Self.normal(10_000, 1000, seed: 2, dtype: .float32))
    let pair = try ScoredPair(a, against: b, manifoldNeighbours: 5)
    let values = try (PrecisionAndRecall().estimates(pair) + DensityAndCoverage().estimates(pair)).map(\.value)
    for (value, published) in zip(values, [0.4772, 0.4705, 1.0555, 0.9735]) {
      #expect(abs(value - published) < (published > 1 ? 0.2 : 0.02), "\(values)")
    }
  }

  @Test func copiesAreInTheManifold() throws {
    let b = try FeatureSet(features: Self.normal(500, 16, seed: 2, dtype: .float32))
    // Copies are in the manifold, in every ball that has them, and remembered. The boundary of a ball is in it.
    let copies = try ScoredPair(b, against: FeatureSet(features: b.features))
    #expect(try PrecisionAndRecall().estimates(copies).map(\.value) == [1, 1])
    #expect(try Memorisation().estimates(copies)[0].value == 1)
    #expect(try DensityAndCoverage().estimates(copies)[1].value == 1)
  }

  /// Data that repeat each other, far from the origin and in single precision, where ‖a‖² - 2⟨a, b⟩ + ‖b‖² of equals is
  /// rounding: equals are at a distance of 0, so that spheres of radius 0 hold their copies and open balls hold nothing.
  /// Eight of each: the fifth neighbour of every datum is its equal.
  @Test(arguments: [DType.float32, .float64]) func repeatedDataAreAtNoDistance(dtype: DType) throws {
    let distinct = try Self.normal(6, 700, seed: 3, dtype: dtype) * 10 + 200
    let repeated = try FeatureSet(features: Tensor.concatenate(Array(repeating: distinct, count: 8)))
    let copies = try FeatureSet(features: Tensor.concatenate(Array(repeating: distinct, count: 7)))
    let pair = try ScoredPair(copies, against: repeated)
    #expect(try PrecisionAndRecall().estimates(pair).map(\.value) == [1, 1])
    let density = try DensityAndCoverage().estimates(pair)
    #expect(density.map(\.value) == [0, 0])
    #expect(density.allSatisfy { $0.remark?.contains("48 of 48 data have 5 equals or more") == true })
    let memory = try Memorisation().estimates(pair)[0]
    #expect(memory.value == 1 && memory.remark?.contains("48 of 48 data repeat another") == true)
    // Not an exact copy of a datum that stands twice: the other one is nearer to it.
    let near = try ScoredPair(FeatureSet(features: copies.features + 0.1), against: repeated)
    #expect(try Memorisation().estimates(near)[0].value == 0)
    // Without the repeats nothing is said, and all are copies.
    let once = try ScoredPair(copies, against: FeatureSet(features: distinct))
    let remembered = try Memorisation().estimates(once)[0]
    #expect(remembered.value == 1 && remembered.remark == nil)
  }

  /// Copies of all data but for a little noise are memory. A fresh draw and its nearest datum are each other's nearest with
  /// the chance that two neighbours of a Poisson process are: 2/3 on a line, 6π/(8π + 3√3) = 0.62151 in the plane (M.
  /// Schilling, "Mutual and shared neighbor probabilities", 1986), and so on down to 1/2.
  @Test func memoryIsToldFromLearning() throws {
    for (size, chance) in [(1, 2.0 / 3), (2, 6 * Double.pi / (8 * Double.pi + 3 * 3.squareRoot()))] {
      let count = 3000
      let data = try Self.normal(count, size, seed: 4)
      let reference = try FeatureSet(features: data)
      let near = try FeatureSet(features: data + Self.normal(count, size, seed: 5) * 1e-5)
      let fresh = try FeatureSet(features: Self.normal(count, size, seed: 6))
      let away = try FeatureSet(features: Self.normal(count, size, seed: 7) + 100)
      #expect(try Self.value(Memorisation(), near, reference) > 0.97)
      let share = try Self.value(Memorisation(), fresh, reference)
      // Neighbouring draws are not independent: twice the binomial deviation, four times.
      #expect(abs(share - chance) < 8 * (chance * (1 - chance) / Double(count)).squareRoot(), "\(share), not \(chance)")
      #expect(try Self.value(Memorisation(), away, reference) == 0)
    }
  }

  /// Equal distributions: zero on average, so the mean of 40 pairs is within 3 standard errors of it, and some are
  /// negative, which is said. A shift of t adds to the kernel's mean embedding: positive.
  @Test func kernelDistancesAreUnbiased() throws {
    let values = try (0..<40).map { seed in
      try Self.value(
        KernelDistance(), FeatureSet(features: Self.normal(60, 4, seed: 2 * seed)),
        FeatureSet(features: Self.normal(60, 4, seed: 2 * seed + 1)))
    }
    let mean = values.reduce(0, +) / 40
    let variance = values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 39
    #expect(abs(mean) < 3 * (variance / 40).squareRoot(), "\(mean)")
    #expect(values.contains { $0 < 0 })
    let (a, b) = (
      try FeatureSet(features: Self.normal(60, 4, seed: 0)), try FeatureSet(features: Self.normal(60, 4, seed: 1) + 1)
    )
    #expect(try Self.value(KernelDistance(), a, b) > 1)
    // Of single precision features the sums are in double all the same: they nearly cancel.
    let single = (
      try Self.normal(60, 400, seed: 0, dtype: .float32), try Self.normal(60, 400, seed: 1, dtype: .float32) * 1.01
    )
    let ofSingle = try Self.value(
      KernelDistance(), FeatureSet(features: single.0), FeatureSet(features: single.1))
    let ofDouble = try Self.value(
      KernelDistance(), FeatureSet(features: single.0.to(.float64)), FeatureSet(features: single.1.to(.float64)))
    #expect(ofSingle == ofDouble)
    let negative = try (0..<20).map { seed in
      try KernelDistance(subsets: 5, subsetSize: 30).estimates(
        ScoredPair(
          FeatureSet(features: Self.normal(60, 4, seed: 2 * seed)),
          against: FeatureSet(features: Self.normal(60, 4, seed: 2 * seed + 1))))[0]
    }.first { $0.value < 0 }
    #expect(negative?.remark?.contains("negative: an unbiased estimate") == true)
  }

  /// Of the mixture itself 1 - e^(-9/2) lie within 3σ; of points on one mode's centre all, and one mode is covered.
  @Test func modesOfTheRing() throws {
    let ring = GaussianMixture.ring()
    let points = try ring.sample(count: 20_000, seed: 1)
    let tensor = try Tensor(points.values, shape: [20_000, 2], dtype: .float64)
    let own = try FeatureSet(features: tensor, samples: tensor)
    let share = 1 - exp(-4.5)
    #expect(try Self.value(ModeCoverage(), own, own, 0, modes: ring) == 8)
    let deviation = (share * (1 - share) / 20_000).squareRoot()
    #expect(try abs(Self.value(ModeCoverage(), own, own, 1, modes: ring) - share) < 4 * deviation)
    let one = try Tensor([2, 0, 2, 0.1, 0, 0], shape: [3, 2], dtype: .float64)
    let collapsed = try FeatureSet(features: one, samples: one)
    #expect(try Self.value(ModeCoverage(), collapsed, own, 0, modes: ring) == 1)
    #expect(try abs(Self.value(ModeCoverage(), collapsed, own, 1, modes: ring) - 2.0 / 3) < 1e-12)
    #expect(throws: ScoreRefusal.self) { try Self.value(ModeCoverage(), own, own) }
  }

  /// What has no value says so, in words.
  @Test func scoresRefuseInWords() throws {
    let few = try FeatureSet(features: Self.normal(3, 2, seed: 1))
    for score in ScoreCatalogue.all where score.card.needs == .features {
      do {
        let estimates = try score.estimates(ScoredPair(few, against: few))
        #expect(estimates.allSatisfy { $0.value.isFinite }, "\(score.card.name)")
      } catch let refusal as ScoreRefusal {
        #expect(refusal.description.contains("requires") || refusal.description.contains("require"), "\(refusal)")
      }
    }
    #expect(throws: ScoreRefusal.self) { try Self.value(InceptionScore(), few, few) }
    #expect(throws: ScoreRefusal.self) { try Self.value(SlicedWassersteinScore(), few, few) }
    #expect(throws: EvaluationError.self) { try FeatureSet(features: Tensor.full([2, 2], .nan)) }
    #expect(throws: EvaluationError.self) { try FeatureSet(features: Tensor.zeros([4])) }
    #expect(throws: EvaluationError.self) {
      try ScoredPair(few, against: FeatureSet(features: Self.normal(3, 5, seed: 1)))
    }
  }

  /// Every score has a name of its own, a source with a year, numbers with names of their own.
  @Test func theCatalogueIsWhole() throws {
    let cards = ScoreCatalogue.all.map(\.card)
    #expect(Set(cards.map(\.name)).count == cards.count)
    let names = cards.flatMap { $0.values.map(\.name) }
    #expect(Set(names).count == names.count && !names.isEmpty)
    for card in cards {
      #expect(card.source.contains(/(19|20)\d\d/) && !card.formula.isEmpty && !card.title.isEmpty, "\(card.name)")
      #expect(try ScoreCatalogue.named(card.name).card == card)
    }
    #expect(throws: EvaluationError.self) { try ScoreCatalogue.named("beauty") }
  }
}
