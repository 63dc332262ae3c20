import Datasets
import GameDynamics
import NeuralNetworks
import TorchTensors
import Training

/// What follows from layers that mix the samples of a batch, as batch normalization does: said, or refused, before the
/// first step.
///
/// A gradient penalty is meant for the slope of each sample's logit in that sample (I. Gulrajani et al., "Improved
/// Training of Wasserstein GANs", 2017, arXiv:1704.00028, section 4, which therefore leaves batch normalization out of
/// the critic). What is differentiated is the sum of a batch's logits, which is the same only where samples do not mix.
///
/// The networks are tried on a few random samples, so that layers of one's own count like the library's. Nothing is tried
/// where nothing could follow: without penalties, and with more than one sample.
extension GANProblem {
  /// Sentences on batches of one and on penalties, for the user to be told; mostly none. Costs a drawing of the
  /// parameters and two passes of two samples where there is a penalty or a batch of one. Throws what the networks throw.
  public var normalizationNotices: [String] {
    get throws {
      var notices: [String] = []
      let penalties = model.regularizers.filter(\.effect.isPenalty).map(\.card.name)
      if !penalties.isEmpty, try mixesSamples(.y) {
        notices.append(
          "the discriminator normalizes over the batch, so that \(penalties.joined(separator: " and ")) "
            + "\(penalties.count == 1 ? "bounds" : "bound") the slope of the sum of all logits at each sample, and not "
            + "that of the sample's own logit; layer or instance normalization, or none, keeps samples apart")
      }
      for (setting, count) in [("batch", batchSize), ("curvature-batch", curvatureBatch ?? 2)] where count == 1 {
        guard try mixesSamples(.x) || mixesSamples(.y) else { continue }
        notices.append(
          "--\(setting) 1 leaves batch normalization the pixels of one sample: it is then instance normalization, and "
            + "the running statistics that samples are drawn with are of single ones; take a --\(setting) of at least 2 "
            + "for statistics of a batch")
      }
      return notices
    }
  }

  /// Throws `TrainingError.oneValueNormalized` where a network takes two samples and not one.
  func requireNormalizable(setting: String, samples: Int) throws {
    guard samples == 1 else { return }
    for player in Player.allCases {
      let trial = try NetworkTrial(self, player)
      // What is wrong with two samples as well is another matter, and said by the first step.
      guard (try? trial.output(trial.input(samples: 2))) != nil else { continue }
      guard (try? trial.output(trial.input(samples: 1))) == nil else { continue }
      throw TrainingError.oneValueNormalized(
        setting: setting, network: player == .x ? GANModel.generator : GANModel.discriminator)
    }
  }

  /// Whether a network's output for one sample depends on the others of the batch.
  private func mixesSamples(_ player: Player) throws -> Bool {
    let trial = try NetworkTrial(self, player)
    let two = try trial.input(samples: 2)
    let first = try two.narrow(0, start: 0, length: 1)
    let other = try Tensor.concatenate([first, two.narrow(0, start: 1, length: 1) * -3])
    let (before, after) = (try trial.output(two), try trial.output(other))
    return try withoutGradient {
      let change = try (before.narrow(0, start: 0, length: 1) - after.narrow(0, start: 0, length: 1)).abs().max().item()
      return try change > 1e-3 * before.abs().max().item()
    }
  }
}

/// A network at the parameters it would be drawn with, in training.
private struct NetworkTrial {
  private let network: Network
  private let parameters: TensorList
  private let buffers: TensorList
  private let sampleShape: [Int]
  private let conditions: FieldConditions
  private let dataset: any Dataset

  init(_ problem: GANProblem, _ player: Player) throws {
    network = player == .x ? problem.model.generator : problem.model.discriminator
    parameters = try network.initialParameters(seed: 0)
    buffers = try network.initialBuffers(for: parameters, seed: 0)
    sampleShape = player == .x ? [problem.latentSize] : problem.dataset.sampleShape
    dataset = problem.dataset
    conditions = try FieldConditions(network.conditions, of: dataset)
  }

  /// Normal samples, or latent vectors.
  func input(samples: Int) throws -> Tensor { try RandomStream(seed: 0).normal([samples] + sampleShape) }

  func output(_ input: Tensor) throws -> Tensor {
    // The first sample's, for all of them.
    let parts = dataset.counts.map { _ in [Int](repeating: 0, count: input.shape[0]) }
    let pass = ForwardPass(conditions: try conditions.of(dataset.fieldBatch(atParts: parts)))
    return try withoutGradient {
      try network(input, parameters.views(), buffers: buffers.layout.entries.isEmpty ? [] : buffers.views(), in: pass)
    }
  }
}
