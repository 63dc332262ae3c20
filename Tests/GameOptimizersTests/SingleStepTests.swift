import GameDynamics
import GameOptimizers
import SmallGames
import TestSupport
import Testing

/// One step of each optimizer, worked out by hand.
@Suite struct SingleStepTests {
  /// x² + 10xy + y²: ∂f/∂x = 2x + 10y, ∂g/∂y = -(10x + 2y).
  static let quadratic = QuadraticGame(a: 1.0, b: 10, c: 1)

  func step<O: Optimizer>(_ optimizer: O, from x: Double, _ y: Double, in game: QuadraticGame<Double>) throws
    -> [Double]
  where O.V == Double {
    var point = Players(x: x, y: y)
    var state = try optimizer.initialState(at: point)
    _ = try optimizer.step(&point, &state, in: game)
    return [point.x, point.y]
  }

  // At (1, 1) the gradients are 12 and -12: x = 1 - 0.09·12 = -0.08, y = 1 + 0.01·12 = 1.12.
  @Test func simGD() throws {
    let optimizer = SimGD<Double>(stepSizes: Players(x: 0.09, y: 0.01))
    #expect(difference(try step(optimizer, from: 1, 1, in: Self.quadratic), [-0.08, 1.12]) < 1e-15)
  }

  // x as above; y sees the new x = -0.08: y = 1 + 0.01·(10·(-0.08) + 2) = 1.012.
  @Test func altGD() throws {
    let optimizer = AltGD<Double>(stepSizes: Players(x: 0.09, y: 0.01))
    #expect(difference(try step(optimizer, from: 1, 1, in: Self.quadratic), [-0.08, 1.012]) < 1e-15)
  }

  // Δx = -0.1(12 + 10Δy), Δy = 0.1(12 + 10Δx): Δx = -1.2 - Δy and Δy = 1.2 + Δx give Δx = -1.2, Δy = 0.
  @Test func cgdOnTheQuadraticGame() throws {
    let solver = ConjugateGradient<Double>(tolerance: 1e-12)
    let optimizer = CGD(stepSizes: Players(x: 0.1, y: 0.1), solver: solver)
    #expect(difference(try step(optimizer, from: 1, 1, in: Self.quadratic), [-0.2, 1]) < 1e-14)
  }

  // From x = 0, y alone: s (1 + 100 η_x η_y) = 2y - 100 η_x y, so that y is multiplied by
  // (1 + 2 η_y) / (1 + 100 η_x η_y): it leaves 0 for η_x < 0.02, as gradient steps do (η_x = 0), and returns above.
  @Test(arguments: [0, 0.01, 0.02, 0.03, 0.5]) func plainOneSidedCGD(etaX: Double) throws {
    let optimizer = PlainOneSidedCGD(
      stepSizes: Players(x: etaX, y: 0.1), mover: .y, solver: GMRES<Double>(tolerance: 1e-14))
    let end = try step(optimizer, from: 0, 1, in: Self.quadratic)
    #expect(difference(end, [0, 1.2 / (1 + 10 * etaX)]) < 1e-14)
    #expect((end[1] < 1 - 1e-12) == (etaX > 0.02))
  }

  // b = 2, η = (1/2, 1/4) at (3, 4): Δx = -(1/2)(8 + 2Δy), Δy = (1/4)(6 + 2Δx). Inserting, Δx (1 + 1/2) = -(4 + 3/2),
  // so Δx = -11/3, Δy = (6 - 22/3)/4 = -1/3, and the point is (-2/3, 11/3).
  @Test func cgdOnTheBilinearGame() throws {
    let solver = ConjugateGradient<Double>(tolerance: 1e-12)
    let optimizer = CGD(stepSizes: Players(x: 0.5, y: 0.25), solver: solver)
    let game = QuadraticGame(a: 0.0, b: 2, c: 0)
    #expect(difference(try step(optimizer, from: 3, 4, in: game), [-2.0 / 3, 11.0 / 3]) < 1e-15)
  }

  // The same game: Δx = η_x s, so s = -22/3. On numbers it is not kept, since their systems are solved without a start.
  @Test func stateOfCGD() throws {
    func check<V: Vector>(_ game: some SecondOrderGame<V>, at start: Players<V>, expected: [Double]) throws
    where V.Scalar == Double {
      let optimizer = CGD(stepSizes: Players(x: 0.5, y: 0.25), solver: ConjugateGradient<V>(tolerance: 1e-12))
      var point = start
      var state = try optimizer.initialState(at: point)
      #expect(try state.steps == 0 && state.scaledMove.coordinates() == [0])
      let report = try optimizer.step(&point, &state, in: game)
      #expect(try state.steps == 1 && difference(state.scaledMove.coordinates(), expected) < 1e-15)
      #expect(report.solver?.status == .converged && report.solver?.iterations == 1)
      #expect(report.solver?.allConverged == true)
    }
    try check(QuadraticGame(a: 0.0, b: 2, c: 0), at: Players(x: 3.0, y: 4.0), expected: [0])
    try check(
      MatrixQuadraticGame(b: 2, bilinear: Matrix(identity: 1)),
      at: Players(x: DenseVector([3.0]), y: DenseVector([4.0])), expected: [-22.0 / 3])
  }
}
