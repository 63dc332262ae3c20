import GameDynamics
import GameOptimizers
import SmallGames
import Testing

/// EG+ as `docs/Counterplay.docc` and `Examples/CustomOptimizer` write it.
private struct ExtragradientPlus<V: Vector>: FirstOrderOptimizer {
  typealias State = NoState<V>
  var stepSizes: Players<V.Scalar>
  var beta: V.Scalar

  func step<G: Game>(_ point: inout Players<V>, _ state: inout State, in game: G) throws
    -> StepReport<V.Scalar> where G.V == V
  {
    var ahead = point
    try ahead.add(game.gradients(at: point), times: stepSizes.map { -$0 / beta })
    try point.add(game.gradients(at: ahead), times: stepSizes.map { -$0 })
    return StepReport()
  }
}

private struct ExtragradientPlusFamily: OptimizerFamily {
  let card = OptimizerCard(
    name: "eg-plus", title: "EG+", summary: "extragradient with a long look ahead and a short move",
    source: "Diakonikolas, Daskalakis and Jordan, 2021, arXiv:2011.00364",
    hyperparameters: .stepSizes(0.05) + [
      ParameterSpec("beta", symbol: "β", meaning: "short step over long step", standard: 0.5, minimum: 0.01, maximum: 1)
    ])

  func build<C: OptimizerContinuation>(_ h: Parameters<C.V.Scalar>, then next: C) throws -> C.Result {
    try next(ExtragradientPlus<C.V>(stepSizes: h.stepSizes(), beta: h.value("beta")))
  }
}

@Suite struct ExtragradientPlusTests {
  /// The rule of the documents keeps the contract that they tell of, from several seeds.
  @Test(arguments: 1...5 as ClosedRange<UInt64>) func keepsTheContract(seed: UInt64) {
    #expect(contractViolations(of: ExtragradientPlusFamily(), seed: seed) == [])
  }
}
