import TorchTensors

/// Gives every sample of a batch another shape with as many numbers.
public struct Reshape: Layer {
  /// The shape of one sample.
  public let shape: [Int]

  /// A reshape of every sample.
  public init(_ shape: [Int]) { self.shape = shape }

  /// [batch, …] to [batch] + `shape`. Throws for a tensor of rank 0, and where the counts of numbers differ.
  public func callAsFunction(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor {
    guard let batch = input.shape.first else {
      throw TorchError(operation: "Reshape", message: "a batch is required, given a tensor of rank 0")
    }
    return try input.reshape([batch] + shape)
  }
}

/// Every sample as a vector: [batch, …] to [batch, count].
public struct Flatten: Layer {
  /// A flattening of every sample.
  public init() {}

  /// [batch, …] to [batch, count].
  public func callAsFunction(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor {
    try input.flatten(1)
  }
}

/// The mean over one dimension, which goes: the words of a text (N, length, width) to (N, width) with `Mean(1)`.
public struct Mean: Layer {
  /// The dimension, 0 being the batch's.
  public let dimension: Int

  /// The mean over this dimension.
  public init(_ dimension: Int) { self.dimension = dimension }

  /// One dimension less. Throws where there is none of that number.
  public func callAsFunction(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor {
    try input.mean([dimension])
  }
}

/// Images stretched by a whole factor, each pixel a square of copies.
public struct UpsampleNearest: Layer {
  /// New pixels along each side for an old one.
  public let factor: Int

  /// Stretching by this factor.
  public init(_ factor: Int = 2) { self.factor = factor }

  /// (N, C, H, W) to (N, C, `factor` H, `factor` W). Throws for other than four dimensions.
  public func callAsFunction(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor {
    let shape = input.shape
    guard shape.count == 4 else {
      throw TorchError(
        operation: "UpsampleNearest", message: "images (N, C, H, W) are required, given the shape \(shape)")
    }
    return try input.upsampleNearest2d(Pair(shape[2] * factor, shape[3] * factor))
  }
}

/// Images shrunk by taking one number for each window (of `window` by `window` pixels, side by side) of each channel.
public enum Pool: Layer, Equatable {
  /// The mean of each window.
  case average(window: Int = 2)
  /// The largest of each window.
  case max(window: Int = 2)
  /// The mean over all pixels: (N, C, H, W) to (N, C).
  case globalAverage
  /// The sum over all pixels: (N, C, H, W) to (N, C).
  case globalSum

  /// (N, C, H, W) to (N, C, H / window, W / window), or to (N, C) for the global kinds.
  public func callAsFunction(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor {
    switch self {
    case .average(let window): return try input.averagePool2d(Pair(window))
    case .max(let window): return try input.maxPool2d(Pair(window))
    case .globalAverage: return try input.mean([2, 3])
    case .globalSum: return try input.sum([2, 3])
    }
  }
}
