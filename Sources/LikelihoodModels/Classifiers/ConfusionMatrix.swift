import GnuplotScripts

/// How often samples of each class were held to be of each class.
public struct ConfusionMatrix: Sendable, Equatable {
  /// The names of the classes.
  public let classNames: [String]
  /// counts[truth][prediction].
  public let counts: [[Int]]

  /// Counts pairs; those with a class beyond the names are left out.
  public init(predictions: [Int], labels: [Int], classNames: [String]) {
    var counts = Array(repeating: Array(repeating: 0, count: classNames.count), count: classNames.count)
    for (prediction, label) in zip(predictions, labels)
    where classNames.indices.contains(label) && classNames.indices.contains(prediction) {
      counts[label][prediction] += 1
    }
    self.classNames = classNames
    self.counts = counts
  }

  /// The share of samples that were told right; NaN where there are none.
  public var accuracy: Double {
    count == 0 ? .nan : Double(classNames.indices.reduce(0) { $0 + counts[$1][$1] }) / Double(count)
  }

  /// How many samples were judged.
  public var count: Int { counts.joined().reduce(0, +) }

  /// A row a true class, a column a predicted one.
  public var table: Table {
    get throws {
      try Table(
        [.init("true-class", classNames.indices.map(Double.init))]
          + classNames.indices.map { prediction in
            .init(
              "held-to-be-\(classNames[prediction].split { $0.isWhitespace }.joined(separator: "-"))",
              counts.map { Double($0[prediction]) })
          })
    }
  }
}
