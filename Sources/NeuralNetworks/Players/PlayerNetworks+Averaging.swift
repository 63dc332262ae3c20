import TorchTensors

extension PlayerNetworks {
  /// One step of a moving average of all networks' buffers: average ← decay · average + (1 - decay) · buffers.
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
    for member in members {
      for name in member.network.singularVectors {
        guard let own = try average["\(member.name).\(name)"], let latest = try buffers["\(member.name).\(name)"] else {
          continue
        }
        try own.copy_(latest)
      }
    }
  }

  /// What the recorder was told, in the place of `buffers`; those that rest stay as they are.
  public func committed(_ recorder: BufferRecorder, to buffers: TensorList) throws(TorchError) -> TensorList {
    try recorder.committed(to: buffers, except: restingBuffers)
  }
}
