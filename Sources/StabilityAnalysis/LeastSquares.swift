/// Straight lines through points.
enum LeastSquares {
  /// The slope of the line that fits the values best; NaN for fewer than two places.
  static func slope(of values: some Collection<Double>, against places: some Collection<Double>) -> Double {
    let count = Double(values.count)
    let middle = places.reduce(0, +) / count
    // Against rounding: values far from zero would swallow the digits of their differences.
    let level = values.reduce(0, +) / count
    var covariance = 0.0
    var variance = 0.0
    for (value, place) in zip(values, places) {
      covariance += (place - middle) * (value - level)
      variance += (place - middle) * (place - middle)
    }
    return covariance / variance
  }
}
