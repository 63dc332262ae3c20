import GameDynamics
import RealModule

/// A function of the place, over any field, so that its derivatives are exact.
protocol PlaceFunction: Sendable {
  func callAsFunction<D: Field>(_ x: [D]) -> D
}

/// The exact D = ln(p*/p), which an ideal discriminator is.
package struct ExactRatio: PlaceFunction {
  package let target: NormalMixture
  package let current: NormalMixture

  /// Of p*, the target, and p.
  package init(target: NormalMixture, current: NormalMixture) {
    self.target = target
    self.current = current
  }

  func callAsFunction<D: Field>(_ x: [D]) -> D { target.logDensity(x) - current.logDensity(x) }
}

/// D_ε = D + δ sin 2x₁: a discriminator that is wrong by at most δ, or the exact one where δ is 0.
struct WavyRatio: PlaceFunction {
  let exact: ExactRatio
  /// δ.
  let amplitude: Double

  func callAsFunction<D: Field>(_ x: [D]) -> D {
    amplitude == 0 ? exact(x) : exact(x) + D(amplitude) * .sin(D(2) * x[0])
  }
}
