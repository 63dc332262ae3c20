import GameDynamics

/// The losses of a game of two numbers, written once for every field; `PlanarLossGame` makes a game of them.
///
/// **To write a game**, hold its parameters (numbers of the field `F`, so that they may differ from lane to lane of a
/// map) and write `losses`. Inside it a parameter k is used as `constant(k)`, because it is evaluated on numbers, on
/// duals and on duals of duals. A zero-sum game returns `.zeroSum(f)`. The article on writing a game walks through one.
public protocol PlanarLosses<F>: Sendable {
  /// The numbers the game is played on.
  associatedtype F: Field
  /// True when g = -f everywhere.
  var isZeroSum: Bool { get }
  /// (f, g) at (x, y). `constant` turns a parameter into a constant of the field D.
  func losses<D: Field>(x: D, y: D, constant: (F) -> D) -> Players<D>
}

extension Players where Value: Field {
  /// The losses (f, -f) of a zero-sum game.
  @inlinable
  public static func zeroSum(_ f: Value) -> Self { Self(x: f, y: -f) }
}

/// The game of two numbers with these losses; all derivatives are exact, by (nested) dual numbers.
///
/// Cost: the gradients and the local model evaluate the losses twice on duals, a Hessian product once on duals of
/// duals.
public struct PlanarLossGame<L: PlanarLosses>: SecondOrderGame {
  /// Both players' parameters are numbers.
  public typealias V = L.F
  /// The losses.
  public let definition: L

  /// The game with these losses.
  @inlinable
  public init(_ definition: L) { self.definition = definition }

  /// As the losses say.
  @inlinable
  public var isZeroSum: Bool { definition.isZeroSum }

  /// (f, g).
  @inlinable
  public func losses(at p: Players<L.F>) -> Players<L.F> { definition.losses(x: p.x, y: p.y) { $0 } }

  /// (∂f, ∂g) in one variable.
  @inlinable
  func slopes(in variable: Player, at p: Players<L.F>) -> Players<L.F> {
    let values = definition.losses(
      x: Dual(p.x, tangent: L.F(variable == .x ? 1 : 0)), y: Dual(p.y, tangent: L.F(variable == .y ? 1 : 0))
    ) { Dual($0, tangent: L.F(0)) }
    return Players(x: values.x.tangent, y: values.y.tangent)
  }

  /// (D²_rc f, D²_rc g).
  @inlinable
  func curvatures(rows: Player, columns: Player, at p: Players<L.F>) -> Players<L.F> {
    func seeded(_ value: L.F, _ variable: Player) -> Dual<Dual<L.F>> {
      Dual(
        Dual(value, tangent: L.F(columns == variable ? 1 : 0)),
        tangent: Dual(L.F(rows == variable ? 1 : 0), tangent: L.F(0)))
    }
    let values = definition.losses(x: seeded(p.x, .x), y: seeded(p.y, .y)) {
      Dual(Dual($0, tangent: L.F(0)), tangent: Dual(0))
    }
    return Players(x: values.x.tangent.tangent, y: values.y.tangent.tangent)
  }

  /// ∂f/∂x for x, ∂g/∂y for y.
  @inlinable
  public func gradient(_ player: Player, at p: Players<L.F>) -> L.F { slopes(in: player, at: p)[player] }

  /// The local model: the four first derivatives now, second derivatives on demand.
  @inlinable
  public func localModel(at p: Players<L.F>) -> Model {
    Model(game: self, point: p, inX: slopes(in: .x, at: p), inY: slopes(in: .y, at: p))
  }

  /// First derivatives at a point, and second derivatives on demand.
  public struct Model: LocalModel {
    @usableFromInline let game: PlanarLossGame
    @usableFromInline let point: Players<L.F>
    @usableFromInline let inX: Players<L.F>
    @usableFromInline let inY: Players<L.F>

    @usableFromInline
    init(game: PlanarLossGame, point: Players<L.F>, inX: Players<L.F>, inY: Players<L.F>) {
      self.game = game
      self.point = point
      self.inX = inX
      self.inY = inY
    }

    /// (∂f/∂x, ∂g/∂y).
    @inlinable
    public var gradients: Players<L.F> { Players(x: inX.x, y: inY.y) }
    /// ∂ℓ/∂(variable), computed with the model and kept.
    @inlinable
    public func gradient(of loss: Player, in variable: Player) -> L.F { (variable == .x ? inX : inY)[loss] }
    /// A product of two numbers: the second derivatives were computed with the model.
    @inlinable
    public func hessianProduct(of loss: Player, rows: Player, columns: Player, times v: L.F) -> L.F {
      game.curvatures(rows: rows, columns: columns, at: point)[loss] * v
    }
  }
}
