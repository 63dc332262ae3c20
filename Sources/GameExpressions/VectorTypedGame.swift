import GameDynamics

/// A typed game of several numbers a player: compiled losses with exact symbolic derivatives.
///
/// Cost: a gradient has a small multiple of the instructions of its loss, whatever the dimension, and a Hessian product
/// a small multiple of a gradient's. All methods throw `VectorError` for points of another shape.
public struct VectorTypedGame<F: Field>: SecondOrderGame {
  /// Both players' parameters are lists of numbers.
  public typealias V = DenseVector<F>
  @usableFromInline let programs: BoundPrograms<F>
  /// True when one expression was typed.
  public let isZeroSum: Bool
  /// How many numbers each player has.
  public let dimensions: Players<Int>

  @usableFromInline
  init(programs: BoundPrograms<F>, isZeroSum: Bool, dimensions: Players<Int>) {
    self.programs = programs
    self.isZeroSum = isZeroSum
    self.dimensions = dimensions
  }

  @inlinable
  func check(_ v: V, of player: Player) throws {
    guard v.dimension == dimensions[player] else {
      throw VectorError.wrongDimension(required: dimensions[player], given: v.dimension)
    }
  }

  /// The program's results at a point, with a vector for Hessian products.
  @inlinable
  func run(_ program: Int, at p: Players<V>, times v: V? = nil, count: Int) throws -> [F] {
    try check(p.x, of: .x)
    try check(p.y, of: .y)
    return withExtendedLifetime(programs) {
      programs[program].run(
        fill: { registers in
          var next = registers
          for list in [p.x.elements, p.y.elements, v?.elements ?? []] {
            for value in list {
              next.pointee = value
              next += 1
            }
          }
        }, read: { results in (0..<count).map { results[$0] } })
    }
  }

  /// (f, g).
  @inlinable
  public func losses(at p: Players<V>) throws -> Players<F> {
    let values = try run(GamePrograms.losses, at: p, count: 2)
    return Players(x: values[0], y: values[1])
  }

  /// ∂f/∂x for x, ∂g/∂y for y.
  @inlinable
  public func gradient(_ player: Player, at p: Players<V>) throws -> V {
    V(
      try run(
        player == .x ? GamePrograms.gradientX : GamePrograms.gradientY, at: p, count: dimensions[player]))
  }

  /// (∂f/∂x, ∂g/∂y), which share their common subexpressions.
  @inlinable
  public func gradients(at p: Players<V>) throws -> Players<V> {
    let both = try run(GamePrograms.gradients, at: p, count: dimensions.x + dimensions.y)
    return Players(x: V(Array(both.prefix(dimensions.x))), y: V(Array(both.dropFirst(dimensions.x))))
  }

  /// The local model: the two gradients now, everything else on demand.
  @inlinable
  public func localModel(at p: Players<V>) throws -> Model {
    Model(game: self, point: p, gradients: try gradients(at: p))
  }

  /// Gradients at a point, and second derivatives on demand.
  public struct Model: LocalModel {
    @usableFromInline let game: VectorTypedGame
    @usableFromInline let point: Players<V>
    /// (∂f/∂x, ∂g/∂y).
    public let gradients: Players<V>

    @usableFromInline
    init(game: VectorTypedGame, point: Players<V>, gradients: Players<V>) {
      self.game = game
      self.point = point
      self.gradients = gradients
    }

    /// See `LocalModel`.
    @inlinable
    public func gradient(of loss: Player, in variable: Player) throws -> V {
      if loss == variable { return gradients[loss] }
      return V(
        try game.run(
          loss == .x ? GamePrograms.crossX : GamePrograms.crossY, at: point, count: game.dimensions[variable]))
    }
    /// See `LocalModel`.
    @inlinable
    public func hessianProduct(of loss: Player, rows: Player, columns: Player, times v: V) throws -> V {
      try game.check(v, of: columns)
      let block = (loss == .x ? 0 : 4) + (rows == .x ? 0 : 2) + (columns == .x ? 0 : 1)
      return V(
        try game.run(GamePrograms.products + block, at: point, times: v, count: game.dimensions[rows]))
    }
  }
}
