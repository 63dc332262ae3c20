import TorchTensors

extension Network {
  /// One step of a moving average of this network's buffers: average ← decay · average + (1 - decay) · buffers.
  ///
  /// Statistics are averaged. Singular vectors are copied: an average of unit vectors is shorter than one, which would
  /// make the estimate uᵀ W v of spectral normalization too small and the layer's output too large. They belong to
  /// weights close to the averaged ones.
  ///
  /// Two calls of libtorch, and one a singular vector. Throws `TorchError` when the layouts differ.
  public func average(_ average: inout TensorList, with buffers: TensorList, decay: Double) throws(TorchError) {
    if buffers.layout.entries.isEmpty { return }
    try average.scale(by: decay)
    try average.add(buffers, times: 1 - decay)
    // The list has just been changed, so nothing else sees its elements and views may write into them.
    for declaration in layers.buffers {
      guard case .singularVector = declaration.start, let own = try average[declaration.name],
        let latest = try buffers[declaration.name]
      else { continue }
      try own.copy_(latest)
    }
  }
}
