import Datasets
import TorchTensors
import Training

extension PixelModel {
  /// Pictures: samples (of the classes in turn), and images of the test set whose lower half is hidden and drawn anew, a row
  /// an image: the image, its upper half, four completions.
  public func exhibits(of trained: TrainedNetworks, count: Int, seed: UInt64) throws -> [Exhibit] {
    let model = try generator(of: trained)
    let samples = try model.samples(Array(0..<count), seed: seed)
    let places = Array(0..<min(max(1, count / 8), judged.count))
    let sheet = try model.completions(of: places, in: judged, each: 4, seed: seed)
    return [
      .image(name: "samples", try SampleSheet.grid(samples)),
      .image(name: "completions", try SampleSheet.grid(sheet, columns: 6)),
    ]
  }
}
