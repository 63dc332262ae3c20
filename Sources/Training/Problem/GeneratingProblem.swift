import Datasets

/// A problem that trains a model of its data: what can be scored while it is trained.
public protocol GeneratingProblem: TrainingProblem {
  /// What makes the samples.
  associatedtype Model: GenerativeModel
  /// What is learned from.
  var dataset: any Dataset { get }
  /// The model of trained networks.
  func generator(of trained: TrainedNetworks) throws -> Model
}
