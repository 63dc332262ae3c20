import Datasets
import NeuralNetworks
import TorchTensors

/// The networks of a level above the coarsest: G makes the coefficients of the enlarged coarse image, D judges the image
/// that both make.
///
///     G: (z as a plane, coarse, class as a plane) → 7×7, ReLU → 7×7, ReLU → 5×5 → h, of the image's size
///     D: h + coarse (, class as a plane) → 5×5, ReLU → 5×5 stride 2, ReLU → dropout ½ → logit
///
/// The class becomes a plane by a linear map of its one-hot vector and a ReLU. The noise is standard normal where the
/// source's is uniform; the widths are the source's 64 unless something else is said.
///
/// Source: E. Denton, S. Chintala, A. Szlam and R. Fergus, "Deep Generative Image Models using a Laplacian Pyramid of
/// Adversarial Networks", 2015, arXiv:1506.05751, as in the code that the authors released for CIFAR-10.
struct RefinementNetworks {
  /// The shape of the coefficients, [channels, height, width].
  let sample: [Int]
  /// Channels of the convolutions.
  let width: Int
  /// How many classes the networks are told; nil for none.
  let classes: Int?

  /// The length of a latent vector: one plane of noise.
  var latentSize: Int { sample[1] * sample[2] }

  private var coarse: any Layer { ConcatenateCondition(LaplacianPyramid.coarseName) }

  /// The class as one more plane.
  private var label: [any Layer] {
    guard let classes else { return [] }
    return [
      ConcatenateCondition(
        Conditions.label,
        through: [
          ("table", Embedding(classes, latentSize, initializer: .torchStandard(fanIn: classes))),
          ("rectified", Activation.relu), ("plane", Reshape([1, sample[1], sample[2]])),
        ])
    ]
  }

  /// G, from noise, told the coarse image.
  func generator() throws(TorchError) -> Network {
    let planes = 1 + sample[0] + (classes == nil ? 0 : 1)
    return try Network(
      [Reshape([1, sample[1], sample[2]]), coarse] + label + [
        Conv2d(planes, width, kernel: 7, padding: 3), Activation.relu,
        Conv2d(width, width, kernel: 7, padding: 3), Activation.relu,
        Conv2d(width, sample[0], kernel: 5, padding: 2),
      ])
  }

  /// D, from coefficients, told the coarse image.
  func discriminator() throws(TorchError) -> Network {
    let planes = sample[0] + (classes == nil ? 0 : 1)
    let half = { (length: Int) in (length + 1) / 2 }
    return try Network(
      [AddCondition(LaplacianPyramid.coarseName)] + label + [
        Conv2d(planes, width, kernel: 5, padding: 2), Activation.relu,
        Conv2d(width, width, kernel: 5, stride: 2, padding: 2), Activation.relu,
        Flatten(), Dropout(0.5), Linear(width * half(sample[1]) * half(sample[2]), 1),
      ])
  }
}
