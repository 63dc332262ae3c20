import Datasets
import DurableFiles
import Foundation
import GameDynamics
import GameOptimizers
import NeuralNetworks
import TorchTensors
import Training

/// A generator that is used and no longer trained: evaluation mode, with the buffers that training has left.
public struct TrainedGenerator: Sendable {
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

  /// Samples evaluated at once, so that thousands need no more memory than a training batch.
  public static let batch = 256

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
    guard let data = manifest.dataDescription, manifest.networks?.x.contains(GANModel.generator) ?? true else {
      throw FileError(
        .foreign, subject: stored.folder.path, required: "a checkpoint of a GAN that says what its networks fit",
        given: manifest.networks.map { "one of \(($0.x + $0.y).joined(separator: ", "))" } ?? "one that does not",
        remedy: "take a checkpoint that `counterplay train` has written")
    }
    // Whether loss and optimizer fit each other is of no concern here, and the optimizer may be in no catalogue.
    var configuration = try TrainingConfiguration(texts: manifest.configuration.texts)
    configuration.loss = nil
    configuration.regularizers = [:]
    let built = try TrainingModel(configuration, for: SimGDFamily().card, data: data)
    let generator = built.model.generator
    let file = try SafetensorsFile(contentsOf: stored.folder.appendingPathComponent(CheckpointStore.weightsFile))
    func list(_ layout: ParameterLayout) throws -> TensorList {
      let own = { (name: String) in "\(GANModel.generator).\(name)" }
      let averaged = { (name: String) in NetworkAverage.stored(own(name)) }
      // Older checkpoints have an average of the parameters alone.
      let isAveraged = average && layout.entries.allSatisfy { file.header[averaged($0.name)] != nil }
      let name = isAveraged ? averaged : own
      let list = try file.list(layout, named: name, device: device)
      if try list.isFinite() { return list }
      let place = try zip(layout.entries, list.views()).first { try !$1.isAllFinite() }?.0.name ?? ""
      throw FileError(
        .notFinite, subject: "\(file.name), tensor '\(name(place))'", required: "finite numbers",
        given: "NaN or infinity", remedy: "take an earlier checkpoint; what such weights generate is no image")
    }
    let parameters = try list(generator.layout)
    let buffers = generator.bufferLayout.entries.isEmpty ? nil : try list(generator.bufferLayout)
    self.init(
      network: generator, parameters: parameters, buffers: buffers,
      latentSize: built.latentSize, classes: built.classes, data: data,
      steps: functionalSteps ? try Self.steps(of: stored, device: device) : nil)
  }

  /// Latent vectors, standard normal, [count, latentSize]; the first of more are those of fewer.
  public func latent(_ count: Int, seed: UInt64) throws(TorchError) -> Tensor {
    try latent(0..<max(0, count), seed: seed)
  }

  /// Some of them, [range's count, latentSize]: more than memory holds can be drawn batch by batch.
  public func latent(_ range: Range<Int>, seed: UInt64) throws(TorchError) -> Tensor {
    // One by one, since libtorch's generators draw longer tensors in another order.
    var rows: [Tensor] = []
    for row in range {
      rows.append(
        try RandomStream(seed: seed, stream: RandomUse.samples, step: UInt64(row), device: parameters.device)
          .normal([latentSize]))
    }
    if rows.isEmpty { return try Tensor.zeros([0, latentSize], device: parameters.device) }
    return try Tensor.stack(rows)
  }

  /// G of these latent vectors, [count] + sample shape, in batches of 256.
  ///
  /// `labels` are the classes of a conditional generator, one a sample; nil goes round them: 0, 1, 2, …. `conditions`
  /// is what it is told beside them or in their place, one of each a sample. Throws `TrainingError.badSetting` for
  /// labels that do not fit, and for conditions that it asks for and is not given.
  public func samples(of latent: Tensor, labels: [Int]? = nil, conditions: Conditions? = nil) throws -> Tensor {
    let count = latent.shape.first ?? 0
    var classesOfSamples: [Int]?
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
    if let classes, given[Conditions.label] == nil {
      let wanted = labels ?? (0..<count).map { $0 % classes }
      if let bad = wanted.first(where: { !(0..<classes).contains($0) }) {
        throw TrainingError.badSetting(name: "labels", required: "from 0 to \(classes - 1)", given: "\(bad)")
      }
      guard wanted.count == count else {
        throw TrainingError.badSetting(name: "labels", required: "\(count), one a sample", given: "\(wanted.count)")
      }
      classesOfSamples = wanted
    } else if labels != nil {
      throw TrainingError.badSetting(
        name: "labels", required: "left out, since the generator is unconditional", given: "labels")
    }
    return try withoutGradient {
      let (views, state) = (try parameters.views(), try buffers?.views() ?? [])
      var parts: [Tensor] = []
      for start in stride(from: 0, to: count, by: Self.batch) {
        let end = min(start + Self.batch, count)
        var told = try given.narrowed(start: start, count: end - start)
        if let classesOfSamples {
          told[Conditions.label] = try Tensor(
            int64s: classesOfSamples[start..<end].map(Int64.init), device: parameters.device)
        }
        let pass = ForwardPass(mode: .evaluation, conditions: told)
        let part = try network(latent.narrow(0, start: start, length: end - start), views, buffers: state, in: pass)
        parts.append(try steps?(part) ?? part)
      }
      if parts.isEmpty { return try Tensor.zeros([0] + data.sampleShape) }
      return try Tensor.concatenate(parts)
    }
  }
}
