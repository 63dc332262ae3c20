import Datasets
import GnuplotScripts

/// Something that a person looks at to see what networks have learned. Written while a run goes on and at its end.
public enum Exhibit: Sendable {
  /// A picture.
  case image(name: String, PNGImage)
  /// Points of the plane beside those of the data.
  case points(name: String, generated: [[Double]], real: [[Double]])
  /// Numbers, a column a quantity.
  case table(name: String, Table)

  /// The name of its files.
  public var name: String {
    switch self {
    case .image(let name, _), .points(let name, _, _), .table(let name, _): name
    }
  }
}
