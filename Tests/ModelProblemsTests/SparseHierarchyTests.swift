import Foundation
import GameDynamics
import ModelProblems
import TestSupport
import Testing

/// The games of `msr-realizable`: gradients against differences, known laws, and what is learned of a known truth.
@Suite struct SparseHierarchyTests {
  /// ∂f/∂x and ∂g/∂y against central differences of the losses.
  private func check<G: Game>(_ game: G, _ point: Players<DenseVector<Double>>) throws
  where G.V == DenseVector<Double> {
    for player in [Player.x, .y] {
      let gradient = try game.gradient(player, at: point)
      for i in gradient.elements.indices {
        func loss(_ step: Double) throws -> Double {
          var moved = point
          moved[player].elements[i] += step
          return try game.losses(at: moved)[player]
        }
        let difference = try (loss(1e-5) - loss(-1e-5)) / 2e-5
        #expect(abs(gradient[i] - difference) < 1e-6 * max(1, abs(difference)), "\(player) \(i)")
      }
    }
  }

  @Test func gradientsAreThoseOfTheLosses() throws {
    var random = SeededRandom(seed: 4)
    let patches = (0..<20).map { _ in random.uniforms(3) }
    let moments = MomentMatchingGame(patches, columns: 2, kappa: 1.5)
    // Symmetric tensors, as the discriminator's are from zero on.
    let v = random.uniforms(3)
    var (second, third): ([Double], [Double]) = ([], [])
    for a in v {
      for b in v {
        second.append(a * b)
        for c in v { third.append(a * b * c) }
      }
    }
    try check(moments, Players(x: DenseVector(random.uniforms(6)), y: DenseVector(second + third)))

    let layer = SuperResolutionGame(
      coarse: (0..<15).map { _ in random.uniforms(4, 0...1) }, fine: (0..<15).map { _ in random.uniforms(2, 0...1) })
    try check(layer, Players(x: DenseVector(random.uniforms(10)), y: DenseVector(random.uniforms(10))))

    let first = FirstLayerGame(first: 0.3, second: 0.5)
    try check(first, Players(x: DenseVector([0.9, 0.4]), y: DenseVector([0.2, -0.3])))
    let decoded = FirstLayerGame(first: 0.3, second: 0.5, threshold: 0.15)
    try check(decoded, Players(x: DenseVector([0.9, 0.4]), y: DenseVector([0.2, -0.3])))
  }

  /// E (g - t)_+ = φ(t) - t Q(t) is 0.39894 at 0 and 0.08332 at 1; E (g - t)_+² is ½ at 0. A rectified Gaussian has the
  /// skewness of the half-normal law's mixture with a point: at t = 0 (√(2/π)(1 + 1/π)/... ) it is computed from moments
  /// E s = 1/√(2π), E s² = ½, E s³ = √(2/π).
  @Test func rectifiedGaussians() {
    let zero = NormalLaw.rectifiedMoments(gain: 1, threshold: 0)
    #expect(abs(zero.first - 0.3989422804) < 1e-9 && abs(zero.second - 0.5) < 1e-12)
    #expect(abs(NormalLaw.rectifiedMoments(gain: 1, threshold: 1).first - 0.0833154706) < 1e-9)
    let twice = NormalLaw.rectifiedMoments(gain: 2, threshold: 2)
    #expect(abs(twice.first - 2 * 0.0833154706) < 1e-9, "homogeneous of degree 1")
    let (m1, m2, m3) = (1 / (2 * Double.pi).squareRoot(), 0.5, (2 / Double.pi).squareRoot())
    let skewness = (m3 - 3 * m1 * m2 + 2 * m1 * m1 * m1) / pow(m2 - m1 * m1, 1.5)
    #expect(abs(NormalLaw.rectifiedSkewness(threshold: 0) - skewness) < 1e-12)
    #expect(abs(NormalLaw.quantile(above: 0.025) - 1.959963985) < 1e-8)
  }

  /// The first layer's two numbers come back from their exact moments.
  @Test func theFirstLayerIsFound() throws {
    let moments = NormalLaw.rectifiedMoments(gain: 1.1, threshold: 0.8)
    let found = try FirstLayerGame(first: moments.first, second: moments.second).learned(steps: 20_000)
    #expect(abs(found.gain - 1.1) < 1e-3 && abs(found.threshold - 0.8) < 1e-3, "\(found)")
  }

  /// A layer of two channels with exact pairs: V and b come back.
  @Test func aLayerIsFoundFromPairs() throws {
    var random = SeededRandom(seed: 9)
    let (v, b) = ([[1.0, 0.0, 0.7], [0.2, 0.9, 0.0]], [0.3, 0.2])
    let coarse = (0..<400).map { _ in random.uniforms(3, 0...1.5) }
    let fine = coarse.map { s in
      zip(v, b).map { row, bias in max(0, zip(row, s).reduce(-bias) { $0 + $1.0 * $1.1 }) }
    }
    let found = try SuperResolutionGame(coarse: coarse, fine: fine).learned(steps: 4000)
    for row in 0..<2 {
      for k in 0..<3 { #expect(abs(found.mixing[row][k] - v[row][k]) < 0.02, "\(found.mixing)") }
      #expect(abs(found.biases[row] - b[row]) < 0.02)
    }
  }

  @Test func targetsAreWhatTheySay() throws {
    let target = SparseHierarchy(channels: 6, active: 2, seed: 3)
    for columns in target.outputs {
      for (i, a) in columns.enumerated() {
        for (j, b) in columns.enumerated() {
          #expect(abs(zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } - (i == j ? 1 : 0)) < 1e-12)
        }
      }
    }
    // Two of six channels of a patch are active on average; of n = 12,000 codes the share is 1/3 within 4 √(2/9n).
    let codes = target.codes(1000, seed: 5)
    let active = codes.coarse.joined().count { $0 > 0 }
    #expect(abs(Double(active) / 12_000 - 1.0 / 3) < 0.0172)
    #expect(target.patches(codes, level: 0).count == 2000 && target.patches(codes, level: 1).count == 4000)
    // The same seeds give the same draws.
    #expect(target.codes(3, seed: 5).coarse == Array(codes.coarse.prefix(3)))
  }

  @Test func columnsAreMatchedAndLawsFitted() {
    let match = ColumnMatch([[0, 2, 0], [3, 0, 0.3]], [[1, 0, 0], [0, 1, 0]])
    #expect(match.places == [1, 0] && abs(match.cosines[0] - 3 / 9.09.squareRoot()) < 1e-12 && match.cosines[1] == 1)
    let law = PowerLaw(x: [1, 2, 4, 8], y: [3, 3 / 2.0.squareRoot(), 1.5, 1.5 / 2.0.squareRoot()])
    #expect(abs(law.exponent + 0.5) < 1e-12 && law.halfWidth < 1e-6)
  }
}
