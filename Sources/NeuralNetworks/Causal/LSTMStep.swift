import TorchTensors

/// What an LSTM hands from step to step, positions first: [positions, batch, width] each.
struct LSTMState {
  /// h, what is seen of it outside.
  var hidden: Tensor
  /// c, what it remembers.
  var cell: Tensor

  /// One step, of the gates' logits [positions, batch, 4 · width], o, f, i and g side by side:
  ///
  ///     c = σ(f) c' + σ(i) tanh(g),    h = σ(o) tanh(c)
  ///
  /// with c' what is remembered so far, nil for nothing.
  ///
  /// Source: S. Hochreiter and J. Schmidhuber, "Long short-term memory", 1997, with the forget gate of F. Gers et al.;
  /// arXiv:1601.06759, equation 3.
  init(gates: Tensor, cell before: Tensor?) throws(TorchError) {
    let width = (gates.shape.last ?? 0) / 4
    let parts = try gates.split([3 * width, width], -1)
    let switches = try parts[0].sigmoid().split([width, width, width], -1)
    let fresh = try switches[2] * parts[1].tanh()
    cell = try before.map { (before) throws(TorchError) in try switches[1] * before + fresh } ?? fresh
    hidden = try switches[0] * cell.tanh()
  }

  /// Nothing remembered, at so many positions.
  init(zeros shape: [Int], like tensor: Tensor) throws(TorchError) {
    hidden = try Tensor.zeros(shape, dtype: tensor.dtype ?? .float32, device: tensor.device)
    cell = try Tensor.zeros(shape, dtype: tensor.dtype ?? .float32, device: tensor.device)
  }
}

extension Tensor {
  /// Images [batch, channels, height, width] with the pixels first, [height, width, batch, channels], contiguous.
  func pixelsFirst() throws(TorchError) -> Tensor { try permute([2, 3, 0, 1]).contiguous() }

  /// The way back from `pixelsFirst`, as a view.
  func pixelsLast() throws(TorchError) -> Tensor { try permute([2, 3, 0, 1]) }

  /// A layer for matrices on the last dimension of [positions, batch, width].
  func throughMatrix(_ layer: (Tensor) throws(TorchError) -> Tensor) throws(TorchError) -> Tensor {
    let shape = self.shape
    let product = try layer(flatten(0, 1))
    return try product.reshape([shape[0], shape[1], product.shape[1]])
  }
}
