import GameDynamics
import TorchTensors

/// A game whose gradients are no longer than a bound: each player's g becomes g · min(1, bound / ‖g‖).
///
/// For optimizers that use gradients alone: second derivatives would be those of another game, so the local model is
/// refused where there is a bound. A gradient that is not finite is handed on as it is, to be noticed.
public struct ClippedGame<Base: SecondOrderGame>: SecondOrderGame where Base.V == TensorList {
  /// The parameters of networks.
  public typealias V = TensorList
  /// The game whose gradients are clipped.
  public let base: Base
  /// The largest norm of a player's gradient; nil for any.
  public let bound: Double?

  /// The game with this bound.
  public init(_ base: Base, bound: Double?) {
    self.base = base
    self.bound = bound
  }

  /// Clipping leaves the losses alone.
  public var isZeroSum: Bool { base.isZeroSum }
  /// Not clipped.
  public func losses(at point: Players<TensorList>) throws -> Players<Double> { try base.losses(at: point) }
  /// The game's, no longer than the bound.
  public func gradient(_ player: Player, at point: Players<TensorList>) throws -> TensorList {
    try clipped(base.gradient(player, at: point))
  }
  /// The game's, each no longer than the bound.
  public func gradients(at point: Players<TensorList>) throws -> Players<TensorList> {
    try base.gradients(at: point).map(clipped)
  }
  /// A child's game with the same bound.
  public func resampled(_ number: Int) throws -> ClippedGame { ClippedGame(try base.resampled(number), bound: bound) }
  /// The game's. Throws `TrainingError.clippingNeedsFirstOrder` where there is a bound.
  public func localModel(at point: Players<TensorList>) throws -> Base.Model {
    if bound != nil { throw TrainingError.clippingNeedsFirstOrder(optimizer: "an optimizer with a local model") }
    return try base.localModel(at: point)
  }

  private func clipped(_ gradient: TensorList) throws -> TensorList {
    guard let bound else { return gradient }
    let norm = try gradient.norm()
    return norm.isFinite && norm > bound ? try (bound / norm) * gradient : gradient
  }
}
