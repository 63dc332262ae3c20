import Foundation
import GameDynamics
import GameOptimizers
import SmallGames
import Testing

/// Names of the command line: `wrapper:scheme:rule`, and schedules of step sizes.
@Suite struct CompositionTests {
  struct LastPoint: OptimizerContinuation {
    typealias V = Double
    let steps: Int
    func callAsFunction<O: Optimizer>(_ optimizer: O) throws -> Players<Double> where O.V == Double {
      var point = Players(x: 0.7, y: -0.4)
      var state = try optimizer.initialState(at: point)
      for _ in 0..<steps { _ = try optimizer.step(&point, &state, in: QuadraticGame(a: 1, b: 10, c: 1)) }
      return point
    }
  }
  func end(_ name: String, steps: Int = 7, _ hyperparameters: [String: Double] = [:]) throws -> Players<Double> {
    let family = try OptimizerCatalogue.named(name)
    var h = Parameters<Double>(family.card.hyperparameters)
    try h.setStepSizes(Players(x: 0.01, y: 0.02))
    for (name, value) in hyperparameters { try h.set(name, to: value) }
    return try family.build(h, then: LastPoint(steps: steps))
  }

  @Test(arguments: [
    ("simultaneous:gd", "simgd"), ("alternating:gd", "altgd"), ("simultaneous:adam", "adam"),
    ("optimistic:gd", "ogda"), ("optimistic:adam", "optimistic-adam"), ("extragradient:gd", "extragradient"),
    ("extragradient:adam", "extra-adam"), ("past:gd", "past-extragradient"), ("simultaneous:amsgrad", "amsgrad"),
    ("lookahead:simgd", "lookahead"),
  ])
  func compositionsAreTheNamedMethods(composition: String, name: String) throws {
    #expect(try end(composition) == end(name))
    #expect(try OptimizerCatalogue.named(composition).card.name == composition)
  }

  @Test func everySchemeTakesEveryRuleAndEveryWrapperEveryOptimizer() throws {
    for scheme in OptimizerCatalogue.schemes {
      for rule in OptimizerCatalogue.rules {
        let point = try end(scheme.card.name + ":" + rule.card.name)
        #expect(point.x.isFinite && point != Players(x: 0.7, y: -0.4))
      }
    }
    for wrapper in OptimizerCatalogue.wrappers {
      for family in OptimizerCatalogue.all {
        let wrapped = try OptimizerCatalogue.named(wrapper.card.name + ":" + family.card.name)
        #expect(wrapped.card.needsZeroSumGame == family.card.needsZeroSumGame)
        #expect(wrapped.card.hyperparameters.prefix(2).map(\.name) == ["eta-x", "eta-y"])
        #expect(Set(wrapped.card.hyperparameters.map(\.name)).count == wrapped.card.hyperparameters.count)
      }
    }
  }

  // α = 1 is the base itself, k steps at a time; α = 0 stands still.
  @Test func lookaheadsLimits() throws {
    let h = ["lookahead-steps": 3.0, "lookahead-averaging": 1.0]
    let (a, b) = (try end("lookahead:adam", steps: 2, h), try end("adam", steps: 6))
    #expect(abs(a.x - b.x) < 1e-14 && abs(a.y - b.y) < 1e-14)
    #expect(try end("lookahead:adam", ["lookahead-averaging": 0]) == Players(x: 0.7, y: -0.4))
  }

  // Nested lookahead: the outer one's hyperparameters get names of their own.
  @Test func nestedLookahead() throws {
    let card = try OptimizerCatalogue.named("lookahead:lookahead:simgd").card
    #expect(
      card.hyperparameters.map(\.name) == [
        "eta-x", "eta-y", "lookahead-steps", "lookahead-averaging", "outer-lookahead-steps",
        "outer-lookahead-averaging",
      ])
    let h = [
      "lookahead-steps": 2.0, "lookahead-averaging": 1, "outer-lookahead-steps": 3, "outer-lookahead-averaging": 1,
    ]
    let (a, b) = (try end("lookahead:lookahead:simgd", steps: 1, h), try end("simgd", steps: 6))
    #expect(abs(a.x - b.x) < 1e-14 && abs(a.y - b.y) < 1e-14)
  }

  @Test func mistakesAreExplained() {
    func message(_ name: String) -> String {
      do {
        _ = try OptimizerCatalogue.named(name)
        return ""
      } catch { return "\(error)" }
    }
    #expect(message("lookahed:adam").contains("did you mean 'lookahead'?"))
    #expect(message("adm").contains("did you mean 'adam'?"))
    #expect(message("alternating:cgd").contains("'cgd' is none"))
    #expect(message("alternating:lookahead:adam").contains("directly before the update rule"))
    for name in ["", ":", "adam:", ":adam", "lookahead::adam"] {
      #expect(message(name).contains("both sides of every colon"), "\(name)")
    }
  }

  @Test func factorsOfSchedules() {
    let cases: [(StepSizeSchedule, [(Int, Double)])] = [
      (.constant, [(0, 1), (99, 1)]),
      (.linear(to: 0.2, over: 10), [(0, 1), (5, 0.6), (10, 0.2), (11, 0.2)]),
      (.cosine(to: 0, over: 8), [(0, 1), (2, 0.5 + 0.5 * 0.5.squareRoot()), (4, 0.5), (8, 0), (100, 0)]),
      (.cosine(to: 0.5, over: 8), [(4, 0.75), (8, 0.5)]),
      (.exponential(by: 0.25, every: 10), [(0, 1), (5, 0.5), (10, 0.25), (20, 0.0625)]),
      (.staircase(by: 0.1, every: 3), [(0, 1), (2, 1), (3, 0.1), (5, 0.1), (6, 0.01)]),
      (.inverseSquareRoot(over: 4), [(0, 1), (12, 0.5), (60, 0.25)]),
    ]
    for (schedule, values) in cases {
      for (step, factor) in values { #expect(abs(schedule.factor(at: step) - factor) < 1e-15, "\(schedule) \(step)") }
    }
  }

  // SimGD with step sizes halved after every step, written out.
  @Test func scheduledSteps() throws {
    let game = QuadraticGame<Double>(a: 1, b: 10, c: 1)
    var expected = Players(x: 0.7, y: -0.4)
    for step in 0..<4 {
      let g = game.localModel(at: expected).gradients
      let factor = pow(0.5, Double(step))
      expected = Players(x: expected.x - 0.01 * factor * g.x, y: expected.y - 0.02 * factor * g.y)
    }
    let h = ["schedule-steps": 1.0, "schedule-factor": 0.5]
    for name in ["staircase:simgd", "exponential:simgd"] {
      let point = try end(name, steps: 4, h)
      #expect(abs(point.x - expected.x) < 1e-15 && abs(point.y - expected.y) < 1e-15)
    }
  }
}
