import GANs
import Training
import TorchTensors

/// The sliced Wasserstein distance of order 2: how far two sets of samples are from each other as distributions.
///
/// On a line, optimal transport pairs the sorted samples. In d dimensions the sets are projected onto directions:
///
///     SW₂(a, b)² = E_θ W₂(⟨a, θ⟩, ⟨b, θ⟩)² ≈ 1/(L N) Σ_l Σ_i (sort(⟨a, θ_l⟩)_i - sort(⟨b, θ_l⟩)_i)²
///
/// with L = `directions` unit vectors θ_l, independent and uniform on the sphere, and N samples a set. A metric of the
/// distributions as L and N grow; of finite sets it is above zero even where both come from one distribution. In the
/// units of a coordinate: a set moved by t is at ‖t‖/√d.
///
/// Source: N. Bonneel, J. Rabin, G. Peyré and H. Pfister, "Sliced and Radon Wasserstein barycenters of measures", 2015,
/// section 3; for generators I. Deshpande, Z. Zhang and A. Schwing, "Generative modeling using the sliced Wasserstein
/// distance", 2018, arXiv:1803.11188.
public enum SlicedWasserstein {
  /// Directions projected on at once: memory for 2 · 64 · N numbers, whatever L is.
  private static let block = 64

  /// SW₂ of two sets of equally many samples of one shape, [N] + sample shape, which are flattened to vectors.
  ///
  /// The directions depend on seed, sample size, element type and device alone, and the first of more are those of
  /// fewer, so distances of one seed are compared on the same directions. Costs O(L N (d + log N)): a quarter of a
  /// second for 2,000 images of CIFAR's size and L = 512 on one core.
  ///
  /// Throws `TrainingError.badSetting` where the shapes differ or nothing is given, `TorchError`.
  public static func distance(_ a: Tensor, _ b: Tensor, directions: Int = 512, seed: UInt64 = 0) throws -> Double {
    let shape = a.shape
    guard shape == b.shape, shape.count > 1, a.count > 0 else {
      throw TrainingError.badSetting(
        name: "samples", required: "two sets of one shape, [count] + sample shape, and not empty",
        given: "\(shape) and \(b.shape)")
    }
    guard directions >= 1 else {
      throw TrainingError.badSetting(name: "directions", required: "at least 1", given: "\(directions)")
    }
    return try transport(a, b, directions: directions, seed: seed, potentials: false).distance
  }

  /// A distance, and what a little more weight on each sample adds to its square.
  struct Transport {
    /// SW₂.
    let distance: Double
    /// The Kantorovich potentials of both sets, means over the directions, [N] each; nil where not asked for.
    let potentials: (Tensor, Tensor)?
  }

  /// The distance of sets that fit each other, with potentials where they are wanted.
  static func transport(
    _ a: Tensor, _ b: Tensor, directions: Int, seed: UInt64, potentials: Bool
  ) throws -> Transport {
    let shape = a.shape
    return try withoutGradient {
      let (first, second) = (try a.flatten(1).transpose(), try b.flatten(1).transpose())
      var sum = 0.0
      var sums: (Tensor, Tensor)?
      for start in stride(from: 0, to: directions, by: block) {
        let random = try RandomStream(
          seed: seed, stream: RandomUse.directions, step: UInt64(start / block), device: a.device)
        // Normal vectors point everywhere alike. A whole block is drawn even where a part is enough: the draws of
        // libtorch depend on how many there are.
        let normal = try random.normal([block, first.shape[0]], dtype: a.dtype ?? .float32)
          .narrow(0, start: 0, length: min(block, directions - start))
        let theta = try normal / normal.norm([1], keepingDimensions: true)
        let (onFirst, onSecond) = (try theta.matmul(first), try theta.matmul(second))
        let (sortedFirst, sortedSecond) = (try onFirst.sorted(), try onSecond.sorted())
        let differences = try sortedFirst - sortedSecond
        sum += try differences.square().sum().item()
        guard potentials else { continue }
        let own = try potential(onFirst, sortedFirst, differences)
        let others = try potential(onSecond, sortedSecond, -differences)
        sums = try sums.map { (try $0.0 + own, try $0.1 + others) } ?? (own, others)
      }
      let scale = 1 / Double(directions)
      return Transport(
        distance: (sum / Double(directions * shape[0])).squareRoot(),
        potentials: try sums.map { (try $0.0 * scale, try $0.1 * scale) })
    }
  }

  /// φ with φ'(x) = 2(x - T(x)) on each line, by the trapezoidal rule along the sorted samples, at the samples in their
  /// own order; the sum over the lines.
  private static func potential(_ projected: Tensor, _ sorted: Tensor, _ differences: Tensor) throws -> Tensor {
    let count = sorted.shape[1]
    let values = try sorted.to(.float64), slopes = try differences.to(.float64)
    func later(_ x: Tensor) throws -> Tensor { try x.narrow(1, start: 1, length: count - 1) }
    func earlier(_ x: Tensor) throws -> Tensor { try x.narrow(1, start: 0, length: count - 1) }
    let steps = try (later(values) - earlier(values)) * (later(slopes) + earlier(slopes))
    let along = try Tensor.concatenate(
      [try Tensor.zeros([sorted.shape[0], 1], dtype: .float64), try steps.cumulativeSum(1)], 1)
    return try along.gather(1, projected.argsort(1).argsort(1)).sum([0])
  }
}
