import Foundation
import GANs
import Training
import GameDynamics
import NeuralNetworks
import TorchTensors

/// A game and the iterates of the CGD authors' own code on it, from `reference/*.json` of the shared folder.
struct ReferenceIterates: Decodable {
  struct Entry: Decodable {
    let name: String
    let shape: [Int]
  }
  struct Arguments: Decodable {
    let lr_max: Double
    let lr_min: Double
  }
  struct Iterate: Decodable {
    let step: Int
    let loss_before: Double
    let generator: [Double]
    let discriminator: [Double]
  }
  let generator_parameters: [Entry]
  let discriminator_parameters: [Entry]
  let x0_generator: [Double]
  let x0_discriminator: [Double]
  let real: [[Double]]
  let z: [[Double]]
  let loss: String
  let arguments: Arguments
  let iterates: [Iterate]

  /// $COUNTERPLAY_SHARED, or `shared` beside the package.
  static let folder: URL? = {
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let candidates =
      [ProcessInfo.processInfo.environment["COUNTERPLAY_SHARED"].map { URL(fileURLWithPath: $0) }].compactMap { $0 }
      + [package.deletingLastPathComponent().appendingPathComponent("shared")]
    return candidates.map { $0.appendingPathComponent("reference") }
      .first { FileManager.default.fileExists(atPath: $0.path) }
  }()

  static func load(_ name: String) throws -> ReferenceIterates {
    guard let folder else { throw CocoaError(.fileNoSuchFile) }
    return try JSONDecoder().decode(Self.self, from: Data(contentsOf: folder.appendingPathComponent(name)))
  }

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
