import LikelihoodModels
import NeuralNetworks
import TorchTensors

/// A pixel model's network with drawn parameters, to be looked at without a run.
struct DrawnPixelNetwork {
  let network: Network
  let parameters: TensorList
  let plan: PixelNetworkPlan

  /// In double precision; parameters three times as large as at the start of training, so that nothing is close to uniform.
  init(
    _ architecture: PixelArchitecture, channels: Int = 1, _ distribution: LevelDistribution, layers: Int = 2,
    features: Int = 6, classes: Int? = nil, order: [Int]? = nil, dtype: DType = .float64, seed: UInt64 = 5
  ) throws {
    plan = PixelNetworkPlan(
      channels: channels, distribution: distribution, layers: layers, features: features, classes: classes,
      order: order)
    network = try architecture.network(plan)
    var drawn = try network.initialParameters(seed: seed, dtype: dtype)
    try drawn.scale(by: 3)
    // A class bias starts at zero.
    let noise = try RandomStream(seed: seed).normal([drawn.count], dtype: dtype)
    try drawn.add(TensorList(copying: noise, drawn.layout), times: 0.1)
    parameters = drawn
  }

  func callAsFunction(_ images: Tensor, conditions: Conditions = .none) throws -> Tensor {
    try withoutGradient {
      try network(images, parameters.views(), in: ForwardPass(mode: .evaluation, conditions: conditions))
    }
  }

  func sampler(_ shape: [Int]) throws -> PixelSampler {
    try PixelSampler(
      SingleNetwork(network: network, parameters: parameters, buffers: nil), distribution: plan.distribution,
      sampleShape: shape, order: plan.order)
  }
}

extension PixelArchitecture {
  /// What each is tried with: distributions of one channel, and of three.
  static let grey: [(PixelArchitecture, LevelDistribution)] = allCases.flatMap { architecture in
    [.bernoulli, .categorical(levels: 2), .logisticMixture(components: 3, levels: 2)].map { (architecture, $0) }
  }
}
