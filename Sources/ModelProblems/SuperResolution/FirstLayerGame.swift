import Foundation
import GameDynamics
import GameOptimizers

/// Learning the first layer of one channel, s = ReLU(a g - b), from the first two moments of its decoded codes:
///
///     f = u (E s - μ_1(a, b)) + v (E s² - μ_2(a, b)) - ½ (u² + v²),    g = -f
///
/// x = (a, b), y = (u, v), the discriminator's weights of s and s². What lies below the decoder's threshold τ is zero, in the
/// data's codes and in the generator's alike, whose moments are exact (Q(t) = P(g > t)):
///
///     μ_1 = a φ(t) - b Q(t),    μ_2 = (a² + b²) Q(t) + (a² t - 2 a b) φ(t),    t = (b + τ)/a
package struct FirstLayerGame: Game {
  package typealias V = DenseVector<Double>

  /// E s and E s² of the data's codes, and τ.
  let first: Double, second: Double, threshold: Double

  /// The game of these moments.
  package init(first: Double, second: Double, threshold: Double = 0) {
    self.first = first
    self.second = second
    self.threshold = threshold
  }

  package var isZeroSum: Bool { true }

  private struct Moments {
    let t: Double, density: Double, above: Double, first: Double, second: Double

    init(_ a: Double, _ b: Double, _ threshold: Double) {
      t = (b + threshold) / a
      density = NormalLaw.density(t)
      above = NormalLaw.above(t)
      first = a * density - b * above
      second = (a * a + b * b) * above + (a * a * t - 2 * a * b) * density
    }
  }

  package func losses(at point: Players<V>) throws -> Players<Double> {
    let moments = Moments(point.x[0], point.x[1], threshold)
    let (u, v) = (point.y[0], point.y[1])
    let f = u * (first - moments.first - u / 2) + v * (second - moments.second - v / 2)
    return Players(x: f, y: -f)
  }

  package func gradient(_ player: Player, at point: Players<V>) throws -> V {
    let (a, b) = (point.x[0], point.x[1])
    let m = Moments(a, b, threshold)
    if player == .y { return V([point.y[0] - first + m.first, point.y[1] - second + m.second]) }
    // Under the integral, and what crosses the threshold, where s = τ: t moves by -t/a with a and by 1/a with b.
    let crossing = m.density / a
    let gain = (
      m.density + threshold * crossing * m.t,
      2 * (a * (m.above + m.t * m.density) - b * m.density)
        + threshold * threshold * crossing * m.t
    )
    let bias = (-m.above - threshold * crossing, -2 * m.first - threshold * threshold * crossing)
    let (u, v) = (point.y[0], point.y[1])
    return V([-u * gain.0 - v * gain.1, -u * bias.0 - v * bias.1])
  }

  /// (a, b) after so many steps of AltGD.
  package func learned(steps: Int) throws -> (gain: Double, threshold: Double) {
    let result = try Driver<V>(stepCap: steps).run(
      firstOrder: AltGD<V>(stepSizes: Players(x: 1, y: 0.5)), on: FixedGame(self),
      from: Players(x: V([1, 0.5]), y: V([0, 0])))
    return (result.point.x[0], result.point.x[1])
  }
}
