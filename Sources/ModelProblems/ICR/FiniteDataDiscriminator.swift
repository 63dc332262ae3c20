import Datasets
import GameDynamics
import RealModule

/// What a generator might make, from the eye's best to its worst.
package enum FakeDigits: String, CaseIterable {
  case digits
  case moved
  case shuffled
  case noise

  /// After a number.
  package var words: String {
    switch self {
    case .digits: return "other real digits, as a perfect generator would make"
    case .moved: return "other real digits, moved by two pixels"
    case .shuffled: return "images whose every pixel is that of some digit"
    case .noise: return "images of uniform noise"
    }
  }

  /// So many images from so many digits, with randomness of `draw`.
  func images(_ digits: [[Float]], side: Int, draw: Draw) -> [[Float]] {
    func random(_ i: Int, _ j: Int) -> UInt64 { draw.child(i).number(for: UInt64(j)) }
    switch self {
    case .digits: return digits
    case .moved: return digits.map { PixelVectors.shifted($0, side: side, right: 2, down: 0) }
    case .shuffled:
      return digits.indices.map { i in
        (0..<side * side).map { digits[Int(random(i, $0) % UInt64(digits.count))][$0] }
      }
    case .noise: return digits.indices.map { i in (0..<side * side).map { Float(random(i, $0) >> 40) * 0x1p-24 } }
    }
  }
}

/// An optimal discriminator on finite samples: of all functions of a reproducing-kernel space that say ±c at n real and n
/// generated samples, the one of least norm.
///
///     D = Σ aᵢ k(xᵢ, ·),  K a = c·s,  sᵢ = ±1,  k(x, x′) = exp(-‖x - x′‖²/2h²),  ‖D‖² = aᵀK a
///
/// The Gaussian kernel's matrix is positive definite for distinct points, so such a D exists whatever the generator
/// makes, and its loss 2·log(1 + e^-c) is as near to 0 as one likes.
package struct FiniteDataDiscriminator: Codable {
  /// mean log(1 + e^-D(real)) + mean log(1 + e^D(fake)), as D says at the samples.
  package let loss: Double
  /// ‖D‖.
  package let norm: Double
  /// The share of fresh samples, as many of each, whose kind D's sign tells.
  package let freshAccuracy: Double

  /// Against what a generator makes, with the samples of `images` that `seed` chooses; throws what reading them throws.
  package init(
    of kind: FakeDigits, _ images: any Dataset, each count: Int, confidence: Double, seed: UInt64
  ) throws {
    let size = images.sampleShape.reduce(1, *)
    let side = images.sampleShape.last ?? 1
    let draw = Draw(seed: seed, step: 0)
    // Samples to fit, and fresh ones, of both: four disjoint choices.
    let indices = Self.distinct(4 * count, below: images.count, draw)
    let digits = PixelVectors(
      try images.batch(indices).map { ($0 + 1) / 2 }, size: size)
    func chosen(_ part: Int) -> [[Float]] { (part * count..<(part + 1) * count).map(digits.pixels) }
    let fitted = PixelVectors(
      (chosen(0) + kind.images(chosen(1), side: side, draw: draw.child(1))).flatMap { $0 }, size: size)
    let fresh = PixelVectors(
      (chosen(2) + kind.images(chosen(3), side: side, draw: draw.child(2))).flatMap { $0 }, size: size)

    let n = 2 * count
    var squares = [Double](repeating: 0, count: n * n)
    fitted.forEachSquaredDistance(to: fitted) { i, j, d in squares[i * n + j] = i == j ? 0 : Double(d) }
    let sorted = squares.sorted()
    let width = sorted[sorted.count / 2] / 4
    let kernel = squares.map { Double.exp(-$0 / (2 * width)) }
    func product(_ v: DenseVector<Double>) -> DenseVector<Double> {
      DenseVector((0..<n).map { i in (0..<n).reduce(0) { $0 + kernel[i * n + $1] * v[$1] } })
    }
    let signs = (0..<n).map { $0 < count ? 1.0 : -1 }
    let target = DenseVector(signs.map { confidence * $0 })
    let a = try ConjugateGradient<DenseVector<Double>>(tolerance: 1e-8).solve(product, target).x
    let said = product(a)
    loss = zip(said.elements, signs).reduce(0) { $0 + .softplus(-$1.0 * $1.1) } / Double(count)
    norm = try a.dot(said).squareRoot()

    var freshSaid = [Double](repeating: 0, count: n)
    fresh.forEachSquaredDistance(to: fitted) { i, j, d in freshSaid[i] += a[j] * Double.exp(-Double(d) / (2 * width)) }
    freshAccuracy = Double(zip(freshSaid, signs).count { $0 * $1 > 0 }) / Double(n)
  }

  private static func distinct(_ count: Int, below limit: Int, _ draw: Draw) -> [Int] {
    var found: [Int] = []
    var seen: Set<Int> = []
    var tries: UInt64 = 0
    while found.count < min(count, limit) {
      let index = Int(draw.number(for: tries) % UInt64(limit))
      tries += 1
      if seen.insert(index).inserted { found.append(index) }
    }
    return found
  }
}
