import NeuralNetworks
import Testing
import TorchTensors

/// Layers that see no later pixel, by numbers worked out by hand, and piece by piece as on whole images.
@Suite struct CausalLayerTests {
  /// Weights 1 everywhere, on the image 1 2 / 3 4 / 5 6 of one channel. Mask A of a 3 x 3 kernel adds what is above (up to
  /// one pixel to either side) and the left pixel, mask B the pixel itself too; zeros outside.
  @Test(arguments: [
    (CausalWindow.square(3, .before), [0, 1, 3, 6, 7, 12]), (.square(3, .upTo), [1, 3, 6, 10, 12, 18]),
    (.square(3, .all), [3, 3, 10, 10, 18, 18]), (.above(3), [0, 0, 3, 3, 7, 7]),
    (.row(3, .before), [0, 1, 0, 3, 0, 5]),
    (.row(3, .upTo), [1, 3, 3, 7, 5, 11]),
    (CausalWindow(rows: 0...1, columns: -1 ... -1, own: .before), [0, 1, 0, 4, 0, 8]),
    (CausalWindow(rows: 2...2, columns: 0...0, own: .all), [0, 0, 0, 0, 1, 2]),
  ])
  func maskedConvolution(window: CausalWindow, expected: [Double]) throws {
    let layer = MaskedConv2d(1, 1, window, bias: false)
    let image = try Tensor([1, 2, 3, 4, 5, 6], dtype: .float64).reshape([1, 1, 3, 2])
    let weight = try Tensor.ones(layer.parameters[0].shape, dtype: .float64)
    let own = LayerTensors(parameters: [weight])
    try expectClose(layer(image, own, in: ForwardPass()), expected)
  }

  /// Two channels of ranks 1 and 0, weights 1: of its own pixel, whose channels are 10 and 1, mask A shows rank 1 what has
  /// rank 0, and mask B shows each rank itself too.
  @Test func channelsByRank() throws {
    let image = try Tensor([10, 1], dtype: .float64).reshape([1, 2, 1, 1])
    func output(_ own: CausalWindow.OwnRow) throws -> Tensor {
      let layer = MaskedConv2d(2, 2, .square(1, own), inputRanks: [1, 0], outputRanks: [0, 1], bias: false)
      let weight = try Tensor.ones([2, 2, 1, 1], dtype: .float64)
      return try layer(image, LayerTensors(parameters: [weight]), in: ForwardPass())
    }
    try expectClose(output(.before), [0, 1])
    try expectClose(output(.upTo), [1, 11])
  }

  static let layers: [(String, any RasterLayer)] = [
    ("square A", MaskedConv2d(3, 4, .square(5, .before))), ("square B", MaskedConv2d(3, 4, .square(3, .upTo))),
    ("above", MaskedConv2d(3, 4, .above(5))), ("row", MaskedConv2d(3, 4, .row(5, .upTo), bias: false)),
    ("left", MaskedConv2d(3, 4, CausalWindow(rows: 0...2, columns: -2 ... -1, own: .all))),
    ("row LSTM", RowLSTM(3, 4)), ("diagonal LSTM", DiagonalLSTM(3, 4)), ("diagonal BiLSTM", DiagonalBiLSTM(3, 4)),
    ("residual", Residual(main: [Activation.relu, MaskedConv2d(3, 3, .square(3, .upTo))])),
    ("projected", Residual(main: [RowLSTM(3, 4)], shortcut: [MaskedConv2d(3, 4, .square(1, .upTo)), Activation.tanh])),
    ("pointwise", Sequential([ConcatELU(), ClassBias(classes: 3, channels: 6), Dropout(0.5)])),
  ]

  /// A scan by pixels, one by whole rows, and the whole image: the same numbers, also where a pixel's input was another one
  /// at a first look.
  @Test(arguments: 0..<layers.count, [(4, 5), (5, 1), (1, 4)])
  func scansAreTheWholeImage(place: Int, size: (height: Int, width: Int)) throws {
    let (name, layer) = Self.layers[place]
    let random = try RandomStream(seed: 6)
    let network = try Network([layer])
    var parameters: [Tensor] = []
    for entry in network.layout.entries { parameters.append(try random.normal(entry.shape, dtype: .float64)) }
    let image = try random.normal([2, 3, size.height, size.width], dtype: .float64)
    let told = Conditions.label(try Tensor(int64s: [2, 0]))
    try withoutGradient {
      let whole = try network(image, parameters, in: ForwardPass(mode: .evaluation, conditions: told))
      for isByRows in [false, true] {
        let scan = try network.scan(
          RasterCanvas(batch: 2, height: size.height, width: size.width), parameters, conditions: told)
        for row in 0..<size.height {
          try scan.begin(row: row)
          for columns in isByRows ? [0..<size.width] : (0..<size.width).map({ $0..<$0 + 1 }) {
            let span = PixelSpan(row: row, columns: columns)
            let input = try image.narrow(2, start: row, length: 1)
              .narrow(3, start: columns.lowerBound, length: columns.count)
            _ = try scan.advance(input * 0.5, over: span)
            let output = try scan.advance(input, over: span)
            try scan.write(input, over: span)
            let expected = try whole.narrow(2, start: row, length: 1)
              .narrow(3, start: columns.lowerBound, length: columns.count)
            #expect(output.shape == expected.shape)
            #expect(try (output - expected).abs().max().item() < 1e-12, "\(name) row \(row)")
          }
        }
      }
    }
  }

  /// A layer that sees all pixels cannot be scanned, and says so.
  @Test func otherLayersAreRefused() throws {
    let network = try Network([Conv2d(1, 1, kernel: 3, padding: 1)])
    let error = torchError {
      try network.scan(RasterCanvas(batch: 1, height: 2, width: 2), network.initialParameters(seed: 1).views())
    }
    #expect(error?.message.contains("'0' is a Conv2d") == true)
  }

  /// One LSTM of width 1 on a 2 x 2 image of zeros, all weights 1 and biases 0, by hand: gates of the first pixel are 0, so
  /// h stays 0. With input biases (o, f, i, g) = (0, 0, 0, 1): c = ½ tanh 1 = 0.3808, h = ½ tanh c = 0.1817 in the corner. The pixel to
  /// its right has the gates h + (0, 0, 0, 1) in all four, c' = σ(h) c + σ(h) tanh(1 + h), h' = σ(h) tanh c'; below it the
  /// same h but no c from the left: c'' = σ(h) tanh(1 + h).
  @Test func diagonalStepsByHand() throws {
    let layer = DiagonalLSTM(1, 1)
    let own = LayerTensors(parameters: [
      try Tensor.ones([4, 1, 1, 1], dtype: .float64), try Tensor([0, 0, 0, 1], dtype: .float64),
      try Tensor.ones([4, 2], dtype: .float64),
    ])
    let output = try layer(Tensor.zeros([1, 1, 2, 2], dtype: .float64), own, in: ForwardPass()).doubles()
    func sigma(_ x: Double) throws -> Double { try Tensor.scalar(x, dtype: .float64).sigmoid().item() }
    func tanh(_ x: Double) throws -> Double { try Tensor.scalar(x, dtype: .float64).tanh().item() }
    let c = try 0.5 * tanh(1)
    let h = try 0.5 * tanh(c)
    let right = try sigma(h) * tanh(sigma(h) * c + sigma(h) * tanh(1 + h))
    let below = try sigma(h) * tanh(sigma(h) * tanh(1 + h))
    for (found, expected) in zip(output, [h, right, below]) { #expect(abs(found - expected) < 1e-12) }
  }
}
