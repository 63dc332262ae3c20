import Datasets
import Foundation
import GameDynamics
import LikelihoodModels
import NeuralNetworks
import TestSupport
import Testing
import TorchTensors
import Training

@Suite("Variational autoencoder") struct VariationalAutoencoderTests {
  static func settings(_ binarise: String = "none", optimizer: String = "adam", steps: Int) -> Settings<VAESettings> {
    var settings = VAESettings.standard
    settings.data = "synthetic"
    settings.optimizer = optimizer
    settings.hidden = [32]
    settings.latentSize = 3
    settings.binarise = binarise
    settings.steps = steps
    settings.batchSize = 32
    settings.threads = 1
    return settings
  }

  /// Probabilities of all 2⁴ images of four pixels sum to 1, whatever the logits; a density integrates to 1 (over a grid of
  /// 200 x 200 points of two numbers from -5 to 5, whose ends are ten deviations away).
  @Test func distributionsAreNormalised() throws {
    let images = (0..<16).map { code in (0..<4).map { Double((code >> $0) & 1) } }
    let targets = try Tensor(images.flatMap { $0 }, dtype: .float64).reshape([16, 4])
    let logits = try Tensor([0.3, -2, 5, 0], dtype: .float64).reshape([1, 4]).expand([16, 4])
    let total = try PixelDistribution.bernoulli.logLikelihood(logits, of: targets).exp().sum().item()
    #expect(abs(total - 1) < 1e-12)
    let ticks = (0..<200).map { -5 + 10 * (Double($0) + 0.5) / 200 }
    let grid = try Tensor(ticks.flatMap { a in ticks.flatMap { [a, $0] } }, dtype: .float64).reshape([40_000, 2])
    let mean = try Tensor([0.2, -0.1], dtype: .float64).reshape([1, 2]).expand([40_000, 2])
    let mass = try PixelDistribution.gaussian(deviation: 0.5).logLikelihood(mean, of: grid).exp().sum().item()
    #expect(abs(mass * 0.05 * 0.05 - 1) < 1e-9)
  }

  /// What is drawn once is the same at every look and in the mean the grey level; the threshold is the sign.
  @Test func binarisedImages() throws {
    let digits = try DrawnDigits.make(count: 300, seed: 4)
    let places = Array(0..<300)
    let grey = try digits.batch(places)
    let drawn = try BinarisedDataset(digits, by: .drawn(seed: 1))
    let pixels = try drawn.batch(places)
    #expect(pixels.allSatisfy { abs($0) == 1 } && drawn.labels == digits.labels)
    #expect(try drawn.batch([7, 3]) == Array(pixels[7 * 784..<8 * 784]) + Array(pixels[3 * 784..<4 * 784]))
    // The mean difference of 235,200 pixels has a deviation of at most 1/√235200 = 0.002.
    let difference = zip(pixels, grey).reduce(0.0) { $0 + Double($1.0 - $1.1) } / Double(pixels.count)
    #expect(abs(difference) < 0.01)
    let other = try BinarisedDataset(digits, by: .drawn(seed: 2))
    #expect(other.fingerprint != drawn.fingerprint && drawn.fingerprint != digits.fingerprint)
    #expect(try other.batch(places) != pixels)
    let sharp = try BinarisedDataset(digits, by: .threshold).batch(places)
    #expect(zip(sharp, grey).allSatisfy { ($0 > 0) == ($1 > 0) })
    #expect(
      errorText { try BinarisedDataset(try GaussianMixture.ring().sample(count: 4, seed: 1), by: .threshold) } != nil)
  }

  /// The gradient against a central difference; another draw is another loss.
  @Test func theGameIsExact() throws {
    let problem = try VAETrainer(Self.settings("dynamic", steps: 1)).problem()
    let (game, point) = try problem.gameBeforeTraining(of: Draw(seed: 3, step: 0))
    let gradient = try game.gradient(.x, at: point)
    let random = try RandomStream(seed: 9).normal([point.x.count])
    let v = try TensorList(copying: random * (1 / Double(point.x.count).squareRoot()), point.x.layout)
    let h = 1e-2
    func moved(_ step: Double) throws -> Players<TensorList> {
      var result = point
      try result.x.add(v, times: step)
      return result
    }
    let slope = try (game.losses(at: moved(h)).x - game.losses(at: moved(-h)).x) / (2 * h)
    #expect(try abs(slope - gradient.dot(v)) < 2e-2 * max(1, abs(slope)))
    #expect(try game.resampled(0).losses(at: point).x != game.losses(at: point).x)
  }

  /// Networks without weights: q = N(0, I), p(t | z) = 2⁻⁷⁸⁴. So KL = 0, and bound and importance-weighted estimate are both
  /// 784 ln 2 = 543.43 nats exactly. With every encoder's output 1 (μ = 1, log σ² = 1) KL = 3 · ½ (1 + e - 1 - 1) = 2.577,
  /// p(t) is what it was, and the estimate comes down from the bound towards it.
  @Test func knownBounds() throws {
    let problem = try VAETrainer(Self.settings("static", steps: 1)).problem()
    let (_, point) = try problem.gameBeforeTraining(of: Draw(seed: 1, step: 0))
    let judged = try problem.dataset.first(40)
    func trained(_ bias: Double) throws -> TrainedNetworks {
      var x = try point.x.zero
      let views = try zip(x.layout.entries, x.views()).map { entry, view in
        // The encoder's last bias has one number for μ and log σ² each.
        entry.name.hasPrefix("encoder.") && entry.shape == [6] ? try view.fullLike(bias) : view
      }
      x = try TensorList(flattening: views, x.layout)
      return TrainedNetworks(
        problem.players, moving: Players(x: x, y: point.y),
        resting: try problem.players.map { try TensorList(zeros: $0.restingLayout) },
        buffers: try problem.players.map { try TensorList(zeros: $0.bufferLayout) })
    }
    let pixels = 784 * log(2.0)
    let standard = try problem.bound(of: trained(0), on: judged)
    #expect(abs(standard.divergence) < 1e-6 && abs(standard.negativeBound - pixels) < 1e-3 && standard.count == 40)
    #expect(
      try abs(problem.importanceWeighted(trained(0), on: judged, latentVectors: 3, count: 40) - pixels) < 1e-3)
    let shifted = try problem.bound(of: trained(1), on: judged)
    #expect(abs(shifted.divergence - 1.5 * (M_E - 1)) < 1e-5)
    let few = try problem.importanceWeighted(trained(1), on: judged, latentVectors: 5, count: 40)
    let many = try problem.importanceWeighted(trained(1), on: judged, latentVectors: 500, count: 40)
    #expect(few < shifted.negativeBound && many < few && abs(many - pixels) < 0.3, "\(few) \(many)")
  }

  /// Any first-order optimizer brings the bound down from 784 ln 2, and the convolutional networks do too.
  @Test(arguments: [
    ("adam", "dense", "dynamic"), ("rmsprop", "convolutional", "none"), ("extragradient", "dense", "threshold"),
  ])
  func everyOptimizerLearns(optimizer: String, networks: String, binarise: String) throws {
    var settings = Self.settings(binarise, optimizer: optimizer, steps: 50)
    settings.networks = networks
    if optimizer == "extragradient" { settings.hyperparameters = ["eta-x": 1e-3, "eta-y": 1e-3] }
    let result = try VAETrainer(settings).run()
    let losses = result.history.values(of: "bound-loss")
    #expect(
      abs((losses.first ?? 0) - 543.4) < 70 && (losses.last ?? 1000) < 520,
      "\(optimizer): \(losses.first ?? .nan) \(losses.last ?? .nan)")
    let parts = result.history.values(of: "reconstruction").last ?? 0
    #expect(abs(parts + (result.history.values(of: "divergence").last ?? 0) - (losses.last ?? 0)) < 0.01)
    let names = try result.problem.exhibits(of: result.trained, count: 4, seed: 1).map(\.name)
    #expect(names == ["samples", "reconstructions", "traversals"])
  }

  /// Points of the plane have gaussian numbers: eight Gaussians of deviation 0.05 on a circle.
  @Test func pointsAreLearned() throws {
    var settings = Self.settings(steps: 150)
    settings.data = "ring"
    #expect(errorText { try VAETrainer(settings).run() }?.contains("gaussian for data that are no images") ?? false)
    settings.pixels = "gaussian"
    settings.latentSize = 2
    let result = try VAETrainer(settings).run()
    let losses = result.history.values(of: "bound-loss")
    #expect((losses.last ?? .nan) < 0.5 * (losses.first ?? .nan), "\(losses.first ?? .nan) \(losses.last ?? .nan)")
    settings.binarise = "static"
    #expect(errorText { try VAETrainer(settings) }?.contains("none with gaussian pixels") ?? false)
  }

  /// Killed after any step and resumed is straight through.
  @Test func resumedIsStraightThrough() throws {
    try expectResumedIsStraightThrough { try VAETrainer(Self.settings("dynamic", steps: $0)) }
  }

  /// 784-400-20 of D. Kingma and M. Welling, as pytorch/examples has it: 784·400 + 400 + 400·40 + 40, and
  /// 20·400 + 400 + 400·784 + 784 parameters.
  @Test func sizesAreThoseOfTheSource() throws {
    let encoder = try AutoencoderNetworks.dense.encoder(sample: [1, 28, 28], outputs: 40, hidden: [400])
    let decoder = try AutoencoderNetworks.dense.decoder(latent: 20, sample: [1, 28, 28], hidden: [400])
    #expect(encoder.parameterCount == 330_040 && decoder.parameterCount == 322_784)
    #expect(
      errorText { try AutoencoderNetworks.convolutional.encoder(sample: [1, 30, 28], outputs: 4, hidden: [8]) } != nil)
  }
}
