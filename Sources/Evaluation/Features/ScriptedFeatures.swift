import Datasets
import DurableFiles
import Foundation
import TorchTensors

/// The features of a TorchScript file: the reference Inception network of FID and IS, or any other.
///
/// `forward(images)` takes [n, channels, height, width] in the range that is asked for and returns features [n, d] (more
/// dimensions are averaged over: [n, d, h, w] is pooled), or a tuple (features, logits [n, K]). The network resizes by
/// itself. See docs/evaluation.md for how such a file is made.
public struct ScriptedFeatures: FeatureExtractor {
  /// The range of pixel values that a network takes.
  public enum PixelRange: String, Sendable, CaseIterable {
    /// From -1 to 1, as this program's own networks.
    case signed
    /// From 0 to 1.
    case unit
    /// Whole numbers from 0 to 255, as bytes.
    case bytes
  }

  /// The file's name.
  public let name: String
  /// Of the file's bytes, the range, the channels.
  public let fingerprint: Fingerprint
  private let network: ScriptedNetwork
  private let range: PixelRange
  private let channels: Int?

  /// Loads a file.
  ///
  /// - `range`: what the network takes.
  /// - `channels`: how many it takes; grey images are repeated to so many. Nil for those of the images.
  ///
  /// Throws `FileError` where there is no file, `EvaluationError.badFeatures` where it is no TorchScript.
  public init(file: URL, range: PixelRange = .signed, channels: Int? = nil) throws {
    let checksum = try SHA256.hexadecimal(of: OpenFile(file, .reading).content())
    name = file.lastPathComponent
    fingerprint = Fingerprint(of: Array("torchscript \(checksum) \(range.rawValue) \(channels ?? 0)".utf8))
    self.range = range
    self.channels = channels
    do throws(TorchError) {
      network = try ScriptedNetwork(path: file.path)
    } catch {
      throw EvaluationError.badFeatures(
        name: file.path, problem: "must be a TorchScript file, which libtorch could not load: \(error.message)",
        remedy:
          "write it by torch.jit.save(torch.jit.script(network), path), with a PyTorch no newer than this libtorch")
    }
  }

  /// What the network returns.
  public func features(of samples: Tensor) throws -> (features: Tensor, logits: Tensor?) {
    var input = samples
    switch range {
    case .signed: break
    case .unit: input = try (input + 1) * 0.5
    case .bytes: input = try ((input + 1) * 127.5).round().clamp(low: 0, high: 255).to(.uint8)
    }
    if let channels, input.rank == 4, input.shape[1] == 1, channels > 1 {
      input = try input.repeat([1, channels, 1, 1])
    }
    let outputs: [Tensor]
    do throws(TorchError) {
      outputs = try network(input)
    } catch {
      throw EvaluationError.badFeatures(
        name: name, problem: "could not be computed of samples \(samples.shape): \(error.message)",
        remedy: "see whether the network takes so many channels (--feature-channels) of that size (--image-size) and "
          + "range (--feature-range)")
    }
    var features = try outputs[0].to(.float32)
    if features.rank > 2 { features = try features.mean(Array(2..<features.rank)) }
    guard features.rank == 2, features.shape[0] == samples.shape[0] else {
      throw EvaluationError.badFeatures(
        name: name,
        problem: "must be [n, d] or [n, d, h, w], and are \(outputs[0].shape) for \(samples.shape[0]) samples",
        remedy: "let forward return features, or (features, logits)")
    }
    guard outputs.count > 1 else { return (features, nil) }
    let logits = try outputs[1].to(.float32)
    guard logits.rank == 2, logits.shape[0] == samples.shape[0], logits.shape[1] > 1 else {
      throw EvaluationError.badFeatures(
        name: name, problem: "come with logits \(logits.shape), which are not [n, classes]",
        remedy: "let forward return (features, logits)")
    }
    return (features, logits)
  }
}
