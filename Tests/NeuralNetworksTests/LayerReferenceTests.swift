import NeuralNetworks
import Testing
import TorchTensors

/// Every layer against PyTorch's: output, gradients, parameters' and buffers' names, and the buffers afterwards.
@Suite struct LayerReferenceTests {
  /// The layers in Swift, by the cases' names.
  static let layers: [String: any Layer] = [
    "linear": Linear(4, 3),
    "conv": Conv2d(4, 3, kernel: 3, stride: 2, padding: 1),
    "conv-groups": Conv2d(4, 6, kernel: 3, groups: 2, bias: false),
    "conv-transpose": ConvTranspose2d(4, 3, kernel: 4, stride: 2, padding: 1),
    "conv-transpose-output-padding": ConvTranspose2d(4, 3, kernel: 5, stride: 2, padding: 2, outputPadding: 1),
    "batch-norm-vectors": BatchNorm(4),
    "batch-norm": BatchNorm(4),
    "batch-norm-evaluation": BatchNorm(4),
    "conditional-batch-norm": ConditionalBatchNorm(4, classes: 3),
    "layer-norm": LayerNorm([4, 3, 4]),
    "instance-norm": InstanceNorm(4, affine: true),
    "group-norm": GroupNorm(groups: 2, 4),
    "prelu": PReLU(channels: 4),
    "upsample": UpsampleNearest(2),
    "average-pool": Pool.average(window: 2),
    "max-pool": Pool.max(window: 2),
    "self-attention": SelfAttention(16),
    "projection-head": ProjectionHead(4, classes: 3),
    "generator-block": Residual.generatorBlock(3, 2),
    "discriminator-block": Residual.discriminatorBlock(3, 2, downsample: true),
    "discriminator-block-first": Residual.discriminatorBlock(3, 2, downsample: true, isFirst: true),
    "spectral-norm-linear": SpectralNorm(Linear(4, 3)),
    "spectral-norm-conv": SpectralNorm(Conv2d(4, 3, kernel: 3)),
    "spectral-norm-conv-transpose": SpectralNorm(ConvTranspose2d(4, 3, kernel: 3)),
    "spectral-norm-linear-advance": SpectralNorm(Linear(4, 3)),
    "spectral-norm-conv-transpose-advance": SpectralNorm(ConvTranspose2d(4, 3, kernel: 3)),
    "activation-relu": Activation.relu,
    "activation-leaky-relu": Activation.leakyReLU(slope: 0.2),
    "activation-elu": Activation.elu(alpha: 0.7),
    "activation-selu": Activation.selu,
    "activation-gelu": Activation.gelu,
    "activation-silu": Activation.silu,
    "activation-mish": Activation.mish,
    "activation-tanh": Activation.tanh,
    "activation-sigmoid": Activation.sigmoid,
    "activation-softplus": Activation.softplus,
    "activation-sine": Activation.sine,
    "activation-identity": Activation.identity,
  ]

  @Test func everyCaseHasALayer() throws {
    #expect(Set(try LayerCase.all().map(\.name)) == Set(Self.layers.keys))
  }

  @Test(arguments: try LayerCase.all())
  func matchesPyTorch(_ known: LayerCase) throws {
    let layer = try #require(Self.layers[known.name])
    // PyTorch orders a layer's own parameters before its children's, and a spectrally normalized weight after the bias:
    // names and shapes are compared as a set, and PyTorch's values found by name.
    func place(_ name: String, among names: [String]) throws -> Int {
      try #require(names.firstIndex(of: name), "\(name) is not among PyTorch's \(names)")
    }
    let names = known.parameters.map(\.name)
    // PyTorch's conditional batch norm above keeps its statistics in a child.
    let bufferNames = known.buffers.map { $0.name.replacingOccurrences("norm.running", "running") }
    #expect(layer.parameters.count == names.count)
    #expect(layer.buffers.count == bufferNames.count)
    let parameterPlaces = try layer.parameters.map { try place($0.name, among: names) }
    let bufferPlaces = try layer.buffers.map { try place($0.name, among: bufferNames) }
    #expect(layer.parameters.map(\.shape) == parameterPlaces.map { known.parameters[$0].shape })
    #expect(layer.buffers.map(\.shape) == bufferPlaces.map { known.buffers[$0].shape })

    let parameters = try parameterPlaces.map { try known.parameters[$0].tensor().setRequiresGradient(true) }
    let buffers = try bufferPlaces.map { try known.buffers[$0].tensor() }
    let input = try known.input.tensor().setRequiresGradient(true)
    let recorder = BufferRecorder()
    let pass = ForwardPass(
      mode: known.training ? .training : .evaluation,
      conditions: try known.labels.map { .label(try Tensor(int64s: $0)) } ?? .none,
      recorder: recorder)
    let output = try layer(input, LayerTensors(parameters: parameters[...], buffers: buffers[...]), in: pass)

    if !known.name.hasSuffix("-advance") {
      try expectClose(output, known.output.values, shape: known.output.shape, "output")
      let gradients = try Tensor.gradients(
        of: [output], withRespectTo: [input] + parameters, cotangents: [known.cotangent.tensor()])
      try expectClose(gradients[0], known.inputGradient.values, "gradient in the input")
      for (gradient, place) in zip(gradients.dropFirst(), parameterPlaces) {
        try expectClose(gradient, known.parameterGradients[place].values, "gradient in \(names[place])")
      }
    }
    for (index, place) in bufferPlaces.enumerated() {
      // The buffers given stay as they are, whatever is recorded.
      try expectClose(buffers[index], known.buffers[place].values, tolerance: 0, "\(bufferNames[place]) given")
      try expectClose(
        recorder.current(index, startingFrom: buffers[index]), known.buffersAfter[place].values,
        "\(bufferNames[place]) afterwards")
    }
    #expect(recorder.isEmpty == (buffers.isEmpty || !known.training))
  }
}

extension String {
  /// Foundation-free replacement of a prefix.
  fileprivate func replacingOccurrences(_ prefix: String, _ with: String) -> String {
    hasPrefix(prefix) ? with + dropFirst(prefix.count) : self
  }
}
