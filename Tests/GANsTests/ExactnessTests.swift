import GANs
import Training
import GameDynamics
import NeuralNetworks
import Testing
import TorchTensors

/// Every loss with every regularizer: derivatives of first and second order are those of the losses.
@Suite struct ExactnessTests {
  @Test(arguments: LossCatalogue.all.map(\.card.name))
  func everyLossWithEveryRegularizer(_ name: String) throws {
    let loss = try LossCatalogue.named(name)
    try expectExact(TinyGAN(loss))
    for regularizer in RegularizerCatalogue.all {
      if case (.smoothing, .joint) = (regularizer.effect, loss.form) { continue }
      // Strengths that leave the losses of the order of one, so that differences have digits.
      var gentle = regularizer
      switch regularizer.effect {
      case .decay, .inputNoise: gentle.hyperparameter = 0.3
      case .coupledTerm, .discriminatorTerm: gentle.hyperparameter = 2
      case .smoothing, .clipping: break
      }
      do {
        try expectExact(TinyGAN(loss, [gentle]))
      } catch {
        Issue.record("\(regularizer.card.name): \(error)")
      }
    }
  }

  @Test func severalRegularizersAtOnce() throws {
    let some: [any Regularizer] = [
      GradientPenalty(weight: 1), R1Penalty(weight: 2), WeightDecay(weight: 0.1), LabelSmoothing(),
      InstanceNoise(deviation: 0.2),
    ]
    try expectExact(TinyGAN(MinimaxLoss(), some))
    try expectExact(TinyGAN(NonSaturatingLoss(), some))
  }

  /// A layer that hides a part of its derivative is found out: the check can fail.
  @Test func theCheckFindsAWrongDerivative() throws {
    struct Hiding: Layer {
      func callAsFunction(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor {
        try input * input.detach()
      }
    }
    let wrong = try TinyGAN(
      MinimaxLoss(), discriminator: Network([Linear(2, 3), Hiding(), Linear(3, 1)]))
    withKnownIssue { try expectExact(wrong) }
  }

  /// Batch statistics, dropout, singular vectors and a convolution, conditional in every way that there is.
  @Test func layersWithState() throws {
    let conditions = GANGame.BatchConditions(
      real: .label(try Tensor(int64s: [0, 1, 1, 2])), generated: .label(try Tensor(int64s: [2, 0, 1, 1])))
    let generator = try Network([
      ConcatenateLabels(classes: 3), Linear(6, 8), BatchNorm(8), Activation.tanh, Reshape([2, 2, 2]),
      UpsampleNearest(2), Conv2d(2, 2, kernel: 3, padding: 1), ConditionalBatchNorm(2, classes: 3), Activation.tanh,
    ])
    let discriminator = try Network([
      SpectralNorm(Conv2d(2, 3, kernel: 3, padding: 1)), Activation.softplus, Dropout(0.3), SelfAttention(3),
      Pool.average(window: 2), LayerNorm([3, 2, 2]), SpectralNorm(Conv2d(3, 4, kernel: 2)), Activation.tanh, Flatten(),
      ProjectionHead(4, classes: 3, spectral: true),
    ])
    for loss in ["minimax", "non-saturating", "relativistic-average"] {
      for regularizers in [[], [GradientPenalty(weight: 1)], [R1Penalty(weight: 1)]] as [[any Regularizer]] {
        try expectExact(
          TinyGAN(
            LossCatalogue.named(loss), regularizers, generator: generator, discriminator: discriminator,
            sample: [2, 4, 4], conditions: conditions), tolerance: 1e-5)
      }
    }
  }

  /// A penalty's Hessian takes third derivatives of D: every activation and every normalization has them right.
  @Test(
    arguments: [
      [Activation.leakyReLU(slope: 0.2)], [Activation.elu(alpha: 0.7)], [Activation.selu], [Activation.gelu],
      [Activation.silu], [Activation.mish], [Activation.sigmoid], [Activation.softplus], [Activation.sine], [PReLU()],
      [Activation.relu], [Activation.tanh, BatchNorm(4)], [Activation.tanh, LayerNorm([4, 2, 2])],
      [Activation.tanh, InstanceNorm(4, affine: true)], [Activation.tanh, GroupNorm(groups: 2, 4)],
      [Activation.tanh, InstanceNorm(4)], [Activation.tanh, Pool.max(window: 2), UpsampleNearest(2)],
      [Activation.tanh, ConvTranspose2d(4, 4, kernel: 3, padding: 1)],
      [Residual.discriminatorBlock(4, 4, downsample: false, spectral: true)],
    ] as [[any Layer]])
  func thirdDerivatives(_ middle: [any Layer]) throws {
    let discriminator = try Network(
      [Conv2d(1, 4, kernel: 3, padding: 1)] + middle
        + [Conv2d(4, 2, kernel: 2), Activation.tanh, Flatten(), Linear(2, 1)])
    let generator = try Network.mlp(widths: [3, 4], activation: .tanh, outputShape: [1, 2, 2])
    try expectExact(
      TinyGAN(
        NonSaturatingLoss(), [GradientPenalty(weight: 1), R1Penalty(weight: 1)], generator: generator,
        discriminator: discriminator, sample: [1, 2, 2]), tolerance: 1e-5)
  }
}
