/// What cannot be evaluated at all.
public enum EvaluationError: Error, CustomStringConvertible, Equatable {
  /// An array of another shape.
  case shape(what: String, required: String, given: [Int])
  /// NaN or an infinity among what is scored.
  case notFinite(what: String)
  /// Samples of other shapes.
  case samplesDiffer(of: String, required: [Int], given: [Int])
  /// Too few samples to compare.
  case tooFew(of: String, required: Int, given: Int)
  /// A score's name that is in no catalogue.
  case unknownScore(String)
  /// A file of features that does not do what is asked of it.
  case badFeatures(name: String, problem: String, remedy: String)

  /// Required, given, remedy.
  public var description: String {
    switch self {
    case .shape(let what, let required, let given): return "\(what) must be \(required), the shape given is \(given)"
    case .notFinite(let what):
      return
        "scores require finite numbers, and the \(what) hold NaN or infinity; what a diverged generator draws is no "
        + "image: take an earlier checkpoint, or check the network that the features come from"
    case .samplesDiffer(let name, let required, let given):
      return
        "both sides must have samples of one shape, \(required); those of '\(name)' are \(given): scale image files "
        + "by --image-size and --image-channels, or name data of that shape"
    case .tooFew(let name, let required, let given):
      return "at least \(required) samples are required, '\(name)' has \(given); give more, or a smaller --samples"
    case .unknownScore(let name):
      return "'\(name)' is no score; the scores are " + ScoreCatalogue.all.map(\.card.name).joined(separator: ", ")
    case .badFeatures(let name, let problem, let remedy): return "the features '\(name)' \(problem); \(remedy)"
    }
  }
}

/// A sentence that says why a score has no value here. Not a failure of the evaluation: the others are computed.
public struct ScoreRefusal: Error, CustomStringConvertible, Equatable {
  /// Required, given, remedy.
  public let description: String

  /// A refusal in these words.
  public init(_ description: String) { self.description = description }
}
