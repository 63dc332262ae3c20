extension Network {
  /// The names of the buffers that are singular vectors of a parameter. A moving average copies them.
  var singularVectors: [String] {
    layers.buffers.compactMap { declaration in
      if case .singularVector = declaration.start { declaration.name } else { nil }
    }
  }
}
