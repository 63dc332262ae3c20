import Datasets
import GameDynamics
import NeuralNetworks
import TorchTensors
import Training

/// A variational autoencoder as a problem of one player: x is the encoder and the decoder, y has no parameters.
///
///     f = mean over the batch of  -log p(t | z) + KL(q(z | t) ‖ N(0, I)),   z = μ(t) + σ(t) ε,  ε ~ N(0, I)      in nats
///
/// The encoder gives μ and log σ² side by side; KL = ½ Σ (μ² + σ² - 1 - log σ²). f is an upper bound of -log p(t), in the
/// mean over ε.
///
/// Source: D. P. Kingma and M. Welling, "Auto-encoding variational Bayes", 2013, arXiv:1312.6114, equations 9 and 10.
public struct VariationalAutoencoder: TestedProblem {
  /// The networks' names.
  public static let encoder = "encoder", decoder = "decoder"

  /// Encoder and decoder, as x.
  public let players: Players<PlayerNetworks>
  /// What is learned; black and white where targets are binarised once.
  public let dataset: any Dataset
  /// Others to judge by, made alike; nil where there are none.
  public let testset: (any Dataset)?
  /// The length of z.
  public let latentSize: Int
  /// What the decoder's output says.
  public let pixels: PixelDistribution
  /// Whether every look at a sample draws its pixels anew, white with the probability (1 + grey)/2.
  public let drawsPixels: Bool
  private let minibatches: Minibatches

  /// An autoencoder of these data. Throws where the networks do not fit each other's sizes, or the batch is larger than
  /// the data set.
  public init(
    encoder: Network, decoder: Network, latentSize: Int, pixels: PixelDistribution, drawsPixels: Bool = false,
    dataset: any Dataset, testset: (any Dataset)? = nil, batchSize: Int, rests: (String) -> Bool = { _ in false }
  ) throws {
    players = Players(
      x: try PlayerNetworks([(Self.encoder, encoder), (Self.decoder, decoder)], rests: rests), y: try .none)
    self.dataset = dataset
    self.testset = testset
    self.latentSize = latentSize
    self.pixels = pixels
    self.drawsPixels = drawsPixels
    minibatches = try Minibatches(of: dataset, batchSize: batchSize)
  }

  /// Name, shapes and fingerprint of the training data.
  public var data: DataCard { DataCard(of: dataset) }
  /// The bound, its two parts, the norm of its gradient.
  public var metrics: [MetricCard] {
    [
      .loss(of: .x, called: "bound", unit: "nats"),
      MetricCard("reconstruction", title: "reconstruction, -log p(t | z)", unit: "nats", chart: MetricCard.losses),
      MetricCard("divergence", title: "KL(q(z | t) ‖ p(z))", unit: "nats", chart: MetricCard.losses),
      .gradientNorm(of: .x, called: "bound"),
    ]
  }

  /// The bound on the draw's batch.
  public func game(of draw: Draw, in frame: Frame<NoState<TensorList>>) throws -> TensorGame {
    let clock = ContinuousClock()
    let begun = clock.now
    let batch = try minibatches.batch(of: draw)
    let samples = try Tensor(
      floats: batch.samples, shape: [minibatches.batchSize] + dataset.sampleShape, device: frame.device)
    frame.recorder.note(loading: begun.duration(to: clock.now))
    let targets = try self.targets(samples, seed: draw.number(for: RandomUse.pixels))
    let noise = try RandomStream(seed: draw.number(for: RandomUse.posterior), device: frame.device)
      .normal([minibatches.batchSize, latentSize])
    let networks = try frame.standing(players, .x)
    let seed = draw.number(for: RandomUse.noise)
    return TensorGame(
      recorder: frame.recorder, redraw: { number in try game(of: draw.child(number), in: frame) }
    ) { x, _, isRecording in
      let pass = ForwardPass(seed: seed)
      let posterior = try Posterior(networks(Self.encoder, targets, x, in: pass, isRecording: isRecording))
      let output = try networks(
        Self.decoder, posterior.sample(noise), x, in: pass, isRecording: isRecording)
      let reconstruction = try -pixels.logLikelihood(output, of: targets)
      let divergence = try posterior.divergence()
      frame.recorder.note("reconstruction", try reconstruction.detach())
      frame.recorder.note("divergence", try divergence.detach())
      return (x: try (reconstruction + divergence).mean(), y: nil)
    }
  }

  /// What encoder and decoder see of samples in [-1, 1].
  func targets(_ samples: Tensor, seed: UInt64) throws -> Tensor {
    let targets = try pixels.targets(samples)
    guard drawsPixels else { return targets }
    return try RandomStream(seed: seed, device: samples.device).uniform(targets.shape).less(targets).to(.float32)
  }
}

/// A diagonal normal distribution of z for each sample: what an encoder says.
struct Posterior {
  /// μ and log σ², [n, latent size].
  let mean: Tensor, logVariance: Tensor

  /// Of an encoder's output, [n, 2 · latent size].
  init(_ output: Tensor) throws {
    let size = output.shape[1] / 2
    mean = try output.narrow(1, start: 0, length: size)
    logVariance = try output.narrow(1, start: size, length: size)
  }

  /// μ + σ ε.
  func sample(_ noise: Tensor) throws -> Tensor { try mean + (logVariance / 2).exp() * noise }

  /// KL(q ‖ N(0, I)) of each sample in nats, [n].
  func divergence() throws -> Tensor {
    try (mean.square() + logVariance.exp() - 1 - logVariance).sum([1]) / 2
  }
}

extension RandomUse {
  /// Uses of a draw: ε of the posterior, pixels that are drawn anew.
  static let posterior: UInt64 = 18, pixels: UInt64 = 19
}
