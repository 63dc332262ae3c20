import Datasets
import Foundation
import GameDynamics
import LikelihoodModels
import TestSupport
import Testing
import TorchTensors
import Training

@Suite("Autoencoder") struct AutoencoderTests {
  static func settings(_ networks: String, optimizer: String = "cosine:adam", steps: Int) -> Settings<
    AutoencoderSettings
  > {
    var settings = AutoencoderSettings.standard
    settings.data = "synthetic"
    settings.networks = networks
    settings.optimizer = optimizer
    settings.hidden = [32]
    settings.latentSize = 4
    settings.steps = steps
    settings.batchSize = 64
    settings.threads = 1
    return settings
  }

  /// Eight points of the ring in the plane: the covariance of points on a circle of radius 2 with deviation 0.05 is
  /// (2²/2 + 0.05²) I = 2.0025 I, so one component leaves half of it, 2.0025/2 a number.
  @Test func componentsOfARing() throws {
    let ring = try GaussianMixture.ring().sample(count: 20_000, seed: 3)
    let one = try PrincipalComponents(of: ring, count: 1)
    #expect(one.variances.count == 1 && abs(one.variances[0] - 2.0025) < 0.05 && abs(one.error - 1.00125) < 0.05)
    #expect(try abs(one.error(on: ring) - one.error) < 1e-9)
    let both = try PrincipalComponents(of: ring, count: 2)
    #expect(abs(both.error) < 1e-12)
    let gram = try both.directions.transpose().matmul(both.directions).doubles()
    #expect(difference(gram, [1, 0, 0, 1]) < 1e-12)
  }

  /// The span of (1, 0, 0) and (0, cos a, sin a) meets that of the first two axes at the angles 0 and a, at any a, small
  /// ones too (where a cosine has lost them: 1 - cos 1e-9 is 0).
  @Test(arguments: [0, 1e-9, 0.3, 1.2, Double.pi / 2]) func anglesBetweenPlanes(angle: Double) throws {
    // Axis-parallel data: the first axis varies most, the third not at all.
    let data = try AxisPoints().dataset()
    let components = try PrincipalComponents(of: data, count: 2)
    let columns = try Tensor([1, 0, 0, cos(angle), 0, sin(angle)], dtype: .float64).reshape([3, 2])
    let found = try components.angles(to: columns)
    #expect(abs(found[0]) < 1e-12 && abs(found[1] - angle) < 1e-12, "\(found)")
  }

  /// A linear autoencoder spans the principal components: the angles are below 1e-3 (the bound). All data are one
  /// batch, so that the gradient vanishes at the minimum; six numbers of deviations 3, 2, 0.5, … around 1, so that two
  /// components stand out.
  @Test func linearIsPrincipalComponents() throws {
    let deviations = try Tensor([3, 2, 0.5, 0.4, 0.3, 0.2], dtype: .float32)
    let numbers = try RandomStream(seed: 2).normal([256, 6]) * deviations + 1
    let data = try FieldDataset(
      name: "cloud", [.init(FieldCard("point", .reals, shape: [6]), floats: numbers.floats())])
    let components = try PrincipalComponents(of: data, count: 2)
    var settings = Self.settings("linear", steps: 1200)
    settings.latentSize = 2
    settings.batchSize = 256
    settings.hyperparameters = ["eta-x": 0.02, "eta-y": 0.02]
    settings.run = try settings.run.effective()
    let problem = try Autoencoder(
      encoder: AutoencoderNetworks.linear.encoder(sample: [6], outputs: 2, hidden: []),
      decoder: AutoencoderNetworks.linear.decoder(latent: 2, sample: [6], hidden: []), dataset: data, batchSize: 256)
    let result = try AutoencoderTrainer(settings, opening: { _ in problem }).run()
    let angles = try problem.angles(of: result.trained, to: components)
    let error = try problem.error(of: result.trained, on: data)
    #expect((angles.last ?? 1) < 1e-3, "\(angles)")
    #expect(abs(error / components.error - 1) < 1e-4, "\(error) \(components.error)")
  }

  /// Deeper networks learn too, and are shown.
  @Test(arguments: ["dense", "convolutional"]) func everyNetworkLearns(networks: String) throws {
    let result = try AutoencoderTrainer(Self.settings(networks, steps: 80)).run()
    let losses = result.history.values(of: "squared-error-loss")
    #expect((losses.last ?? 1) < 0.6 * (losses.first ?? 0), "\(losses.first ?? .nan) \(losses.last ?? .nan)")
    #expect(try result.problem.exhibits(of: result.trained, count: 4, seed: 1).map(\.name) == ["reconstructions"])
  }

  /// Killed after any step and resumed is straight through.
  @Test func resumedIsStraightThrough() throws {
    try expectResumedIsStraightThrough { try AutoencoderTrainer(Self.settings("dense", optimizer: "adam", steps: $0)) }
  }
}

/// Points ±3 along the first axis and ±1 along the second of three.
private struct AxisPoints {
  func dataset() throws -> any Dataset {
    try FieldDataset(
      name: "axes",
      [.init(FieldCard("point", .reals, shape: [3]), floats: [3, 0, 0, -3, 0, 0, 0, 1, 0, 0, -1, 0])])
  }
}
