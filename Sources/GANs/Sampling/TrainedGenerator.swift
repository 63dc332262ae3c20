import Datasets
import DurableFiles
import Foundation
import GameDynamics
import GameOptimizers
import NeuralNetworks
import TorchTensors
import Training

/// A generator that is used and no longer trained: evaluation mode, with the buffers that training has left.
public struct TrainedGenerator: LatentVariableModel {
  /// G.
  public let network: Network
  /// Its parameters.
  public let parameters: TensorList
  /// Its buffers; nil where it has none.
  public let buffers: TensorList?
  /// The length of a latent vector.
  public let latentSize: Int
  /// How many classes it is told; nil for unconditional ones.
  public let classes: Int?
  /// What it generates.
  public let data: DataDescription
  /// What moves its samples afterwards, the functional steps of xICFG; nil for the network alone.
  public var steps: FunctionalSteps?

  init(
    network: Network, parameters: TensorList, buffers: TensorList?, latentSize: Int, classes: Int?,
    data: DataDescription, steps: FunctionalSteps? = nil
  ) {
    self.steps = steps
    self.network = network
    self.parameters = parameters
    self.buffers = buffers
    self.latentSize = latentSize
    self.classes = classes
    self.data = data
  }

  /// The generator of a checkpoint: the moving average where there is one, unless `average` is false; with the functional
  /// steps of its stored discriminators where xICFG has left some, unless `functionalSteps` is false. (These were trained
  /// against the approximator itself: they go with its average too, which is close to it.)
  ///
  /// Throws `FileError` where the checkpoint does not hold such a generator (`notFinite` where its weights are no
  /// numbers), and what is wrong with its configuration.
  public init(
    _ stored: StoredCheckpoint, average: Bool = true, functionalSteps: Bool = true, device: Device = .cpu
  ) throws {
    let manifest = stored.manifest
    guard GANFamily().opens(manifest) else {
      throw FileError(
        .foreign, subject: stored.folder.path, required: "a checkpoint of a GAN",
        given: "one of \(manifest.networks.map { ($0.x + $0.y).joined(separator: ", ") } ?? "something else")",
        remedy: "take a checkpoint that `counterplay train` or `counterplay xicfg` has written")
    }
    let data = try stored.fittedData(GANFamily().name)
    // Whether loss and optimizer fit each other is of no concern here, and the optimizer may be in no catalogue.
    var configuration = try TrainingConfiguration(texts: manifest.configuration.texts)
    configuration.loss = nil
    configuration.regularizers = [:]
    let built = try TrainingModel(configuration, for: SimGDFamily().card, data: data)
    let own = try stored.network(built.model.generator, named: GANModel.generator, average: average, device: device)
    self.init(
      network: own.network, parameters: own.parameters, buffers: own.buffers,
      latentSize: built.latentSize, classes: built.classes, data: data,
      steps: functionalSteps ? try Self.steps(of: stored, device: device) : nil)
  }

  /// The device of the parameters.
  public var device: Device { parameters.device }

  /// G of these latent vectors, [count] + sample shape, in batches of 256. Throws `TrainingError.badSetting` for labels
  /// that do not fit, and where the generator is told more than classes.
  public func samples(of latent: Tensor, labels: [Int]?) throws -> Tensor {
    try samples(of: latent, labels: labels, conditions: nil)
  }

  /// The same, told `conditions` beside the labels or in their place, one of each a sample. Throws
  /// `TrainingError.badSetting` for conditions that it asks for and is not given, too.
  public func samples(of latent: Tensor, labels: [Int]? = nil, conditions: Conditions?) throws -> Tensor {
    let count = latent.shape.first ?? 0
    let given = conditions ?? .none
    let missing = network.conditions.filter { given[$0] == nil && !($0 == Conditions.label && classes != nil) }
    if !missing.isEmpty {
      throw TrainingError.badSetting(
        name: "conditions", required: missing.joined(separator: ", ") + ", which the generator asks for",
        given: given.names.isEmpty ? "none" : given.names.joined(separator: ", "))
    }
    for name in network.conditions {
      guard let length = given[name]?.shape.first, length != count else { continue }
      throw TrainingError.badSetting(name: name, required: "\(count), one a sample", given: "\(length)")
    }
    let isToldClasses = given[Conditions.label] != nil
    if isToldClasses, labels != nil {
      throw TrainingError.badSetting(
        name: "labels", required: "left out, since they are among the conditions", given: "labels")
    }
    let told = isToldClasses ? nil : try toldClasses(of: Array(0..<count), labels: labels)
    let whole = SingleNetwork(network: network, parameters: parameters, buffers: buffers)
    var parts: [Tensor] = []
    for start in stride(from: 0, to: count, by: batch) {
      let end = min(start + batch, count)
      var own = try given.narrowed(start: start, count: end - start)
      if let told {
        own[Conditions.label] = try Tensor(int64s: told[start..<end].map(Int64.init), device: device)
      }
      let part = try whole(latent.narrow(0, start: start, length: end - start), conditions: own)
      parts.append(try withoutGradient { try steps?(part) ?? part })
    }
    if parts.isEmpty { return try Tensor.zeros([0] + data.sampleShape) }
    return try Tensor.concatenate(parts)
  }
}

/// GANs of every kind: those of `train` and the approximators of `xicfg`, with their functional steps.
public struct GANFamily: ModelFamily {
  /// Has no settings.
  public init() {}
  /// "GAN".
  public let name = "GAN"

  /// So where x is a generator; checkpoints that name no network are of GANs.
  public func opens(_ manifest: CheckpointManifest) -> Bool {
    manifest.networks?.x.contains(GANModel.generator) ?? true
  }

  /// That of both networks.
  public func work(of manifest: CheckpointManifest) -> Double {
    (try? TrainingConfiguration(texts: manifest.configuration.texts).work) ?? .infinity
  }

  /// The generator, with functional steps where samples are moved.
  public func model(of stored: StoredCheckpoint, _ options: ModelOptions) throws -> any GenerativeModel {
    try TrainedGenerator(
      stored, average: options.average, functionalSteps: options.movesSamples, device: options.device)
  }
}
