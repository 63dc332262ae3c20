/// The largest singular values of a network's weights, each as a matrix of output channels by all else.
///
/// A weight of one index (a bias, a gain) has none. That of a transposed convolution, whose first index are the input
/// channels, is taken as it lies in memory: the largest singular values of one arrangement are not those of the other, and
/// what counts is how they change.
///
/// In BigGAN's runs the first singular values of the generator's and the discriminator's weights grow through training, and
/// those of some layers explode when it collapses: A. Brock, J. Donahue and K. Simonyan, "Large Scale GAN Training for High
/// Fidelity Natural Image Synthesis", 2018, arXiv:1809.11096, section 4.
public struct WeightSpectrum: Sendable, Equatable {
  /// The weight's name.
  public let name: String
  /// Its largest singular values, largest first.
  public let values: [Double]

  /// σ₀ / σ₁: how much the first direction stands out; NaN where there is only one.
  public var gap: Double { values.count > 1 ? values[0] / values[1] : .nan }
}

extension TensorList {
  /// The `count` largest singular values of each weight of at least two indices. Cost: a decomposition each, of about
  /// m n min(m, n) operations.
  public func weightSpectra(_ count: Int = 3) throws(TorchError) -> [WeightSpectrum] {
    var result: [WeightSpectrum] = []
    for (entry, tensor) in zip(layout.entries, try views()) where entry.shape.count >= 2 {
      guard let rows = entry.shape.first, rows > 0, entry.count > 0 else { continue }
      let matrix = try tensor.view([rows, entry.count / rows])
      result.append(
        WeightSpectrum(name: entry.name, values: Array(try matrix.singularValues().doubles().prefix(max(1, count)))))
    }
    return result
  }
}
