import GameDynamics
import GameOptimizers
import NeuralNetworks
import TorchTensors
import Training

extension Settings where Table == GANSettings {
  /// The whole configuration: what was left open replaced by what is chosen for it, every hyperparameter by its value.
  ///
  /// Throws what is wrong with names and numbers, without looking at the data. An optimizer that is in no catalogue may
  /// be given.
  public func effective(optimizer: (any OptimizerFamily)? = nil) throws -> TrainingConfiguration {
    try check()
    var result = self
    result.run = try self.run.effective(optimizer: optimizer)
    let family = try optimizer ?? OptimizerCatalogue.named(self.optimizer)
    result.loss = try TrainingModel.loss(of: self, for: family.card).card.name
    for (name, value) in self.regularizers { _ = try RegularizerCatalogue.named(name, hyperparameter: value) }
    if let architecture = self.architecture {
      result.latentSize = try self.latentSize ?? ArchitectureCatalogue.named(architecture).card.latentSize
    } else if !self.pyramid.isRefinement {
      result.latentSize = self.latentSize ?? TrainingModel.standardLatentSize
      result.hidden = self.hidden ?? TrainingModel.standardHidden
    }
    return result
  }

  /// The device that is named, if tensors can be made there; throws `TrainingError` otherwise.
  func requireDevice() throws -> Device { try self.run.requireDevice() }
}
