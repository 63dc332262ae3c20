import Foundation
import GANs
import Training
import GameDynamics
import GameOptimizers
import NeuralNetworks
import Testing
import TorchTensors

/// What a trainer does around an optimizer's step.
@Suite("Training steps") struct TrainingStepTests {
  static func configuration(_ optimizer: String, steps: Int) -> TrainingConfiguration {
    var c = TrainingConfiguration()
    c.data = "ring"
    c.optimizer = optimizer
    c.steps = steps
    c.batchSize = 16
    c.latentSize = 2
    c.hidden = [8, 8]
    c.hyperparameters = ["eta-x": 0.05, "eta-y": 0.05]
    c.threads = 1
    return c
  }

  static func run(
    _ optimizer: String, steps: Int, _ change: (inout TrainingConfiguration) -> Void = { _ in }
  ) throws -> GANResult {
    var c = configuration(optimizer, steps: steps)
    change(&c)
    return try GANTrainer(c).run()
  }

  /// a_t = d a_{t-1} + (1 - d) x_t with a_0 = x_0, written out: a_3 = d³ x_0 + (1 - d)(d² x_1 + d x_2 + x_3).
  @Test func theMovingAverageIsTheFormula() throws {
    let d = 0.7
    let c = Self.configuration("adam", steps: 3)
    let start = try GANTrainer(c).source.model.initialPoint(seed: c.seed)
    var expected = try (d * d * d) * start.x
    for (step, weight) in [(1, d * d), (2, d), (3, 1)] {
      try expected.add(Self.run("adam", steps: step).point.x, times: (1 - d) * weight)
    }
    let result = try Self.run("adam", steps: 3) { $0.generatorAverage = d }
    let average = try #require(result.average?.parameters)
    #expect(try difference(average, expected) < 1e-6)
    #expect(try difference(average, result.point.x) > 1e-3, "the average lags behind")
    // Averaging changes nothing else, and samples come from the average.
    #expect(try result.point.x.flat.bytes() == Self.run("adam", steps: 3).point.x.flat.bytes())
    #expect(try result.generator.parameters.flat.bytes() == average.flat.bytes())
  }

  /// The same formula holds of batch normalization's running statistics, b_t for x_t.
  @Test func theMovingAverageHasBuffersOfItsOwn() throws {
    let d = 0.7
    func run(_ steps: Int, average: Double? = nil) throws -> GANResult {
      var c = ResumingTests.images("adam", steps: steps)
      c.generatorAverage = average
      return try GANTrainer(c).run()
    }
    let trainer = try GANTrainer(ResumingTests.images("adam", steps: 3))
    let model = try trainer.source.model
    let start = try model.initialPoint(seed: 0)
    var expected = try (d * d * d) * model.initialBuffers(at: start, seed: 0).x
    for (step, weight) in [(1, d * d), (2, d), (3, 1)] {
      try expected.add(run(step).buffers.x, times: (1 - d) * weight)
    }
    let result = try run(3, average: d)
    let average = try #require(result.average?.buffers)
    #expect(try difference(average, expected) < 1e-6)
    #expect(try difference(average, result.buffers.x) > 1e-3, "the average lags behind")
    #expect(try result.generator.buffers?.flat.bytes() == average.flat.bytes())
  }

  /// SimGD moves by η g, so with ‖g‖ cut to c it moves by η c, in the direction that it has without the bound.
  @Test func clippedGradientsHaveTheBoundForNorm() throws {
    let bound = 1e-3
    let c = Self.configuration("simgd", steps: 1)
    let start = try GANTrainer(c).source.model.initialPoint(seed: c.seed)
    let (free, clipped) = (
      try Self.run("simgd", steps: 1), try Self.run("simgd", steps: 1) { $0.gradientClip = bound }
    )
    for player in Player.allCases {
      let (long, short) = (try free.point[player] - start[player], try clipped.point[player] - start[player])
      #expect(try long.norm() > 0.05 * bound, "the bound binds")
      #expect(try abs(short.norm() / (0.05 * bound) - 1) < 1e-3)
      #expect(try abs(long.dot(short) / (long.norm() * short.norm()) - 1) < 1e-5)
    }
    // A bound that does not bind changes no bit.
    let loose = try Self.run("simgd", steps: 1) { $0.gradientClip = 1e9 }
    #expect(try loose.point.x.flat.bytes() == free.point.x.flat.bytes())
  }

  @Test func clippedGamesRefuseSecondDerivatives() throws {
    let trainer = try GANTrainer(Self.configuration("simgd", steps: 1))
    let game = ClippedGame(try trainer.source.game(atStep: 0), bound: 1)
    let point = try trainer.source.model.initialPoint(seed: 0)
    #expect(throws: TrainingError.self) { try game.localModel(at: point) }
    #expect(try ClippedGame(game.base, bound: nil).localModel(at: point).gradients.x.isFinite())
  }

  @Test func weightsAreClippedAfterEveryStep() throws {
    let result = try Self.run("simgd", steps: 3) {
      $0.loss = "wgan"
      $0.regularizers = ["weight-clipping": 0.02]
      $0.discriminatorSteps = 2
    }
    let largest = try result.point.y.coordinates().map(abs).max() ?? .infinity
    #expect(abs(largest - 0.02) < 1e-6, "some weight is at the bound, none beyond")
    #expect(try (result.point.x.coordinates().map(abs).max() ?? 0) > 0.02, "the generator is free")
  }

  // MARK: - Several discriminator steps

  /// The last of three children of each step's minibatch: what the step of both players sees when k = 3.
  struct LastOfThree: GameSource {
    let source: GamesBeforeTraining
    func game(atStep step: Int) throws -> GANGame { try source.game(atStep: step).resampled(2) }
  }
  struct EndOnTheLast: OptimizerContinuation {
    typealias V = TensorList
    let trainer: GANTrainer
    func callAsFunction<O: Optimizer>(_ optimizer: O) throws -> TensorList where O.V == TensorList {
      try Driver<TensorList>(stepCap: 4).run(
        optimizer, on: LastOfThree(source: trainer.source), from: trainer.source.model.initialPoint(seed: 0)
      ).point.x
    }
  }

  /// With η_y = 0 the opponent stands still, so what x does must not depend on how often y "moves": x's moments, its
  /// count of steps and its place in the schedule see one gradient a step, of the last minibatch.
  @Test(arguments: ["simgd", "adam", "cosine:alternating:adam", "amsgrad", "heavy-ball"])
  func theGeneratorRemembersNothingOfTheDiscriminatorsSteps(optimizer: String) throws {
    let result = try Self.run(optimizer, steps: 4) {
      $0.hyperparameters["eta-y"] = 0
      $0.discriminatorSteps = 3
    }
    let family = try OptimizerCatalogue.named(optimizer)
    var h = Parameters<Double>(family.card.hyperparameters)
    try h.setStepSizes(Players(x: 0.05, y: 0))
    // A schedule has the run's length.
    if optimizer.contains("cosine") { try h.set("schedule-steps", to: 4) }
    let alone = try family.build(h, then: EndOnTheLast(trainer: GANTrainer(Self.configuration(optimizer, steps: 4))))
    #expect(try result.point.x.flat.bytes() == alone.flat.bytes())
  }

  /// y ← y - η ∂g/∂y twice, and then both players, each step on a minibatch of its own.
  @Test func theDiscriminatorMovesOnMinibatchesOfItsOwn() throws {
    let trainer = try GANTrainer(Self.configuration("simgd", steps: 1))
    var point = try trainer.source.model.initialPoint(seed: 0)
    let game = try trainer.source.game(atStep: 0)
    for number in [0, 1] {
      try point.y.add(game.resampled(number).gradient(.y, at: point), times: -0.05)
    }
    let gradients = try game.resampled(2).gradients(at: point)
    try point.add(gradients, times: Players(x: -0.05, y: -0.05))
    let result = try Self.run("simgd", steps: 1) { $0.discriminatorSteps = 3 }
    #expect(try difference(result.point.x, point.x) < 1e-6)
    #expect(try difference(result.point.y, point.y) < 1e-6)
  }

  /// Nested looks: each discriminator step of extragradient looks at a child and at that child's own second look.
  @Test func discriminatorStepsOfExtragradientShareNoMinibatch() throws {
    let trainer = try GANTrainer(Self.configuration("extragradient", steps: 1))
    var point = try trainer.source.model.initialPoint(seed: 0)
    let game = try trainer.source.game(atStep: 0)
    for number in [0, 1] {
      let child = try game.resampled(number)
      var ahead = point
      try ahead.y.add(child.gradient(.y, at: point), times: -0.05)
      try point.y.add(child.resampled(1).gradient(.y, at: ahead), times: -0.05)
    }
    let last = try game.resampled(2)
    let back = Players(x: -0.05, y: -0.05)
    var ahead = point
    try ahead.add(last.gradients(at: point), times: back)
    try point.add(last.resampled(1).gradients(at: ahead), times: back)
    let result = try Self.run("extragradient", steps: 1) { $0.discriminatorSteps = 3 }
    #expect(try difference(result.point.x, point.x) < 1e-6)
    #expect(try difference(result.point.y, point.y) < 1e-6)
    // All six minibatches differ, latent vectors, real batch and noise.
    let six = try [0, 1, 2].flatMap { number in
      let child = try game.resampled(number)
      return [child, try child.resampled(1)]
    }
    #expect(try Set(six.map { try $0.latent.doubles() }).count == 6)
    #expect(try Set(six.map { try $0.real.doubles() }).count == 6 && Set(six.map(\.seed)).count == 6)
  }

  /// ω ← ω + ½ (B³(ω) - ω), every step of the base on a minibatch of its own.
  @Test func lookaheadTakesItsStepsOnMinibatchesOfTheirOwn() throws {
    let trainer = try GANTrainer(Self.configuration("lookahead", steps: 1))
    let start = try trainer.source.model.initialPoint(seed: 0)
    let game = try trainer.source.game(atStep: 0)
    var point = start
    for number in [0, 1, 2] {
      try point.add(game.resampled(number).gradients(at: point), times: Players(x: -0.05, y: -0.05))
    }
    var expected = start
    try expected.add(point - start, times: Players(x: 0.5, y: 0.5))
    let result = try Self.run("lookahead", steps: 1) { $0.hyperparameters["lookahead-steps"] = 3 }
    #expect(try difference(result.point.x, expected.x) < 1e-6)
    #expect(try difference(result.point.y, expected.y) < 1e-6)
  }

  // MARK: - The accuracy rule

  @Test func theFactorFollowsTheMeanOfTenSteps() {
    var rule = DiscriminatorAccuracyRule()
    #expect(rule.factor == 1)
    rule.note(0.95)
    #expect(rule.factor == 0.05)
    rule.note(0.75)  // mean 0.85
    #expect(rule.factor == 1)
    for _ in 0..<8 { rule.note(0.5) }
    #expect(rule.factor == 0.1)
    // The eleventh pushes the first out: nine more of 1 leave one of the ten at 0.5, mean 0.95.
    for _ in 0..<9 { rule.note(1) }
    #expect(rule.accuracies.count == 10 && rule.factor == 0.05)
    rule = DiscriminatorAccuracyRule()
    rule.note(0.9)
    #expect(rule.factor == 1, "the bounds themselves are inside")
  }

  /// The first step is as without the rule; the second one's move of y has the factor of the first one's accuracy.
  @Test func theRuleScalesTheDiscriminatorsStep() throws {
    let trainer = try GANTrainer(Self.configuration("simgd", steps: 1))
    let first = try trainer.run()
    let accuracy = try #require(try first.lastRecord.discriminatorAccuracy())
    #expect((0...1).contains(accuracy))
    var rule = DiscriminatorAccuracyRule()
    rule.note(accuracy)
    let (free, ruled) = (
      try Self.run("simgd", steps: 2), try Self.run("simgd", steps: 2) { $0.discriminatorAccuracyRule = true }
    )
    let move = try free.point.y - first.point.y
    var expected = first.point.y
    try expected.add(move, times: rule.factor)
    #expect(rule.factor != 1, "the case must tell the difference")
    #expect(try difference(ruled.point.y, expected) < 1e-6)
    #expect(try ruled.point.x.flat.bytes() == free.point.x.flat.bytes())
  }

  // MARK: - Numbers that are not finite

  @Test func theBadTensorIsNamed() throws {
    let result = try Self.run("simgd", steps: 200) {
      $0.loss = "wgan"
      $0.hyperparameters = ["eta-x": 1e6, "eta-y": 1e6]
    }
    let bad = try #require(result.nonFinite)
    #expect(bad.step == result.outcome.step && bad.step < 200)
    #expect(bad.description.contains("tensor '") || bad.description.contains("loss"), "\(bad)")
    #expect(bad.lastCheckpoint == nil)
  }

  // MARK: - Conditional networks

  @Test func conditionalNetworksAreToldTheClasses() throws {
    var c = Self.configuration("simgd", steps: 2)
    c.conditional = true
    let trainer = try GANTrainer(c)
    let game = try trainer.source.game(atStep: 0)
    let real = try #require(game.conditions.real["label"]).int64s()
    let generated = try #require(game.conditions.generated["label"]).int64s()
    #expect(real.count == 16 && Set(real).count > 1)
    #expect(generated.allSatisfy { (0..<8).contains($0) } && Set(generated).count > 1)
    #expect(try real == trainer.source.game(atStep: 0).conditions.real["label"]?.int64s())
    let result = try trainer.run()
    let generator = try result.generator
    let latent = try generator.latent(4, seed: 1)
    let (a, b) = (
      try generator.samples(of: latent, labels: [0, 0, 0, 0]), try generator.samples(of: latent, labels: [1, 1, 1, 1])
    )
    #expect(try a.doubles() != b.doubles())
    #expect(throws: TrainingError.self) { try generator.samples(of: latent, labels: [8, 0, 0, 0]) }
    #expect(throws: TrainingError.self) { try generator.samples(of: latent, labels: [0]) }
  }
}
