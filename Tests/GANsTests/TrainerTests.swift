import Foundation
import GANs
import Training
import GameDynamics
import TorchTensors
import Testing

@Suite struct TrainerTests {
  func configuration(_ optimizer: String, steps: Int) -> TrainingConfiguration {
    var configuration = TrainingStepTests.configuration(optimizer, steps: steps)
    configuration.hidden = [16, 16]
    return configuration
  }

  @Test(arguments: ["simgd", "altgd", "cgd"])
  func everyOptimizerTrainsAndRepeatsItself(optimizer: String) throws {
    let first = try GANTrainer(configuration(optimizer, steps: 30)).run()
    let again = try GANTrainer(configuration(optimizer, steps: 30)).run()
    #expect(first.outcome == .stepCapReached(steps: 30))
    #expect(try first.point.x.coordinates() == again.point.x.coordinates())
    #expect(try first.point.y.coordinates() == again.point.y.coordinates())
    #expect(first.history.discriminatorLosses.allSatisfy { $0.isFinite })
    #expect(first.history.steps.count == 30)
    var other = configuration(optimizer, steps: 30)
    other.seed = 1
    #expect(try GANTrainer(other).run().point.x.coordinates() != first.point.x.coordinates())
  }

  /// Before the first step D is nearly zero everywhere, so g is near 2 log 2; twenty SimGD steps must lower it, since D
  /// learns faster than G.
  @Test func theDiscriminatorLearns() throws {
    var settings = configuration("simgd", steps: 60)
    settings.hyperparameters = ["eta-x": 0.001, "eta-y": 0.5]
    let history = try GANTrainer(settings).run().history
    let first = try #require(history.discriminatorLosses.first)
    let last = try #require(history.discriminatorLosses.last)
    #expect(abs(first - 1.386) < 0.3)
    #expect(last < first - 0.2)
  }

  @Test func theObserverCanStop() throws {
    let result = try GANTrainer(configuration("simgd", steps: 100)).run { $0.step == 7 ? .stop : .proceed }
    #expect(result.outcome == .stopped(step: 7))
    #expect(result.history.steps.count == 7)
  }

  /// The game of a step is a function of (seed, step); a second look is another minibatch, and again the same one for
  /// the same step.
  @Test func minibatchesAreFunctionsOfTheStep() throws {
    let source = try GANTrainer(configuration("simgd", steps: 1)).source
    let (a, b) = (try source.game(atStep: 5), try source.game(atStep: 5))
    #expect(try a.real.doubles() == b.real.doubles() && a.latent.doubles() == b.latent.doubles())
    #expect(try source.game(atStep: 6).latent.doubles() != a.latent.doubles())
    let fresh = try a.resampled(1)
    #expect(try fresh.latent.doubles() != a.latent.doubles())
    #expect(try fresh.real.doubles() != a.real.doubles())
    #expect(try fresh.latent.doubles() == b.resampled(1).latent.doubles())
    #expect(try fresh.resampled(1).latent.doubles() != fresh.latent.doubles())
  }

  @Test func explodingStepsAreReported() throws {
    var settings = configuration("simgd", steps: 200)
    settings.loss = "wgan"
    settings.hyperparameters = ["eta-x": 1e6, "eta-y": 1e6]
    guard case .nonFinite(let step, _) = try GANTrainer(settings).run().outcome else {
      Issue.record("an overflow was not reported")
      return
    }
    #expect(step < 200)
  }
}
