#if COUNTERPLAY_TORCH
  import GANs
  import Training
  import NeuralNetworks
  import TorchTensors

  /// dc-cifar, the pair `CompetitiveCIFAR`, with other numbers of channels.
  ///
  /// G: linear 128 → 4w at 4×4, then transposed convolutions 4w → 2w → w → 3; D: convolutions 3 → w → 2w → 4w, then
  /// linear; everything else as in the paper's pair, which is w = 64.
  struct ScaledCIFARPair: Sendable {
    /// w.
    var width = 64

    /// The networks under the WGAN loss.
    func model() throws -> GANModel {
      let w = width
      let generator = try Network(named: [
        (
          name: "preprocess",
          layer: Sequential([Linear(128, 64 * w), BatchNorm(64 * w), Activation.relu])
        ),
        (name: "reshape", layer: Reshape([4 * w, 4, 4])),
        (
          name: "main_module",
          layer: Sequential([
            ConvTranspose2d(4 * w, 2 * w, kernel: 4, stride: 2, padding: 1), BatchNorm(2 * w), Activation.relu,
            ConvTranspose2d(2 * w, w, kernel: 4, stride: 2, padding: 1), BatchNorm(w), Activation.relu,
            ConvTranspose2d(w, 3, kernel: 4, stride: 2, padding: 1), Activation.tanh,
          ])
        ),
      ])
      let discriminator = try Network(named: [
        (
          name: "main_module",
          layer: Sequential([
            Conv2d(3, w, kernel: 4, stride: 2, padding: 1), Activation.leakyReLU(),
            Conv2d(w, 2 * w, kernel: 4, stride: 2, padding: 1), Activation.leakyReLU(),
            Conv2d(2 * w, 4 * w, kernel: 4, stride: 2, padding: 1), Activation.leakyReLU(),
          ])
        ),
        (name: "reshape", layer: Flatten()), (name: "linear", layer: Linear(64 * w, 1)),
      ])
      return try GANModel(generator: generator, discriminator: discriminator, loss: WassersteinLoss())
    }
  }
#endif
