import DurableFiles
import NeuralNetworks
import TorchTensors

/// How the models of one family are read back from their checkpoints: what every command that draws samples opens.
public protocol ModelFamily: Sendable {
  /// In words: `GAN`, `variational autoencoder`.
  var name: String { get }
  /// Whether a checkpoint is of this family, by its networks' names and its settings.
  func opens(_ manifest: CheckpointManifest) -> Bool
  /// About how many multiplications and additions a batch takes; small ones take one thread (`ThreadChoice`).
  func work(of manifest: CheckpointManifest) -> Double
  /// The model of a checkpoint. Throws `FileError` where it does not hold what its settings say, and what is wrong with
  /// those.
  func model(of stored: StoredCheckpoint, _ options: ModelOptions) throws -> any GenerativeModel
}

extension ModelFamily {
  /// Infinite: as many threads as large networks get.
  public func work(of manifest: CheckpointManifest) -> Double { .infinity }
}

/// How a model is read back.
public struct ModelOptions: Sendable {
  /// Whether a moving average is taken where the run has kept one.
  public var average = true
  /// Whether samples are moved behind the network where the run has left what moves them (the functional steps of xICFG).
  public var movesSamples = true
  /// The data whose codes are decoded by a model without a prior; nil for those of the run.
  public var data: String?
  /// Where the numbers go.
  public var device: Device = .cpu

  /// All that a run has left.
  public init(average: Bool = true, movesSamples: Bool = true, data: String? = nil, device: Device = .cpu) {
    self.average = average
    self.movesSamples = movesSamples
    self.data = data
    self.device = device
  }
}

extension StoredCheckpoint {
  /// What its networks fit. Throws `FileError.foreign` where it does not say.
  public func fittedData(_ family: String) throws(FileError) -> DataDescription {
    if let data = manifest.dataDescription { return data }
    throw FileError(
      .foreign, subject: folder.path, required: "a checkpoint of a \(family) that says what its networks fit",
      given: "one that does not", remedy: "take a checkpoint that this program has written")
  }

  /// The numbers of a network of this name, or their moving average where the run has kept one and `average` asks for it.
  ///
  /// Throws `FileError` where they do not fit the network, and `notFinite`, by the tensor's name, where they are no numbers.
  public func network(
    _ network: Network, named name: String, average: Bool, device: Device = .cpu
  ) throws -> SingleNetwork {
    let file = try SafetensorsFile(contentsOf: folder.appendingPathComponent(CheckpointStore.weightsFile))
    func list(_ layout: ParameterLayout) throws -> TensorList {
      let own = { (entry: String) in "\(name).\(entry)" }
      let averaged = { (entry: String) in NetworkAverage.stored(own(entry)) }
      // Older checkpoints have an average of the parameters alone.
      let isAveraged = average && layout.entries.allSatisfy { file.header[averaged($0.name)] != nil }
      let title = isAveraged ? averaged : own
      let list = try file.list(layout, named: title, device: device)
      if try list.isFinite() { return list }
      let place = try zip(layout.entries, list.views()).first { try !$1.isAllFinite() }?.0.name ?? ""
      throw FileError(
        .notFinite, subject: "\(file.name), tensor '\(title(place))'", required: "finite numbers",
        given: "NaN or infinity", remedy: "take an earlier checkpoint; what such weights generate is no image")
    }
    return SingleNetwork(
      network: network, parameters: try list(network.layout),
      buffers: network.bufferLayout.entries.isEmpty ? nil : try list(network.bufferLayout))
  }
}
