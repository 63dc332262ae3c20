import TorchTensors

extension Network {
  /// A multilayer perceptron: fully connected layers of these widths with an activation between them.
  ///
  /// `widths` has the input first and the output last; `output` is applied at the end, and every sample is given
  /// `outputShape` if there is one. Parameters: Σ (widthᵢ + 1) widthᵢ₊₁.
  public static func mlp(
    widths: [Int], activation: Activation, output: Activation? = nil, inputIsFlat: Bool = true,
    outputShape: [Int]? = nil
  ) throws(TorchError) -> Network {
    var layers: [any Layer] = []
    if !inputIsFlat, let first = widths.first { layers.append(Reshape([first])) }
    for (place, (inputs, outputs)) in zip(widths, widths.dropFirst()).enumerated() {
      if place > 0 { layers.append(activation) }
      layers.append(Linear(inputs, outputs))
    }
    if let output { layers.append(output) }
    if let outputShape { layers.append(Reshape(outputShape)) }
    return try Network(layers)
  }
}
