import GameDynamics
import NeuralNetworks
import TorchTensors

/// What xICFG carries from update to update beside the networks: how many there were, the stored discriminators, the pool
/// of particles, and how the fit goes. All of it is in checkpoints.
public struct XICFGMemory: OptimizerState {
  /// The parameters of networks.
  public typealias V = TensorList

  /// Updates so far.
  public internal(set) var updates = 0
  /// D₁ … D_T of the last stage, as far as it has come, and of the one before.
  public internal(set) var discriminators: [StoredDiscriminator]
  /// Latent vectors [N, latent] and their particles [N, …], as `latent` and `particles`.
  var pool: TensorList
  /// The sum of the losses of the fit's minibatches in this epoch, and the mean of the last one's; infinite in the first.
  var epochLoss = 0.0, lastEpochLoss = Double.infinity
  /// How often the fit's step size was reduced.
  var reductions = 0
  /// mean D(real) - mean D(generated) of the last functional step, or of its updates so far.
  public internal(set) var gap = 0.0

  /// Before the first update.
  init(plan: XICFGPlan, player: PlayerNetworks, latentSize: Int, sampleShape: [Int]) throws {
    pool = try TensorList(
      zeros: ParameterLayout([
        .init(name: Self.latent, shape: [plan.particles, latentSize]),
        .init(name: Self.particles, shape: [plan.particles] + sampleShape),
      ]))
    let empty = StoredDiscriminator(
      parameters: try TensorList(zeros: player.layout),
      buffers: player.bufferLayout.entries.isEmpty ? nil : try TensorList(zeros: player.bufferLayout))
    discriminators = Array(repeating: empty, count: plan.functionalSteps)
  }

  static let latent = "latent", particles = "particles", counter = "updates"
  /// The names of a stored discriminator, counted from 0, and of its buffers.
  static func name(_ number: Int) -> String { "discriminator-\(number + 1)" }
  static func buffersName(_ number: Int) -> String { name(number) + "-buffers" }

  /// Shows everything.
  public mutating func visit<Visitor: StateVisitor>(_ visitor: inout Visitor) throws where Visitor.V == TensorList {
    try visitor.counter(Self.counter, of: .both, &updates)
    try visitor.counter("reductions", of: .both, &reductions)
    try visitor.scalar("epochLoss", of: .both, &epochLoss)
    try visitor.scalar("lastEpochLoss", of: .both, &lastEpochLoss)
    try visitor.scalar("gap", of: .both, &gap)
    try visitor.vector("pool", of: .both, &pool)
    for number in discriminators.indices {
      try visitor.vector(Self.name(number), of: .both, &discriminators[number].parameters)
      guard var buffers = discriminators[number].buffers else { continue }
      try visitor.vector(Self.buffersName(number), of: .both, &buffers)
      discriminators[number].buffers = buffers
    }
  }

  /// The factor of the approximator's step size: a tenth for each reduction.
  var stepSizeFactor: Double { (0..<reductions).reduce(1) { factor, _ in factor * 0.1 } }

  /// Takes in a minibatch's loss; `mostReductions` a fit.
  mutating func note(loss: Double, endsEpoch: Bool, batches: Int, mostReductions: Int) {
    epochLoss += loss
    guard endsEpoch else { return }
    let mean = epochLoss / Double(batches)
    if mean > lastEpochLoss, reductions < mostReductions { reductions += 1 }
    (epochLoss, lastEpochLoss) = (0, mean)
  }

  /// A fit is over.
  mutating func endFit() { (epochLoss, lastEpochLoss, reductions) = (0, .infinity, 0) }
}
