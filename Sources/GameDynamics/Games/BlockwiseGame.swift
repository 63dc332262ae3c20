/// A game that is given block by block: any loss's gradient in any variable, and products with any block of second
/// derivatives, at any point. Its local model comes for nothing.
public protocol BlockwiseGame<V>: SecondOrderGame {
  associatedtype Model = BlockwiseModel<Self>

  /// ∂ℓ/∂(variable) at a point, for the loss ℓ of the player `loss`.
  func gradient(of loss: Player, in variable: Player, at point: Players<V>) throws -> V

  /// D²_rc ℓ · v at a point, for the loss ℓ of the player `loss`, rows r and columns c.
  func hessianProduct(of loss: Player, rows: Player, columns: Player, times v: V, at point: Players<V>) throws -> V
}

extension BlockwiseGame {
  /// ∂f/∂x for x, ∂g/∂y for y.
  @inlinable
  public func gradient(_ player: Player, at point: Players<V>) throws -> V {
    try gradient(of: player, in: player, at: point)
  }
}

extension BlockwiseGame where Model == BlockwiseModel<Self> {
  /// The local model: the two gradients now, everything else on demand.
  @inlinable
  public func localModel(at point: Players<V>) throws -> Model {
    BlockwiseModel(game: self, point: point, gradients: try gradients(at: point))
  }
}

/// The local model of a game that is given block by block: it keeps the point and the two gradients there, and asks the
/// game for everything else.
public struct BlockwiseModel<G: BlockwiseGame>: LocalModel {
  /// As the game.
  public typealias V = G.V
  @usableFromInline let game: G
  @usableFromInline let point: Players<V>
  /// (∂f/∂x, ∂g/∂y).
  public let gradients: Players<V>

  @inlinable
  init(game: G, point: Players<V>, gradients: Players<V>) {
    self.game = game
    self.point = point
    self.gradients = gradients
  }

  /// The gradient at hand, or a cross gradient, which the game computes.
  @inlinable
  public func gradient(of loss: Player, in variable: Player) throws -> V {
    loss == variable ? gradients[loss] : try game.gradient(of: loss, in: variable, at: point)
  }

  /// The game's product at the model's point.
  @inlinable
  public func hessianProduct(of loss: Player, rows: Player, columns: Player, times v: V) throws -> V {
    try game.hessianProduct(of: loss, rows: rows, columns: columns, times: v, at: point)
  }
}
