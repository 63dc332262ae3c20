import Datasets
import GameDynamics
import NeuralNetworks
import TorchTensors
import Training

/// A GAN as a training problem: x is the generator, y the discriminator, a step's game a minibatch of real samples and
/// as many latent vectors.
///
/// The real batch, the latent vectors, the classes to generate and all noise are functions of the draw.
///
/// Where the networks ask for conditions, these are the data's fields of the same names. Where all are classes, those to
/// generate are drawn, each uniformly; else the samples to generate are told what the real ones are (a coarse picture, a
/// text, and the class that goes with them).
public struct GANProblem: GeneratingProblem {
  /// Networks and loss.
  public let model: GANModel
  /// Where the real batches come from.
  public let dataset: any Dataset
  /// The length of a latent vector.
  public let latentSize: Int
  /// How many classes the networks are told; nil for unconditional ones.
  public let classes: Int?
  /// See `GANGame.curvatureBatch`.
  public let curvatureBatch: Int?
  /// How often the discriminator moves per step of the generator.
  public let stepsOfY: Int
  /// The decay of the generator's moving average; nil for none.
  public let averageDecay: Double?
  /// Whether the discriminator's step size follows its accuracy.
  public let followsAccuracy: Bool
  /// Multiplications and additions of a forward pass of a batch, about; decides how many threads a run takes.
  public let work: Double
  private let minibatches: Minibatches
  private let conditions: FieldConditions

  /// A GAN on these data. Throws `TrainingError` where the batch is larger than the data set, conditional networks
  /// are to learn data without the classes or another condition, or a batch, or the part of it that second derivatives are taken of, is of one
  /// sample and leaves batch normalization one value a channel.
  public init(
    model: GANModel, dataset: any Dataset, batchSize: Int, latentSize: Int, classes: Int? = nil,
    curvatureBatch: Int? = nil, discriminatorSteps: Int = 1, averageDecay: Double? = nil,
    followsAccuracy: Bool = false, work: Double = .infinity
  ) throws {
    self.model = model
    self.dataset = dataset
    self.latentSize = latentSize
    self.classes = classes
    self.curvatureBatch = curvatureBatch
    stepsOfY = discriminatorSteps
    self.averageDecay = averageDecay
    self.followsAccuracy = followsAccuracy
    self.work = work
    var names = model.players.x.conditions
    names += model.players.y.conditions.filter { !names.contains($0) }
    conditions = try FieldConditions(names, of: dataset)
    minibatches = try Minibatches(of: dataset, batchSize: batchSize)
    try requireNormalizable(setting: "batch", samples: batchSize)
    if let curvatureBatch { try requireNormalizable(setting: "curvature-batch", samples: curvatureBatch) }
  }

  /// Samples a batch.
  public var batchSize: Int { minibatches.batchSize }

  // MARK: - What it is

  /// The generator and the discriminator.
  public var players: Players<PlayerNetworks> { model.players }
  /// Name, shapes, classes and fingerprint of the training data.
  public var data: DataCard { DataCard(of: dataset) }
  /// Losses, norms of gradients, the discriminator's accuracy.
  public var metrics: [MetricCard] {
    let unit = model.loss.card.unit
    return [
      .loss(of: .x, called: "generator", unit: unit), .loss(of: .y, called: "discriminator", unit: unit),
      .gradientNorm(of: .x, called: "generator"), .gradientNorm(of: .y, called: "discriminator"),
      MetricCard(
        "discriminator-accuracy", title: "share of samples that the discriminator tells right",
        origin: .derived { try $0.discriminatorAccuracy() }),
    ]
  }

  // MARK: - A step

  /// What a GAN remembers: the accuracies of the last steps, where the discriminator's step size follows them.
  public struct Memory: OptimizerState {
    /// The parameters of networks.
    public typealias V = TensorList
    /// nil where nothing follows them.
    public var rule: DiscriminatorAccuracyRule?

    /// Shows the rule's accuracies.
    public mutating func visit<Visitor: StateVisitor>(_ visitor: inout Visitor) throws where Visitor.V == TensorList {
      try rule?.visit(&visitor)
    }
  }

  /// No accuracy yet.
  public func initialMemory(seed: UInt64) -> Memory { Memory(rule: followsAccuracy ? .init() : nil) }

  /// The GAN on the draw's minibatch.
  public func game(of draw: Draw, in frame: Frame<Memory>) throws -> GANGame {
    let (real, batch) = try loaded(draw, in: frame)
    let ofReal = try conditions.of(batch.fields, device: frame.device)
    return GANGame(
      model: model, real: real,
      latent: try RandomStream(seed: draw.number(for: RandomUse.latent), device: frame.device)
        .normal([batchSize, latentSize]),
      conditions: GANGame.BatchConditions(
        real: ofReal,
        generated: try conditions.areClasses
          ? conditions.uniformClasses(
            batchSize, seed: draw.number(for: RandomUse.classes), device: frame.device) : ofReal),
      resting: frame.resting, buffers: frame.buffers, seed: draw.number(for: RandomUse.noise),
      penaltyWeight: model.penaltyWeight(atStep: draw.step), recorder: frame.recorder,
      curvatureBatch: curvatureBatch,
      redraw: { number in try game(of: draw.child(number), in: frame) })
  }

  /// The real samples of a draw's minibatch.
  func realBatch<Memory>(of draw: Draw, in frame: Frame<Memory>) throws -> Tensor { try loaded(draw, in: frame).real }

  private func loaded<Memory>(
    _ draw: Draw, in frame: Frame<Memory>
  ) throws -> (real: Tensor, batch: BatchPrefetcher.Batch) {
    let clock = ContinuousClock()
    let begin = clock.now
    let batch = try minibatches.batch(of: draw)
    let real = try Tensor(
      floats: batch.samples, shape: [batchSize] + dataset.sampleShape, device: frame.device)
    frame.recorder.note(loading: begin.duration(to: clock.now))
    return (real, batch)
  }

  /// The accuracy rule's factor for the discriminator.
  public func stepSizeFactors(_ memory: Memory) -> Players<Double> { Players(x: 1, y: memory.rule?.factor ?? 1) }

  /// Clips weights, and takes down the accuracy.
  public func settle(_ point: inout Players<TensorList>, _ memory: inout Memory, after record: StepRecord) throws {
    if model.hasProjection { try model.project(&point) }
    if memory.rule != nil { memory.rule?.note(try record.discriminatorAccuracy() ?? .nan) }
  }

  // MARK: - Samples

  /// The generator of trained networks.
  public func generator(of trained: TrainedNetworks) throws -> TrainedGenerator {
    let generator = try trained.single(.x, GANModel.generator)
    return TrainedGenerator(
      network: generator.network, parameters: generator.parameters, buffers: generator.buffers,
      latentSize: latentSize, classes: classes, data: data.description)
  }

  /// A sheet of `count` images (of a pyramid's level the images that its coefficients make); of points, a thousand beside the data's; of anything else, a table.
  public func exhibits(of trained: TrainedNetworks, count: Int, seed: UInt64) throws -> [Exhibit] {
    let generator = try generator(of: trained)
    let isImage = dataset.sampleShape.count == 3
    let latent = try generator.latent(isImage ? count : 1000, seed: seed)
    let told = try conditionsToShow(latent.shape[0])
    var samples = try generator.samples(of: latent, conditions: told)
    if dataset.sampleField?.name == LaplacianPyramid.coefficientsName, let coarse = told?[LaplacianPyramid.coarseName] {
      samples = try samples + coarse.to(samples.device)
    }
    if isImage { return [.image(name: "samples", try SampleSheet.grid(samples))] }
    guard dataset.sampleShape == [2] else { return [.table(name: "samples", try SampleSheet.table(samples))] }
    let real = try dataset.batch(Array(0..<min(1000, dataset.count))).map(Double.init)
    return [
      .points(name: "samples", generated: Self.pairs(try samples.doubles()), real: Self.pairs(real))
    ]
  }

  /// What generators are told that are told more than classes: what the first samples of the data are, over and over.
  private func conditionsToShow(_ count: Int) throws -> Conditions? {
    if conditions.areClasses { return nil }
    let parts = dataset.counts.map { length in (0..<count).map { $0 % length } }
    return try conditions.of(dataset.fieldBatch(atParts: parts))
  }

  private static func pairs(_ numbers: [Double]) -> [[Double]] {
    stride(from: 0, to: numbers.count - 1, by: 2).map { [numbers[$0], numbers[$0 + 1]] }
  }
}

extension StepRecord {
  /// What a GAN's discriminator said to the samples of its last evaluation, noted by `GANTerms`.
  static let realLogits = "real-logits", generatedLogits = "generated-logits"

  /// The share of the last minibatch, real and generated, on whose side of zero the discriminator's logit lies: real
  /// above, generated below. Nil before both were evaluated.
  public func discriminatorAccuracy() throws -> Double? {
    guard let real = tensor(Self.realLogits), let generated = tensor(Self.generatedLogits) else { return nil }
    return try withoutGradient {
      (try real.greater(0).to(.float32).mean().item() + generated.less(0).to(.float32).mean().item()) / 2
    }
  }
}
