/// What was found where a data set was loaded from, in a line: the first thing that a run tells.
public struct LoadingReport: Sendable, Equatable, CustomStringConvertible {
  /// The data set's name.
  public var name: String
  /// The number of samples.
  public var count: Int
  /// What they are, in the plural: "images", "points", "samples".
  public var noun: String
  /// The number of classes; nil where the set is unlabelled.
  public var classes: Int?
  /// The folder beneath the named one that was taken, such as "train" or "MNIST/raw"; nil where it is that itself.
  public var part: String?
  /// Files that were left out because they cannot be read (`skipBroken`), relative to the folder.
  public var broken: [String] = []
  /// The number of files left out for what their names end in, without the dot: "gif", "jfif"; "" for none.
  public var leftOut: [String: Int] = [:]
  /// The number of images turned as their EXIF data say.
  public var turned = 0
  /// The number of images with transparent pixels, which were laid over white.
  public var transparent = 0

  /// Of a set that tells no more than that.
  public init(of dataset: any Dataset) {
    name = dataset.name
    count = dataset.count
    classes = dataset.classField.map(\.classNames.count)
    noun =
      switch dataset.sampleField {
      case let field? where field.kind == .pixels: "images"
      case let field? where field.name == FieldCard.pointName: "points"
      default: "samples"
      }
  }

  /// One line: "pets: 1200 images of 3 classes, from its folder train; left out: 2 unreadable, 5 gif; 17 turned as
  /// EXIF says".
  public var description: String {
    var first = "\(name): \(count) " + (count == 1 ? String(noun.dropLast()) : noun)
    if let classes { first += " of \(classes) class\(classes == 1 ? "" : "es")" }
    if let part { first += ", from its folder \(part)" }
    var parts = [first]
    var without = broken.isEmpty ? [] : ["\(broken.count) unreadable"]
    // The most frequent first, equal ones by name; beyond four, together.
    let kinds = leftOut.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    without += kinds.prefix(4).map { "\($0.value) " + ($0.key.isEmpty ? "without a suffix" : $0.key) }
    let rest = kinds.dropFirst(4).reduce(0) { $0 + $1.value }
    if rest > 0 { without.append("\(rest) of other kinds") }
    if !without.isEmpty { parts.append("left out: " + without.joined(separator: ", ")) }
    if turned > 0 { parts.append("\(turned) turned as EXIF says") }
    if transparent > 0 { parts.append("\(transparent) with transparency, laid over white") }
    return parts.joined(separator: "; ")
  }
}

/// A data set and what was found when it was loaded.
public struct LoadedDataset: Sendable {
  /// The set.
  public let dataset: any Dataset
  /// What to tell about it.
  public let report: LoadingReport

  /// A set with a report of more than its counts, or of these.
  public init(_ dataset: any Dataset, _ report: LoadingReport? = nil) {
    self.dataset = dataset
    self.report = report ?? LoadingReport(of: dataset)
  }
}
