import NeuralNetworks
import TorchTensors
import Training

/// Draws images from a pixel model, pixel by pixel and channel by channel.
///
/// Each number is drawn by inversion from one uniform number, so an image is a function of as many uniform numbers as it has
/// numbers: its latent vector, in raster order, the channels of a pixel in the order in which they are predicted.
///
/// **Cost.** By a scan (`Way.scan`) a pixel costs one small matrix product a layer, so an image costs about as many operations
/// as one evaluation of the network; evaluating whole images for each number (`Way.wholeImages`), as loops written by hand
/// do, costs H W times as much and gives the same images but for rounding: kept as what the scan is checked against.
public struct PixelSampler: Sendable {
  /// How the network is evaluated.
  public enum Way: Sendable {
    /// Piece by piece, remembering what later pixels need.
    case scan
    /// On the whole image for each number.
    case wholeImages
  }

  private let network: SingleNetwork
  private let distribution: LevelDistribution
  private let channels: Int, height: Int, width: Int
  private let order: [Int]

  /// Of this network of a problem of these distributions. `sampleShape` is [channels, height, width]; `order` as in
  /// `PixelNetworkPlan`.
  public init(
    _ network: SingleNetwork, distribution: LevelDistribution, sampleShape: [Int], order: [Int]? = nil
  ) throws(TorchError) {
    guard sampleShape.count == 3 else {
      throw TorchError(
        operation: "PixelSampler",
        message: "samples of shape [channels, height, width] are required, given \(sampleShape)")
    }
    self.network = network
    self.distribution = distribution
    (channels, height, width) = (sampleShape[0], sampleShape[1], sampleShape[2])
    self.order = distribution.isJoint ? Array(0..<sampleShape[0]) : order ?? Array(0..<sampleShape[0])
  }

  /// Where the network's numbers are.
  var device: Device { network.device }

  /// How many uniform numbers make an image.
  public var noiseSize: Int { channels * height * width }

  /// Uniform numbers for the images of these numbers, [count, `noiseSize`]: each image's from a stream of its own, so that
  /// the first of more are those of fewer.
  public func noise(_ numbers: some Sequence<Int>, seed: UInt64) throws(TorchError) -> Tensor {
    var rows: [Tensor] = []
    for number in numbers {
      rows.append(
        try RandomStream(
          seed: seed, stream: RandomUse.levels, step: UInt64(max(0, number)), device: network.device
        ).uniform([noiseSize]))
    }
    return try Tensor.stack(rows)
  }

  /// Images [n, channels, height, width] in [-1, 1] of uniform numbers [n, `noiseSize`].
  ///
  /// - `conditions`: what the network is told, one of each an image.
  /// - `given`: images whose upper `knownRows` rows are kept and completed; nil for none.
  /// - `progress`: told how many rows are done, of how many; throws to stop.
  public func images(
    of noise: Tensor, conditions: Conditions = .none, given: Tensor? = nil, knownRows: Int = 0, by way: Way = .scan,
    progress: (_ row: Int, _ rows: Int) throws -> Void = { _, _ in }
  ) throws -> Tensor {
    try withoutGradient {
      let parameters = try network.parameters.views()
      let type = network.parameters.dtype ?? .float32
      let numbers = try noise.to(type)
      let count = noise.shape[0]
      let images = try Tensor.zeros([count, channels, height, width], dtype: type, device: noise.device)
      let known = given == nil ? 0 : min(max(0, knownRows), height)
      if let given { try images.narrow(2, start: 0, length: known).copy_(given.narrow(2, start: 0, length: known)) }
      let scan =
        try way == .wholeImages
        ? nil
        : network.network.scan(
          RasterCanvas(batch: count, height: height, width: width), parameters,
          buffers: network.buffers?.views() ?? [], conditions: conditions)
      for row in 0..<height {
        try scan?.begin(row: row)
        let here = try images.narrow(2, start: row, length: 1)
        let whole = PixelSpan(row: row, columns: 0..<width)
        if row < known {
          // The last row that is known is the last whose maps are needed.
          _ = try scan?.advance(here, over: whole)
          try scan?.write(here, over: whole)
          continue
        }
        for column in 0..<width {
          let pixel = try here.narrow(3, start: column, length: 1)
          let span = PixelSpan(row: row, columns: column..<column + 1)
          var output: Tensor?
          for (rank, channel) in order.enumerated() {
            if output == nil || !distribution.isJoint {
              output =
                try scan?.advance(pixel, over: span).flatten(1)
                ?? network.network(
                  images, parameters, buffers: network.buffers?.views() ?? [],
                  in: ForwardPass(mode: .evaluation, conditions: conditions)
                ).select(2, row).select(2, column)
            }
            guard let output else { continue }
            let place = (row * width + column) * channels + rank
            let drawn = try distribution.draw(
              output, channel: channel, known: pixel.flatten(1), noise: numbers.select(1, place))
            try pixel.select(1, channel).copy_(drawn.reshape([count, 1, 1]))
          }
          try scan?.write(pixel, over: span)
        }
        try progress(row + 1, height)
      }
      return images
    }
  }
}

extension RandomUse {
  /// The uniform numbers that levels are drawn by.
  static let levels: UInt64 = 20
}
