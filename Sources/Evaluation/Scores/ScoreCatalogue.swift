/// All scores.
public enum ScoreCatalogue {
  /// In the order of reports.
  public static let all: [any Score] = [
    InceptionScore(), DiversityScore(), FrechetDistance(), KernelDistance(), PrecisionAndRecall(), DensityAndCoverage(),
    SlicedWassersteinScore(), ModeCoverage(), Memorisation(), Moments(),
  ]

  /// The score of this name. Throws `EvaluationError.unknownScore`.
  public static func named(_ name: String) throws(EvaluationError) -> any Score {
    guard let score = all.first(where: { $0.card.name == name }) else { throw .unknownScore(name) }
    return score
  }
}
