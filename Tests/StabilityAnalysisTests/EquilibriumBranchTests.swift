import ComplexModule
import GSLNumerics
import GameDynamics
import GameExpressions
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

  /// y's own curvature passes zero at c = 0, where its eigenvalue 1 + 2εc passes +1 (b = 0). The equilibrium goes on through
  /// a line of them: no fold.
  @Test func lostCurvatureIsABranchPoint() throws {
    var request = EquilibriumBranch.Request(
      RunSetup(SimGDFamily(), on: QuadraticGameFamily()), along: .gameParameter("c"), range: -1...1.37, nodes: 40)
    try request.setup.gameParameters.set("b", to: 0)
    let crossings = try EquilibriumBranch(request).crossings
    #expect(crossings.map(\.kind) == [.branchPoint])
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

  func branch(
    _ optimizer: String, _ game: any GameFamily, along quantity: RunQuantity, _ range: ClosedRange<Double>,
    nodes: Int = 201, near equilibrium: Players<[Double]>? = nil
  ) throws -> EquilibriumBranch {
    var request = EquilibriumBranch.Request(
      RunSetup(try OptimizerCatalogue.named(optimizer), on: game), along: quantity, range: range, nodes: nodes)
    request.equilibrium = equilibrium
    return try EquilibriumBranch(request)
  }

  // AltGD on xy has trace 2 - η² and determinant 1: a pair on the circle up to η = 2, where it meets at -1, and two real
  // eigenvalues with product 1 beyond.
  @Test func alternatingStepsAreNeutralUpToTwo() throws {
    let result = try branch("altgd", BilinearGameFamily(), along: .bothStepSizes, 0.1...3, nodes: 401)
    let crossing = try #require(result.crossings.first)
    #expect(result.crossings.count == 1 && crossing.kind == .flip && crossing.isLeaving)
    #expect(abs(crossing.value - 2) < 1e-10 && (crossing.eigenvalue + 1).length < 1e-12)
    #expect(result.neutral.count == 1 && result.neutral.first?.count == 2)
    #expect(result.neutral.first?.range.lowerBound == 0.1)
    // A node may fall on 2 itself.
    #expect(abs((result.neutral.first?.range.upperBound ?? 0) - 2) < 0.01)
  }

  // f = x³/3 + px - y²/2: x = √-p goes into x = -√-p at p = 0, where ∂²f/∂x² = 2x goes to 0 and the eigenvalue to 1.
  @Test func aFoldIsGoneRound() throws {
    let game = try TypedGameFamily(zeroSum: "x^3/3 + p*x - y^2/2", parameters: [("p", -1)])
    let result = try branch("simgd", game, along: .gameParameter("p"), -1...0.5, nodes: 61)
    #expect(result.end == nil && result.crossings.map(\.kind) == [.fold])
    let fold = try #require(result.crossings.first)
    #expect(abs(fold.value) < 1e-10 && abs(fold.equilibrium.x[0]) < 1e-5 && fold.isLeaving, "\(fold)")
    #expect(result.values.first == -1 && result.values.last == -1)
    #expect(result.equilibria.first?.x[0] == 1 && abs((result.equilibria.last?.x[0] ?? 0) + 1) < 1e-12)
    for (p, point) in zip(result.values, result.equilibria) {
      #expect(abs(point.x[0] * point.x[0] + p) < 1e-12 && p <= 1e-12, "\(p)")
    }
  }

  // ∂f/∂x = x³ - x + p: an S with folds at p = ±2/(3√3), where x = ∓1/√3 (3x² = 1); from x > 1 at p = -1 down to -1.3.
  @Test func anSHasTwoFolds() throws {
    let game = try TypedGameFamily(zeroSum: "x^4/4 - x^2/2 + p*x - y^2/2", parameters: [("p", -1)])
    let result = try branch("simgd", game, along: .gameParameter("p"), -1...1, near: Players(x: [1.3], y: [0]))
    let (p, x) = (2 / (3 * 3.0.squareRoot()), 1 / 3.0.squareRoot())
    #expect(result.end == nil && result.crossings.map(\.kind) == [.fold, .fold] && result.values.last == 1)
    for (crossing, expected) in zip(result.crossings, [(p, x, true), (-p, -x, false)]) {
      #expect(abs(crossing.value - expected.0) < 1e-10 && abs(crossing.equilibrium.x[0] - expected.1) < 1e-5)
      #expect(crossing.isLeaving == expected.2)
    }
  }

  // (x² + p² - 1, y): a circle of equilibria x = ±√(1 - p²) over [-1, 1], gone round once.
  @Test func aClosedCurveIsGoneRoundOnce() throws {
    let game = try TypedGameFamily(zeroSum: "x^3/3 + (p^2 - 1)*x - y^2/2", parameters: [("p", -0.9)])
    let result = try branch(
      "simgd", game, along: .gameParameter("p"), -0.9...2, near: Players(x: [0.5], y: [0]))
    // From the bound at -0.9 over the fold at 1 back to the bound.
    #expect(result.crossings.map(\.kind) == [.fold] && abs((result.crossings.first?.value ?? 0) - 1) < 1e-10)
    #expect(result.values.last == -0.9 && abs((result.equilibria.last?.x[0] ?? 0) + 0.19.squareRoot()) < 1e-10)
  }

  // f = x⁴/4 - px²/2: x = 0 is an equilibrium for every p; its eigenvalue 1 + ηp passes +1 at the pitchfork p = 0, where
  // x = ±√p is born.
  @Test func aPitchforkIsNoFoldAndHasAnotherBranch() throws {
    let game = try TypedGameFamily(zeroSum: "x^4/4 - p*x^2/2 - y^2/2", parameters: [("p", -1)])
    var request = EquilibriumBranch.Request(
      RunSetup(try OptimizerCatalogue.named("simgd"), on: game), along: .gameParameter("p"), range: -1...1.1,
      nodes: 201)
    request.equilibrium = Players(x: [0], y: [0])
    let result = try EquilibriumBranch(request)
    #expect(result.crossings.map(\.kind) == [.pitchfork] && result.end == nil)
    #expect(abs(result.crossings.first?.value ?? 1) < 1e-10)
    request.switching = 1
    let other = try EquilibriumBranch(request)
    #expect(other.values.first == 1.1 && other.values.last == 1.1 && other.crossings.map(\.kind) == [.pitchfork])
    #expect(other.crossings.map(\.isTurn) == [true])
    for (p, point) in zip(other.values, other.equilibria) {
      #expect(abs(point.x[0] * point.x[0] - p) < 1e-10, "\(p)")
    }
    request.switching = 2
    #expect(throws: BranchError.self) { try EquilibriumBranch(request) }
  }

  // f = x⁴/4 + px²/2 from x = 1 at p = -1: x = √-p comes to the pitchfork at p = 0 along its vertical arm, turns back into -√-p,
  // and x = 0 goes on on either side. ∂²f/∂x² = 3x² + p = -2p ≥ 0 all the way: the eigenvalue touches 1 and no more.
  @Test func aPitchforkMetAlongItsArmIsNoFold() throws {
    let game = try TypedGameFamily(zeroSum: "x^4/4 + p*x^2/2 - y^2/2", parameters: [("p", -1)])
    var request = EquilibriumBranch.Request(
      RunSetup(try OptimizerCatalogue.named("simgd"), on: game), along: .gameParameter("p"), range: -1...1.1)
    request.equilibrium = Players(x: [1], y: [0])
    let result = try EquilibriumBranch(request)
    #expect(result.crossings.map(\.kind) == [.pitchfork] && result.crossings.map(\.isTurn) == [true])
    #expect(abs(result.crossings.first?.value ?? 1) < 1e-10 && result.values.last == -1)
    #expect(abs((result.equilibria.last?.x[0] ?? 0) + 1) < 1e-12)
    request.switching = 1
    let other = try EquilibriumBranch(request)
    #expect(Set([other.values.first, other.values.last]) == [-1, 1.1])
    // Near the pitchfork x³ is all there is, and x is known to the cube root of rounding.
    #expect(other.equilibria.allSatisfy { abs($0.x[0]) < 1e-5 })
  }

  // ∂f/∂x = x² - px: x = 0 and x = p exchange stability at p = 0.
  @Test func aTranscriticalPointIsNamed() throws {
    let game = try TypedGameFamily(zeroSum: "x^3/3 - p*x^2/2 - y^2/2", parameters: [("p", -1)])
    var request = EquilibriumBranch.Request(
      RunSetup(try OptimizerCatalogue.named("simgd"), on: game), along: .gameParameter("p"), range: -1...1.1,
      nodes: 201)
    request.equilibrium = Players(x: [0], y: [0])
    let result = try EquilibriumBranch(request)
    #expect(result.crossings.map(\.kind) == [.transcritical] && abs(result.crossings.first?.value ?? 1) < 1e-10)
    request.switching = 1
    let other = try EquilibriumBranch(request)
    for (p, point) in zip(other.values, other.equilibria) { #expect(abs(point.x[0] - p) < 1e-10) }
    #expect(Set([other.values.first, other.values.last]) == [-1, 1.1])
  }

  // The well at x = 1 of x⁴/4 - x²/2 has ∂²f/∂x² = 2 and a flip at η = 1; the top at x = 0 has -1 and none.
  @Test func aGivenPointChoosesTheBranch() throws {
    let game = try TypedGameFamily(zeroSum: "x^4/4 - x^2/2 - y^2/2")
    for (x, kinds) in [(1.1, [EquilibriumBranch.Kind.flip]), (0.05, [])] {
      let result = try branch(
        "simgd", game, along: .hyperparameter("eta-x"), 0.1...1.5, near: Players(x: [x], y: [0.1]))
      #expect(result.crossings.map(\.kind) == kinds, "\(x)")
      if let crossing = result.crossings.first { #expect(abs(crossing.value - 1) < 1e-10) }
    }
  }

  // Lookahead with k steps of SimGD on xy: |1 - α + α rᵏ e^{ikθ}|, r = √(1 + η²), θ = atan η. With η = 0.3 and α = 1/2 it is
  // above 1 for k = 1 and 2 and below for 3, 4, 5: one change, between whole numbers.
  @Test func wholeNumbersAreStepped() throws {
    var request = EquilibriumBranch.Request(
      RunSetup(try OptimizerCatalogue.named("lookahead"), on: BilinearGameFamily()),
      along: .hyperparameter("lookahead-steps"), range: 1...5, nodes: 401)
    try request.setup.hyperparameters.setStepSizes(Players(x: 0.3, y: 0.3))
    let result = try EquilibriumBranch(request)
    #expect(result.values == [1, 2, 3, 4, 5] && result.isWhole)
    #expect(result.crossings.map(\.value) == [3] && result.crossings.first?.isLeaving == false)
  }

  @Test func methodsWithoutADerivativeAreRefusedWithTheReason() {
    let error = #expect(throws: SpectrumError.self) {
      try branch("adam", BilinearGameFamily(), along: .bothStepSizes, 0.1...1)
    }
    #expect("\(error as Any)".contains("--kind steps"))
    #expect(throws: BranchError.changesNothing(name: "start-x-0")) {
      try branch("simgd", BilinearGameFamily(), along: .start(.x, 0), 0...1)
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

  // x²y: (2xy, -x²) vanishes where x = 0. x² + 2xy + y² = (x + y)²: where x = -y. Two equal rows of a bimatrix game: x is
  // indifferent everywhere, y where p = b₂₂/(b₁₁ + b₂₂) = 3/5, so at x = log 3/2.
  @Test func linesOfEquilibriaAreNamed() throws {
    var rows = Parameters<Double>(BimatrixGameFamily().card.parameters)
    for (name, value) in [("a11", 1.0), ("a12", 2), ("a21", 1), ("a22", 2)] { try rows.set(name, to: value) }
    var square = Parameters<Double>(QuadraticGameFamily().card.parameters)
    try square.set("b", to: 2)
    let root = 1 / 2.0.squareRoot()
    let cases: [(any GameFamily, Parameters<Double>, [Double])] = [
      (try TypedGameFamily(zeroSum: "x^2*y"), Parameters([]), [0, 1]), (BimatrixGameFamily(), rows, [0, 1]),
      (QuadraticGameFamily(), square, [root, -root]),
    ]
    for (game, parameters, expected) in cases {
      let found = try #require(try EquilibriumFinder().equilibria(of: game, parameters).first)
      let isolation = try EquilibriumFinder().isolation(of: found, game, parameters)
      guard case .onALine(let direction) = isolation else {
        Issue.record("\(game.card.name): \(isolation) at \(found)")
        continue
      }
      let along = zip(direction.x + direction.y, expected).reduce(0) { $0 + $1.0 * $1.1 }
      #expect(abs(abs(along) - 1) < 1e-6, "\(game.card.name): \(direction)")
    }
  }

  // (x², y) has a double root at 0 and (x - 1, y - 1) a simple one at 1; neither lies on a line.
  @Test func singlePointsAreNoLines() throws {
    let double = try TypedGameFamily(f: "x^3/3", g: "y^2/2")
    #expect(
      try EquilibriumFinder().isolation(of: Players(x: [0], y: [0]), double, Parameters([])) == .degenerate)
    let simple = try TypedGameFamily(zeroSum: "(x - 1)^2 - (y - 1)^2")
    #expect(try EquilibriumFinder().isolation(of: Players(x: [1], y: [1]), simple, Parameters([])) == .isolated)
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
