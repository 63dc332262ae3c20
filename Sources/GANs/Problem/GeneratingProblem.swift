import Datasets
import Training

/// A problem that trains a generator of samples like its data: what can be scored while it is trained.
public protocol GeneratingProblem: TrainingProblem {
  /// What is learned from.
  var dataset: any Dataset { get }
  /// The generator of trained networks.
  func generator(of trained: TrainedNetworks) throws -> TrainedGenerator
}

extension GANProblem: GeneratingProblem {}
