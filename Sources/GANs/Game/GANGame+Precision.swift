import GameDynamics
import NeuralNetworks
import TorchTensors

extension GANGame {
  /// The same minibatch in numbers of another precision, for points of that precision; it tells no recorder, and every look
  /// is at this minibatch.
  ///
  /// For looking at a game that was trained in single precision with double: its derivatives then have sixteen digits and
  /// not seven. Noise (dropout's masks, interpolation weights) is drawn in the new precision, so where there is any it is
  /// another draw.
  public func standing(in dtype: DType) throws(TorchError) -> GANGame {
    func converted(_ lists: Players<TensorList>?) throws(TorchError) -> Players<TensorList>? {
      guard let lists else { return nil }
      return Players(x: try lists.x.to(dtype), y: try lists.y.to(dtype))
    }
    // Classes and texts stay whole numbers.
    func converted(_ conditions: Conditions) throws(TorchError) -> Conditions {
      var result = conditions
      for name in conditions.names {
        if let tensor = conditions[name], tensor.dtype?.isFloatingPoint == true { result[name] = try tensor.to(dtype) }
      }
      return result
    }
    return GANGame(
      model: model, real: try real.to(dtype), latent: try latent.to(dtype),
      conditions: BatchConditions(
        real: try converted(conditions.real), generated: try converted(conditions.generated)),
      resting: try converted(resting), buffers: try converted(buffers), seed: seed, penaltyWeight: penaltyWeight)
  }
}
