import GameDynamics
import RealModule

/// A game on vectors that carry a derivative, whichever the game and its vectors: what makes the one source of an optimizer
/// differentiate itself on networks.
///
/// Tangents of gradients are products with second derivatives, which the game's local model has matrix-free:
///
///     (∂ℓ/∂v)′ = D²_vx ℓ · x′ + D²_vy ℓ · y′
///
/// so gradient methods are differentiated exactly. An optimizer that multiplies by second derivatives itself (CGD,
/// ConOpt, …) needs their derivative in turn, a contraction of third derivatives,
///
///     (D²_rc ℓ · v)′ = D²_rc ℓ · v′ + D³_rc ℓ [v, (x′, y′)]
///
/// The last term is zero where v is, as at an equilibrium, where such products are of gradients and of moves alone. Elsewhere
/// it is the central difference of two products, at the points a step h to both sides along (x′, y′), h the cube root of the
/// rounding unit in relation to the point: some ten digits for numbers of double precision, some four for single.
///
/// Cost: a gradient takes one local model of the base and two products; both, four; a product two, and two local models and
/// two products where v is not zero.
public struct DualGame<Base: SecondOrderGame>: SecondOrderGame where Base.V.Scalar == Double {
  /// The base's vectors, each with a direction.
  public typealias V = DualVector<Base.V>
  /// The game that is differentiated.
  public let base: Base

  /// The base on vectors with directions.
  public init(_ base: Base) { self.base = base }

  /// The base's.
  public var isZeroSum: Bool { base.isZeroSum }

  /// The same of another draw.
  public func resampled(_ number: Int) throws -> Self { Self(try base.resampled(number)) }

  /// Losses, and their slopes along the direction.
  public func losses(at point: Players<V>) throws -> Players<Dual<Double>> {
    let values = try base.losses(at: point.map(\.value))
    let model = try base.localModel(at: point.map(\.value))
    func slope(_ loss: Player) throws -> Double {
      try model.gradient(of: loss, in: .x).dot(point.x.tangent) + model.gradient(of: loss, in: .y).dot(point.y.tangent)
    }
    return Players(x: Dual(values.x, tangent: try slope(.x)), y: Dual(values.y, tangent: try slope(.y)))
  }

  /// One player's gradient, and how it changes along the direction.
  public func gradient(_ player: Player, at point: Players<V>) throws -> V {
    try DualModel(of: base, at: point).gradient(of: player, in: player)
  }

  /// The gradients, and how they change along the direction.
  public func gradients(at point: Players<V>) throws -> Players<V> {
    let model = try DualModel(of: base, at: point)
    return Players(x: try model.gradient(of: .x, in: .x), y: try model.gradient(of: .y, in: .y))
  }

  /// The local model, which knows how it changes along the direction.
  public func localModel(at point: Players<V>) throws -> DualModel<Base> {
    var model = try DualModel(of: base, at: point)
    model.gradients = Players(x: try model.gradient(of: .x, in: .x), y: try model.gradient(of: .y, in: .y))
    return model
  }
}

/// The local model of a `DualGame`.
public struct DualModel<Base: SecondOrderGame>: LocalModel where Base.V.Scalar == Double {
  /// The base's vectors, each with a direction.
  public typealias V = DualVector<Base.V>
  private let game: Base
  private let point: Players<V>
  private let model: Base.Model
  /// (∂f/∂x, ∂g/∂y).
  public internal(set) var gradients: Players<V>

  /// A model whose `gradients` have no tangents yet.
  init(of game: Base, at point: Players<V>) throws {
    self.game = game
    self.point = point
    model = try game.localModel(at: point.map(\.value))
    gradients = try model.gradients.map { try DualVector(constant: $0) }
  }

  /// ∂ℓ/∂(variable), and how it changes.
  public func gradient(of loss: Player, in variable: Player) throws -> V {
    let ofX = try model.hessianProduct(of: loss, rows: variable, columns: .x, times: point.x.tangent)
    let ofY = try model.hessianProduct(of: loss, rows: variable, columns: .y, times: point.y.tangent)
    return DualVector(try model.gradient(of: loss, in: variable), tangent: try ofX + ofY)
  }

  /// D²_rc ℓ · v, and how it changes.
  public func hessianProduct(of loss: Player, rows: Player, columns: Player, times v: V) throws -> V {
    let value = try model.hessianProduct(of: loss, rows: rows, columns: columns, times: v.value)
    var tangent = try model.hessianProduct(of: loss, rows: rows, columns: columns, times: v.tangent)
    let size = try (point.x.tangent.squaredNorm() + point.y.tangent.squaredNorm()).squareRoot()
    if size > 0, try v.value.squaredNorm() > 0 {
      let place = try (point.x.value.squaredNorm() + point.y.value.squaredNorm()).squareRoot()
      let h = Double.ulpOfOne.cubeRoot * (1 + place) / size
      func product(_ step: Double) throws -> Base.V {
        var moved = point.map(\.value)
        try moved.x.add(point.x.tangent, times: step)
        try moved.y.add(point.y.tangent, times: step)
        return try game.localModel(at: moved).hessianProduct(of: loss, rows: rows, columns: columns, times: v.value)
      }
      try tangent.add(product(h) - product(-h), times: 1 / (2 * h))
    }
    return DualVector(value, tangent: tangent)
  }
}

extension Double {
  /// The real cube root.
  fileprivate var cubeRoot: Double { .root(self, 3) }
}
