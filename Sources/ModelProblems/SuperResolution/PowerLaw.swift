import Foundation

/// y = c xᵖ fitted to positive points by least squares of the logarithms, with the exponent's interval.
package struct PowerLaw {
  /// p, and the half width of its 95 % interval (1.96 standard errors of the slope).
  package let exponent: Double, halfWidth: Double
  /// log c.
  let logFactor: Double

  /// Of at least three points; NaN where there are fewer.
  package init(x: [Double], y: [Double]) {
    let points = zip(x, y).filter { $0 > 0 && $1 > 0 }.map { (log($0), log($1)) }
    let n = Double(points.count)
    let (meanX, meanY) = (points.reduce(0) { $0 + $1.0 } / n, points.reduce(0) { $0 + $1.1 } / n)
    let spread = points.reduce(0) { $0 + ($1.0 - meanX) * ($1.0 - meanX) }
    exponent = points.reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) } / spread
    logFactor = meanY - exponent * meanX
    let (p, c) = (exponent, logFactor)
    let rest = points.reduce(0) { $0 + ($1.1 - c - p * $1.0) * ($1.1 - c - p * $1.0) }
    halfWidth = points.count < 3 ? .nan : 1.96 * (rest / (n - 2) / spread).squareRoot()
  }

  /// At a place.
  package func callAsFunction(_ x: Double) -> Double { exp(logFactor + exponent * log(x)) }

  /// `-0.51 ± 0.04`.
  package var words: String { String(format: "%.2f ± %.2f", exponent, halfWidth) }
}
