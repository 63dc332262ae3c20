import GameDynamics

/// x y with gradients typed in by hand: where second derivatives are not to be had, gradients are enough for optimizers
/// that use no others, through `Driver.run(firstOrder:)`.
struct GradientsAlone: Game {
  typealias V = Double

  var isZeroSum: Bool { true }

  func losses(at p: Players<Double>) -> Players<Double> { Players(x: p.x * p.y, y: -p.x * p.y) }

  /// ∂f/∂x = y, ∂g/∂y = -x.
  func gradient(_ player: Player, at p: Players<Double>) -> Double { player == .x ? p.y : -p.x }
}
