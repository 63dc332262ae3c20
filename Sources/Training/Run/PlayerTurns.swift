import GameDynamics
import TorchTensors

/// One training step: any optimizer's, and who moves in it, with what the problem does around it.
///
/// - **Several steps of y**: k - 1 steps of y alone, each on a minibatch of its own, and then one step of both. A step
///   of y alone is a step of the base with η_x = 0 in a game whose own x-gradient is zero (`StandingPlayerGame`), after
///   which x and everything the base remembers of x are put back. So Adam's moments and count of x see one gradient a
///   step, as with an optimizer for each player. What both share (ACGD's count of steps, by which it corrects both second
///   moments; the optimistic scheme's, so that x's very first move takes zero for its last direction) advances k times,
///   what counts whole steps (a schedule's position) once: `StateOwner` says which is which. For optimizers with second
///   derivatives such a step is that of a player whose opponent stands still: CGD's is a gradient step of y.
/// - **A player that stands** (`PlayerNetworks.stands`): every step is one of the other alone, likewise. An optimizer that
///   by itself moves that player alone (one-sided CGD) is left as it is: its opponent's step size is that of the answer
///   which it reckons with.
/// - **Turns** (`TrainingProblem.turn`): the problem says, by its memory, that a step is one player's alone, likewise a
///   whole step; and that what the base remembers of that player begins anew. A player whose turn it is and whose
///   networks all rest stays where it is.
/// - **The problem** scales both step sizes before each of the steps, and settles the point and its own memory after it.
///
/// State: the base's, and the problem's memory. A pure function of (point, state, game) but for what the game has told
/// the recorder.
struct PlayerTurns<Base: Optimizer, Problem: TrainingProblem>: Optimizer where Base.V == TensorList {
  typealias V = TensorList
  var base: Base
  /// The players that the base moves by itself.
  let movers: [Player]
  /// The player whose networks all rest; nil where both move.
  let standing: Player?
  /// k ≥ 1.
  let stepsOfY: Int
  /// The run's games, for the problem's settling and its memory.
  let games: RunGames<Problem>

  struct State: OptimizerState {
    typealias V = TensorList
    var base: Base.State
    var memory: Problem.Memory

    mutating func visit<Visitor: StateVisitor>(_ visitor: inout Visitor) throws where Visitor.V == TensorList {
      try base.visit(&visitor)
      try memory.visit(&visitor)
    }
  }

  var stepSizes: Players<Double> {
    get { base.stepSizes }
    set { base.stepSizes = newValue }
  }

  /// The base's, and what the problem remembers when the run begins.
  func initialState(at point: Players<TensorList>) throws -> State {
    State(base: try base.initialState(at: point), memory: games.memory)
  }

  func step<G: SecondOrderGame>(
    _ point: inout Players<TensorList>, _ state: inout State, in game: G
  ) throws -> StepReport<Double> where G.V == TensorList {
    defer { games.memory = state.memory }
    if case .alone(let player, let anew) = games.problem.turn(state.memory) {
      if anew { try begin(player, at: point, &state) }
      if standing == player {
        try games.problem.settle(&point, &state.memory, after: games.recorder.record)
        return StepReport()
      }
      return try alone(&point, &state, in: game, standing: player.opponent, isWholeStep: true)
    }
    if let standing {
      return try alone(&point, &state, in: game, standing: standing, isWholeStep: true)
    }
    if stepsOfY <= 1 { return try turn(&point, &state, in: game, standing: nil) }
    var report = StepReport<Double>()
    for number in 0..<stepsOfY - 1 {
      report = report.followed(
        by: try alone(&point, &state, in: game.resampled(number), standing: .x, isWholeStep: false))
    }
    return report.followed(by: try turn(&point, &state, in: game.resampled(stepsOfY - 1), standing: nil))
  }

  /// What the base remembers of a player, put back to what it is before a run.
  private func begin(_ player: Player, at point: Players<TensorList>, _ state: inout State) throws {
    var fresh = try base.initialState(at: point)
    var collector = StateCollector()
    try fresh.visit(&collector)
    var putBack = PutBack(collector, owners: [StateOwner(player)])
    try state.base.visit(&putBack)
  }

  /// A step of one player, after which the other and what is remembered of it are as before.
  ///
  /// An optimizer that moves this player alone by itself is handed the game as it is.
  private func alone<G: SecondOrderGame>(
    _ point: inout Players<TensorList>, _ state: inout State, in game: G, standing: Player, isWholeStep: Bool
  ) throws -> StepReport<Double> where G.V == TensorList {
    let isOwnWay = movers == [standing.opponent]
    let owners = (isOwnWay ? [] : [StateOwner(standing)]) + (isWholeStep ? [] : [.wholeStep])
    let kept = point[standing]
    var collector = StateCollector()
    try state.base.visit(&collector)
    let report =
      isOwnWay
      ? try turn(&point, &state, in: game, standing: nil)
      : try turn(&point, &state, in: StandingPlayerGame(base: game, standing: standing), standing: standing)
    point[standing] = kept
    var putBack = PutBack(collector, owners: owners)
    try state.base.visit(&putBack)
    return report
  }

  private func turn<G: SecondOrderGame>(
    _ point: inout Players<TensorList>, _ state: inout State, in game: G, standing: Player?
  ) throws -> StepReport<Double> where G.V == TensorList {
    var optimizer = base
    let factors = games.problem.stepSizeFactors(state.memory)
    for player in Player.allCases { optimizer.stepSizes[player] *= player == standing ? 0 : factors[player] }
    let report = try optimizer.step(&point, &state.base, in: game)
    try games.problem.settle(&point, &state.memory, after: games.recorder.record)
    return report
  }
}

/// Puts back the entries of some owners.
private struct PutBack: StateVisitor {
  typealias V = TensorList
  private let kept: StateCollector
  private let owners: [StateOwner]
  private var vectors = 0, scalars = 0, counters = 0

  init(_ kept: StateCollector, owners: [StateOwner]) {
    self.kept = kept
    self.owners = owners
  }

  // A state is visited in the same order always, so the n-th entry of a kind is the n-th that was collected.
  mutating func vector(_ name: String, of owner: StateOwner, _ value: inout TensorList) {
    if owners.contains(owner) { value = kept.vectors[vectors].value }
    vectors += 1
  }
  mutating func scalar(_ name: String, of owner: StateOwner, _ value: inout Double) {
    if owners.contains(owner) { value = kept.scalars[scalars].value }
    scalars += 1
  }
  mutating func counter(_ name: String, of owner: StateOwner, _ value: inout Int) {
    if owners.contains(owner) { value = kept.counters[counters].value }
    counters += 1
  }
}
