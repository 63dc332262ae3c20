import Datasets
import GANs
import NeuralNetworks
import Testing
import TorchTensors
import Training

/// The networks of forward super-resolution, and their targets.
@Suite("Forward super-resolution") struct ForwardSuperResolutionTests {
  /// Three levels of 32 pixels: hidden layers of 4, 8 and 16, images of 8, 16 and 32.
  @Test(arguments: [false, true]) func shapesDouble(isNormalized: Bool) throws {
    let networks = try ForwardSuperResolution(sample: [3, 32, 32], width: 5, latentSize: 7, isNormalized: isNormalized)
    let z = try RandomStream(seed: 1).normal([2, 7])
    for level in 1...3 {
      func output(_ network: Network, _ input: Tensor) throws -> Tensor {
        let parameters = try network.initialParameters(seed: 3)
        return try network(
          input, parameters.views(), buffers: network.initialBuffers(for: parameters, seed: 3).views())
      }
      let side = 8 << (level - 1)
      #expect(networks.side(level) == side)
      let features = try output(networks.features(level), z), image = try output(networks.generator(level), z)
      #expect(features.shape == [2, 5, side / 2, side / 2] && image.shape == [2, 3, side, side])
      #expect(try features.floats().allSatisfy { $0 >= 0 } && image.floats().allSatisfy { abs($0) <= 1 })
      #expect(try output(networks.discriminator(level), image).shape == [2, 1])
    }
    // A level's network begins with the layers of the level below, by name and number.
    let (low, high) = (try networks.generator(1), try networks.generator(2))
    let shared = low.layout.entries.filter { $0.name.hasPrefix("hidden-1.") }
    #expect(!shared.isEmpty && shared.allSatisfy { entry in high.layout.entries.contains(entry) })
    #expect(
      ForwardSuperResolution.below(3) == ["generator.hidden-1", "generator.hidden-2"]
        && ForwardSuperResolution.below(1).isEmpty)
  }

  /// S_l has no norm and He's initial law, so that signals neither vanish nor explode with depth: their mean square stays
  /// within a factor of two.
  @Test func signalsKeepTheirSize() throws {
    let networks = try ForwardSuperResolution(sample: [3, 32, 32], width: 32, latentSize: 64)
    let z = try RandomStream(seed: 1).normal([8, 64])
    let sizes = try (1...3).map { level in
      let network = try networks.features(level)
      return try network(z, network.initialParameters(seed: 4).views()).square().mean().item()
    }
    for (a, b) in zip(sizes, sizes.dropFirst()) { #expect(b / a > 0.5 && b / a < 2, "\(sizes)") }
  }

  /// Targets are means of squares of pixels; classes stay.
  @Test func targetsAreMeans() throws {
    let shapes = try Shapes.make(count: 3, seed: 2)
    let networks = try ForwardSuperResolution(sample: shapes.sampleShape, levels: 3)
    let fine = try shapes.batch([1])
    let coarse = try networks.images(1, of: shapes)
    #expect(coarse.sampleShape == [3, 8, 8] && coarse.labels == shapes.labels)
    var mean: Float = 0
    for row in 4..<8 { for column in 8..<12 { mean += fine[row * 32 + column] / 16 } }
    let pixel = try coarse.batch([1])[8 + 2]
    #expect(abs(pixel - mean) < 1e-6)
    #expect(try networks.images(3, of: shapes).fingerprint == shapes.fingerprint)
  }

  @Test func imagesThatCannotBeHalvedAreRefused() {
    for sample in [[3, 28, 28], [3, 32, 16], [2]] {
      #expect(throws: TrainingError.self) { try ForwardSuperResolution(sample: sample) }
    }
    #expect(throws: TrainingError.self) { try ForwardSuperResolution(sample: [3, 32, 32], levels: 0) }
  }
}
