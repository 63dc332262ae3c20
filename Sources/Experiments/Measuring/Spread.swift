import Foundation

/// Mean and standard error of a number over seeds, as records print it: `0.31 ± 0.06 (32 seeds)`.
struct Spread: CustomStringConvertible {
  /// The numbers, one a seed.
  let values: [Double]

  init(_ values: [Double]) { self.values = values }

  /// Their mean.
  var mean: Double { values.reduce(0, +) / Double(values.count) }
  /// The standard deviation of the mean, √(Σ(v - mean)² / n(n - 1)); NaN for one value.
  var standardError: Double {
    let n = Double(values.count)
    return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n * (n - 1))).squareRoot()
  }
  /// The middle value.
  var median: Double {
    let sorted = values.sorted()
    return sorted.isEmpty ? .nan : (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
  }

  var description: String {
    String(format: "%.4g ± %.2g", mean, standardError) + " (\(values.count) seeds)"
  }
}
