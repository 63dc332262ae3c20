import Foundation
import GameDynamics
import SmallGames
import TestSupport
import Testing

@Suite struct DenseNetworkTests {
  /// By hand: h = tanh(1·2 - 1·1 + 0.5) = tanh 1.5, output 3h - 1.
  @Test func aKnownOutput() {
    let network = DenseNetwork([2, 1, 1], .tanh)
    #expect(network.weightCount == 5)
    #expect(network.forward([1.0, -1, 0.5, 3, -1], [2, 1]).output == [3 * tanh(1.5) - 1])
    let bare = DenseNetwork([2, 1, 1], .relu, hasBiases: false)
    #expect(bare.weightCount == 3)
    #expect(bare.forward([1.0, -1, 3], [2, 1]).output == [3])
    #expect(bare.forward([1.0, -1, 3], [1, 2]).output == [0])
    #expect(DenseNetwork([1, 1, 1], .leakyReLU, hasBiases: false).forward([1.0, 5], [-1]).output == [-1])
  }

  /// Backwards against dual numbers forwards, in every weight and input, for a network that starts within a list.
  @Test(arguments: DenseNetwork.Activation.allCases, [true, false])
  func backwardIsTheDerivative(activation: DenseNetwork.Activation, hasBiases: Bool) {
    let network = DenseNetwork([3, 4, 2, 2], activation, hasBiases: hasBiases)
    var random = SeededRandom(seed: 5)
    let first = 2
    let weights = (0..<(first + network.weightCount)).map { _ in random.uniform(-1...1) }
    let input = (0..<3).map { _ in random.uniform(-1...1) }
    let slope = [0.7, -1.3]
    var gradient = Array(repeating: 0.0, count: weights.count)
    let pass = network.forward(weights, from: first, input)
    let ofInput = network.backward(weights, from: first, pass, slope, addingTo: &gradient)
    typealias D = Dual<Double>
    func derivative(_ move: (inout [D], inout [D]) -> Void) -> Double {
      var (w, z) = (weights.map { D($0) }, input.map { D($0) })
      move(&w, &z)
      return zip(network.forward(w, from: first, z).output, slope).reduce(0) { $0 + $1.0.tangent * $1.1 }
    }
    for i in weights.indices {
      let expected = derivative { w, _ in w[i].tangent = 1 }
      #expect(abs(gradient[i] - expected) <= 1e-14 * (1 + abs(expected)), "weight \(i)")
    }
    for i in input.indices {
      let expected = derivative { _, z in z[i].tangent = 1 }
      #expect(abs(ofInput[i] - expected) <= 1e-14 * (1 + abs(expected)), "input \(i)")
    }
  }

  /// Weights of zero make θ = (1, 1) and a D that says 0 everywhere, so the loss is -2 log 2; and whatever the weights,
  /// θ stays in the strip 1/e ≤ θ₁θ₂ ≤ e.
  @Test func theProjectionGameIsAsDefined() {
    let game = ProjectionGame<Double>(scale1: 100, scale2: 1)
    let zero = Players(
      x: Array(repeating: 0.0, count: game.dimensions.x), y: Array(repeating: 0.0, count: game.dimensions.y))
    #expect(ProjectionGame<Double>.pair(x: zero.x) == (1, 1))
    #expect(abs(game.losses(x: zero.x, y: zero.y) { $0 }.x + 2 * log(2)) < 1e-15)
    var random = SeededRandom(seed: 3)
    for size in [0.1, 1, 10] {
      let x = (0..<game.dimensions.x).map { _ in random.uniform(-size...size) }
      let theta = ProjectionGame<Double>.pair(x: x)
      #expect(theta.0 > 0 && abs(log(theta.0) + log(theta.1)) <= 1 + 1e-12)
    }
  }

  @Test func whatDoesNotFitTheNetworksIsRefused() {
    let networks = Players(x: DenseNetwork([3, 2], .tanh), y: DenseNetwork([2, 1], .tanh))
    func game(_ samples: [[Double]], _ noise: [[Double]]) throws {
      _ = try MixtureGAN(networks: networks, samples: samples, noise: noise)
    }
    #expect(throws: Never.self) { try game([[1, 2]], [[1, 2, 3]]) }
    let wrong: [(samples: [[Double]], noise: [[Double]])] = [
      ([[1, 2, 3]], [[1, 2, 3]]), ([[1, 2]], [[1, 2]]), ([], [[1, 2, 3]]), ([[1, 2], [1]], [[1, 2, 3]]),
    ]
    for (samples, noise) in wrong { #expect(throws: VectorError.self) { try game(samples, noise) } }
  }

  /// Minibatches are a function of seed and step; about half of the points lie around either mode.
  @Test func minibatchesAreSeeded() {
    let batch = TwoModes.batch(2000, latent: 3, seed: 7, step: 2)
    #expect(batch.samples == TwoModes.batch(2000, latent: 3, seed: 7, step: 2).samples)
    #expect(batch.noise != TwoModes.batch(2000, latent: 3, seed: 7, step: 3).noise)
    #expect(batch.noise != TwoModes.batch(2000, latent: 3, seed: 8, step: 2).noise)
    // A share of 0.5 has a deviation of 0.011; three of the points' deviations hold all but one in ninety.
    for mode in TwoModes.modes {
      let near = batch.samples.count { point in hypot(point[0] - mode[0], point[1] - mode[1]) < 0.3 }
      #expect(abs(Double(near) / 2000 - 0.494) < 0.05)
    }
    #expect(batch.noise.allSatisfy { $0.count == 3 })
  }
}
