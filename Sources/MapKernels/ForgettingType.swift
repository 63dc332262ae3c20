import GameDynamics
import GameExpressions
import SmallGames

/// Goes on with a game's type to forget it: makes a called game whose players are `V`.
struct ForgettingType<V: CoordinateVector>: GameContinuation where V.Scalar == CalledLanes {
  typealias Scalar = CalledLanes

  func callAsFunction<G: SecondOrderGame>(_ game: G) throws -> CalledGame<V>
  where G.V: CoordinateVector, G.V.Scalar == CalledLanes {
    if let compiled = compiledHere(game) as? CalledGame<V> { return compiled }
    return CalledGame<G.V>(game) as? CalledGame<V> ?? CalledGame<V>(GameByCoordinates<G, V>(game))
  }

  /// The games whose code is compiled here, the optimizers' apart. Any other runs as well, by code that learns its type as
  /// it runs: some ten times slower.
  private func compiledHere(_ game: Any) -> Any? {
    switch game {
    case let game as MatrixQuadraticGame<CalledLanes>: CalledGame(game)
    case let game as VectorTypedGame<CalledLanes>: CalledGame(game)
    case let game as CovarianceGame<CalledLanes>: CalledGame(game)
    case let game as VectorLossGame<SoftmaxGame<CalledLanes>>: CalledGame(game)
    case let game as QuadraticGame<CalledLanes>: CalledGame(game)
    case let game as PlanarQuadraticGame<CalledLanes>: CalledGame(game)
    case let game as PlanarTypedGame<CalledLanes>: CalledGame(game)
    default: nil
    }
  }
}

/// Whether a game's players are numbers.
struct PlayersAreNumbers: GameContinuation {
  typealias Scalar = CalledLanes

  func callAsFunction<G: SecondOrderGame>(_ game: G) -> Bool where G.V: CoordinateVector, G.V.Scalar == CalledLanes {
    G.V.self == CalledLanes.self
  }
}

/// A game whose players are other vectors, as one whose players are `V`.
private struct GameByCoordinates<Base: SecondOrderGame, V: CoordinateVector>: SecondOrderGame
where Base.V: CoordinateVector, Base.V.Scalar == V.Scalar {
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
  static func inside(_ v: V) throws -> Base.V { try Base.V(coordinates: v.coordinates()) }
  static func outside(_ v: Base.V) throws -> V { try V(coordinates: v.coordinates()) }

  struct Model: LocalModel {
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
