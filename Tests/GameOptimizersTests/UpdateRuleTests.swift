import GameDynamics
import GameOptimizers
import SmallGames
import TestSupport
import Testing

/// Update rules against hand calculations, and their compositions against the formulas written out.
@Suite struct UpdateRuleTests {
  let adam = AdamRule<Double>(beta1: 0.9, beta2: 0.999, epsilon: 1e-8)

  // Adam's first direction is g/(|g| + ε), and with a constant gradient it stays so: m̂ = g, v̂ = g².
  @Test(arguments: [3.0, -0.02])
  func adamDescendsAlongSigns(g: Double) throws {
    var memory = try adam.initialMemory(like: g)
    for _ in 0..<50 {
      #expect(abs(try adam.direction(along: g, &memory) - g / (abs(g) + 1e-8)) < 1e-13)
    }
  }

  // Gradients 1 and 0: m = 0.9·0.1, v = 0.999·0.001; corrections 1 - 0.9² = 0.19 and 1 - 0.999² = 0.001999. AMSGrad's u
  // stays at 0.001 where v falls to 0.000999.
  @Test func adamAndAMSGradByHand() throws {
    var memory = try adam.initialMemory(like: 0)
    _ = try adam.direction(along: 1, &memory)
    let second = try adam.direction(along: 0, &memory)
    #expect(abs(second - (0.09 / 0.19) / ((0.000999 / 0.001999).squareRoot() + 1e-8)) < 1e-12)
    let amsgrad = AMSGradRule(adam)
    var greatest = try amsgrad.initialMemory(like: 0)
    _ = try amsgrad.direction(along: 1, &greatest)
    let secondOfAMSGrad = try amsgrad.direction(along: 0, &greatest)
    #expect(abs(secondOfAMSGrad - (0.09 / 0.19) / ((0.001 / 0.001999).squareRoot() + 1e-8)) < 1e-12)
  }

  @Test func amsgradsDenominatorsNeverShrink() throws {
    let amsgrad = AMSGradRule(AdamRule<Double>(beta1: 0.9, beta2: 0.9, epsilon: 1e-8))
    var memory = try amsgrad.initialMemory(like: 0)
    var generator = SeededRandom(seed: 20)
    var adamsShrank = false
    for _ in 0..<200 {
      let (before, adams) = (memory.greatestSecondMoment, memory.adam.secondMoment)
      _ = try amsgrad.direction(along: Double.random(in: -1...1, using: &generator), &memory)
      #expect(memory.greatestSecondMoment >= before && memory.greatestSecondMoment >= memory.adam.secondMoment)
      adamsShrank = adamsShrank || memory.adam.secondMoment < adams
    }
    #expect(adamsShrank)
  }

  // v = (1 - ρ)g² at first: d = g / (√(1 - ρ)|g| + ε); for a constant gradient v = (1 - ρᵗ)g².
  @Test func rmspropByHand() throws {
    let rule = RMSpropRule<Double>(decay: 0.99, epsilon: 1e-8)
    var memory = try rule.initialMemory(like: 0)
    #expect(abs(try rule.direction(along: -2, &memory) + 2 / (0.1 * 2 + 1e-8)) < 1e-12)
    #expect(abs(try rule.direction(along: -2, &memory) + 2 / ((1 - 0.99 * 0.99).squareRoot() * 2 + 1e-8)) < 1e-12)
  }

  let game = QuadraticGame<Double>(a: 1, b: 10, c: 1)
  let eta = Players(x: 0.01, y: 0.02)
  let start = Players(x: 0.7, y: -0.4)

  func moved(_ p: Players<Double>, _ d: Players<Double>, _ factor: Double = 1) -> Players<Double> {
    Players(x: p.x - factor * eta.x * d.x, y: p.y - factor * eta.y * d.y)
  }
  func isNear(_ a: Players<Double>, _ b: Players<Double>) -> Bool { abs(a.x - b.x) < 1e-14 && abs(a.y - b.y) < 1e-14 }

  /// Adam's directions for both players, with memories of its own.
  struct TwoAdams {
    let rule: AdamRule<Double>
    var memories: Players<AdamRule<Double>.Memory>
    init(_ rule: AdamRule<Double>) throws {
      self.rule = rule
      memories = Players(x: try rule.initialMemory(like: 0), y: try rule.initialMemory(like: 0))
    }
    mutating func callAsFunction(_ g: Players<Double>) throws -> Players<Double> {
      Players(x: try rule.direction(along: g.x, &memories.x), y: try rule.direction(along: g.y, &memories.y))
    }
  }

  // Optimistic Adam (Daskalakis et al. 2017, algorithm 1): ω ← ω - 2η d_t + η d_{t-1}, but a plain first step.
  @Test func optimisticAdam() throws {
    let optimizer = Optimistic(stepSizes: eta, rules: Players(x: adam, y: adam))
    var (point, state) = (start, try optimizer.initialState(at: start))
    var directions = try TwoAdams(adam)
    let d0 = try directions(game.gradients(at: start))
    var expected = moved(start, d0)
    _ = try optimizer.step(&point, &state, in: game)
    #expect(isNear(point, expected))
    let d1 = try directions(game.gradients(at: expected))
    expected = moved(moved(expected, d1, 2), d0, -1)
    _ = try optimizer.step(&point, &state, in: game)
    #expect(isNear(point, expected))
  }

  // OGDA's first step is SimGD's, not one of twice the size.
  @Test func ogdaStartsPlainly() throws {
    let ogda = Optimistic(stepSizes: eta, rules: Players(x: PlainRule<Double>(), y: PlainRule()))
    let simGD = SimGD<Double>(stepSizes: eta)
    var (a, b) = (start, start)
    var (stateA, stateB) = (try ogda.initialState(at: a), try simGD.initialState(at: b))
    _ = try ogda.step(&a, &stateA, in: game)
    _ = try simGD.step(&b, &stateB, in: game)
    #expect(a == b)
    let expected = try moved(moved(a, game.gradients(at: a), 2), game.gradients(at: start), -1)
    _ = try ogda.step(&a, &stateA, in: game)
    #expect(isNear(a, expected))
  }

  // ExtraAdam (Gidel et al. 2018, algorithm 4): both looks advance the moments, the step starts where one stood.
  @Test func extraAdam() throws {
    let optimizer = Extragradient(stepSizes: eta, rules: Players(x: adam, y: adam))
    var (point, state) = (start, try optimizer.initialState(at: start))
    var directions = try TwoAdams(adam)
    var expected = start
    for _ in 0..<3 {
      let ahead = moved(expected, try directions(game.gradients(at: expected)))
      expected = moved(expected, try directions(game.gradients(at: ahead)))
      _ = try optimizer.step(&point, &state, in: game)
      #expect(isNear(point, expected))
    }
    #expect(state.x.count == 6)
  }

  // Alternating Adam: y's gradient is taken at x's new position.
  @Test func alternatingAdam() throws {
    let optimizer = Alternating(stepSizes: eta, rules: Players(x: adam, y: adam))
    var (point, state) = (start, try optimizer.initialState(at: start))
    _ = try optimizer.step(&point, &state, in: game)
    let x = start.x - eta.x * (game.gradient(.x, at: start) > 0 ? 1 : -1)
    let slope = game.gradient(.y, at: Players(x: x, y: start.y))
    #expect(isNear(point, Players(x: x, y: start.y - eta.y * (slope > 0 ? 1 : -1))) == false)
    #expect(abs(point.x - x) < 1e-9 && abs(point.y - (start.y - eta.y * (slope > 0 ? 1 : -1))) < 1e-9)
  }

  // The two looks of extragradient on a stochastic game are at different minibatches, unless that is turned off.
  @Test func extragradientResamples() throws {
    struct Shifted: Game {
      var shift: Double
      var isZeroSum: Bool { false }
      func losses(at p: Players<Double>) -> Players<Double> { p }
      func gradient(_ player: Player, at p: Players<Double>) -> Double { shift }
      func resampled(_ number: Int) -> Shifted { Shifted(shift: shift + Double(number)) }
    }
    var optimizer = Extragradient(
      stepSizes: Players(x: 1, y: 1), rules: Players(x: PlainRule<Double>(), y: PlainRule()))
    for (resamples, expected) in [(true, -6.0), (false, -5.0)] {
      optimizer.resamples = resamples
      var (point, state) = (Players(x: 0.0, y: 0.0), try optimizer.initialState(at: start))
      _ = try optimizer.step(&point, &state, in: Shifted(shift: 5))
      #expect(point == Players(x: expected, y: expected))
    }
  }
}
