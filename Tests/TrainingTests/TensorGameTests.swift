import GANs
import GameDynamics
import NeuralNetworks
import Testing
import TorchTensors
import Training

/// A game given by its losses as tensors, against the GAN's game, which computes the same by other means.
@Suite("Tensor games") struct TensorGameTests {
  /// A GAN of two smooth perceptrons in double precision: as a `GANGame`, and as a function of both players' tensors.
  struct Pair {
    let gan: GANGame
    let game: TensorGame
    let point: Players<TensorList>

    init(isZeroSum: Bool) throws {
      let generator = try Network.mlp(widths: [3, 4, 2], activation: .tanh)
      let discriminator = try Network.mlp(widths: [2, 5, 1], activation: .tanh)
      let loss: any SeparableGANLoss = isZeroSum ? MinimaxLoss() : NonSaturatingLoss()
      let model = try GANModel(generator: generator, discriminator: discriminator, loss: loss)
      point = try model.initialPoint(seed: 1, dtype: .float64)
      let random = try RandomStream(seed: 2)
      let (real, latent) = (
        try random.normal([4, 2], dtype: .float64), try random.normal([4, 3], dtype: .float64)
      )
      gan = GANGame(model: model, real: real, latent: latent)
      game = TensorGame(isZeroSum: isZeroSum) { x, y, _ in
        let fake = try discriminator(generator(latent, x), y)
        let g = try loss.onReal(discriminator(real, y)) + loss.onFake(fake)
        return isZeroSum ? (x: try -g, y: nil) : (x: try loss.generator(fake), y: g)
      }
    }
  }

  func difference(_ a: TensorList, _ b: TensorList) throws -> Double { try (a - b).norm() / max(1, b.norm()) }

  @Test(arguments: [true, false]) func everythingIsThatOfTheGAN(isZeroSum: Bool) throws {
    let pair = try Pair(isZeroSum: isZeroSum)
    let (ours, theirs) = (try pair.game.localModel(at: pair.point), try pair.gan.localModel(at: pair.point))
    let both = try pair.game.gradients(at: pair.point)
    #expect(try abs(pair.game.losses(at: pair.point).y - pair.gan.losses(at: pair.point).y) < 1e-12)
    for player in Player.allCases {
      #expect(try difference(ours.gradients[player], theirs.gradients[player]) < 1e-12)
      #expect(try difference(both[player], theirs.gradients[player]) < 1e-12)
      #expect(try difference(pair.game.gradient(player, at: pair.point), theirs.gradients[player]) < 1e-12)
      for variable in Player.allCases {
        #expect(
          try difference(ours.gradient(of: player, in: variable), theirs.gradient(of: player, in: variable)) < 1e-12)
        let v = try TensorList(
          copying: RandomStream(seed: 5).normal([pair.point[variable].count], dtype: .float64),
          pair.point[variable].layout)
        for row in Player.allCases {
          #expect(
            try difference(
              ours.hessianProduct(of: player, rows: row, columns: variable, times: v),
              theirs.hessianProduct(of: player, rows: row, columns: variable, times: v)) < 1e-11,
            "D²_\(row)\(variable) of \(player)'s loss")
        }
      }
    }
  }

  /// ½‖x‖² with nobody else: the gradient is x, the Hessian the identity, and y stays empty.
  @Test func onePlayerAlone() throws {
    let layout = try ParameterLayout([.init(name: "net.w", shape: [3])])
    let point = Players(
      x: try TensorList(copying: Tensor([1, -2, 3], dtype: .float64), layout),
      y: try TensorList(zeros: ParameterLayout([]), dtype: .float64))
    let recorder = StepRecorder()
    let game = TensorGame(recorder: recorder) { x, _, _ in (x: try x[0].square().sum() * 0.5, y: nil) }
    #expect(try game.losses(at: point) == Players(x: 7, y: 0))
    #expect(try game.gradients(at: point).x.coordinates() == [1, -2, 3] && game.gradients(at: point).y.count == 0)
    let model = try game.localModel(at: point)
    #expect(try model.ownX(times: point.x).coordinates() == [1, -2, 3])
    #expect(try model.mixedX(times: point.y).norm() == 0 && model.mixedY(times: point.x).count == 0)
    #expect(try recorder.record.loss(.x) == 7 && recorder.record.loss(.y).isNaN)
    #expect(try abs(recorder.record.gradientNorm(.x) - 14.0.squareRoot()) < 1e-12)
  }
}
