import TorchTensors

/// Images scaled by two matrices: Y = W_h X W_wᵀ for each channel, as bilinear enlargement is.
public struct MatrixScaling: Sendable {
  /// Heights and widths, new and old.
  let height: (new: Int, old: Int), width: (new: Int, old: Int)
  /// W_h [new, old] and W_w [new, old], row after row.
  let rows: [Float], columns: [Float]

  /// Scaling by these matrices. Throws `TorchError` where they have not as many numbers as the sides say.
  public init(
    height: (new: Int, old: Int), width: (new: Int, old: Int), rows: [Float], columns: [Float]
  ) throws(TorchError) {
    guard rows.count == height.new * height.old, columns.count == width.new * width.old else {
      throw TorchError(
        operation: "MatrixScaling",
        message:
          "matrices of \(height.new) x \(height.old) and \(width.new) x \(width.old) numbers are required, given "
          + "\(rows.count) and \(columns.count) numbers")
    }
    self.height = height
    self.width = width
    self.rows = rows
    self.columns = columns
  }

  /// (N, C, old, old) to (N, C, new, new).
  public func callAsFunction(_ images: Tensor) throws(TorchError) -> Tensor {
    let dtype = images.dtype ?? .float32
    let left = try Tensor(floats: rows, shape: [height.new, height.old], device: images.device).to(dtype)
    let right = try Tensor(floats: columns, shape: [width.new, width.old], device: images.device).to(dtype)
    return try left.matmul(images).matmul(right.transpose())
  }
}

/// Generators one on top of another: a coarse image, enlarged and refined level by level.
///
///     x_0 = G_0(z_0),    x_k = u_k(x_{k-1}) + G_k(z_k | coarse = u_k(x_{k-1})),    each clipped to [-1, 1]
///
/// The input is all levels' latent vectors side by side, [batch, Σ sizes]: every level has noise of its own, and a sample
/// depends on no other of its batch. The levels were trained each for itself; as one network they are sampled, exported and
/// scored as any generator is.
///
/// Names: `LEVEL.0.weight`, ….
///
/// Source: E. Denton et al., "Deep Generative Image Models using a Laplacian Pyramid of Adversarial Networks", 2015,
/// arXiv:1506.05751, equation 5; the clipping is ours, since pixels lie there.
public struct RefiningChain: Layer {
  /// One level.
  public struct Level: Sendable {
    /// Its name, with which its parameters' names begin.
    public let name: String
    /// G_k.
    public let generator: any Layer
    /// The length of z_k.
    public let latentSize: Int
    /// u_k; nil at the coarsest.
    public let enlargement: MatrixScaling?

    /// A level.
    public init(name: String, generator: any Layer, latentSize: Int, enlargement: MatrixScaling?) {
      self.name = name
      self.generator = generator
      self.latentSize = latentSize
      self.enlargement = enlargement
    }
  }

  let levels: [Level]
  /// What a level is told of the coarse image.
  let coarse: String
  private let layers: NamedLayers

  /// A chain of these levels, the coarsest first; `coarse` is the name of the condition by which each is told the enlarged
  /// image of the one before.
  public init(_ levels: [Level], coarse: String) {
    self.levels = levels
    self.coarse = coarse
    layers = NamedLayers(levels.map { ($0.name, $0.generator) })
  }

  /// Those of all levels.
  public var parameters: [ParameterDeclaration] { layers.parameters }
  /// Those of all levels.
  public var buffers: [BufferDeclaration] { layers.buffers }
  /// What any level asks for beside the coarse image.
  public var conditions: [String] { layers.conditions.filter { $0 != coarse } }

  /// [batch, Σ latent sizes] to the images of the last level.
  public func callAsFunction(_ input: Tensor, _ own: LayerTensors, in pass: ForwardPass) throws(TorchError) -> Tensor {
    var image: Tensor?
    var start = 0
    for (place, level) in levels.enumerated() {
      let latent = try input.narrow(1, start: start, length: level.latentSize)
      start += level.latentSize
      var told = pass
      let next: Tensor
      if let image, let enlargement = level.enlargement {
        let enlarged = try enlargement(image)
        told.conditions[coarse] = enlarged
        next = try enlarged + layers(place, latent, own, in: told)
      } else {
        next = try layers(place, latent, own, in: told)
      }
      image = try next.clamp(low: -1, high: 1)
    }
    guard let image else { throw TorchError(operation: "RefiningChain", message: "at least one level is required") }
    return image
  }
}

extension RefiningChain: PyTorchLayer {
  func write(_ input: String, to code: inout PyTorchCode) throws(TorchError) -> String {
    var image: String?
    var start = 0
    for (place, level) in levels.enumerated() {
      let latent = code.assign("\(input)[:, \(start):\(start + level.latentSize)]")
      start += level.latentSize
      var enlarged: String?
      if let image, let enlargement = level.enlargement {
        let left = code.matrix(enlargement.rows, columns: enlargement.height.old)
        let right = code.matrix(enlargement.columns, columns: enlargement.width.old)
        enlarged = code.assign("torch.matmul(torch.matmul(\(left), \(image)), \(right).t())")
      }
      let made = try code.telling(coarse, as: enlarged) { (code) throws(TorchError) in
        try code.write(layers, place, latent)
      }
      image = code.assign("torch.clamp(\(enlarged.map { "\($0) + " } ?? "")\(made), -1.0, 1.0)")
    }
    return image ?? input
  }
}

extension PyTorchCode {
  /// A constant matrix, row after row.
  fileprivate mutating func matrix(_ numbers: [Float], columns: Int) -> String {
    let rows = stride(from: 0, to: numbers.count, by: columns).map { start in
      "[" + numbers[start..<start + columns].map { "\($0)" }.joined(separator: ", ") + "]"
    }
    return assign("torch.tensor([\(rows.joined(separator: ", "))], dtype=z.dtype, device=z.device)")
  }
}

extension Sequential {
  /// The layers of a network, by its names.
  public init(_ network: Network) { self.init(network.layers) }
}
