import LikelihoodModels
import NeuralNetworks
import Testing
import TorchTensors

/// No output sees a later number, and all probabilities together are 1.
@Suite("Causality of pixel models") struct PixelCausalityTests {
  /// All orders of three channels.
  static let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]

  /// Changes each number of an image in turn. The outputs of a pixel that speak of the channel of rank r depend on
  /// earlier pixels and on the pixel's channels of ranks below r, and on nothing else: exactly. That they do depend on
  /// the number just before is checked too, or a network of constants would pass.
  private func expectCausal(
    _ drawn: DrawnPixelNetwork, channels: Int, height: Int, width: Int,
    conditions: (Int) throws -> Conditions = { _ in
      .none
    }, _ comment: Comment
  ) throws {
    let size = channels * height * width
    let base = try (RandomStream(seed: 1).uniform([size], dtype: .float64) * 2 - 1).doubles()
    // One image at a time: within a batch, rounding may depend on an image's place in it.
    func outputs(_ numbers: [Double]) throws -> [Double] {
      try drawn(
        Tensor(numbers, dtype: .float64).reshape([1, channels, height, width]), conditions: conditions(1)
      ).doubles()
    }
    let before = try outputs(base)
    let isJoint = drawn.plan.distribution.isJoint
    let pixels = height * width
    let count = before.count / pixels
    func rank(_ channel: Int) -> Int { isJoint ? 0 : drawn.plan.order.firstIndex(of: channel) ?? 0 }
    // Of outputs of each rank: how much those change that are not to, and those that speak of the very next number.
    var hidden = 0.0
    var next = [Double](repeating: 0, count: isJoint ? 1 : channels)
    for changed in 0..<size {
      var numbers = base
      numbers[changed] += 0.7
      let after = try outputs(numbers)
      let (own, pixel) = (rank(changed / pixels), changed % pixels)
      for place in 0..<before.count {
        let change = abs(after[place] - before[place])
        let (told, at) = (isJoint ? 0 : rank(place / pixels * channels / count), place % pixels)
        if pixel < at || pixel == at && !isJoint && own < told {
          let isNext = pixel == at ? own == told - 1 : pixel == at - 1 && at % width != 0 && told == 0
          if isNext { next[told] = max(next[told], change) }
        } else {
          hidden = max(hidden, change)
        }
      }
    }
    #expect(hidden == 0, comment)
    #expect(next.allSatisfy { $0 > 1e-6 }, comment)
  }

  @Test(arguments: PixelArchitecture.allCases) func noPixelSeesALaterOne(_ architecture: PixelArchitecture) throws {
    for distribution in [LevelDistribution.bernoulli, .logisticMixture(components: 2, levels: 256)] {
      try expectCausal(
        DrawnPixelNetwork(architecture, distribution), channels: 1, height: 4, width: 4, "\(architecture)")
    }
    let conditional = try DrawnPixelNetwork(architecture, .bernoulli, classes: 3)
    try expectCausal(
      conditional, channels: 1, height: 4, width: 4,
      conditions: { count in
        .label(try Tensor(int64s: [Int64](repeating: 2, count: count)))
      }, "\(architecture) of classes")
  }

  /// Masks of channels are those of the architectures of the paper of PixelRNN and its gated successor; PixelCNN++ has a
  /// joint distribution in their place.
  @Test(arguments: [PixelArchitecture.pixelCNN, .gated, .rowLSTM, .diagonalBiLSTM])
  func noChannelSeesALaterOne(_ architecture: PixelArchitecture) throws {
    for order in Self.orders {
      try expectCausal(
        DrawnPixelNetwork(architecture, channels: 3, .categorical(levels: 2), layers: 1, features: 12, order: order),
        channels: 3, height: 2, width: 3, "\(architecture) in the order \(order)")
    }
  }

  @Test(arguments: PixelArchitecture.allCases) func jointDistributionsSeeEarlierPixels(
    _ architecture: PixelArchitecture
  ) throws {
    try expectCausal(
      DrawnPixelNetwork(architecture, channels: 3, .logisticMixture(components: 2, levels: 256), layers: 1),
      channels: 3, height: 2, width: 3, "\(architecture)")
  }

  /// Every binary image of so many numbers, [2^size] + shape, of -1 and 1.
  private func allImages(_ shape: [Int]) throws -> Tensor {
    let size = shape.reduce(1, *)
    let numbers = (0..<1 << size).flatMap { code in (0..<size).map { Double((code >> $0) & 1) * 2 - 1 } }
    return try Tensor(numbers, dtype: .float64).reshape([1 << size] + shape)
  }

  /// The probabilities of all 512 images of 3 x 3 binary pixels sum to 1: each conditional distribution does, whatever
  /// comes before it.
  @Test(arguments: PixelArchitecture.grey)
  func probabilitiesOfAllImagesSumToOne(architecture: PixelArchitecture, distribution: LevelDistribution) throws {
    let images = try allImages([1, 3, 3])
    let network = try DrawnPixelNetwork(architecture, distribution)
    let logs = try distribution.logLikelihood(network(images), of: images)
    #expect(try abs(logs.exp().sum().item() - 1) < 1e-10)
    // No two images in common: a model that ignores what comes before would give fewer values.
    #expect(Set(try logs.doubles().map { Float($0) }).count > 256)
    let single = try DrawnPixelNetwork(architecture, distribution, dtype: .float32)
    let floats = try images.to(.float32)
    #expect(try abs(distribution.logLikelihood(single(floats), of: floats).exp().sum().item() - 1) < 1e-5)
  }

  /// So do those of 1 x 3 pixels of three channels, in every order, and of the joint distribution.
  @Test(arguments: PixelArchitecture.allCases) func probabilitiesOfAllColoursSumToOne(
    _ architecture: PixelArchitecture
  ) throws {
    let images = try allImages([3, 1, 3])
    for order in architecture == .pixelCNNPlusPlus ? [] : Self.orders {
      let distribution = LevelDistribution.categorical(levels: 2)
      let network = try DrawnPixelNetwork(architecture, channels: 3, distribution, layers: 1, order: order)
      #expect(try abs(distribution.logLikelihood(network(images), of: images).exp().sum().item() - 1) < 1e-10)
    }
    let joint = LevelDistribution.logisticMixture(components: 3, levels: 2)
    let network = try DrawnPixelNetwork(architecture, channels: 3, joint, layers: 1)
    #expect(try abs(joint.logLikelihood(network(images), of: images).exp().sum().item() - 1) < 1e-10)
  }
}
