import GameDynamics
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
    return GANGame(
      model: model, real: try real.to(dtype), latent: try latent.to(dtype), labels: labels,
      resting: try converted(resting), buffers: try converted(buffers), seed: seed, penaltyWeight: penaltyWeight)
  }
}
