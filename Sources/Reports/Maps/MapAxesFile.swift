import DurableFiles
import Foundation
import Maps

/// What the rows and columns of a map's .npy are: `NAME-axes.json` beside it.
struct MapAxesFile: Encodable {
  let kind: String
  let horizontal: Axis
  let vertical: Axis

  struct Axis: Encodable {
    let name: String
    let symbol: String
    let meaning: String
    let scale: String
    let values: [Double]

    init(_ axis: PlanarMap.Axis) {
      name = axis.name
      symbol = axis.symbol
      meaning = axis.meaning
      scale = axis.scale.rawValue
      values = axis.values
    }
  }

  /// The axes of a job's plane.
  init(of job: MapJob) {
    kind = job.kind.name
    horizontal = Axis(job.plane.horizontal)
    vertical = Axis(job.plane.vertical)
  }

  /// Writes it beside `name.npy`; returns the file.
  func write(to folder: URL, name: String) throws -> URL {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let url = folder.appendingPathComponent(name + "-axes.json")
    try AtomicFile.write(try encoder.encode(self) + Data("\n".utf8), to: url)
    return url
  }
}
