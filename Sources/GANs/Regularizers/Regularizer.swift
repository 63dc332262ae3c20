import GameDynamics
import TorchTensors
import Training

/// What keeps a GAN's training in bounds. It is a part of the game, so that optimizers with second derivatives see it.
public protocol Regularizer: Sendable {
  /// Name, formula, source, and what its number means.
  var card: RegularizerCard { get }
  /// Its one number, whose meaning the card says.
  var hyperparameter: Double { get set }
  /// What it does to the game.
  var effect: RegularizerEffect { get }
}

/// What the command line, the docs and the tests need to know of a regularizer.
public struct RegularizerCard: Sendable, Equatable, Codable {
  /// The name that is typed: `gradient-penalty`.
  public let name: String
  /// What it adds or does, in a line.
  public let formula: String
  /// Authors, title, year, arXiv id, equation; and what differs here.
  public let source: String
  /// Its number: symbol, meaning, standard value, bounds.
  public let hyperparameter: ParameterSpec

  /// What is said of a regularizer.
  public init(name: String, formula: String, source: String, hyperparameter: ParameterSpec) {
    self.name = name
    self.formula = formula
    self.source = source
    self.hyperparameter = hyperparameter
  }
}

/// What a regularizer does to the game f, g.
public enum RegularizerEffect: Sendable {
  /// A term of g in which no generated sample occurs. A zero-sum game stays one (f gets the negative term, which does
  /// not depend on x).
  case discriminatorTerm(@Sendable (DiscriminatorView) throws(TorchError) -> Tensor)
  /// A term of g, but not of f, in which generated samples occur: the game is then not zero-sum.
  case coupledTerm(@Sendable (DiscriminatorView, _ fake: Tensor) throws(TorchError) -> Tensor)
  /// ½ · factor · ‖parameters‖² in each player's own loss. A zero-sum game stays one, as above.
  case decay(Players<Double>)
  /// Normal noise of this deviation on all that D sees, real or generated; one draw for the minibatch.
  case inputNoise(deviation: Double)
  /// The real batch counts as real with this weight and as generated with the rest.
  case smoothing(realWeight: Double)
  /// D's parameters are limited to ±bound after every step: nothing that a gradient sees.
  case clipping(bound: Double)

  /// Whether it is a penalty on D's values or slopes, which may be lazy (`GANModel.penaltyEvery`): a term of g that
  /// evaluates D. Decay, noise, smoothing and clipping are none.
  public var isPenalty: Bool {
    switch self {
    case .discriminatorTerm, .coupledTerm: true
    case .decay, .inputNoise, .smoothing, .clipping: false
    }
  }
}

/// The discriminator on one minibatch, as a regularizer sees it.
///
/// A conditional one is given the classes of the real batch in discriminator terms, and those of the generated samples
/// in coupled ones.
public struct DiscriminatorView {
  /// The real batch, with instance noise if there is any.
  public let real: Tensor
  /// The whole minibatch's real samples, where `real` is the first of them (see `GANGame.curvatureBatch`); else
  /// `real`. What a penalty takes from the batch at large, such as its deviation, it takes from here.
  public let wholeReal: Tensor
  /// Whether the result will be differentiated, or only read.
  public let isDifferentiated: Bool
  /// D's logits at a point, given which samples it stands for.
  let evaluate: (_ point: Tensor, _ samples: Tensor) throws(TorchError) -> Tensor
  let seed: UInt64

  /// Standard normal numbers, one for each of the real batch's, that belong to this minibatch and purpose: the same at
  /// every look, and for the first samples the same as in the whole minibatch.
  public func normal(purpose: UInt64) throws(TorchError) -> Tensor {
    try random(purpose).normal(real.shape, ofBatch: wholeReal.shape.first, dtype: real.dtype ?? .float32)
  }

  private func random(_ purpose: UInt64) throws(TorchError) -> RandomStream {
    try RandomStream(seed: seed, stream: purpose, step: 0, device: real.device)
  }

  /// ‖∇D‖² at each sample, [batch]; differentiable in D's parameters, and in the samples where they are recorded.
  ///
  /// At `real` itself, and at the generated samples that a coupled term is handed, D is the very D of the loss, with
  /// the same masks of dropout; then the gradients of a step take over the loss's pass, and the term costs one backward
  /// pass and its derivative, not a forward pass too. At any other samples D has masks of its own.
  public func squaredGradientNorms(at samples: Tensor) throws(TorchError) -> Tensor {
    try withGradient { () throws(TorchError) -> Tensor in
      let point = samples.requiresGradient ? samples : try samples.detach().setRequiresGradient(true)
      let sum = try evaluate(point, samples).sum()
      let gradients = try Tensor.gradients(of: [sum], withRespectTo: [point], createGraph: isDifferentiated)
      return try gradients[0].flatten(1).square().sum([1])
    }
  }

  /// ‖∇D‖ at each sample. 10⁻¹² is added under the root: where a piecewise linear D is flat, the root has no
  /// derivative.
  public func gradientNorms(at samples: Tensor) throws(TorchError) -> Tensor {
    try (squaredGradientNorms(at: samples) + 1e-12).sqrt()
  }

  /// ε real + (1 - ε) fake with one ε ~ U(0, 1) for each sample. Throws `TorchError` when the batches differ in size.
  public func interpolates(_ fake: Tensor, purpose: UInt64) throws(TorchError) -> Tensor {
    let shape = real.shape
    guard fake.shape == shape else {
      throw TorchError(
        operation: "interpolates",
        message: "as many real samples as generated ones are required, given shapes \(shape) and \(fake.shape)")
    }
    let weights = try random(purpose).uniform(
      [shape[0]] + shape.dropFirst().map { _ in 1 }, ofBatch: wholeReal.shape.first, dtype: real.dtype ?? .float32)
    return try fake + weights * (real - fake)
  }
}
