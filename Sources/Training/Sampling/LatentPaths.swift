import Foundation

/// Ways through latent space.
public enum LatentPaths {
  /// How to go from one latent vector to another.
  public enum Path: String, Sendable, CaseIterable {
    /// (1 - t) a + t b. Its middle is shorter than a normal latent vector is.
    case line
    /// Along the great circle: (sin((1 - t) ω) a + sin(t ω) b) / sin ω with the angle ω between a and b; lengths go
    /// along smoothly. T. White, "Sampling Generative Networks", 2016, arXiv:1609.04468. Where a and b are (nearly)
    /// parallel, the line.
    case sphere
  }

  /// `steps` latent vectors from a to b, both included: [steps, length of a]. One step is a alone.
  public static func between(_ a: [Double], _ b: [Double], steps: Int, along path: Path) -> [[Double]] {
    (0..<max(0, steps)).map { number in
      let t = steps > 1 ? Double(number) / Double(steps - 1) : 0
      let (p, q) = weights(a, b, t, path)
      return zip(a, b).map { p * $0 + q * $1 }
    }
  }

  private static func weights(_ a: [Double], _ b: [Double], _ t: Double, _ path: Path) -> (Double, Double) {
    func dot(_ u: [Double], _ v: [Double]) -> Double { zip(u, v).reduce(0) { $0 + $1.0 * $1.1 } }
    let lengths = (dot(a, a) * dot(b, b)).squareRoot()
    guard path == .sphere, lengths > 0 else { return (1 - t, t) }
    let angle = acos(max(-1, min(1, dot(a, b) / lengths)))
    guard sin(angle) > 1e-6 else { return (1 - t, t) }
    return (sin((1 - t) * angle) / sin(angle), sin(t * angle) / sin(angle))
  }

  /// mean(plus) - mean(minus) + mean(more): arithmetic on concepts, each the average of some examples' latent vectors.
  /// Empty groups count as zero.
  ///
  /// Source: A. Radford, L. Metz and S. Chintala, 2015, arXiv:1511.06434, section 6.3.2 (which averages three).
  public static func arithmetic(
    plus groups: [[[Double]]], minus subtracted: [[[Double]]], length: Int
  ) -> [Double] {
    var sum = [Double](repeating: 0, count: length)
    for (list, sign) in [(groups, 1.0), (subtracted, -1.0)] {
      for group in list where !group.isEmpty {
        for vector in group {
          for (place, value) in vector.enumerated() { sum[place] += sign * value / Double(group.count) }
        }
      }
    }
    return sum
  }
}
