import GSLNumerics
import GameDynamics
import RealModule

/// A solution with its curve's unit tangent, in scaled coordinates (u, p).
struct CurveNode {
  let z: [Double]
  let tangent: [Double]
  /// How fast p grows along the curve; 0 at a fold.
  var slope: Double { tangent[tangent.count - 1] }
}

/// Follows a curve of solutions of F(u, p) = 0 through folds.
///
/// Predictor: the curve's tangent. Corrector: Newton's method on F together with one condition more, which is a value of p
/// where the curve is a graph over p (so that nodes fall on a grid of the range), and the plane across the tangent where it
/// is steep: pseudo-arclength continuation, for which folds are points like others. Coordinates are scaled, p by its range
/// and u by `size`.
///
/// Source: H. B. Keller, "Numerical solution of bifurcation and nonlinear eigenvalue problems", in P. Rabinowitz (ed.),
/// Applications of Bifurcation Theory, 1977.
struct ArclengthFollower<Equation: BranchEquation> {
  let equation: Equation
  let range: ClosedRange<Double>
  /// How the parameter is scaled: by the range's width, or by its logarithm.
  var scale = AxisScale.linear
  /// How many nodes a curve has that is a graph over the whole range.
  let nodes: Int
  /// The size of u that counts as one.
  let size: Double

  /// Where a curve ends.
  enum End {
    /// At a bound of the range.
    case bound
    /// Where it began.
    case closed
    /// Where no corrector converges.
    case lost
    /// After as many nodes as anyone will look at.
    case cap
  }

  private var spacing: Double { 1 / Double(nodes - 1) }

  // MARK: - Coordinates

  func scaled(_ u: [Double], _ p: Double) -> [Double] { u.map { $0 / size } + [scale.share(of: p, in: range)] }

  func unscaled(_ z: [Double]) -> (u: [Double], p: Double) {
    (z.dropLast().map { $0 * size }, scale.value(at: z[z.count - 1], in: range))
  }

  /// [F_u | F_p] in scaled coordinates over one row more.
  func matrix(at z: [Double], row: [Double]) throws -> Matrix {
    let (u, p) = unscaled(z)
    let n = u.count
    let width = scale.slope(at: p, in: range)
    var matrix = Matrix(rows: n + 1, columns: n + 1)
    for (i, values) in try equation.derivative(u, p).enumerated() {
      for j in 0...n { matrix[i, j] = values[j] * (j == n ? width : size) }
    }
    for j in 0...n { matrix[n, j] = row[j] }
    return matrix
  }

  // MARK: - One node

  /// The directions in which solutions go on from z: one on a curve, two and more where curves cross.
  func nullVectors(at z: [Double]) throws -> [[Double]] {
    let singular = try SingularValues(of: matrix(at: z, row: z.map { _ in 0 }))
    let limit = 1e-7 * (singular.values.first ?? 0)
    return singular.values.indices.filter { singular.values[$0] <= limit }.map { singular.right[$0] }
  }

  /// A node at z whose tangent is the direction nearest to `ahead`; nil where none is near.
  func node(at z: [Double], ahead: [Double]) throws -> CurveNode? {
    var tangent = z.map { _ in 0.0 }
    for vector in try nullVectors(at: z) { tangent = plus(tangent, dot(vector, ahead), vector) }
    let length = norm(tangent)
    return length > 0.1 ? CurveNode(z: z, tangent: tangent.map { $0 / length }) : nil
  }

  /// The solution near `guess` in the plane through it across `normal`; nil where Newton's method finds none.
  func corrected(_ guess: [Double], across normal: [Double]) throws -> [Double]? {
    var z = guess
    var last = Double.infinity
    for _ in 0..<50 {
      let (u, p) = unscaled(z)
      let residual: [Double]
      let singular: SingularValues
      do {
        residual = try equation.value(u, p) + [dot(normal, plus(z, -1, guess))]
        let matrix = try matrix(at: z, row: normal)
        guard residual.allSatisfy(\.isFinite), matrix.entries.allSatisfy(\.isFinite) else { return nil }
        singular = try SingularValues(of: matrix)
      } catch is ParameterError {
        return nil  // the parameter has left its bounds
      }
      let step = singular.leastSquares(residual, relative: 1e-13)
      z = plus(z, -1, step)
      let length = norm(step)
      if !(length < 1e3) { return nil }
      let isStanding = length <= 1e-14 * (1 + norm(z)) || (length >= last / 2 && length < 1e-10)
      last = length
      if isStanding { return norm(residual) <= 1e-8 * (1 + (singular.values.first ?? 0)) ? z : nil }
    }
    return nil
  }

  // MARK: - The curve

  /// The nodes from a first one on, in the direction of its tangent, and how they end.
  func follow(from first: CurveNode, cap: Int? = nil) throws -> (nodes: [CurveNode], end: End) {
    var found = [first]
    var step = spacing
    while found.count < cap ?? 20 * nodes {
      let here = found[found.count - 1]
      if isAtBound(here) { return (found, .bound) }
      guard let next = try gridNode(after: here) ?? arcNode(after: here, &step) else { return (found, .lost) }
      found.append(next)
      if found.count > 3, norm(plus(next.z, -1, first.z)) < 0.75 * norm(plus(next.z, -1, here.z)),
        dot(next.tangent, first.tangent) > 0
      {
        return (found + [first], .closed)
      }
    }
    return (found, .cap)
  }

  private func isAtBound(_ node: CurveNode) -> Bool {
    let s = node.z[node.z.count - 1]
    return (s >= 1 && node.slope > 0) || (s <= 0 && node.slope < 0)
  }

  /// The next value of the grid, where the curve is no steeper than that its nodes lie close.
  private func gridNode(after node: CurveNode) throws -> CurveNode? {
    guard abs(node.slope) >= 0.3 else { return nil }
    let n = node.z.count - 1
    let place = node.z[n] / spacing
    let next = node.slope > 0 ? (place + 1e-6).rounded(.down) + 1 : (place - 1e-6).rounded(.up) - 1
    return try node.z[n] == next * spacing ? nil : fixed(min(max(next / Double(nodes - 1), 0), 1), after: node)
  }

  /// The node at a value of the scaled parameter; nil where the curve does not lead there straight enough.
  private func fixed(_ s: Double, after node: CurveNode) throws -> CurveNode? {
    let n = node.z.count - 1
    var guess = plus(node.z, (s - node.z[n]) / node.slope, node.tangent)
    guess[n] = s
    let across = (0...n).map { $0 == n ? 1.0 : 0 }
    guard var z = try corrected(guess, across: across) else { return nil }
    z[n] = s
    let ahead = norm(plus(guess, -1, node.z))
    guard norm(plus(z, -1, guess)) <= 0.3 * ahead, let next = try self.node(at: z, ahead: node.tangent),
      dot(next.tangent, node.tangent) > 0.9
    else { return nil }
    return next
  }

  /// A step along the tangent, halved until the corrector converges and the curve has turned little.
  private func arcNode(after node: CurveNode, _ step: inout Double) throws -> CurveNode? {
    let n = node.z.count - 1
    var length = min(step, spacing)
    while length > 1e-8 * spacing {
      let guess = plus(node.z, length, node.tangent)
      if guess[n] > 1 || guess[n] < 0 {
        if let last = try fixed(guess[n] > 1 ? 1 : 0, after: node) { return last }
      } else if let z = try corrected(guess, across: node.tangent),
        norm(plus(z, -1, guess)) <= 0.3 * length, let next = try self.node(at: z, ahead: node.tangent),
        dot(next.tangent, node.tangent) > 0.95
      {
        step = dot(next.tangent, node.tangent) > 0.99 ? 2 * length : length
        return next
      }
      length /= 2
    }
    return nil
  }

  /// The node at the share t of the way from one to the next.
  func between(_ a: CurveNode, _ b: CurveNode, _ t: Double) throws -> CurveNode? {
    let chord = plus(b.z, -1, a.z)
    let length = norm(chord)
    if length == 0 { return a }
    guard let z = try corrected(plus(a.z, t, chord), across: chord.map { $0 / length }) else { return nil }
    return try node(at: z, ahead: chord.map { $0 / length })
  }
}

func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
func norm(_ a: [Double]) -> Double { dot(a, a).squareRoot() }
/// a + s b.
func plus(_ a: [Double], _ s: Double, _ b: [Double]) -> [Double] { zip(a, b).map { $0 + s * $1 } }
