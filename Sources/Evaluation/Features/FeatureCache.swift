import Datasets
import DurableFiles
import Foundation
import TorchTensors
import Training

/// Features of samples that were looked at before, as files in a folder: safetensors, named after all that they depend on
/// (the samples' fingerprint, which of them, the extractor's fingerprint).
///
/// A file that cannot be read is made anew. Features of 10,000 samples take 5 MB with 128 of them, 80 MB with 2,048; the
/// folder may be removed at any time.
public struct FeatureCache: Sendable {
  /// Where the files are.
  public let folder: URL

  /// A cache in this folder, which is made when something is kept.
  public init(folder: URL) { self.folder = folder }

  private func url(_ source: Fingerprint, _ extractor: Fingerprint, _ places: [Int]) -> URL {
    // Places are functions of the seed; their own hash says which they are.
    let digits = places.withUnsafeBytes { Fingerprint(of: Array($0)) }
    return folder.appendingPathComponent("features-\(source)-\(extractor)-\(digits)-\(places.count).safetensors")
  }

  /// What was kept; nil where nothing was.
  func load(
    _ source: any SampleSource, _ extractor: any FeatureExtractor, _ places: [Int]
  ) -> (features: Tensor, logits: Tensor?)? {
    guard let own = source.fingerprint else { return nil }
    let place = url(own, extractor.fingerprint, places)
    guard FileManager.default.fileExists(atPath: place.path), let file = try? SafetensorsFile(contentsOf: place),
      let features = try? file.tensor("features"), features.shape.first == places.count
    else { return nil }
    return (features, file.header["logits"] == nil ? nil : try? file.tensor("logits"))
  }

  /// Keeps features for the next time. Throws `FileError` where the folder cannot be written.
  func save(
    _ made: (features: Tensor, logits: Tensor?), of source: any SampleSource, _ extractor: any FeatureExtractor,
    _ places: [Int]
  ) throws {
    guard let own = source.fingerprint else { return }
    try Folder.create(folder)
    var tensors: SafetensorsFile.NamedTensors = [("features", made.features)]
    if let logits = made.logits { tensors.append(("logits", logits)) }
    try SafetensorsFile.write(
      tensors, metadata: ["samples": source.name, "features": extractor.name],
      to: url(own, extractor.fingerprint, places))
  }
}
