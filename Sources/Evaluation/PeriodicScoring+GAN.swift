import Foundation
import GANs
import Training

extension PeriodicScoring where Problem: GeneratingProblem {
  /// The scores that a configuration asks for, of the generator against the training data; nil for none.
  ///
  /// Features and statistics of the data are taken at the first scoring and kept, in `cache` for a resumed run too. Beside
  /// each number is its noise floor, as NAME-floor. Samples that are not finite have no scores: the run itself will say
  /// what is wrong. Throws `EvaluationError` for unknown scores and for features that cannot be had.
  public init?(_ configuration: TrainingConfiguration, cache: FeatureCache? = nil) throws {
    guard configuration.evaluateEvery > 0 else { return nil }
    let scores =
      try configuration.evaluateScores.isEmpty
      ? ScoreCatalogue.all : configuration.evaluateScores.map { try ScoreCatalogue.named($0) }
    let features = try Features.named(configuration.evaluateFeatures)
    let (samples, seed) = (configuration.evaluateSamples, configuration.seed)
    let evaluator = LateEvaluator()
    self.init(
      every: configuration.evaluateEvery,
      metrics: scores.flatMap { score in
        score.card.values.flatMap { value in
          [
            MetricCard(value.name, title: value.name.replacing("-", with: " ")),
            MetricCard(value.name + Self.floor, title: value.name.replacing("-", with: " ") + ", data against data"),
          ]
        }
      }
    ) { problem, trained in
      do {
        let sheet = try evaluator.use(
          making: {
            try Evaluator(
              data: problem.dataset, features: features, scores: scores, samples: samples, seed: seed, cache: cache)
          }
        ) { try $0.scores(of: problem.generator(of: trained)) }
        var values = sheet.values
        for result in sheet.results where result.value != nil { values[result.name + Self.floor] = result.floor }
        return values
      } catch EvaluationError.notFinite { return [:] }
    }
  }

  private static var floor: String { "-floor" }
}

/// An evaluator that is made when it is first used. A run scores on one thread at a time; the lock keeps it so.
private final class LateEvaluator: @unchecked Sendable {
  private let lock = NSLock()
  private var made: Evaluator?

  func use<Result>(making make: () throws -> Evaluator, _ body: (Evaluator) throws -> Result) throws -> Result {
    try lock.withLock {
      let evaluator = try made ?? make()
      made = evaluator
      return try body(evaluator)
    }
  }
}
