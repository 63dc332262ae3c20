import GameDynamics
import ModelProblems
import TestSupport
import Testing

/// Steps on densities, where what they come to is known.
@Suite struct DensityStepTests {
  /// N(1, 1) towards N(0, 1): D = ½ - x, ∇D = -1 everywhere. A step shifts p by -η: KL(p*‖p) = m²/2 goes from ½ to (1 - η)²/2,
  /// and its drop per η is ∫p* = 1. N(1, 2 I) towards N(0, 2 I) in two dimensions: half of each.
  @Test(arguments: [(1, 1.0), (2, 2.0)]) func shiftsAreKnown(dimension: Int, variance: Double) throws {
    let covariance = Matrix(identity: dimension, times: variance)
    let start = [1.0] + [Double](repeating: 0, count: dimension - 1)
    let exact = try ExactRatio(
      target: NormalMixture(mean: start.map { _ in 0 }, covariance: covariance),
      current: NormalMixture(mean: start, covariance: covariance))
    let step = FunctionalStep(exact, .literature(.cfg))
    #expect(try difference(step.divergence(), 1 / (2 * variance)) < 1e-8)
    let moved = 1 - 0.3 / variance
    #expect(try difference(step.divergence(after: 0.3), moved * moved / (2 * variance)) < 1e-8)
    #expect(try difference(step.drop(), 1 / (variance * variance)) < 1e-8)
    // The same by mean and covariance.
    var flow = NormalFlow(to: (start.map { _ in 0 }, covariance), from: (start, covariance))
    #expect(try difference(flow.drop(), step.drop()) < 1e-8)
    try flow.step(0.3)
    #expect(difference(flow.mean[0], moved) < 1e-12 && difference(flow.covariance[0, 0], variance) < 1e-12)
    #expect(try difference(flow.divergence(), flow.integratedDivergence()) < 1e-8)
  }

  /// What is known of the drop without D, and the rest, integrated by parts, are all of it; with the exact D the rest is nothing.
  @Test(arguments: StepScaling.all.map(\.name)) func whatAnInexactDiscriminatorBelieves(name: String) throws {
    let scaling = try #require(StepScaling.all.first { $0.name == name })
    let exact = try ExactRatio(
      target: NormalMixture(modes: [-1, 1], deviation: 0.7),
      current: NormalMixture(mean: [0.4], covariance: Matrix(identity: 1, times: 1.5)))
    for amplitude in [0, 0.3] {
      let step = FunctionalStep(exact, scaling, amplitude: amplitude)
      #expect(try difference(step.drop() - step.believedDrop(), step.error()) < 1e-7)
      #expect(try (step.inexactness() < 1e-9) == (amplitude == 0))
    }
    // The slope of KL at η = 0, from two steps.
    let step = FunctionalStep(exact, scaling)
    let slopes = try [1e-3, 5e-4].map { (try step.divergence() - step.divergence(after: $0)) / $0 }
    #expect(try difference(2 * slopes[1] - slopes[0], step.drop()) < 1e-5)
  }

  /// With m = 0 D is 0 everywhere, d = ½. E_p d and E_p* (1 - d) are one number, by reflection at m/2, at most ½e^{-m²/8}.
  @Test func shiftedNormals() throws {
    typealias Normals = ShiftedNormals
    #expect(try difference(Normals.expectation(of: .gan0, over: 0, shift: 0), 0.5) < 1e-8)
    #expect(try difference(Normals.expectation(of: .cfg, over: 3, shift: 3), 1) < 1e-8)
    let (fake, real) = (
      try Normals.expectation(of: .gan0, over: 3, shift: 3), try Normals.expectation(of: .gan1, over: 0, shift: 3)
    )
    #expect(abs(fake - real) < 1e-9 && fake > 0 && fake <= 0.5 * 0.3246524674, "e^{-9/8} = 0.32465")
  }
}
