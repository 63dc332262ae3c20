/// What one field of a data set holds: its name, kind, shape, and the names of its integers.
public struct FieldCard: Sendable, Equatable {
  /// The kinds of fields.
  public enum Kind: String, Sendable, CaseIterable {
    /// Floats in [-1, 1], of shape [channels, height, width].
    case pixels
    /// Floats of any range and shape.
    case reals
    /// One integer, an index into `classNames`; its shape is [].
    case category
    /// Integers, each an index into `classNames`, the vocabulary; the shape is [length].
    case tokens

    /// Whether values are floats (`Dataset.floats`) and not integers (`Dataset.integers`).
    public var isFloat: Bool { self == .pixels || self == .reals }
  }

  /// What the images of a set are called where nothing else is said.
  public static let imageName = "image"
  /// What the points of a set are called.
  public static let pointName = "point"
  /// What the classes of a set are called.
  public static let labelName = "label"

  /// The name by which batches and conditions of a pass ask for it; no two fields of a set share one.
  public let name: String
  /// The kind of its values.
  public let kind: Kind
  /// The shape of one sample of it.
  public let shape: [Int]
  /// The names of the classes of a category, or of the tokens; empty for pixels and reals.
  public let classNames: [String]
  /// Which of the set's indices it hangs on, a place in `Dataset.counts`: 0, except in sets of unpaired samples.
  public let part: Int

  /// A field. Shapes and names are checked by the data set that has it.
  public init(_ name: String, _ kind: Kind, shape: [Int], classNames: [String] = [], part: Int = 0) {
    self.name = name
    self.kind = kind
    self.shape = shape
    self.classNames = classNames
    self.part = part
  }

  /// A field of pixels.
  public static func pixels(_ name: String = imageName, channels: Int, height: Int, width: Int) -> FieldCard {
    FieldCard(name, .pixels, shape: [channels, height, width])
  }

  /// A field of one class a sample.
  public static func category(_ name: String = labelName, classNames: [String]) -> FieldCard {
    FieldCard(name, .category, shape: [], classNames: classNames)
  }

  /// The number of values of one sample, the product of `shape`.
  public var size: Int { shape.reduce(1, *) }

  /// The same field by another name, or on another index.
  func with(name: String? = nil, part: Int? = nil) -> FieldCard {
    FieldCard(name ?? self.name, kind, shape: shape, classNames: classNames, part: part ?? self.part)
  }
}
