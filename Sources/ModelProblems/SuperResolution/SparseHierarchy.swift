import Datasets
import Foundation

/// A known generator of images at two resolutions, with sparse codes: what `msr-realizable` learns, with its truth.
///
///     S_1,j = ReLU(α ∘ g_j - β),            g_j standard Gaussian,      X_1,j = W_1 S_1,j,    j = 1, 2
///     S_2,j = ReLU(V_j (S_1,1, S_1,2) - b_j),                           X_2,j = W_2 S_2,j,    j = 1, …, 4
///
/// j are patches. W_1 and W_2 have orthonormal columns, m of them in dimension m; about `active` channels of a patch are not
/// zero. A row of V_j has two positive numbers, so that a fine channel stands for two coarse ones that occur together, and no
/// two rows of a patch share a coarse channel: channels of a patch are independent. (The theory has channels that are nearly so,
/// in the limit of many; here, with few, shared ones would not be, and moments of independent codes then miss W_2.)
///
/// Source: Z. Allen-Zhu and Y. Li, "Forward Super-Resolution: How Can GANs Learn Hierarchical Generative Models for
/// Real-World Distributions", 2021, arXiv:2106.02619, the realizable setting; sizes and laws are ours.
package struct SparseHierarchy: Sendable {
  /// Channels, and pixels of a patch.
  package let channels: Int
  /// W_1 and W_2, column after column.
  package let outputs: [[[Double]]]
  /// α and β.
  package let gains: [Double], thresholds: [Double]
  /// V_j row after row, of 2 m numbers each, and b_j.
  package let mixing: [[[Double]]], biases: [[Double]]

  static let coarsePatches = 2, finePatches = 4

  /// Drawn by the seed; `active` of the channels of a patch are not zero, on average.
  package init(channels m: Int, active: Double = 2, seed: UInt64) {
    var generator = SeededGenerator(seed: seed, stream: Self.stream, index: 0)
    channels = m
    outputs = (0..<2).map { _ in Self.orthonormal(m, &generator) }
    gains = (0..<m).map { _ in generator.uniform(0.8, 1.2) }
    let quantile = NormalLaw.quantile(above: min(0.5, active / Double(m)))
    thresholds = gains.map { $0 * quantile }
    mixing = (0..<Self.finePatches).map { _ in
      let order = generator.permutation(2 * m)
      return (0..<m).map { channel in
        var row = [Double](repeating: 0, count: 2 * m)
        for place in order[2 * channel..<2 * channel + 2] { row[place] = generator.uniform(0.7, 1.3) }
        return row
      }
    }
    // b is what leaves the wanted share of each channel above zero, in four thousand draws.
    let codes = Self.coarseCodes(4000, m: m, gains, thresholds, &generator)
    biases = mixing.map { rows in
      rows.map { row in
        let inputs = codes.map { code in zip(row, code).reduce(0) { $0 + $1.0 * $1.1 } }.sorted()
        return inputs[Int((1 - min(0.5, active / Double(m))) * Double(inputs.count - 1))]
      }
    }
  }

  /// Draws of it: codes of all patches of both levels, (S_1,1, S_1,2) and each S_2,j.
  package struct Codes: Sendable {
    /// A draw's two coarse patches side by side.
    package let coarse: [[Double]]
    /// Of each fine patch a draw's codes.
    package let fine: [[[Double]]]
  }

  /// `count` draws by a seed.
  package func codes(_ count: Int, seed: UInt64) -> Codes {
    var generator = SeededGenerator(seed: seed, stream: Self.stream, index: 1)
    let coarse = Self.coarseCodes(count, m: channels, gains, thresholds, &generator)
    let fine = (0..<Self.finePatches).map { patch in coarse.map { rectified($0, patch) } }
    return Codes(coarse: coarse, fine: fine)
  }

  private func rectified(_ code: [Double], _ patch: Int) -> [Double] {
    zip(mixing[patch], biases[patch]).map { row, bias in
      max(0, zip(row, code).reduce(-bias) { $0 + $1.0 * $1.1 })
    }
  }

  /// The pixels of a patch of a level, 0 for the coarse one: W S.
  func pixels(_ code: ArraySlice<Double>, level: Int) -> [Double] {
    var pixels = [Double](repeating: 0, count: channels)
    for (column, value) in zip(outputs[level], code) where value != 0 {
      for row in pixels.indices { pixels[row] += value * column[row] }
    }
    return pixels
  }

  /// All patches of a level in all draws, one after another.
  package func patches(_ codes: Codes, level: Int) -> [[Double]] {
    if level == 0 {
      return codes.coarse.flatMap { code in
        (0..<Self.coarsePatches).map { pixels(code[$0 * channels..<($0 + 1) * channels], level: 0) }
      }
    }
    return codes.fine.flatMap { patch in patch.map { pixels($0[...], level: 1) } }
  }

  private static let stream: UInt64 = 0x7e57

  private static func coarseCodes(
    _ count: Int, m: Int, _ gains: [Double], _ thresholds: [Double], _ generator: inout SeededGenerator
  ) -> [[Double]] {
    (0..<count).map { _ in
      (0..<coarsePatches * m).map { max(0, gains[$0 % m] * generator.normal() - thresholds[$0 % m]) }
    }
  }

  /// m orthonormal columns: a Gaussian matrix by Gram and Schmidt.
  static func orthonormal(_ m: Int, _ generator: inout SeededGenerator) -> [[Double]] {
    var columns: [[Double]] = []
    while columns.count < m {
      var column = (0..<m).map { _ in generator.normal() }
      for _ in 0..<2 {  // twice is enough
        for other in columns {
          let along = zip(column, other).reduce(0) { $0 + $1.0 * $1.1 }
          for row in column.indices { column[row] -= along * other[row] }
        }
      }
      let norm = column.reduce(0) { $0 + $1 * $1 }.squareRoot()
      if norm > 1e-6 { columns.append(column.map { $0 / norm }) }
    }
    return columns
  }
}

/// The standard normal law, and the moments of rectified Gaussians.
package enum NormalLaw {
  /// φ.
  static func density(_ x: Double) -> Double { exp(-x * x / 2) / (2 * Double.pi).squareRoot() }
  /// P(g > x).
  package static func above(_ x: Double) -> Double { erfc(x / 2.0.squareRoot()) / 2 }
  /// The x with P(g > x) = p, by bisection to 1e-12.
  package static func quantile(above p: Double) -> Double {
    var (low, high) = (-9.0, 9.0)
    while high - low > 1e-12 {
      let middle = (low + high) / 2
      if above(middle) > p { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// E s and E s² of s = ReLU(a g - b), a > 0: with t = b/a, a (φ(t) - t P(g > t)) and a² ((1 + t²) P(g > t) - t φ(t)).
  package static func rectifiedMoments(gain a: Double, threshold b: Double) -> (first: Double, second: Double) {
    let t = b / a
    let (density, above) = (density(t), above(t))
    return (a * (density - t * above), a * a * ((1 + t * t) * above - t * density))
  }

  /// The third central moment of (g - t)_+ over the cube of its deviation: the same for all gains a with b = a t.
  package static func rectifiedSkewness(threshold t: Double) -> Double {
    let (one, two) = rectifiedMoments(gain: 1, threshold: t)
    let three = (t * t + 2) * density(t) - t * (t * t + 3) * above(t)
    let variance = two - one * one
    return (three - 3 * one * two + 2 * one * one * one) / (variance * variance.squareRoot())
  }
}
