import Datasets
import Training

/// A problem that is judged by data which it has not learned from, where there are such.
public protocol TestedProblem: TrainingProblem {
  /// What is learned.
  var dataset: any Dataset { get }
  /// Others to judge by; nil where there are none.
  var testset: (any Dataset)? { get }
}

extension TestedProblem {
  /// What it is judged by: the test set, or else the training data.
  public var judged: any Dataset { testset ?? dataset }
  /// What these are, in words.
  public var judgedInWords: String { testset == nil ? "training samples" : "test samples" }
}
