import GameDynamics
import GameExpressions
import RealModule
import SmallGames
import TestSupport
import Testing

/// Scalings of functional gradients as formulas.
@Suite struct TypedScalingTests {
  // d and 1 - d, typed, are GAN0's and GAN1's; their losses differ by what they are at D = 0.
  @Test(arguments: [("d", FunctionalScaling.gan0), ("1 - d", .gan1), ("1", .cfg), ("σ(D)", .gan0)])
  func theLiteraturesTyped(text: String, known: FunctionalScaling) throws {
    let typed = try TypedScaling(text)
    for logit in [-12.0, -3, -0.4, 0, 0.7, 5, 30] {
      #expect(abs(typed.scale(logit) - known.scale(logit)) < 1e-15)
      let expected = known.loss(logit) - known.loss(0.0)
      #expect(abs(typed.loss(logit) - expected) < 1e-12 * max(1, abs(expected)), "\(text) at \(logit)")
    }
    #expect(typed.formula == text)
  }

  // ψ′ = -s on duals, also of a formula of D and d.
  @Test func theLossDescendsByTheScaling() throws {
    for text in ["4 d (1 - d)", "exp(-D^2/8)", "1 + D²", "d + 2(1 - d)"] {
      let scaling = try TypedScaling(text)
      for logit in [-6.0, -1, 0.3, 4] {
        #expect(
          abs(scaling.loss(Dual(logit, tangent: 1)).tangent + scaling.scale(logit)) < 1e-11, "\(text) at \(logit)")
      }
    }
    #expect(abs(try TypedScaling("1 + D²").scale(3.0) - 10) < 1e-15)
  }

  /// The game with a typed scaling is that of the catalogue, on every field.
  @Test func aTypedGameIsTheCatalogues() throws {
    struct Gradients<S: Field>: GameContinuation {
      typealias Scalar = S
      let point: Players<[S]>
      func callAsFunction<G: SecondOrderGame>(_ game: G) throws -> [S]
      where G.V: CoordinateVector, G.V.Scalar == S {
        let at = try point.map { try G.V(coordinates: $0) }
        let model = try game.localModel(at: at)
        return try model.gradients.coordinates() + model.ownX(times: at.x).coordinates()
          + model.mixedX(times: at.y).coordinates()
      }
    }
    let known = ParticleGameFamily(.moments, FunctionalScaling.gan1)
    let typed = ParticleGameFamily(.moments, try TypedScaling("1 - d"))
    #expect(typed.card.name == "particles-moments-typed" && typed.card.sharesName && !typed.card.isZeroSum)
    #expect(typed.card.formula.contains("s = 1 - d"))
    let start = known.card.standardStart
    let p = Parameters<Double>(known.card.parameters)
    let expected = try known.build(p, then: Gradients(point: start))
    #expect(difference(try typed.build(p, then: Gradients(point: start)), expected) < 1e-13)
    let lanes = try typed.build(p.lifted(to: Lanes.self), then: Gradients(point: start.map { $0.map { Lanes($0) } }))
    #expect(difference(lanes.map { $0[lane: 3] }, expected) < 1e-13)
  }

  @Test(arguments: [
    ("x", "write D"), ("D", "required to be positive"), ("1/D", "divides by 0"), ("d +", "ends here"),
    ("max(D, 0)", "it is 0.0 where D = "), ("", "empty"), ("q", "q"), ("log(d)", "required to be positive"),
  ])
  func whatIsNoScalingIsSaid(text: String, words: String) {
    let message = errorText { try TypedScaling(text) }
    #expect(message?.contains(words) == true, "\(message ?? "no error")")
  }
}
