import ComplexModule
import GSLNumerics
import GameDynamics
import GameOptimizers
import SmallGames
import StabilityAnalysis
import Testing

@Suite struct EquilibriumBranchTests {
  /// SimGD on x² + 10xy + y² at η_x = 0.09: the determinant passes 1 at η_y = 0.09/(1 + 48·0.09) with complex eigenvalues.
  @Test func theICRBoundaryIsANeimarkSackerCrossing() throws {
    var request = EquilibriumBranch.Request(
      RunSetup(SimGDFamily(), on: QuadraticGameFamily()), along: .hyperparameter("eta-y"), range: 0.001...0.04,
      nodes: 40)
    try request.setup.hyperparameters.set("eta-x", to: 0.09)
    let crossing = try #require(try EquilibriumBranch(request).crossings.first)
    #expect(abs(crossing.value - 0.09 / 5.32) < 1e-10)
    #expect(crossing.kind == .neimarkSacker)
    #expect(crossing.isLeaving)
    #expect(abs(crossing.eigenvalue.length - 1) < 1e-9)
  }

  /// Gradient descent on two separate quadratics, f = x² and g = y² (a = 1, c = -1, b = 0): eigenvalues 1 - 2η, which
  /// pass -1 at η = 1.
  @Test func tooLongAStepIsAFlip() throws {
    var request = EquilibriumBranch.Request(
      RunSetup(SimGDFamily(), on: QuadraticGameFamily()), along: .hyperparameter("eta-x"), range: 0.5...1.3, nodes: 33)
    try request.setup.gameParameters.set("b", to: 0)
    try request.setup.gameParameters.set("c", to: -1)
    try request.setup.hyperparameters.set("eta-y", to: 0.1)
    let crossings = try EquilibriumBranch(request).crossings
    #expect(crossings.count == 1)
    #expect(crossings.first?.kind == .flip)
    #expect(abs((crossings.first?.value ?? 0) - 1) < 1e-10)
  }

  /// y's own curvature passes zero at c = 0, where its eigenvalue 1 + 2εc passes +1 (b = 0).
  @Test func lostCurvatureIsAFold() throws {
    var request = EquilibriumBranch.Request(
      RunSetup(SimGDFamily(), on: QuadraticGameFamily()), along: .gameParameter("c"), range: -1...1.37, nodes: 40)
    try request.setup.gameParameters.set("b", to: 0)
    let crossings = try EquilibriumBranch(request).crossings
    #expect(crossings.map(\.kind) == [.fold])
    #expect(abs((crossings.first?.value ?? 1)) < 1e-10)
  }

  @Test func bothStepSizesMoveTogether() throws {
    // CGD on the bilinear game is stable for every η: nothing crosses.
    let result = try EquilibriumBranch(
      .init(RunSetup(CGDFamily(), on: BilinearGameFamily()), along: .bothStepSizes, range: 0.1...5, nodes: 20))
    #expect(result.crossings.isEmpty)
    for (eta, values) in zip(result.values, result.eigenvalues) {
      #expect(abs(values[0].length - 1 / (1 + eta * eta).squareRoot()) < 1e-9)
    }
  }

  @Test func unknownParametersAreErrors() {
    #expect(throws: ParameterError.self) {
      try EquilibriumBranch(
        .init(RunSetup(SimGDFamily(), on: BilinearGameFamily()), along: .gameParameter("zeta"), range: 0...1, nodes: 3))
    }
    #expect(throws: BranchError.self) {
      try EquilibriumBranch(
        .init(RunSetup(SimGDFamily(), on: BilinearGameFamily()), along: .bothStepSizes, range: 0...1, nodes: 1))
    }
  }
}

@Suite struct EquilibriumFinderTests {
  /// From anywhere, the search finds a point where the gradients vanish, and the one that the catalogue knows when it is
  /// the only one.
  @Test func findsTheQuadraticsOrigin() throws {
    let game = QuadraticGameFamily()
    let found = try #require(
      try EquilibriumFinder().search(game, Parameters(game.card.parameters), from: Players(x: [3], y: [-2])))
    #expect(abs(found.x[0]) < 1e-10 && abs(found.y[0]) < 1e-10)
  }

  /// Near each equilibrium that a card states, the search comes back to it.
  @Test func agreesWithTheCatalogue() throws {
    for game in GameCatalogue.all {
      let parameters = Parameters<Double>(game.card.parameters)
      for point in try game.equilibria(parameters) {
        let near = point.map { $0.map { $0 + 1e-3 } }
        guard let found = try EquilibriumFinder(tolerance: 1e-13).search(game, parameters, from: near) else { continue }
        let distance = zip(found.x + found.y, point.x + point.y).reduce(0) { max($0, abs($1.0 - $1.1)) }
        // Where the Jacobian is singular the root is found to the cube root of rounding, no better.
        #expect(distance < 5e-3, "\(game.card.name)")
      }
    }
  }

  @Test func givesUpWhereThereIsNone() throws {
    // x² + 1 has no root.
    #expect(
      try MultivariateRootFinder().root(from: [0.5]) {
        [$0[0] * $0[0] + 1]
      } jacobian: {
        try Matrix([[2 * $0[0]]])
      }
        == nil)
  }

  @Test func errorsOfTheFunctionPass() {
    struct Refused: Error {}
    #expect(throws: Refused.self) {
      try MultivariateRootFinder().root(from: [1]) { _ in
        throw Refused()
      } jacobian: { _ in
        try Matrix([[1]])
      }
    }
    #expect(throws: Refused.self) { try bracketedRoot(in: 0...1, tolerance: 1e-9) { _ in throw Refused() } }
    #expect(throws: GSLError.self) { try bracketedRoot(in: 1...2, tolerance: 1e-9) { $0 } }
  }

  /// x² = 2 in [1, 2].
  @Test func bracketsASquareRoot() throws {
    #expect(abs(try bracketedRoot(in: 1...2, tolerance: 1e-13) { $0 * $0 - 2 } - 2.0.squareRoot()) < 1e-12)
  }
}
