import Datasets
import Foundation

/// Finds the data set that a configuration names.
public enum TrainingData {
  /// What can be named beside a folder.
  public static var syntheticNames: [String] { ["synthetic"] + PointDistributions.catalogue.map(\.name) }

  /// `synthetic` draws 10,000 digits of 28 x 28 pixels; `ring`, `grid`, `spiral` draw 50,000 points of the plane; any
  /// other name is a folder that holds MNIST's IDX files. Synthetic sets are functions of the seed.
  public static func load(_ name: String, seed: UInt64) throws -> any Dataset {
    if name == "synthetic" { return try DrawnDigits.make(count: 10_000, seed: seed) }
    if let distribution = PointDistributions.catalogue.first(where: { $0.name == name }) {
      return try distribution.sample(count: 50_000, seed: seed)
    }
    return try MNIST.load(folder: URL(fileURLWithPath: name, isDirectory: true), split: .train)
  }
}
