import Foundation
import GANs
import Training
import GameDynamics
import Testing
import TorchTensors

/// Losses against numbers computed from their definitions, with Foundation's functions.
@Suite struct LossTests {
  static let real = [1.0, -2.0, 0.25]
  static let fake = [0.5, 3.0, -1.0]

  static func mean(_ values: [Double], _ f: (Double) -> Double) -> Double {
    values.map(f).reduce(0, +) / Double(values.count)
  }
  static func sigmoid(_ v: Double) -> Double { 1 / (1 + exp(-v)) }

  /// (f, g) by the formulas of the sources.
  static func expected(_ name: String) -> (f: Double, g: Double)? {
    let (r, s) = (real, fake)
    /// g = -E a(real) + E f*(a(fake)), f = -g, with the paper's activation and conjugate.
    func divergence(_ a: (Double) -> Double, _ conjugate: (Double) -> Double) -> (Double, Double) {
      let g = -mean(r, a) + mean(s) { conjugate(a($0)) }
      return (-g, g)
    }
    let (meanReal, meanFake) = (mean(r) { $0 }, mean(s) { $0 })
    switch name {
    case "minimax":
      let g = -mean(r) { log(sigmoid($0)) } - mean(s) { log(1 - sigmoid($0)) }
      return (-g, g)
    case "non-saturating":
      return (-mean(s) { log(sigmoid($0)) }, -mean(r) { log(sigmoid($0)) } - mean(s) { log(1 - sigmoid($0)) })
    case "cfg": return (-meanFake, -mean(r) { log(sigmoid($0)) } - mean(s) { log(1 - sigmoid($0)) })
    case "wgan": return (meanReal - meanFake, meanFake - meanReal)
    case "least-squares":
      return (0.5 * mean(s) { ($0 - 1) * ($0 - 1) }, 0.5 * mean(r) { ($0 - 1) * ($0 - 1) } + 0.5 * mean(s) { $0 * $0 })
    case "hinge": return (-meanFake, mean(r) { max(0, 1 - $0) } + mean(s) { max(0, 1 + $0) })
    case "f-kl": return divergence({ $0 }, { exp($0 - 1) })
    case "f-reverse-kl": return divergence({ -exp(-$0) }, { -1 - log(-$0) })
    case "f-pearson": return divergence({ $0 }, { $0 * $0 / 4 + $0 })
    case "f-neyman": return divergence({ 1 - exp(-$0) }, { 2 - 2 * (1 - $0).squareRoot() })
    case "f-hellinger": return divergence({ 1 - exp(-$0) }, { $0 / (1 - $0) })
    case "f-jensen-shannon": return divergence({ log(2) - log(1 + exp(-$0)) }, { -log(2 - exp($0)) })
    case "relativistic":
      let pairs = zip(r, s).map { $0 - $1 }
      return (-mean(pairs) { log(sigmoid(-$0)) }, -mean(pairs) { log(sigmoid($0)) })
    case "relativistic-average":
      return (
        -mean(s) { log(sigmoid($0 - meanReal)) } - mean(r) { log(1 - sigmoid($0 - meanFake)) },
        -mean(r) { log(sigmoid($0 - meanFake)) } - mean(s) { log(1 - sigmoid($0 - meanReal)) }
      )
    case "relativistic-average-least-squares":
      return (
        mean(s) { pow($0 - meanReal - 1, 2) } + mean(r) { pow($0 - meanFake + 1, 2) },
        mean(r) { pow($0 - meanFake - 1, 2) } + mean(s) { pow($0 - meanReal + 1, 2) }
      )
    case "relativistic-average-hinge":
      return (
        mean(s) { max(0, 1 - ($0 - meanReal)) } + mean(r) { max(0, 1 + ($0 - meanFake)) },
        mean(r) { max(0, 1 - ($0 - meanFake)) } + mean(s) { max(0, 1 + ($0 - meanReal)) }
      )
    default: return nil
    }
  }

  /// (f, g) of a loss on logits; in a zero-sum game f is by definition -g.
  static func values(_ loss: any GANLoss, _ real: [Double], _ fake: [Double]) throws -> (f: Double, g: Double) {
    let r = try Tensor(real, shape: [real.count, 1], dtype: .float64)
    let s = try Tensor(fake, shape: [fake.count, 1], dtype: .float64)
    switch loss.form {
    case .separable(let loss):
      let g = try loss.onReal(r).item() + loss.onFake(s).item()
      if loss.card.isZeroSum {
        // The generator's own function differs from -g by what does not depend on it.
        #expect(abs(try loss.generator(s).item() + loss.onFake(s).item()) < 1e-14)
        return (-g, g)
      }
      return (try loss.generator(s).item(), g)
    case .joint(let loss):
      return (try loss.generator(real: r, fake: s).item(), try loss.discriminator(real: r, fake: s).item())
    }
  }

  @Test(arguments: LossCatalogue.all.map(\.card.name))
  func matchesItsDefinition(_ name: String) throws {
    let expected = try #require(Self.expected(name))
    let found = try Self.values(LossCatalogue.named(name), Self.real, Self.fake)
    #expect(abs(found.f - expected.f) < 1e-13)
    #expect(abs(found.g - expected.g) < 1e-13)
  }

  /// On two outcomes with data's (¼, ¾) and the generator's (½, ½), D's best answer a(D) = f'(p/q) makes -g the
  /// divergence itself. Batches: one a and three b; two a and two b.
  @Test func bestDiscriminatorMeasuresTheDivergence() throws {
    let (p, q) = ([0.25, 0.75], [0.5, 0.5])
    func sum(_ term: (Double, Double) -> Double) -> Double { zip(p, q).map(term).reduce(0, +) }
    let cases: [(DivergenceLoss.Divergence, best: (Double) -> Double, value: Double)] = [
      (.kullbackLeibler, { 1 + log($0) }, sum { $0 * log($0 / $1) }),
      // -exp(-v) = -1/u: v = log u
      (.reverseKullbackLeibler, { log($0) }, sum { $1 * log($1 / $0) }),
      (.pearson, { 2 * ($0 - 1) }, sum { ($1 - $0) * ($1 - $0) / $1 }),
      // 1 - exp(-v) = 1 - u⁻²: v = 2 log u
      (.neyman, { 2 * log($0) }, sum { ($0 - $1) * ($0 - $1) / $0 }),
      // 1 - exp(-v) = 1 - u^(-1/2): v = ½ log u
      (.squaredHellinger, { 0.5 * log($0) }, sum { pow($0.squareRoot() - $1.squareRoot(), 2) }),
      // log 2 - log(1 + exp(-v)) = log(2u / (1 + u)): v = log u
      (.jensenShannon, { log($0) }, sum { $0 * log(2 * $0 / ($0 + $1)) + $1 * log(2 * $1 / ($0 + $1)) }),
    ]
    #expect(Set(cases.map(\.0)) == Set(DivergenceLoss.Divergence.allCases))
    for (divergence, best, value) in cases {
      let (a, b) = (best(p[0] / q[0]), best(p[1] / q[1]))
      let g = try Self.values(DivergenceLoss(divergence), [a, b, b, b], [a, a, b, b]).g
      #expect(abs(-g - value) < 1e-13, "\(divergence)")
      // No other answer does better.
      for wrong in [[a + 0.1, b], [a, b - 0.1]] {
        let worse = try Self.values(
          DivergenceLoss(divergence), [wrong[0], wrong[1], wrong[1], wrong[1]],
          [wrong[0], wrong[0], wrong[1], wrong[1]]
        ).g
        #expect(worse > g, "\(divergence)")
      }
    }
  }

  /// Large logits: nothing overflows where the loss itself is finite.
  @Test func largeLogitsStayFinite() throws {
    for name in ["minimax", "non-saturating", "f-jensen-shannon", "relativistic", "relativistic-average"] {
      let found = try Self.values(LossCatalogue.named(name), [800, -800], [-800, 800])
      #expect(found.f.isFinite && found.g.isFinite, "\(name)")
    }
  }

  @Test func catalogue() throws {
    let names = LossCatalogue.all.map(\.card.name)
    #expect(Set(names).count == names.count)
    for name in names { #expect(Self.expected(name) != nil, "\(name) has no expected value here") }
    let error = #expect(throws: CatalogueError.self) { try LossCatalogue.named("hing") }
    #expect(error?.description.contains("did you mean 'hinge'") == true)
  }

  @Test func unequalBatchesAreRefused() throws {
    let error = #expect(throws: TorchError.self) { try Self.values(RelativisticLoss(), [1, 2], [1]) }
    #expect(error?.message.contains("as many real samples") == true)
  }
}
