import Datasets
import GameDynamics
import NeuralNetworks
import TorchTensors
import Training

/// A classifier as a problem of one player: x is the network, y has no parameters.
///
///     f = mean over the batch of -log softmax(C(image))[label]          in nats
///
/// Its last hidden layer is what scores of generated images stand on (`counterplay evaluate`).
public struct ClassifierProblem: TestedProblem {
  /// The name of the network.
  public static let classifier = "classifier"

  /// The network, as x.
  public let players: Players<PlayerNetworks>
  /// Labelled images or points to learn from.
  public let dataset: any Dataset
  /// Others to judge by; nil where there are none.
  public let testset: (any Dataset)?
  private let minibatches: Minibatches

  /// A classifier of these data. Throws `TrainingError.noClasses` for data without labels, and where the batch is larger
  /// than the data set.
  public init(
    network: Network, dataset: any Dataset, testset: (any Dataset)? = nil, batchSize: Int,
    rests: (String) -> Bool = { _ in false }
  ) throws {
    if dataset.labels == nil { throw TrainingError.noClasses(data: dataset.name) }
    players = Players(x: try PlayerNetworks([(Self.classifier, network)], rests: rests), y: try .none)
    self.dataset = dataset
    self.testset = testset
    minibatches = try Minibatches(of: dataset, batchSize: batchSize)
  }

  /// Name, shapes, classes and fingerprint of the training data.
  public var data: DataCard { DataCard(of: dataset) }
  /// The loss, the norm of its gradient, the batch's accuracy.
  public var metrics: [MetricCard] {
    [
      .loss(of: .x, called: "classifier", unit: "nats"), .gradientNorm(of: .x, called: "classifier"),
      MetricCard("batch-accuracy", title: "accuracy on the batch", chart: "accuracy"),
    ]
  }

  /// The loss on the draw's batch.
  public func game(of draw: Draw, in frame: Frame<NoState<TensorList>>) throws -> TensorGame {
    let clock = ContinuousClock()
    let begin = clock.now
    let batch = try minibatches.batch(of: draw)
    let images = try Tensor(
      floats: batch.samples, shape: [minibatches.batchSize] + dataset.sampleShape, device: frame.device)
    let labels = try Tensor(
      int64s: (batch.labels ?? []).map(Int64.init), shape: [minibatches.batchSize, 1], device: frame.device)
    frame.recorder.note(loading: begin.duration(to: clock.now))
    let networks = try frame.standing(players, .x)
    let seed = draw.number(for: RandomUse.noise)
    return TensorGame(
      recorder: frame.recorder, redraw: { number in try game(of: draw.child(number), in: frame) }
    ) { x, _, isRecording in
      let logits = try networks(
        Self.classifier, images, x, in: ForwardPass(seed: seed), isRecording: isRecording)
      let right = try logits.detach().argmax(1, keepingDimensions: true).equal(labels).to(.float32)
      frame.recorder.note("batch-accuracy", right)
      return (x: try -logits.logSoftmax(1).gather(1, labels).mean(), y: nil)
    }
  }

  // MARK: - What it has learned

  /// The class that the network holds to be the likeliest, for each sample of a data set; in batches of 500.
  public func predictions(of trained: TrainedNetworks, on dataset: any Dataset) throws -> [Int] {
    var classes: [Int] = []
    try dataset.eachBatch(of: 500, on: trained.device) { _, samples in
      classes += try trained.evaluate(.x, Self.classifier, samples).argmax(1).int64s().map(Int.init)
    }
    return classes
  }

  /// How the predictions on the test set, or else on the first thousand training samples, stand to the truth.
  public func confusion(of trained: TrainedNetworks) throws -> ConfusionMatrix {
    let judged: any Dataset = try testset ?? dataset.first(min(1000, dataset.count))
    return try ConfusionMatrix(
      predictions: predictions(of: trained, on: judged), labels: judged.labels ?? [], classNames: dataset.classNames)
  }

  /// The confusion matrix as a table.
  public func exhibits(of trained: TrainedNetworks, count: Int, seed: UInt64) throws -> [Exhibit] {
    [.table(name: "confusion", try confusion(of: trained).table)]
  }
}
