import DurableFiles
import Foundation
import TorchTensors

/// Where latent vectors come from: they are drawn, or stand in a file.
public enum LatentVectors: Sendable {
  /// The model's own of this seed: standard normal, or codes of data.
  case drawn(seed: UInt64)
  /// The rows of a NumPy matrix.
  case file(NPYRows)

  /// Those of a file, for a model. Throws `FileError`: what reading the header says, and `malformed` where the rows are
  /// not as long as a latent vector.
  public init(file url: URL, for generator: any LatentVariableModel) throws(FileError) {
    let rows = try NPYRows(url)
    guard rows.header.columns == generator.latentSize, rows.header.rows > 0 else {
      throw FileError(
        .malformed, subject: url.path, required: "rows of \(generator.latentSize) numbers, one a latent vector",
        given: "\(rows.header.rows) rows of \(rows.header.columns)",
        remedy: "save an array of shape (n, \(generator.latentSize))")
    }
    self = .file(rows)
  }

  /// How many there are; nil where as many as are wanted can be drawn.
  public var count: Int? {
    switch self {
    case .drawn: nil
    case .file(let rows): rows.header.rows
    }
  }

  /// Some of them for a generator, [range's count, latentSize]. Throws `TorchError`, and `FileError` for a file that is cut
  /// off or a number that is not finite.
  public func vectors(_ range: Range<Int>, for generator: any LatentVariableModel) throws -> Tensor {
    switch self {
    case .drawn(let seed): return try generator.latent(Array(range), seed: seed)
    case .file(let rows):
      let numbers = try range.flatMap { row in
        let values = try rows.row(row)
        if let bad = values.first(where: { !$0.isFinite }) {
          throw FileError(
            .notFinite, subject: "\(rows.url.path), row \(row)", required: "finite numbers", given: "\(bad)",
            remedy: "save latent vectors without NaN and infinity")
        }
        return values
      }
      return try Tensor(numbers, shape: [range.count, generator.latentSize])
    }
  }
}
