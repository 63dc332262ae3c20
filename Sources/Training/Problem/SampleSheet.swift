import DurableFiles
import Datasets
import GnuplotScripts
import TorchTensors

/// Samples as pictures, and as tables.
public enum SampleSheet {
  /// Each sample as an image. Throws `FileError.wrongShape` for what is none: points, or other than 1 or 3 channels.
  public static func images(_ samples: Tensor) throws -> [PNGImage] {
    let shape = samples.shape
    guard shape.count == 4 else {
      throw FileError(
        .wrongShape, subject: "samples", required: "images, [count, channels, height, width]",
        given: "a shape of \(shape)", remedy: "points are written as tables instead")
    }
    let pixels = try samples.floats()
    let size = shape[1] * shape[2] * shape[3]
    return try (0..<shape[0]).map { i in
      try PNGImage(planes: pixels[i * size..<(i + 1) * size], channels: shape[1], height: shape[2], width: shape[3])
    }
  }

  /// All samples on one sheet, each pixel a square of `scale`.
  public static func grid(_ samples: Tensor, columns: Int = 8, scale: Int = 2) throws -> PNGImage {
    try ImageGrid.compose(images(samples), columns: columns, scale: scale)
  }

  /// Samples of any shape, one at least, as a table with a column a coordinate.
  public static func table(_ samples: Tensor) throws -> Table {
    let values = try samples.doubles()
    let titles = columns(of: samples)
    return try Table(
      titles.enumerated().map { column, title in
        .init(title, stride(from: column, to: values.count, by: titles.count).map { values[$0] })
      })
  }

  /// The titles of such a table.
  public static func columns(of samples: Tensor) -> [String] {
    (0..<samples.shape.dropFirst().reduce(1, *)).map { "coordinate-\($0 + 1)" }
  }
}
