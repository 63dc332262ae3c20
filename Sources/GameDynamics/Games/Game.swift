/// A two-player differentiable game: x minimises f(x, y), y minimises g(x, y).
///
/// **To write a game**, give the losses and one player's gradient. Where both gradients share work (a GAN's forward
/// pass), give `gradients(at:)` as well. For optimizers that use curvature conform to `SecondOrderGame`.
///
/// A minibatch is a game too: a stochastic game is a `GameSource`, which hands out one game a step.
public protocol Game<V>: Sendable {
  /// The type of both players' parameters.
  associatedtype V: Vector

  /// True when g = -f everywhere. Solvers that need a symmetric system ask for it.
  var isZeroSum: Bool { get }

  /// (f, g) at a point.
  func losses(at point: Players<V>) throws -> Players<V.Scalar>

  /// The player's own gradient: ∂f/∂x for x, ∂g/∂y for y.
  func gradient(_ player: Player, at point: Players<V>) throws -> V

  /// (∂f/∂x, ∂g/∂y). The default asks for one after the other.
  func gradients(at point: Players<V>) throws -> Players<V>

  /// Moves the point by `s` times the gradients there, with one scalar per player: gradient descent's step. The default
  /// asks for the gradients and adds them; a game on short lists may do without memory for them, to the same bits.
  func addGradients(times s: Players<V.Scalar>, to point: inout Players<V>) throws

  /// Child `number` (0, 1, …) of this game's own draw: the same game on an independent minibatch (`Draw.child`). The
  /// same number gives the same minibatch, different numbers independent ones, and a child's children are independent
  /// of all of them. The default is the game itself: a deterministic game has no randomness.
  ///
  /// **Rule for looks**, by which no two of them meet however optimizers are nested:
  /// - Who evaluates several games itself (extragradient) looks at the game itself and at `resampled(1)`, `resampled(2)`,
  ///   ….
  /// - Who hands games on to a base several times (lookahead) hands on children alone, `resampled(0)` … `resampled(k-1)`:
  ///   the base may take the children of what it is given, and of the game itself these would be the others' games.
  ///   With one step, k = 1, the game itself is handed on.
  func resampled(_ number: Int) throws -> Self

  /// Of a game whose coefficients are the same in all lanes: the game with `Field.uniform` coefficients, which need fewer
  /// registers. The default is the game as it is; only a kernel's speed depends on it.
  var uniform: Self { get }
}

extension Game {
  /// One player's gradient after the other's.
  @inlinable @inline(__always)
  public func gradients(at point: Players<V>) throws -> Players<V> {
    Players(x: try gradient(.x, at: point), y: try gradient(.y, at: point))
  }

  /// Gradients, then their sum with the point.
  @inlinable @inline(__always)
  public func addGradients(times s: Players<V.Scalar>, to point: inout Players<V>) throws {
    try point.add(gradients(at: point), times: s)
  }

  /// The game itself.
  @inlinable @inline(__always)
  public func resampled(_ number: Int) throws -> Self { self }

  /// The game itself.
  @inlinable @inline(__always)
  public var uniform: Self { self }
}

/// A game that can also be differentiated twice.
public protocol SecondOrderGame<V>: Game {
  /// What the game knows of itself near a point.
  associatedtype Model: LocalModel where Model.V == V

  /// The local model at a point: gradients now, products with second derivatives on demand.
  func localModel(at point: Players<V>) throws -> Model
}

/// Where a run gets its game from, one a step: always the same, or a new minibatch.
public protocol GameSource<Source>: Sendable {
  /// The games handed out.
  associatedtype Source: Game
  /// The game of step `step` (0, 1, …): a pure function of the step, so that a resumed run sees what an unbroken one
  /// sees.
  func game(atStep step: Int) throws -> Source
}

/// The source of a deterministic game: the same one at every step.
public struct FixedGame<G: Game>: GameSource {
  /// The game of every step.
  public let game: G
  /// The source that always hands out `game`.
  @inlinable @inline(__always)
  public init(_ game: G) { self.game = game }
  /// The game, whatever the step.
  @inlinable @inline(__always)
  public func game(atStep step: Int) -> G { game }
}
