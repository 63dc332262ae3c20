import GameDynamics
import TorchTensors

/// A game in which one player has no gradient of its own: its opponent trains alone. Asking for its gradient costs
/// nothing.
///
/// The local model is the game's own, so an optimizer with second derivatives must be given a step size of zero for the
/// player that stands.
struct StandingPlayerGame<Base: SecondOrderGame>: SecondOrderGame where Base.V == TensorList {
  typealias V = TensorList
  let base: Base
  /// The player that stands.
  let standing: Player

  var isZeroSum: Bool { base.isZeroSum }
  func losses(at point: Players<TensorList>) throws -> Players<Double> { try base.losses(at: point) }
  func gradient(_ player: Player, at point: Players<TensorList>) throws -> TensorList {
    player == standing ? try point[player].zero : try base.gradient(player, at: point)
  }
  func resampled(_ number: Int) throws -> StandingPlayerGame {
    StandingPlayerGame(base: try base.resampled(number), standing: standing)
  }
  func localModel(at point: Players<TensorList>) throws -> Base.Model { try base.localModel(at: point) }
}
