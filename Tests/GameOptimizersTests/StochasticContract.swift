import GameDynamics
import GameOptimizers
import Synchronization
import TestSupport

/// What every optimizer of the catalogue promises of games with randomness: the ways in which this one breaks the
/// promise, in words; empty when it keeps it.
///
/// - The same seed gives the same run, bit for bit, another seed another one.
/// - **Looks are independent**: within a step no player's gradient is taken twice on one minibatch (but by methods whose
///   card says that they return to theirs), and no child of a draw is asked for twice, as two that each believe to have a
///   fresh minibatch would.
/// - Saved and restored before any step it goes on as if unbroken, bit for bit.
func stochasticViolations(of family: some OptimizerFamily, seed: UInt64 = 1) -> [String] {
  var violations: [String] = []
  func require(_ holds: Bool, _ broken: @autoclosure () -> String) {
    if !holds { violations.append("\(family.card.name): \(broken()) (seed \(seed))") }
  }
  func bits(_ points: [Players<Double>]) -> [UInt64] { points.flatMap { [$0.x.bitPattern, $0.y.bitPattern] } }
  do {
    let h = try family.hyperparameters(0.05, 0.04)
    let steps = 5
    let run = try family.build(h, then: LookProbe(seed: seed, steps: steps))
    let again = try family.build(h, then: LookProbe(seed: seed, steps: steps))
    require(bits(run.points) == bits(again.points), "the same seed gives another run")
    require(run.looks == again.looks, "the same seed looks elsewhere")
    let other = try family.build(h, then: LookProbe(seed: seed + 1, steps: steps))
    require(run.points.last != other.points.last, "another seed gives the same run")
    for step in 0..<steps {
      require(!run.looks[step].isEmpty, "step \(step) looks at nothing")
      if !family.card.returnsToItsMinibatch, let twice = firstDuplicate(run.looks[step]) {
        require(false, "step \(step) takes \(twice.player)'s gradient twice on the minibatch \(twice.draw.path)")
      }
      if let twice = firstDuplicate(run.asked[step]) {
        require(false, "step \(step) asks for the minibatch \(twice.path) twice")
      }
    }
    for place in 1..<steps {
      let resumed = try family.build(h, then: LookProbe(seed: seed, steps: steps, breakAt: place))
      require(bits(resumed.points) == bits(run.points), "restored before step \(place) it goes on to another point")
      require(resumed.looks == run.looks, "restored before step \(place) it looks elsewhere")
    }
  } catch {
    violations.append("\(family.card.name): threw '\(error)'")
  }
  return violations
}

/// What every wrapper promises: all of the above, around a base that looks wherever a base may, and around other wrappers
/// that do.
func stochasticViolations(of wrapper: some OptimizerWrapper, seed: UInt64 = 1) -> [String] {
  stochasticViolations(of: WrappedFamily(wrapper, CuriousFamily()), seed: seed)
    + stochasticViolations(of: WrappedFamily(LookaheadWrapper(), WrappedFamily(wrapper, CuriousFamily())), seed: seed)
    + stochasticViolations(of: WrappedFamily(wrapper, WrappedFamily(LookaheadWrapper(), CuriousFamily())), seed: seed)
}

private func firstDuplicate<T: Hashable>(_ values: [T]) -> T? {
  var seen: Set<T> = []
  return values.first { !seen.insert($0).inserted }
}

/// Descent along the sum of the gradients on the game itself, on six children and on six children of each: a base may
/// look at whatever descends from what it is handed, so whoever hands it two games that are related is found out.
struct Curious<V: Vector>: FirstOrderOptimizer {
  typealias State = NoState<V>
  var stepSizes: Players<V.Scalar>

  func step<G: Game>(_ point: inout Players<V>, _ state: inout State, in game: G) throws -> StepReport<V.Scalar>
  where G.V == V {
    var sum = try game.gradients(at: point)
    let one = Players(x: V.Scalar(1), y: V.Scalar(1))
    for number in 0..<6 {
      let child = try game.resampled(number)
      try sum.add(child.gradients(at: point), times: one)
      for inner in 0..<6 { try sum.add(child.resampled(inner).gradients(at: point), times: one) }
    }
    try point.add(sum, times: stepSizes.map { V.Scalar(-1.0 / 43) * $0 })
    return StepReport()
  }
}

struct CuriousFamily: OptimizerFamily {
  var card: OptimizerCard {
    OptimizerCard(
      name: "curious", title: "Curious", summary: "looks everywhere", source: "nobody, 2000",
      hyperparameters: .stepSizes(0.01))
  }
  func build<C: OptimizerContinuation>(_ h: Parameters<C.V.Scalar>, then next: C) throws -> C.Result {
    try next(Curious<C.V>(stepSizes: h.stepSizes()))
  }
}

/// What a pure function cannot have: how often it looked so far, in all runs.
private let looksOfAll = Atomic<Int>(0)

/// What can be wrong with an optimizer's looks, each on purpose.
enum LookDefect: String, CaseIterable, Sendable {
  case none
  case handsOneChildToAll, asksForOneChildEveryTime, handsTheParentBesideItsChildren, handsAChildBesideItsOwn
  case looksAgainAtTheSame, countsLooksOfAllRuns, hidesHowFarItIs

  /// Words that the contract must find for it; nil where nothing is wrong.
  var complaint: String? {
    switch self {
    case .none: nil
    case .handsOneChildToAll, .looksAgainAtTheSame: "'s gradient twice on the minibatch"
    case .asksForOneChildEveryTime, .handsTheParentBesideItsChildren, .handsAChildBesideItsOwn: "twice"
    case .countsLooksOfAllRuns: "the same seed looks elsewhere"
    case .hidesHowFarItIs: "restored before step 1 it looks elsewhere"
    }
  }
}

/// Three steps of a base without lookahead's averaging, and one defect in which games they are handed.
struct BrokenWrapped<Base: Optimizer>: Optimizer {
  typealias V = Base.V
  let defect: LookDefect
  var base: Base
  var stepSizes: Players<V.Scalar> {
    get { base.stepSizes }
    set { base.stepSizes = newValue }
  }

  struct State: OptimizerState {
    typealias V = Base.V
    let defect: LookDefect
    var base: Base.State
    var steps = 0
    mutating func visit<Visitor: StateVisitor>(_ visitor: inout Visitor) throws where Visitor.V == V {
      try base.visit(&visitor)
      if defect != .hidesHowFarItIs { try visitor.counter("wrappedSteps", of: .wholeStep, &steps) }
    }
  }
  func initialState(at point: Players<V>) throws -> State {
    State(defect: defect, base: try base.initialState(at: point))
  }

  func step<G: SecondOrderGame>(_ point: inout Players<V>, _ state: inout State, in game: G) throws
    -> StepReport<V.Scalar> where G.V == V
  {
    let first = try game.resampled(0)
    let games: [G]
    switch defect {
    case .none: games = try [first, game.resampled(1), game.resampled(2)]
    case .handsOneChildToAll: games = [first, first, first]
    case .asksForOneChildEveryTime: games = try [first, game.resampled(1), game.resampled(1)]
    case .handsTheParentBesideItsChildren: games = try [game, first, game.resampled(1)]
    case .handsAChildBesideItsOwn: games = try [first, first.resampled(0), game.resampled(1)]
    case .looksAgainAtTheSame:
      _ = try first.gradient(.y, at: point)
      games = try [first, game.resampled(1)]
    case .countsLooksOfAllRuns:
      games = try [first, game.resampled(looksOfAll.wrappingAdd(1, ordering: .relaxed).newValue)]
    case .hidesHowFarItIs: games = try [game.resampled(1 + state.steps), game.resampled(2 + state.steps)]
    }
    var report = StepReport<V.Scalar>()
    for game in games { report = report.followed(by: try base.step(&point, &state.base, in: game)) }
    state.steps += 1
    return report
  }
}

struct BrokenWrapper: OptimizerWrapper {
  let defect: LookDefect
  var card: SchemeCard {
    SchemeCard(
      name: "broken-\(defect.rawValue.lowercased())", title: "Broken", summary: "three steps", source: "nobody, 2000")
  }
  func build<O: Optimizer, C: OptimizerContinuation>(
    _ base: O, _ h: WrapperParameters<C.V.Scalar>, then next: C
  ) throws -> C.Result where O.V == C.V {
    try next(BrokenWrapped(defect: defect, base: base))
  }
}
