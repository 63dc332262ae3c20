import NeuralNetworks
import TorchTensors

extension PixelNetworkPlan {
  /// PixelRNN: a 7 x 7 convolution of mask A to 2 h features, `layers` LSTMs of h features each with a 1 x 1 convolution
  /// back to 2 h and a residual connection around both, two 1 x 1 convolutions.
  ///
  /// Source: A. van den Oord, N. Kalchbrenner and K. Kavukcuoglu, "Pixel Recurrent Neural Networks", 2016,
  /// arXiv:1601.06759, section 3.1 to 3.3 and table 1. The paper's skip connections to the output are left out.
  func pixelRNN(isDiagonal: Bool) throws -> Network {
    let h = features
    var layers: [any Layer] = [firstConvolution(2 * h, .square(7, .before))] + classBias(2 * h)
    for _ in 0..<self.layers {
      let lstm: any Layer =
        isDiagonal
        ? DiagonalBiLSTM(2 * h, h, inputRanks: ranks(2 * h), outputRanks: ranks(h))
        : RowLSTM(2 * h, h, inputRanks: ranks(2 * h), outputRanks: ranks(h))
      layers.append(Residual(main: [lstm, convolution(h, 2 * h, .square(1, .upTo))]))
    }
    return try Network(layers + outputLayers(of: 2 * h))
  }
}
