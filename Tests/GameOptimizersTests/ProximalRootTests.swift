import GSLNumerics
import GameDynamics
import GameOptimizers
import SmallGames
import Testing

/// The implicit equation of the proximal point, z - ω + η ξ(z) = 0, solved a second time: by GSL's hybrid of Newton's and
/// Powell's methods on a dense Jacobian.
@Suite struct ProximalRootTests {
  static let stepSizes = Players(x: 0.1, y: 0.2)

  struct Both: GameContinuation {
    typealias Scalar = Double
    let start: Players<[Double]>

    func callAsFunction<G: SecondOrderGame>(_ game: G) throws -> (newton: [Double], root: [Double]?, explicit: [Double])
    where G.V: CoordinateVector, G.V.Scalar == Double {
      let before = start.x + start.y
      let etas = before.indices.map { $0 < start.x.count ? stepSizes.x : stepSizes.y }
      func point(_ u: [Double]) throws -> Players<G.V> {
        Players(
          x: try G.V(coordinates: Array(u.prefix(start.x.count))),
          y: try G.V(coordinates: Array(u.dropFirst(start.x.count))))
      }
      func residual(_ u: [Double]) throws -> [Double] {
        let field = try game.gradients(at: point(u)).coordinates()
        return u.indices.map { u[$0] - before[$0] + etas[$0] * field[$0] }
      }
      func jacobian(_ u: [Double]) throws -> Matrix {
        let model = try game.localModel(at: point(u))
        var result = Matrix(rows: u.count, columns: u.count)
        for j in u.indices {
          var unit = [Double](repeating: 0, count: u.count)
          unit[j] = 1
          let column = try model.jacobian(times: point(unit)).coordinates()
          for i in u.indices { result[i, j] = unit[i] + etas[i] * column[i] }
        }
        return result
      }
      let optimizer = ProximalPoint<G.V, GMRES<Players<G.V>>>(
        stepSizes: stepSizes, solver: GMRES(tolerance: 1e-13), tolerance: 1e-12)
      var moved = try point(before)
      var state = optimizer.initialState(at: moved)
      let report = try optimizer.step(&moved, &state, in: game)
      #expect(report.solver?.converged == true)
      return (
        try moved.coordinates(),
        try MultivariateRootFinder(tolerance: 1e-12).root(from: before, value: residual, jacobian: jacobian),
        try zip(before, residual(before)).map { $0 - $1 }
      )
    }
  }

  // Nonlinear games of 2 to 8 numbers. Both iterations start at ω, so they find the same root. That the root is no plain
  // gradient step is what makes the comparison one.
  @Test(
    arguments: [
      "dirac", "dirac-r1", "dirac-consensus", "forsaken", "global-forsaken", "polar", "almost-bilinear",
      "matching-pennies", "bimatrix", "quartic", "strict-maximum", "market", "rock-paper-scissors", "covariance",
    ])
  func newtonFindsTheRootThatGSLFinds(name: String) throws {
    let family = try GameCatalogue.named(name)
    let result = try family.build(
      Parameters<Double>(family.card.parameters), then: Both(start: family.card.standardStart))
    let root = try #require(result.root, "\(name): GSL found no root")
    for (newton, gsl) in zip(result.newton, root) { #expect(abs(newton - gsl) <= 1e-10, "\(name): \(newton) \(gsl)") }
    let differences = zip(result.explicit, root).map { abs($0 - $1) }
    #expect((differences.max() ?? 0) > 1e-5, "\(name): the root is the explicit step")
  }
}
