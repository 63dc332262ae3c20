import GameDynamics

/// A typed game of several numbers a player: compiled losses with exact symbolic derivatives.
///
/// Cost: a gradient has a small multiple of the instructions of its loss, whatever the dimension, and a Hessian product
/// a small multiple of a gradient's. All methods throw `VectorError` for points of another shape.
public struct VectorTypedGame<F: Field>: BlockwiseGame {
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

  /// ∂ℓ/∂(variable) for the loss ℓ of the player `loss`.
  @inlinable
  public func gradient(of loss: Player, in variable: Player, at p: Players<V>) throws -> V {
    let program =
      switch (loss, variable) {
      case (.x, .x): GamePrograms.gradientX
      case (.y, .y): GamePrograms.gradientY
      case (.x, .y): GamePrograms.crossX
      case (.y, .x): GamePrograms.crossY
      }
    return V(try run(program, at: p, count: dimensions[variable]))
  }

  /// (∂f/∂x, ∂g/∂y), which share their common subexpressions.
  @inlinable
  public func gradients(at p: Players<V>) throws -> Players<V> {
    let both = try run(GamePrograms.gradients, at: p, count: dimensions.x + dimensions.y)
    return Players(x: V(Array(both.prefix(dimensions.x))), y: V(Array(both.dropFirst(dimensions.x))))
  }

  /// D²_rc ℓ · v for the loss ℓ of the player `loss`.
  @inlinable
  public func hessianProduct(
    of loss: Player, rows: Player, columns: Player, times v: V, at p: Players<V>
  ) throws -> V {
    try check(v, of: columns)
    let block = (loss == .x ? 0 : 4) + (rows == .x ? 0 : 2) + (columns == .x ? 0 : 1)
    return V(try run(GamePrograms.products + block, at: p, times: v, count: dimensions[rows]))
  }
}
