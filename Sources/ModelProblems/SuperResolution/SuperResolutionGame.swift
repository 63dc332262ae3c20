import GameDynamics
import GameOptimizers

/// Learning one layer of super-resolution of one patch: a bilinear discriminator of the codes of both resolutions, held by its
/// own mean square.
///
///     f = E ⟨A s, s_2 - ŝ_2⟩ - ½ E ‖A s‖²,    s = (c s_1, 1),    ŝ_2 = ReLU(X s),    g = -f
///
/// The expectation is over the data's pairs: the discriminator sees (X_1, X_2) and (X_1, G(X_1)), decoded. x is X = (V̂/c, -b̂),
/// y is A, both m × (2m + 1), row after row; c makes the mean square of the codes 1. At the discriminator's best answer f is
/// half the square of the part of s_2 - ŝ_2 that is linear in s: what supervised learning of the layer makes small.
///
/// Source: Z. Allen-Zhu and Y. Li, 2021, arXiv:2106.02619: higher layers are learned as supervised super-resolution.
package struct SuperResolutionGame: Game {
  package typealias V = DenseVector<Double>

  /// Numbers of a row, 2 m + 1, and rows.
  private let width: Int, rows: Int
  /// s of the data's draws one after another, s_2, and c.
  private let inputs: [Double], outputs: [Double], scale: Double
  /// E s sᵀ.
  private let covariance: [Double]
  private let count: Int

  package var isZeroSum: Bool { true }

  /// The game of these pairs of codes.
  package init(coarse: [[Double]], fine: [[Double]]) {
    (width, rows, count) = (coarse[0].count + 1, fine[0].count, coarse.count)
    let square = coarse.joined().reduce(0) { $0 + $1 * $1 } / Double(count * (width - 1))
    let c = square > 0 ? 1 / square.squareRoot() : 1
    scale = c
    inputs = coarse.flatMap { code in code.map { c * $0 } + [1] }
    outputs = fine.flatMap { $0 }
    var covariance = [Double](repeating: 0, count: width * width)
    for draw in 0..<count {
      for i in 0..<width where inputs[draw * width + i] != 0 {
        for j in 0..<width {
          covariance[i * width + j] += inputs[draw * width + i] * inputs[draw * width + j] / Double(count)
        }
      }
    }
    self.covariance = covariance
  }

  /// E (s_2 - ŝ_2) sᵀ; with A the gradient of E ⟨A s, ŝ_2⟩ in X instead, E [X s > 0] (A s) sᵀ.
  private func sums(_ x: [Double], gatedBy a: [Double]? = nil) -> [Double] {
    var sums = [Double](repeating: 0, count: rows * width)
    let weight = 1 / Double(count)
    sums.withUnsafeMutableBufferPointer { sums in
      x.withUnsafeBufferPointer { x in
        inputs.withUnsafeBufferPointer { inputs in
          for draw in 0..<count {
            let start = draw * width
            for row in 0..<rows {
              var signal = 0.0
              for k in 0..<width { signal += x[row * width + k] * inputs[start + k] }
              var factor = 0.0
              if let a {
                if signal <= 0 { continue }
                for k in 0..<width { factor += a[row * width + k] * inputs[start + k] }
              } else {
                factor = outputs[draw * rows + row] - max(0, signal)
                if factor == 0 { continue }
              }
              factor *= weight
              for k in 0..<width { sums[row * width + k] += factor * inputs[start + k] }
            }
          }
        }
      }
    }
    return sums
  }

  /// A E s sᵀ.
  private func energy(_ a: [Double]) -> [Double] {
    var product = [Double](repeating: 0, count: rows * width)
    for row in 0..<rows {
      for i in 0..<width {
        let factor = a[row * width + i]
        for j in 0..<width { product[row * width + j] += factor * covariance[i * width + j] }
      }
    }
    return product
  }

  package func losses(at point: Players<V>) throws -> Players<Double> {
    let (a, rest) = (point.y.elements, sums(point.x.elements))
    let f = zip(a, zip(rest, energy(a))).reduce(0) { $0 + $1.0 * ($1.1.0 - $1.1.1 / 2) }
    return Players(x: f, y: -f)
  }

  package func gradient(_ player: Player, at point: Players<V>) throws -> V {
    switch player {
    case .x: V(sums(point.x.elements, gatedBy: point.y.elements).map { -$0 })
    case .y: V(zip(energy(point.y.elements), sums(point.x.elements)).map { $0 - $1 })
    }
  }

  /// V̂ and b̂ after so many steps of AltGD from V̂ small and positive.
  package func learned(steps: Int) throws -> (mixing: [[Double]], biases: [Double]) {
    let start = (0..<rows * width).map { $0 % width == width - 1 ? 0 : 0.2 / scale }
    let result = try Driver<V>(stepCap: steps).run(
      firstOrder: AltGD<V>(stepSizes: Players(x: 0.3, y: 0.3)), on: FixedGame(self),
      from: Players(x: V(start), y: V([Double](repeating: 0, count: rows * width))))
    let x = result.point.x.elements
    return (
      (0..<rows).map { row in x[row * width..<(row + 1) * width - 1].map { scale * $0 } },
      (0..<rows).map { -x[($0 + 1) * width - 1] }
    )
  }
}
