import GameDynamics
import GameExpressions
import SmallGames

/// A game of lists of numbers, called: what the kernels of games of several numbers a player run.
public typealias ListGame = CalledGame<DenseVector<CalledLanes>>

/// Makes the game of these parameters.
public typealias ListGameMaker = @Sendable (Parameters<CalledLanes>) throws -> ListGame

/// Goes on with a game's type to forget it.
struct ForgettingType: GameContinuation {
  typealias Scalar = CalledLanes

  func callAsFunction<G: SecondOrderGame>(_ game: G) throws -> ListGame
  where G.V: CoordinateVector, G.V.Scalar == CalledLanes {
    if let compiled = Self.compiled(game) { return compiled }
    return CalledGame<G.V>(game) as? ListGame ?? ListGame(GameByCoordinates(game))
  }

  /// The games whose code is compiled here, the optimizers' apart. Any other runs as well, by code that learns its type as
  /// it runs: some ten times slower.
  private static func compiled(_ game: Any) -> ListGame? {
    switch game {
    case let game as MatrixQuadraticGame<CalledLanes>: ListGame(game)
    case let game as VectorTypedGame<CalledLanes>: ListGame(game)
    case let game as CovarianceGame<CalledLanes>: ListGame(game)
    case let game as VectorLossGame<SoftmaxGame<CalledLanes>>: ListGame(game)
    default: nil
    }
  }
}

/// A game whose players are no lists, as one of lists.
private struct GameByCoordinates<Base: SecondOrderGame>: SecondOrderGame where Base.V: CoordinateVector {
  typealias V = DenseVector<Base.V.Scalar>
  let base: Base

  init(_ base: Base) { self.base = base }

  var isZeroSum: Bool { base.isZeroSum }

  func losses(at point: Players<V>) throws -> Players<V.Scalar> { try base.losses(at: Self.inside(point)) }
  func gradient(_ player: Player, at point: Players<V>) throws -> V {
    try Self.outside(base.gradient(player, at: Self.inside(point)))
  }
  func gradients(at point: Players<V>) throws -> Players<V> {
    try base.gradients(at: Self.inside(point)).map(Self.outside)
  }
  func localModel(at point: Players<V>) throws -> Model { try Model(base: base.localModel(at: Self.inside(point))) }

  static func inside(_ point: Players<V>) throws -> Players<Base.V> { try point.map(inside) }
  static func inside(_ v: V) throws -> Base.V { try Base.V(coordinates: v.elements) }
  static func outside(_ v: Base.V) throws -> V { V(try v.coordinates()) }

  struct Model: LocalModel {
    typealias V = DenseVector<Base.V.Scalar>
    let base: Base.Model
    let gradients: Players<V>

    init(base: Base.Model) throws {
      self.base = base
      gradients = try base.gradients.map(GameByCoordinates.outside)
    }

    func gradient(of loss: Player, in variable: Player) throws -> V {
      try GameByCoordinates.outside(base.gradient(of: loss, in: variable))
    }
    func hessianProduct(of loss: Player, rows: Player, columns: Player, times v: V) throws -> V {
      try GameByCoordinates.outside(
        base.hessianProduct(of: loss, rows: rows, columns: columns, times: GameByCoordinates.inside(v)))
    }
  }
}
