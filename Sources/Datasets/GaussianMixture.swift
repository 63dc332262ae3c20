import DurableFiles

/// Equally likely Gaussians in the plane with one standard deviation: p(x) = (1/K) Σₖ N(x; cₖ, σ²I).
///
/// The ring and the grid are the usual tests of whether a GAN finds all modes (L. Metz, B. Poole, D. Pfau,
/// J. Sohl-Dickstein, "Unrolled generative adversarial networks", arXiv:1611.02163; A. Srivastava et al., "VEEGAN",
/// arXiv:1705.07761).
public struct GaussianMixture: PointDistribution, Equatable {
  /// A short name.
  public let name: String
  /// One line for lists.
  public let summary: String
  /// The means cₖ.
  public let centres: [SIMD2<Double>]
  /// The standard deviation σ of each coordinate.
  public let standardDeviation: Double

  /// A mixture of your own.
  public init(name: String, summary: String, centres: [SIMD2<Double>], standardDeviation: Double) {
    self.name = name
    self.summary = summary
    self.centres = centres
    self.standardDeviation = standardDeviation
  }

  /// `modes` Gaussians evenly on a circle around the origin, the first on the positive x axis.
  public static func ring(
    modes: Int = 8, radius: Double = 2, standardDeviation: Double = 0.05
  ) -> GaussianMixture {
    let centres = (0..<max(modes, 0)).map { mode in
      let (cosine, sine) = cosineAndSine(turns: Double(mode) / Double(modes))
      return SIMD2(radius * cosine, radius * sine)
    }
    return GaussianMixture(
      name: "ring", summary: "\(modes) Gaussians on a circle of radius \(radius), σ = \(standardDeviation)",
      centres: centres, standardDeviation: standardDeviation)
  }

  /// `side`² Gaussians on a square lattice around the origin, row by row from the lower left.
  public static func grid(
    side: Int = 5, spacing: Double = 2, standardDeviation: Double = 0.05
  ) -> GaussianMixture {
    let ticks = (0..<max(side, 0)).map { spacing * (Double($0) - Double(side - 1) / 2) }
    return GaussianMixture(
      name: "grid", summary: "\(side)x\(side) Gaussians at distance \(spacing), σ = \(standardDeviation)",
      centres: ticks.flatMap { y in ticks.map { x in SIMD2(x, y) } }, standardDeviation: standardDeviation)
  }

  /// "mode 0", "mode 1", …: the class of a point is the Gaussian that it was drawn from.
  public var classNames: [String] { centres.indices.map { "mode \($0)" } }

  /// See `PointDistribution.sample`. Throws `wrongShape` for count < 1, and `invalidArgument` for a mixture without
  /// centres or with a negative or non-finite standard deviation.
  public func sample(count: Int, seed: UInt64) throws(FileError) -> PointDataset {
    guard !centres.isEmpty, standardDeviation >= 0, standardDeviation.isFinite else {
      throw FileError(
        .invalidArgument, subject: name, required: "at least one centre and a standard deviation of 0 or more",
        given: "\(centres.count) centres and \(standardDeviation)",
        remedy: "make the mixture with one mode or more, and a finite σ that is not negative")
    }
    return try collect(count: count, seed: seed) { generator in
      let mode = generator.integer(below: centres.count)
      let noise = SIMD2(generator.normal(), generator.normal())
      return (centres[mode] + standardDeviation * noise, mode)
    }
  }
}
