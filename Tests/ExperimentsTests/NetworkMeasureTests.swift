#if COUNTERPLAY_TORCH
  import Experiments
  import NeuralNetworks
  import Testing
  import TorchTensors

  /// What experiments on networks measure, on inputs whose measure is known.
  @Suite struct NetworkMeasureTests {
    /// A filter of one pixel off the border is found among others moved by a pixel, with either sign; moved by two it is not.
    @Test func filtersAreComparedOverShifts() throws {
      func pixel(_ row: Int, _ column: Int, _ value: Double) -> [Double] {
        (0..<16).map { $0 == 4 * row + column ? value : 0 }
      }
      let one = try FilterSimilarity(Tensor(pixel(1, 1, 3), shape: [1, 1, 4, 4]))
      let others = try FilterSimilarity(
        Tensor(pixel(3, 3, 1) + pixel(2, 1, -0.5) + pixel(0, 3, 1), shape: [3, 1, 4, 4]))
      let best = one.best(among: others)
      #expect(best.count == 1 && best[0].place == 1 && abs(best[0].cosine - 1) < 1e-12)
      let far = try FilterSimilarity(Tensor(pixel(3, 3, 1), shape: [1, 1, 4, 4]))
      #expect(one.similarity(to: far) == 0)
      // Weighted by squared norms: 9 of a filter that is found, 1 of one that is not.
      let two = try FilterSimilarity(Tensor(pixel(1, 1, 3) + pixel(3, 3, 1), shape: [2, 1, 4, 4]))
      let target = try FilterSimilarity(Tensor(pixel(1, 0, 1), shape: [1, 1, 4, 4]))
      #expect(abs(two.similarity(to: target) - 0.9) < 1e-12 && two.byNorm == [0, 1])
    }

    /// Pixels in [-1, 1] are counted from 0 to 1. All 1 in half of the samples and all 0 in the other: every moment is ½. All a
    /// half: ½, ¼, ⅛.
    @Test func momentsOfConstants() throws {
      let places = try PixelMoments.Places(size: 12, count: 50, seed: 3)
      let mixed = try PixelMoments(
        Tensor((0..<48).map { $0 < 24 ? 1.0 : -1.0 }, shape: [4, 3, 2, 2]), at: places)
      let grey = try PixelMoments(Tensor.full([4, 3, 2, 2], 0, dtype: .float64), at: places)
      #expect(mixed.values.map(\.count) == [12, 50, 50])
      let distances = mixed.distances(to: grey)
      for (found, wanted) in zip(distances, [0, 0.25, 0.375]) { #expect(abs(found - wanted) < 1e-12) }
      #expect(grey.distances(to: grey) == [0, 0, 0])
    }

    /// The widths of the one GAN: h and 2h with as many parameters as asked for, to half a step of h, counted by the networks.
    @Test(arguments: [(435_000, 784), (50_000, 3072), (2_000_000, 3072)]) func widthsOfEqualParameters(
      wanted: (parameters: Int, sample: Int)
    ) throws {
      func count(_ hidden: [Int]) throws -> Int {
        let generator = try Network.mlp(widths: [64] + hidden + [wanted.sample], activation: .relu)
        let discriminator = try Network.mlp(widths: [wanted.sample] + hidden.reversed() + [1], activation: .relu)
        return generator.parameterCount + discriminator.parameterCount
      }
      let hidden = LAPGANProtocol.hidden(parameters: wanted.parameters, sample: wanted.sample, latent: 64)
      #expect(hidden.count == 2 && hidden[1] == 2 * hidden[0])
      let step = try count([hidden[0] + 1, 2 * hidden[0] + 2]) - count(hidden)
      #expect(try abs(count(hidden) - wanted.parameters) <= step)
    }
  }
#endif
