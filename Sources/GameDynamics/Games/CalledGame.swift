/// A game by what it computes: its type is forgotten.
///
/// Code that is compiled for a game is as much as there are games. Compiled for this one it runs any, at the price of a few
/// calls a step, which do not count where a call computes for many lanes or of many numbers. What it holds are functions,
/// made where the game's type is known, so that the game itself is as quick as ever. Deterministic games only: it is its
/// own resample.
public final class CalledGame<V: Vector>: SecondOrderGame {
  /// As the game says.
  public let isZeroSum: Bool
  @usableFromInline let lossesThere: @Sendable (Players<V>) throws -> Players<V.Scalar>
  @usableFromInline let gradientThere: @Sendable (Player, Players<V>) throws -> V
  @usableFromInline let gradientsThere: @Sendable (Players<V>) throws -> Players<V>
  @usableFromInline let addGradientsThere: @Sendable (Players<V.Scalar>, inout Players<V>) throws -> Void
  @usableFromInline let modelThere: @Sendable (Players<V>) throws -> Model

  /// What this game computes.
  @inlinable
  public init<G: SecondOrderGame>(_ game: G) where G.V == V {
    isZeroSum = game.isZeroSum
    lossesThere = { try game.losses(at: $0) }
    gradientThere = { try game.gradient($0, at: $1) }
    gradientsThere = { try game.gradients(at: $0) }
    addGradientsThere = { try game.addGradients(times: $0, to: &$1) }
    modelThere = { Model(try game.localModel(at: $0)) }
  }

  /// (f, g).
  @inlinable
  public func losses(at point: Players<V>) throws -> Players<V.Scalar> { try lossesThere(point) }
  /// ∂f/∂x for x, ∂g/∂y for y.
  @inlinable
  public func gradient(_ player: Player, at point: Players<V>) throws -> V { try gradientThere(player, point) }
  /// (∂f/∂x, ∂g/∂y).
  @inlinable
  public func gradients(at point: Players<V>) throws -> Players<V> { try gradientsThere(point) }
  /// The game's own step.
  @inlinable
  public func addGradients(times s: Players<V.Scalar>, to point: inout Players<V>) throws {
    try addGradientsThere(s, &point)
  }
  /// The game's local model, called too.
  @inlinable
  public func localModel(at point: Players<V>) throws -> Model { try modelThere(point) }

  /// A local model by what it computes.
  public struct Model: LocalModel {
    /// (∂f/∂x, ∂g/∂y).
    public let gradients: Players<V>
    @usableFromInline let derivative: (Derivative) throws -> V

    /// What is asked of it.
    @usableFromInline
    enum Derivative {
      case gradient(of: Player, in: Player)
      case product(of: Player, rows: Player, columns: Player, times: V)
    }

    @inlinable
    init<M: LocalModel>(_ model: M) where M.V == V {
      gradients = model.gradients
      derivative = {
        switch $0 {
        case .gradient(let loss, let variable): try model.gradient(of: loss, in: variable)
        case .product(let loss, let rows, let columns, let v):
          try model.hessianProduct(of: loss, rows: rows, columns: columns, times: v)
        }
      }
    }

    /// ∂ℓ/∂(variable).
    @inlinable
    public func gradient(of loss: Player, in variable: Player) throws -> V {
      loss == variable ? gradients[loss] : try derivative(.gradient(of: loss, in: variable))
    }
    /// D²_rc ℓ · v.
    @inlinable
    public func hessianProduct(of loss: Player, rows: Player, columns: Player, times v: V) throws -> V {
      try derivative(.product(of: loss, rows: rows, columns: columns, times: v))
    }
  }
}
