import Foundation
import LikelihoodModels
import NeuralNetworks
import Testing
import TorchTensors

/// Images drawn piece by piece are those of the loop that evaluates whole images, and distributions draw what they say.
@Suite("Sampling from pixel models") struct PixelSamplingTests {
  static let distributions: [(channels: Int, LevelDistribution)] = [
    (1, .bernoulli), (3, .categorical(levels: 4)), (3, .logisticMixture(components: 2, levels: 16)),
  ]

  /// On the same uniform numbers, with classes, in a strange order of channels, and completing given rows.
  @Test(arguments: PixelArchitecture.allCases) func scansGiveTheSameImages(_ architecture: PixelArchitecture) throws {
    for (channels, distribution) in Self.distributions {
      let shape = [channels, 5, 4]
      let drawn = try DrawnPixelNetwork(
        architecture, channels: channels, distribution, layers: 2, classes: 3,
        order: channels == 3 ? [2, 0, 1] : nil)
      let sampler = try drawn.sampler(shape)
      let noise = try sampler.noise(0..<3, seed: 8)
      let told = Conditions.label(try Tensor(int64s: [0, 2, 1]))
      let naive = try sampler.images(of: noise, conditions: told, by: .wholeImages)
      let scanned = try sampler.images(of: noise, conditions: told)
      #expect(try naive.doubles() == scanned.doubles(), "\(architecture) \(distribution)")
      #expect(Set(try naive.doubles()).count > 1)
      // Fewer images from the same seed are the first of more, and another class or seed gives others.
      let two = try sampler.images(
        of: sampler.noise(0..<2, seed: 8), conditions: .label(try Tensor(int64s: [0, 2])))
      #expect(try two.doubles() == Array(naive.doubles().prefix(2 * two.shape[1...].reduce(1, *))))
      #expect(try sampler.images(of: sampler.noise(0..<3, seed: 9), conditions: told).doubles() != naive.doubles())
      // Completed from two rows, by rows at once: the given rows stay, the others are those of the naive loop.
      let other = try sampler.noise(0..<3, seed: 10)
      let whole = try sampler.images(of: other, conditions: told, given: naive, knownRows: 2, by: .wholeImages)
      var rows: [Int] = []
      let completed = try sampler.images(of: other, conditions: told, given: naive, knownRows: 2) { row, _ in
        rows.append(row)
      }
      #expect(try completed.doubles() == whole.doubles() && rows == [3, 4, 5])
      #expect(
        try completed.narrow(2, start: 0, length: 2).doubles() == naive.narrow(2, start: 0, length: 2).doubles())
      #expect(try completed.doubles() != naive.doubles())
    }
  }

  /// Drawn by the uniform numbers (k + ½)/n, k = 0 … n - 1, each level comes n p times but for one at either end.
  @Test(arguments: [
    LevelDistribution.bernoulli, .categorical(levels: 5), .logisticMixture(components: 3, levels: 5),
  ])
  func levelsAreDrawnAsOftenAsTheirProbabilitiesSay(_ distribution: LevelDistribution) throws {
    let (n, levels, channels) = (4000, distribution.levels, 2)
    let output = try RandomStream(seed: 3).normal([1, distribution.outputs(channels: channels)], dtype: .float64)
    let values = (0..<levels).map { -1 + 2 * Double($0) / Double(levels - 1) }
    // The first channel is known; the second is drawn given it.
    let known = try Tensor([values[0], 0], dtype: .float64).reshape([1, 2])
    let noise = try Tensor((0..<n).map { (Double($0) + 0.5) / Double(n) }, dtype: .float64)
    let drawn = try distribution.draw(
      output.expand([n, output.shape[1]]), channel: 1, known: known.expand([n, 2]), noise: noise
    ).doubles()
    let pairs = try Tensor(values.flatMap { [values[0], $0] }, dtype: .float64).reshape([levels, 2, 1, 1])
    let joint = try distribution.logLikelihood(
      output.reshape([1, output.shape[1], 1, 1]).expand([levels, output.shape[1], 1, 1]), of: pairs
    ).exp().doubles()
    for (value, probability) in zip(values, joint.map { $0 / joint.reduce(0, +) }) {
      let share = Double(drawn.count { abs($0 - value) < 1e-9 }) / Double(n)
      #expect(abs(share - probability) < 1.01 / Double(n), "level \(value): \(share) of \(probability)")
    }
    #expect(
      try distribution.levelled(Tensor(values.map { $0 + 0.1 / Double(levels) }, dtype: .float64)).doubles()
        .elementsEqual(values) { abs($0 - $1) < 1e-12 })
  }

  /// One component of mean 0 and scale 1 (log s = 0), 256 levels: level k = 200 is x = 400/255 - 1 = 0.5686, and its
  /// probability σ(x + 1/255) - σ(x - 1/255). Far from all mass it is e^-(distance/s) and neither it nor its gradient
  /// overflows: with s = e⁻⁷ and μ = -1, level 255 is σ(-(2 - 1/255) e⁷) = e^(-2188.6).
  @Test func logisticMixtureOfKnownNumbers() throws {
    let one = LevelDistribution.logisticMixture(components: 1, levels: 256)
    let output = try Tensor([0, 0, 0], dtype: .float64).reshape([1, 3, 1, 1])
    let x = 400.0 / 255 - 1
    func sigma(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
    let log = try one.logLikelihood(output, of: Tensor([x], dtype: .float64).reshape([1, 1, 1, 1])).item()
    #expect(abs(log - Foundation.log(sigma(x + 1.0 / 255) - sigma(x - 1.0 / 255))) < 1e-12)
    for type in [DType.float64, .float32] {
      let far = try Tensor([0, -1, -9], dtype: type).reshape([1, 3, 1, 1]).clone().setRequiresGradient(true)
      let highest = try one.logLikelihood(far, of: Tensor([1], dtype: type).reshape([1, 1, 1, 1]))
      #expect(try abs(highest.item() + (2 - 1.0 / 255) * exp(7)) < 0.01)
      let gradient = try Tensor.gradients(of: [highest.sum()], withRespectTo: [far])[0]
      #expect(try gradient.isAllFinite())
    }
    // 10 components of 3 channels have 100 outputs, as in the paper.
    #expect(LevelDistribution.logisticMixture(components: 10, levels: 256).outputs(channels: 3) == 100)
  }

  /// A pixel of a scan costs a product of a matrix a layer: the whole image of 28 x 28 takes less than a fifth of what the
  /// loop over whole images takes for it, of which one row of the 28 is measured. (Measured on one core: 1 s against 85.)
  @Test func scansAreQuicker() throws {
    let drawn = try DrawnPixelNetwork(.pixelCNN, .bernoulli, layers: 5, features: 32, dtype: .float32)
    let sampler = try drawn.sampler([1, 28, 28])
    let noise = try sampler.noise(0..<16, seed: 1)
    let clock = ContinuousClock()
    var images = try Tensor.zeros([1])
    let scanned = try clock.measure { images = try sampler.images(of: noise) }
    let naive = try clock.measure {
      _ = try sampler.images(of: noise, given: images, knownRows: 27, by: .wholeImages)
    }
    #expect(naive * 28 > scanned * 5, "\(naive * 28) \(scanned)")
  }
}
