import GSLNumerics
import GameDynamics
import RealModule

/// Whether an equilibrium stands alone.
public enum Isolation: Sendable, Equatable {
  /// There is no other near it.
  case isolated
  /// It lies on a line of equilibria, which goes on in this direction (of length 1), or on a surface of them.
  case onALine(direction: Players<[Double]>)
  /// The field's Jacobian is singular there, but no line of equilibria was found: a root of higher order.
  case degenerate
}

extension EquilibriumFinder {
  /// Whether an equilibrium stands alone: where the Jacobian of the field is singular to rounding, other equilibria are
  /// looked for a little way along its null direction, on both sides.
  ///
  /// Cost: one Jacobian; where it is singular two searches more. Throws what building and evaluating the game throw.
  public func isolation(
    of point: Players<[Double]>, _ game: any GameFamily, _ parameters: Parameters<Double>
  ) throws -> Isolation {
    let place = point.x + point.y
    let m = point.x.count
    func players(_ u: [Double]) -> Players<[Double]> { Players(x: Array(u.prefix(m)), y: Array(u.dropFirst(m))) }
    func jacobian(_ u: [Double]) throws -> SingularValues? {
      let matrix =
        game.constraints == nil
        ? try game.build(parameters, then: JacobianOfField(point: players(u)))
        : try EquilibriumField<Dual<Double>>.jacobian(of: game, parameters, at: u)
      return matrix.entries.allSatisfy(\.isFinite) ? try SingularValues(of: matrix) : nil
    }
    guard let singular = try jacobian(place) else { return .degenerate }
    let step = 0.05 * (1 + place.reduce(0) { max($0, abs($1)) })
    // How large derivatives are around here: at the point itself all may vanish.
    let aside = place.indices.map { place[$0] + step * Double.cos(Double($0 + 1)) }
    let scale = max(singular.values.first ?? 0, try jacobian(aside)?.values.first ?? 0)
    // A root is found to about the root of rounding where it is double, and so is its Jacobian.
    let null = singular.values.indices.filter { singular.values[$0] <= 1e-6 * scale }
    if null.isEmpty { return .isolated }
    var directions = null.reversed().map { singular.right[$0] }
    if null.count > 1 {
      // Then every combination is a null direction; most lines of equilibria go along a coordinate.
      directions += place.indices.map { k in place.indices.map { $0 == k ? 1 : 0 } }
    }
    for direction in directions {
      let goesOn = try [step, -step].allSatisfy { step in
        let ahead = zip(place, direction).map { $0 + step * $1 }
        guard let found = try search(game, parameters, from: players(ahead)) else { return false }
        let off = zip(found.x + found.y, ahead).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
        return off <= 0.2 * abs(step)
      }
      if goesOn { return .onALine(direction: players(direction)) }
    }
    return .degenerate
  }

  private struct JacobianOfField: GameContinuation {
    typealias Scalar = Double
    let point: Players<[Double]>
    func callAsFunction<G: SecondOrderGame>(_ game: G) throws -> Matrix
    where G.V: CoordinateVector, G.V.Scalar == Double {
      let point = try point.map { try G.V(coordinates: $0) }
      return try GameJacobian.matrix(of: game.localModel(at: point), at: point)
    }
  }
}
