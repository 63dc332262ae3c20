import Datasets
import Foundation
import TorchTensors
import Training

/// The directions in which data vary most: what a linear autoencoder learns, in closed form.
///
/// With the covariance C = 1/n Σ (x - m)(x - m)ᵀ of n samples of d numbers: its leading eigenvectors and eigenvalues, by
/// libtorch's symmetric solver in double precision. O(n d² + d³), memory O(d²).
public struct PrincipalComponents: Sendable {
  /// m, [1, d].
  public let mean: Tensor
  /// Orthonormal columns, [d, count], the strongest first.
  public let directions: Tensor
  /// Their variances, descending.
  public let variances: [Double]
  /// The mean squared error of a number where a sample is replaced by its projection: 1/d of the other variances' sum.
  public let error: Double

  /// The first `count` components of a data set, at least 1 and at most d.
  public init(of dataset: any Dataset, count: Int) throws {
    let size = dataset.sampleShape.reduce(1, *)
    let n = Double(max(1, dataset.count))
    var sum = try Tensor.zeros([1, size], dtype: .float64)
    func each(_ body: (Tensor) throws -> Void) throws {
      try dataset.eachBatch(of: 2000) { _, samples in try body(samples.flatten(1).to(.float64)) }
    }
    try each { rows in sum = try sum + rows.sum([0], keepingDimensions: true) }
    let centre = try sum / n
    let covariance = try Tensor.zeros([size, size], dtype: .float64)
    try each { rows in
      let centred = try rows - centre
      try covariance.add_(centred.transpose().matmul(centred), alpha: 1 / n)
    }
    let (values, vectors) = try covariance.symmetricEigen()
    let all = try values.doubles().reversed().map { max(0, $0) }
    let kept = min(max(1, count), size)
    mean = centre
    directions = try vectors.narrow(1, start: size - kept, length: kept).flip([1])
    variances = Array(all.prefix(kept))
    error = all.dropFirst(kept).reduce(0, +) / Double(size)
  }

  /// The mean squared error of a number of other data of the same shape where they are replaced by their projections.
  public func error(on dataset: any Dataset) throws -> Double {
    let size = mean.shape[1]
    var sum = 0.0
    try dataset.eachBatch(of: 2000) { _, samples in
      let centred = try samples.flatten(1).to(.float64) - mean
      sum += try (centred - centred.matmul(directions).matmul(directions.transpose())).square().sum().item()
    }
    return sum / Double(max(1, dataset.count * size))
  }

  /// The principal angles in radians, ascending, between what the components span and what the columns of a matrix [d, k]
  /// span: arcsines and arccosines of the singular values of Q₁ᵀQ₂.
  ///
  /// Source: Å. Björck and G. H. Golub, "Numerical methods for computing angles between linear subspaces", 1973.
  public func angles(to columns: Tensor) throws -> [Double] {
    let q = try columns.to(.float64).qr().q
    let cosines = try directions.transpose().matmul(q)
    // A small angle is in the sine: what is left of q outside of the span.
    let rest = try q - directions.matmul(cosines)
    let sines = try rest.singularValues().doubles().sorted()
    let others = try cosines.singularValues().doubles().sorted(by: >)
    return zip(sines, others).map { sine, cosine in
      sine < 0.7 ? asin(min(1, sine)) : acos(min(1, max(-1, cosine)))
    }
  }
}

extension Autoencoder {
  /// The principal angles in radians, ascending, between what a linear decoder spans and what components span.
  public func angles(of trained: TrainedNetworks, to components: PrincipalComponents) throws -> [Double] {
    let decoder = try trained.single(.x, Self.decoder)
    guard let weight = try decoder.parameters.views().first, weight.rank == 2 else { return [] }
    return try components.angles(to: weight.detach())
  }
}
