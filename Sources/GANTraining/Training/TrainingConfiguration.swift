import Foundation
import GameDynamics
import GameOptimizers
import NeuralNetworks
import TorchTensors

/// Everything that decides what a training run computes: with the same configuration and machine it repeats itself.
///
/// Written and read as YAML (`yaml`, `init(yaml:)`), one key a setting; `TrainingSetting.all` is the list of them.
public struct TrainingConfiguration: Sendable, Codable, Equatable {
  /// What `TrainingData.load` is given: a folder, or the name of a set that the program makes.
  public var data = "synthetic"
  /// Height and width to which a folder's PNG and JPEG files are scaled; nil takes the architecture's, or 32.
  public var imageSize: Int?
  /// 1 (grey) or 3 (RGB) for a folder's PNG and JPEG files.
  public var imageChannels = 3
  /// A pair of networks by its name in the catalogue; nil takes perceptrons of the `hidden` widths.
  public var architecture: String?
  /// Whether the networks are told the classes of the data; architectures that are conditional by name always are.
  public var conditional = false
  /// The optimizer's name in the catalogue, or a composition such as `cosine:alternating:adam`.
  public var optimizer = "simgd"
  /// Hyperparameters that differ from the optimizer's standard values.
  public var hyperparameters: [String: Double] = [:]
  /// The loss's name in the catalogue; nil chooses minimax for optimizers that need a zero-sum game, otherwise
  /// non-saturating.
  public var loss: String?
  /// Strengths of regularizers, by their names in the catalogue.
  public var regularizers: [String: Double] = [:]
  /// Steps to take.
  public var steps = 1000
  /// Samples a batch.
  public var batchSize = 64
  /// The length of a latent vector; nil takes the architecture's, or 64 for perceptrons.
  public var latentSize: Int?
  /// The widths of the perceptron generator's hidden layers; the discriminator has them in reverse. Nil is 256 and 512.
  public var hidden: [Int]?
  /// The seed of everything random.
  public var seed: UInt64 = 0
  /// How often the discriminator moves per step of the generator; see `TrainingStep`.
  public var discriminatorSteps = 1
  /// Whether the discriminator's step size follows its accuracy; see `DiscriminatorAccuracyRule`.
  public var discriminatorAccuracyRule = false
  /// The decay of the exponential moving average of the generator, from which samples are then drawn; nil for none. See
  /// `GeneratorAverage`.
  public var generatorAverage: Double?
  /// The largest norm that each player's gradient may have; nil for any. Refused for optimizers with second
  /// derivatives; see `ClippedGame`.
  public var gradientClip: Double?

  /// Of how many of a batch's samples second derivatives are taken, for second-order optimizers; nil for all. Fewer are
  /// faster and change the iterates; see `GANGame.curvatureSamples`.
  public var curvatureBatch: Int?

  // What follows does not change the numbers, but for rounding: a run may be resumed with other values.

  /// Threads of libtorch within an operation; nil leaves its own choice.
  public var threads: Int?
  /// `cpu`, `cuda`, `cuda:N` or `mps`.
  public var device = "cpu"
  /// Save a checkpoint every so many steps; 0 at the end alone.
  public var checkpointEvery = 0
  /// How many checkpoints are kept.
  public var keep = 3
  /// Draw samples and histograms every so many steps; 0 at the end alone.
  public var sampleEvery = 0
  /// Write metrics every so many steps.
  public var logEvery = 1

  /// The standard configuration.
  public init() {}

  /// Throws `TrainingError` for a number that makes no sense.
  public func check() throws {
    for (name, value, least) in [
      ("steps", steps, 0), ("batch size", batchSize, 1), ("latent size", latentSize ?? 1, 1),
      ("threads", threads ?? 1, 1), ("image size", imageSize ?? 1, 1), ("discriminator steps", discriminatorSteps, 1),
      ("curvature batch", curvatureBatch ?? 1, 1),
      ("checkpoint-every", checkpointEvery, 0), ("keep", keep, 1), ("sample-every", sampleEvery, 0),
      ("log-every", logEvery, 1),
    ] where value < least {
      throw TrainingError.badSetting(name: name, required: "at least \(least)", given: "\(value)")
    }
    if let curvatureBatch, curvatureBatch > batchSize {
      throw TrainingError.badSetting(
        name: "curvature batch", required: "at most the batch's \(batchSize)", given: "\(curvatureBatch)")
    }
    if imageChannels != 1, imageChannels != 3 {
      throw TrainingError.badSetting(name: "image channels", required: "1 (grey) or 3 (RGB)", given: "\(imageChannels)")
    }
    if let hidden {
      if architecture != nil {
        throw TrainingError.badSetting(
          name: "hidden widths", required: "left out where an architecture is named, since that has its own",
          given: hidden.map(String.init).joined(separator: ","))
      }
      if let bad = hidden.first(where: { $0 < 1 }) {
        throw TrainingError.badSetting(name: "hidden widths", required: "at least 1 each", given: "\(bad)")
      }
    }
    if let decay = generatorAverage, !(decay >= 0 && decay < 1) {
      throw TrainingError.badSetting(name: "generator average", required: "at least 0 and below 1", given: "\(decay)")
    }
    if let bound = gradientClip, !(bound > 0 && bound.isFinite) {
      throw TrainingError.badSetting(name: "gradient clip", required: "above 0", given: "\(bound)")
    }
    _ = try parsedDevice()
  }

  /// The device that is named. Throws `TrainingError` for a name that is none; whether it is there is for
  /// `requireDevice` to say.
  func parsedDevice() throws -> Device {
    switch device {
    case "cpu": return .cpu
    case "cuda": return .cuda(0)
    case "mps": return .mps
    default:
      if device.hasPrefix("cuda:"), let index = Int(device.dropFirst(5)), index >= 0 { return .cuda(index) }
      throw TrainingError.badSetting(name: "device", required: "cpu, cuda, cuda:N or mps", given: "'\(device)'")
    }
  }

  /// The device that is named, if tensors can be made there; throws `TrainingError` otherwise.
  func requireDevice() throws -> Device {
    let device = try parsedDevice()
    guard device.isAvailable else { throw TrainingError.noSuchDevice(device.description) }
    return device
  }

  /// The whole configuration: what was left open replaced by what is chosen for it, every hyperparameter by its value.
  ///
  /// Throws what is wrong with names and numbers, without looking at the data. An optimizer that is in no catalogue may
  /// be given.
  public func effective(optimizer: (any OptimizerFamily)? = nil) throws -> TrainingConfiguration {
    try check()
    var result = self
    let family = try optimizer ?? OptimizerCatalogue.named(self.optimizer)
    result.optimizer = family.card.name
    var values = Parameters<Double>(family.card.hyperparameters)
    for (name, value) in hyperparameters.sorted(by: { $0.key < $1.key }) { try values.set(name, to: value) }
    for spec in values.specs { result.hyperparameters[spec.name] = try values.value(spec.name) }
    result.loss = try TrainingModel.loss(of: self, for: family.card).card.name
    for (name, strength) in regularizers { _ = try RegularizerCatalogue.named(name, strength: strength) }
    if let architecture {
      result.latentSize = try latentSize ?? ArchitectureCatalogue.named(architecture).card.latentSize
    } else {
      result.latentSize = latentSize ?? TrainingModel.standardLatentSize
      result.hidden = hidden ?? TrainingModel.standardHidden
    }
    return result
  }
}
