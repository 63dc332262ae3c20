import NeuralNetworks
import TorchTensors

extension PixelNetworkPlan {
  /// PixelCNN: a 7 x 7 convolution of mask A to 2 h features, `layers` residual blocks of mask B, two 1 x 1 convolutions.
  ///
  ///     x ← x + W₃ ∗ relu(W₂ ∗ relu(W₁ ∗ relu(x))),   1 x 1 from 2 h to h, 3 x 3 from h to h, 1 x 1 from h to 2 h
  ///
  /// Its pixels see a triangle above them with a blind spot to the right, which `GatedBlock` has not.
  ///
  /// Source: A. van den Oord, N. Kalchbrenner and K. Kavukcuoglu, "Pixel Recurrent Neural Networks", 2016,
  /// arXiv:1601.06759, section 3.3 to 3.5 and table 1. The paper's skip connections to the output are left out.
  func pixelCNN() throws -> Network {
    let h = features
    var layers: [any Layer] = [firstConvolution(2 * h, .square(7, .before))] + classBias(2 * h)
    for _ in 0..<self.layers {
      layers.append(
        Residual(main: [
          Activation.relu, convolution(2 * h, h, .square(1, .upTo)),
          Activation.relu, convolution(h, h, .square(3, .upTo)),
          Activation.relu, convolution(h, 2 * h, .square(1, .upTo)),
        ]))
    }
    return try Network(layers + outputLayers(of: 2 * h))
  }
}
