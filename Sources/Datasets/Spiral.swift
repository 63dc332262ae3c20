import DurableFiles

/// Arms of an Archimedean spiral with Gaussian noise: a connected, curved support without modes.
///
/// With s = √u, u uniform in [0, 1), a point of arm a is radius · s · (cos φ, sin φ) + σ·noise at
/// φ = 2π (turns · s + a / arms). The square root makes the density along the arm nearly even.
public struct Spiral: PointDistribution, Equatable {
  /// The number of arms, each a class.
  public let arms: Int
  /// The turns of an arm from the centre to its end.
  public let turns: Double
  /// The distance of an arm's end from the origin.
  public let radius: Double
  /// The standard deviation σ of the noise in each coordinate.
  public let standardDeviation: Double

  /// Two arms of one and a half turns that reach out to 2, by default.
  public init(arms: Int = 2, turns: Double = 1.5, radius: Double = 2, standardDeviation: Double = 0.05) {
    self.arms = arms
    self.turns = turns
    self.radius = radius
    self.standardDeviation = standardDeviation
  }

  /// "spiral".
  public var name: String { "spiral" }

  /// One line for lists.
  public var summary: String {
    "a spiral of \(arms) arms, \(turns) turns, out to radius \(radius), σ = \(standardDeviation)"
  }

  /// "arm 0", "arm 1", …
  public var classNames: [String] { (0..<max(arms, 0)).map { "arm \($0)" } }

  /// Empty: a spiral has no separate modes.
  public var centres: [SIMD2<Double>] { [] }

  /// See `PointDistribution.sample`. Throws `wrongShape` for count < 1, and `invalidArgument` for arms < 1 or
  /// parameters that are not finite.
  public func sample(count: Int, seed: UInt64) throws(FileError) -> PointDataset {
    guard arms >= 1, turns.isFinite, radius.isFinite, standardDeviation.isFinite else {
      throw FileError(
        .invalidArgument, subject: name, required: "at least one arm and finite turns, radius and σ", given: summary,
        remedy: "make the spiral with one arm or more and finite numbers")
    }
    return try collect(count: count, seed: seed) { generator in
      let arm = generator.integer(below: arms)
      let s = generator.uniform().squareRoot()
      let (cosine, sine) = cosineAndSine(turns: turns * s + Double(arm) / Double(arms))
      let noise = SIMD2(generator.normal(), generator.normal())
      return (radius * s * SIMD2(cosine, sine) + standardDeviation * noise, arm)
    }
  }
}
