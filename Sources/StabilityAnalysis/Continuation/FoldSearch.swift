import GSLNumerics
import GameDynamics

extension EquilibriumBranch {
  /// The first fold of the branch that leads from an equilibrium at one value of a parameter of the game towards another
  /// value, to 1e-11 of the way between; nil where none is met before. Throws what evaluating the game throws.
  ///
  /// Cost: some dozens of searches by Newton's method.
  public static func fold(
    of setup: RunSetup<Double>, along quantity: RunQuantity, from first: Double, to last: Double,
    near point: Players<[Double]>
  ) throws -> (value: Double, equilibrium: Players<[Double]>)? {
    var setup = setup
    try setup.values.set(quantity, to: first)
    guard first != last, let found = try EquilibriumFinder().search(setup.game, setup.gameParameters, from: point)
    else { return nil }
    let u = found.x + found.y
    let curve = ArclengthFollower(
      equation: EquilibriumEquation(setup: setup, quantity: quantity), range: min(first, last)...max(first, last),
      nodes: 9, size: 1 + u.reduce(0) { max($0, abs($1)) })
    let z = curve.scaled(u, first)
    let directions = try curve.nullVectors(at: z)
    guard directions.count == 1, let tangent = directions.first, let slope = tangent.last, slope != 0 else {
      return nil
    }
    let ahead = tangent.map { (slope > 0) == (last > first) ? $0 : -$0 }
    let nodes = try curve.follow(from: CurveNode(z: z, tangent: ahead), cap: 60).nodes
    for (a, b) in zip(nodes, nodes.dropFirst()) where a.slope * b.slope < 0 {
      let t = try bracketedRoot(in: 0...1, tolerance: 1e-12) { try curve.between(a, b, $0)?.slope ?? .nan }
      guard let fold = try curve.between(a, b, t) else { return nil }
      let (place, value) = curve.unscaled(fold.z)
      let m = found.x.count
      return (value, Players(x: Array(place.prefix(m)), y: Array(place.dropFirst(m))))
    }
    return nil
  }
}
