import GSLNumerics
import GameDynamics
import RealModule

/// A point where two curves of solutions cross, and the directions of both.
///
/// With ψ the left null vector of F_u and v in the null space of [F_u | F_p], curves through the point go in directions with
/// ψᵀ F''(v, v) = 0: the algebraic bifurcation equation, a quadratic form on a plane.
///
/// Source: H. B. Keller, "Numerical solution of bifurcation and nonlinear eigenvalue problems", 1977, section 5.
struct BranchPoint {
  /// The unit direction of the curve that was followed.
  let along: [Double]
  /// The unit direction of the one that crosses it.
  let crossing: [Double]

  /// Whether the crossing curve is vertical there: a pitchfork if it bends, a line of equilibria if it does not. Else the
  /// two curves exchange stability as they pass through each other (transcritical).
  var isVertical: Bool { abs(crossing[crossing.count - 1]) < 1e-4 }

  /// The directions at z, of a curve that goes in the direction `ahead`; nil where no single other curve crosses.
  ///
  /// F'' is a central difference of exact first derivatives. Cost: five evaluations of them.
  init?<Equation: BranchEquation>(
    at z: [Double], ahead: [Double], on follower: ArclengthFollower<Equation>
  ) throws {
    let n = z.count - 1
    let derivative = try follower.matrix(at: z, row: z.map { _ in 0 })
    let singular = try SingularValues(of: derivative)
    // At a point found to about 1e-11 the second smallest is not zero to rounding.
    let null = singular.values.indices.filter { singular.values[$0] <= 1e-5 * (singular.values.first ?? 0) }
    guard null.count == 2 else { return nil }
    let plane = null.map { singular.right[$0] }
    // The left null vector of F_u is the right one of its transpose, which is filled up to as many rows as before.
    let largest = singular.values.first ?? 1
    var transposed = Matrix(rows: n + 1, columns: n + 1)
    for i in 0..<n { for j in 0..<n { transposed[i, j] = derivative[j, i] } }
    transposed[n, n] = largest
    let left = try SingularValues(of: transposed).right[n]
    func form(_ v: [Double], _ w: [Double]) throws -> Double {
      let h = 1e-4
      let (up, down) = try (
        follower.matrix(at: plus(z, h, v), row: z.map { _ in 0 }),
        follower.matrix(at: plus(z, -h, v), row: z.map { _ in 0 })
      )
      return (0..<n).reduce(0.0) { sum, i in
        sum + left[i] * (0...n).reduce(0.0) { $0 + (up[i, $1] - down[i, $1]) * w[$1] } / (2 * h)
      }
    }
    let (a, b, c) = try (form(plane[0], plane[0]), form(plane[0], plane[1]), form(plane[1], plane[1]))
    let size = max(abs(a), abs(b), abs(c))
    let discriminant = b * b - a * c
    // α² a + 2 αβ b + β² c = 0 has two solutions, clearly apart.
    guard size > 1e-6 * largest, discriminant > 1e-8 * size * size else { return nil }
    let root = discriminant.squareRoot()
    let q = -(b + (b < 0 ? -root : root))
    // α : β of both, without dividing by what may be 0.
    let directions = [(q, a), (c, q)].map { pair -> [Double] in
      let v = plus(plane[0].map { pair.0 * $0 }, pair.1, plane[1])
      let length = norm(v)
      return v.map { $0 / length }
    }
    let first = abs(dot(directions[0], ahead)) >= abs(dot(directions[1], ahead)) ? 0 : 1
    guard abs(dot(directions[first], ahead)) > 0.9 else { return nil }
    along = directions[first]
    crossing = directions[1 - first]
  }
}
