import GameDynamics
import GameOptimizers
import TestSupport
import Testing
import TorchTensors

@Suite struct ReferenceTests {
  /// Ten steps of the authors' BCGD, solved there to a relative residual of 1e-12. It alternates the side that it
  /// solves for; with exact solves that changes nothing, so CGD must reproduce it.
  @Test func competitiveGradientDescentMatchesTheAuthors() throws {
    let reference = try ReferenceIterates.load("bcgd_minimax_mlp")
    let game = try reference.game()
    #expect(game.model.generator.layout.entries.map(\.name) == reference.generator_parameters.map(\.name))
    let optimizer = CGD(
      stepSizes: Players(x: reference.arguments.lr_max, y: reference.arguments.lr_min),
      solver: ConjugateGradient<TensorList>(tolerance: 1e-13))
    var point = try reference.point(reference.x0_generator, reference.x0_discriminator, in: game)
    var state = try optimizer.initialState(at: point)
    for iterate in reference.iterates {
      #expect(abs(try game.losses(at: point).y - iterate.loss_before) < 1e-10)
      let report = try optimizer.step(&point, &state, in: game)
      #expect(report.solver?.status == .converged)
      for (ours, theirs) in [(point.x, iterate.generator), (point.y, iterate.discriminator)] {
        let worst = zip(try ours.coordinates(), theirs).map { abs($0 - $1) }.max() ?? .infinity
        #expect(worst < 1e-10, "step \(iterate.step)")
      }
    }
  }

  /// Ten steps of the authors' ACGD, solved there to a relative residual of 1e-12: the same side is solved for in the
  /// same step, with the same step sizes.
  @Test(arguments: ["acgd_minimax_mlp", "acgd_wgan_mlp"])
  func adaptiveCompetitiveGradientDescentMatchesTheAuthors(_ name: String) throws {
    let reference = try ReferenceIterates.load(name)
    let game = try reference.game()
    let optimizer = ACGD(
      stepSizes: Players(x: reference.arguments.lr_max, y: reference.arguments.lr_min),
      solver: ConjugateGradient<TensorList>(tolerance: 1e-13))
    var point = try reference.point(reference.x0_generator, reference.x0_discriminator, in: game)
    var state = try optimizer.initialState(at: point)
    #expect(reference.iterates.count == 10)
    for iterate in reference.iterates {
      #expect(abs(try game.losses(at: point).y - iterate.loss_before) < 1e-10)
      let report = try optimizer.step(&point, &state, in: game)
      #expect(report.solver?.status == .converged)
      for (ours, theirs) in [(point.x, iterate.generator), (point.y, iterate.discriminator)] {
        let worst = zip(try ours.coordinates(), theirs).map { abs($0 - $1) }.max() ?? .infinity
        #expect(worst < 1e-10, "step \(iterate.step)")
      }
    }
  }
}
