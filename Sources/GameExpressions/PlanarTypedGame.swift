import GameDynamics

/// A typed game of two numbers: compiled losses with exact symbolic derivatives.
///
/// Cost: an instruction costs a nanosecond or two beside its arithmetic; the local model computes all second
/// derivatives at once. Quadratic expressions become a `QuadraticGame` or `PlanarQuadraticGame` instead.
public struct PlanarTypedGame<F: Field>: SecondOrderGame {
  /// Both players' parameters are numbers.
  public typealias V = F
  @usableFromInline let programs: BoundPrograms<F>
  /// True when one expression was typed.
  public let isZeroSum: Bool

  @usableFromInline
  init(programs: BoundPrograms<F>, isZeroSum: Bool) {
    self.programs = programs
    self.isZeroSum = isZeroSum
  }

  @inlinable @inline(__always)
  func run<Result>(_ program: Int, at p: Players<F>, read: (BoundProgram<F>.Results) -> Result) -> Result {
    withExtendedLifetime(programs) {
      programs[program].run(
        fill: { registers in
          registers[0] = p.x
          registers[1] = p.y
        }, read: read)
    }
  }

  /// (f, g).
  @inlinable
  public func losses(at p: Players<F>) -> Players<F> {
    run(GamePrograms.losses, at: p) { Players(x: $0[0], y: $0[1]) }
  }

  /// ∂f/∂x for x, ∂g/∂y for y.
  @inlinable
  public func gradient(_ player: Player, at p: Players<F>) -> F {
    run(player == .x ? GamePrograms.gradientX : GamePrograms.gradientY, at: p) { $0[0] }
  }

  /// (∂f/∂x, ∂g/∂y), which share their common subexpressions.
  @inlinable
  public func gradients(at p: Players<F>) -> Players<F> {
    run(GamePrograms.gradients, at: p) { Players(x: $0[0], y: $0[1]) }
  }

  /// The local model: all first and second derivatives.
  @inlinable
  public func localModel(at p: Players<F>) -> Model {
    run(GamePrograms.planarModel, at: p) { d in
      let f = Model.Derivatives(x: d[0], y: d[1], xx: d[2], xy: d[3], yy: d[4])
      return Model(
        f: f, g: isZeroSum ? f.negated : .init(x: d[5], y: d[6], xx: d[7], xy: d[8], yy: d[9]))
    }
  }

  /// All first and second derivatives at a point.
  public struct Model: LocalModel {
    /// The derivatives of one loss.
    @usableFromInline
    struct Derivatives: Sendable {
      @usableFromInline let x: F, y: F, xx: F, xy: F, yy: F

      @usableFromInline
      init(x: F, y: F, xx: F, xy: F, yy: F) {
        self.x = x
        self.y = y
        self.xx = xx
        self.xy = xy
        self.yy = yy
      }

      @inlinable
      var negated: Self { Self(x: -x, y: -y, xx: -xx, xy: -xy, yy: -yy) }
    }

    @usableFromInline let f: Derivatives, g: Derivatives

    @usableFromInline
    init(f: Derivatives, g: Derivatives) {
      self.f = f
      self.g = g
    }

    /// (∂f/∂x, ∂g/∂y).
    @inlinable
    public var gradients: Players<F> { Players(x: f.x, y: g.y) }
    /// ∂ℓ/∂(variable), computed with the model and kept.
    @inlinable
    public func gradient(of loss: Player, in variable: Player) -> F {
      let derivatives = loss == .x ? f : g
      return variable == .x ? derivatives.x : derivatives.y
    }
    /// A product of two numbers: the second derivatives were computed with the model.
    @inlinable
    public func hessianProduct(of loss: Player, rows: Player, columns: Player, times v: F) -> F {
      let derivatives = loss == .x ? f : g
      return (rows != columns ? derivatives.xy : rows == .x ? derivatives.xx : derivatives.yy) * v
    }
  }
}
