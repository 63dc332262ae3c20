import Foundation
import GANs
import Training
import GameDynamics
import NeuralNetworks
import Testing
import TorchTensors

/// D(x) = ½ ‖x‖² + ⟨w, x⟩: ∇D = x + w.
private struct Bowl: Layer {
  let parameters = [ParameterDeclaration("weight", [2], .constant(0.5))]
  func callAsFunction(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor {
    try (input.square() * 0.5 + input * own[0]).sum([1], keepingDimensions: true)
  }
}

@Suite struct RegularizerTests {
  /// What a regularizer adds to g, where D is linear with weights w (then ∇D = w everywhere).
  private func added(_ regularizer: any Regularizer, weights: [Double] = [0.6, -0.8, 0.1]) throws -> Double {
    func value(_ regularizers: [any Regularizer]) throws -> Double {
      let gan = try TinyGAN(
        NonSaturatingLoss(), regularizers, discriminator: .mlp(widths: [2, 1], activation: .identity))
      var point = gan.point
      point.y = try point.y.replacingCoordinates(with: weights)
      return try gan.game.losses(at: point).y
    }
    return try value([regularizer]) - value([])
  }

  /// ‖w‖ = 1, and then ‖w‖ = 2.
  @Test func penaltiesOfALinearDiscriminator() throws {
    #expect(abs(try added(R1Penalty(weight: 3)) - 1.5) < 1e-12)
    #expect(abs(try added(R2Penalty(weight: 3)) - 1.5) < 1e-12)
    #expect(abs(try added(ZeroCentredPenalty(weight: 3)) - 3) < 1e-12)
    let double = [1.2, -1.6, 0.1]
    #expect(abs(try added(R1Penalty(weight: 3), weights: double) - 6) < 1e-12)
    for penalty in [GradientPenalty(weight: 3), DRAGANPenalty(weight: 3)] as [any Regularizer] {
      #expect(abs(try added(penalty)) < 1e-11)
      #expect(abs(try added(penalty, weights: double) - 3) < 1e-10)
    }
    // ½ · 3 (0.36 + 0.64 + 0.01)
    #expect(abs(try added(WeightDecay(.discriminator, weight: 3)) - 1.515) < 1e-12)
    #expect(abs(try added(WeightDecay(.both, weight: 3)) - 1.515) < 1e-12)
    #expect(try added(WeightClipping()) == 0)
  }

  /// Where D is curved it matters where its slope is taken: R₁ at real, R₂ at generated samples, the others between.
  @Test func penaltiesLookAtTheirSamples() throws {
    func game(_ regularizers: [any Regularizer]) throws -> TinyGAN {
      try TinyGAN(WassersteinLoss(), regularizers, discriminator: Network([Bowl()]))
    }
    let plain = try game([])
    let base = try plain.game.losses(at: plain.point).y
    let real = plain.game.real
    let fake = try withoutGradient { try plain.game.model.generator(plain.game.latent, plain.point.x.views()) }
    func slopes(_ samples: Tensor) throws -> [Double] { try (samples + 0.5).square().sum([1]).doubles() }
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    func penalty(_ regularizer: any Regularizer) throws -> Double {
      let gan = try game([regularizer])
      return try gan.game.losses(at: gan.point).y - base
    }
    #expect(abs(try penalty(R1Penalty(weight: 2)) - mean(try slopes(real))) < 1e-12)
    #expect(abs(try penalty(R2Penalty(weight: 2)) - mean(try slopes(fake))) < 1e-12)
    // ‖x̂ + w‖² is convex in ε: for each pair at most the larger end, and nowhere below the least on the segment.
    let between = try penalty(ZeroCentredPenalty(weight: 1))
    let upper = mean(zip(try slopes(real), try slopes(fake)).map { max($0, $1) })
    #expect(between > 0 && between < upper)
    // The same numbers from the definition, with the stream that the documentation names.
    let weights = try RandomStream(seed: 77, stream: 13, step: 0).uniform([4, 1], dtype: .float64)
    let known = try slopes(fake + weights * (real - fake))
    #expect(abs(between - mean(known)) < 1e-12)
  }

  /// Cross entropy with the target 0.9: -0.9 log σ(D) - 0.1 log(1 - σ(D)) on the real batch.
  @Test func smoothingIsATarget() throws {
    let gan = try TinyGAN(NonSaturatingLoss(), [LabelSmoothing(target: 0.9)])
    let plain = try TinyGAN(NonSaturatingLoss())
    let logits = try withoutGradient {
      try plain.game.model.discriminator(plain.game.real, plain.point.y.views()).doubles()
    }
    // softplus(-v) becomes 0.9 softplus(-v) + 0.1 softplus(v): 0.1 v more.
    let expected = 0.1 * logits.reduce(0, +) / Double(logits.count)
    let found = try gan.game.losses(at: gan.point).y - plain.game.losses(at: plain.point).y
    #expect(abs(found - expected) < 1e-13)
    #expect(try gan.game.losses(at: gan.point).x == plain.game.losses(at: plain.point).x)
    let joint = try TinyGAN(RelativisticLoss(), [LabelSmoothing()])
    let error = #expect(throws: TorchError.self) { try joint.game.losses(at: joint.point) }
    #expect(error?.message.contains("separable") == true)
  }

  /// With D the sum of coordinates, noise of deviation σ on 10⁴ samples moves mean D by a normal number of deviation
  /// σ √2 / 100; fixed for the minibatch, and different for real and generated samples.
  @Test func instanceNoiseIsFixedForTheMinibatch() throws {
    func g(_ regularizers: [any Regularizer]) throws -> Double {
      let gan = try TinyGAN(
        WassersteinLoss(), regularizers, discriminator: .mlp(widths: [2, 1], activation: .identity), batch: 10_000)
      var point = gan.point
      point.y = try point.y.replacingCoordinates(with: [1, 1, 0])
      let value = try gan.game.losses(at: point).y
      #expect(try gan.game.losses(at: point).y == value)
      return value
    }
    let change = try g([InstanceNoise(deviation: 2)]) - g([])
    // The two batches' moves are independent: deviation 2 · √2 · √2 / 100 = 0.04.
    #expect(change != 0 && abs(change) < 5 * 0.04)
    // Two noises are one of the root of the sum of squares.
    let two = try g([InstanceNoise(deviation: 1.2), InstanceNoise(deviation: 1.6)]) - g([])
    #expect(abs(two - change) < 1e-12)
  }

  @Test func clippingProjects() throws {
    let gan = try TinyGAN(WassersteinLoss(), [WeightClipping(bound: 0.1), WeightClipping(bound: 0.2)])
    var point = gan.point
    #expect(gan.game.model.hasProjection)
    try gan.game.model.project(&point)
    #expect(try point.x.coordinates() == gan.point.x.coordinates())
    let expected = try gan.point.y.coordinates().map { min(0.1, max(-0.1, $0)) }
    #expect(try point.y.coordinates() == expected)
    #expect(expected.contains(0.1) && expected.contains(-0.1))
  }

  /// Terms of one player leave a zero-sum game one; terms in which generated samples occur do not.
  @Test(arguments: RegularizerCatalogue.all.map(\.card.name))
  func zeroSum(_ name: String) throws {
    let coupled: Set = ["gradient-penalty", "r2", "zero-centred-penalty"]
    let gan = try TinyGAN(MinimaxLoss(), [RegularizerCatalogue.named(name)])
    #expect(gan.game.isZeroSum == !coupled.contains(name))
    // The generator's gradient sees none of the penalties, and its own decay.
    let plain = try TinyGAN(MinimaxLoss())
    var expected = try plain.game.gradient(.x, at: plain.point)
    if name == "weight-decay" { try expected.add(plain.point.x, times: 1e-4) }
    if name != "instance-noise" {
      #expect(try difference(gan.game.gradient(.x, at: gan.point), expected) < 1e-13)
    }
  }

  @Test func catalogue() throws {
    let cards = RegularizerCatalogue.all.map(\.card)
    #expect(Set(cards.map(\.name)).count == cards.count)
    for regularizer in RegularizerCatalogue.all {
      #expect(regularizer.hyperparameter == regularizer.card.hyperparameter.standard, "\(regularizer.card.name)")
    }
    #expect(try RegularizerCatalogue.named("r1", hyperparameter: 0.5).hyperparameter == 0.5)
    let error = #expect(throws: ParameterError.self) { try RegularizerCatalogue.named("r1", hyperparameter: -1) }
    #expect(error?.description.contains("-1") == true)
    #expect(throws: ParameterError.self) { try RegularizerCatalogue.named("label-smoothing", hyperparameter: 1.5) }
    #expect(throws: CatalogueError.self) { try RegularizerCatalogue.named("r3") }
  }
}
