import GameDynamics
import GameOptimizers
import TestSupport
import Testing

/// The iterates of the authors' CGDs package 0.4.5 on PyTorch, `Tests/Fixtures/reference-iterates`.
@Suite struct ReferenceIterateTests {
  /// The largest distance of a coordinate to the reference over all iterates; the losses on the way too.
  func worstError<O: Optimizer>(of optimizer: O, on reference: ReferenceIterates) throws -> Double
  where O.V == DenseVector<Double> {
    let game = reference.game
    var point = Players(x: DenseVector(reference.x0_generator), y: DenseVector(reference.x0_discriminator))
    var state = try optimizer.initialState(at: point)
    var worst = 0.0
    for iterate in reference.iterates {
      worst = max(worst, abs(game.losses(at: point).y - iterate.loss_before))
      let report = try optimizer.step(&point, &state, in: game)
      #expect(report.solver?.status == .converged)
      for (a, b) in zip(point.x.elements, iterate.generator) { worst = max(worst, abs(a - b)) }
      for (a, b) in zip(point.y.elements, iterate.discriminator) { worst = max(worst, abs(a - b)) }
    }
    return worst
  }

  // The inner solves of the reference ran to a relative residual of 1e-12.
  @Test(arguments: ["acgd_wgan_mlp", "acgd_minimax_mlp"], [true, false])
  func acgd(name: String, warmStart: Bool) throws {
    let reference = try ReferenceIterates.load(name)
    let stepSizes = Players(x: reference.arguments.lr_max, y: reference.arguments.lr_min)
    let cg = ACGD(
      stepSizes: stepSizes, solver: ConjugateGradient<DenseVector<Double>>(tolerance: 1e-12), warmStart: warmStart)
    let gmres = ACGD(
      stepSizes: stepSizes, solver: GMRES<DenseVector<Double>>(tolerance: 1e-12, restart: 60), warmStart: warmStart)
    let errors = (try worstError(of: cg, on: reference), try worstError(of: gmres, on: reference))
    #expect(errors.0 < 1e-10 && errors.1 < 1e-10, "\(name): CG \(errors.0), GMRES \(errors.1)")
  }

  @Test func cgd() throws {
    let reference = try ReferenceIterates.load("bcgd_minimax_mlp")
    let stepSizes = Players(x: reference.arguments.lr_max, y: reference.arguments.lr_min)
    let cg = CGD(stepSizes: stepSizes, solver: ConjugateGradient<DenseVector<Double>>(tolerance: 1e-12))
    let gmres = CGD(stepSizes: stepSizes, solver: GMRES<DenseVector<Double>>(tolerance: 1e-12))
    let errors = (try worstError(of: cg, on: reference), try worstError(of: gmres, on: reference))
    #expect(errors.0 < 1e-10 && errors.1 < 1e-10, "CG \(errors.0), GMRES \(errors.1)")
  }

  // The reference must be able to fail: one wrong detail (ε inside the correction, a swapped role) is far off.
  @Test func aWrongEpsilonIsSeen() throws {
    let reference = try ReferenceIterates.load("acgd_wgan_mlp")
    let wrong = ACGD(
      stepSizes: Players(x: reference.arguments.lr_max, y: reference.arguments.lr_min),
      adaptive: AdaptiveStepSizes(beta: 0.99, epsilon: 1e-6),
      solver: ConjugateGradient<DenseVector<Double>>(tolerance: 1e-12))
    #expect(try worstError(of: wrong, on: reference) > 1e-6)
  }
}

extension ReferenceIterates {
  /// The same game without libtorch.
  fileprivate var game: TanhNetworkGame {
    func network(_ entries: [Entry]) -> TanhNetwork {
      TanhNetwork(layers: entries.filter { $0.shape.count == 2 }.map { ($0.shape[0], $0.shape[1]) })
    }
    return TanhNetworkGame(
      generator: network(generator_parameters), discriminator: network(discriminator_parameters), real: real,
      noise: z, isWasserstein: loss == "wgan")
  }
}
