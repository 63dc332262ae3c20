import GANs
import GameDynamics
import NeuralNetworks
import TestSupport
import TorchTensors

extension ReferenceIterates {
  /// Linear-Tanh-Linear-Tanh-Linear, with the widths read off the weights' shapes.
  func network(_ entries: [Entry]) throws -> Network {
    let weights = entries.filter { $0.name.hasSuffix("weight") }
    return try .mlp(widths: [weights[0].shape[1]] + weights.map { $0.shape[0] }, activation: .tanh)
  }

  /// The game: the generator maximises the loss, the discriminator minimises it.
  func game() throws -> GANGame {
    func tensor(_ rows: [[Double]]) throws -> Tensor {
      try Tensor(rows.flatMap { $0 }, shape: [rows.count, rows[0].count], dtype: .float64)
    }
    return GANGame(
      model: try GANModel(
        generator: try network(generator_parameters), discriminator: try network(discriminator_parameters),
        loss: try LossCatalogue.named(loss)),
      real: try tensor(real), latent: try tensor(z))
  }

  func point(_ generator: [Double], _ discriminator: [Double], in game: GANGame) throws -> Players<TensorList> {
    Players(
      x: try TensorList(copying: Tensor(generator, dtype: .float64), game.model.players.x.layout),
      y: try TensorList(copying: Tensor(discriminator, dtype: .float64), game.model.players.y.layout))
  }
}
