import Foundation
import GameDynamics
import NeuralNetworks
import TorchTensors

/// A run of training with an optimizer, whichever it is: from the start or a checkpoint, checkpoint by checkpoint.
///
/// Between two checkpoints the loop is `Driver`'s. All that a step leaves is in one `RunState`, taken over after the step
/// and before anything is saved, so a run that is killed and resumed computes what an unbroken one computes.
struct TrainingLoop<Problem: TrainingProblem>: OptimizerContinuation {
  typealias V = TensorList
  let trainer: Trainer<Problem>
  let problem: Problem
  let files: RunFiles?
  let listener: RunListener
  let observe: (TrainingProgress) throws -> Driver<TensorList>.Verdict

  private var settings: Settings<RunSettings> { trainer.settings }

  func callAsFunction<O: Optimizer>(_ base: O) throws -> TrainingResult<Problem> where O.V == TensorList {
    let standing = try self.standing()
    let beginning = try RunBeginning(trainer: trainer, problem: problem, files: files, tell: listener.tell)
    var state = try beginning.state(for: base)
    let header = beginning.header
    try files?.store.requireRoom(for: state)
    let firstStep = state.step
    let games = RunGames(
      problem, seed: settings.seed, clip: settings.gradientClip, device: beginning.device, resting: state.resting,
      buffers: state.buffers, memory: state.memory)
    let optimizer = PlayerTurns(
      base: base, movers: trainer.family.card.movers, standing: standing, stepsOfY: problem.stepsOfY, games: games)
    var log = try RunLog(problem, settings: settings, files: files, firstStep: firstStep)
    var lastCheckpoint = firstStep > 0 ? firstStep : nil
    var cappedSolves = 0
    var badLoss: NonFiniteNumber?
    var outcome: Outcome

    /// Takes over where a part of the run has got to.
    func take(_ result: Driver<TensorList>.Result<PlayerTurns<O, Problem>.State>, _ average: NetworkAverage?) {
      state.step = result.outcome.step
      state.point = result.point
      state.optimizer = result.state.base
      state.memory = result.state.memory
      state.buffers = games.buffers
      state.average = average
      cappedSolves += result.cappedSolves
    }
    /// Saves what is new.
    func save() throws {
      guard let files, state.step > lastCheckpoint ?? -1 else { return }
      try files.save(state, header)
      lastCheckpoint = state.step
    }

    repeat {
      if let reason = problem.ending(state.memory) {
        listener.tell(reason)
        outcome = .stopped(step: state.step)
        break
      }
      var average = state.average
      let result: Driver<TensorList>.Result<PlayerTurns<O, Problem>.State>
      do {
        result = try Driver<TensorList>(stepCap: nextStop(after: state.step)).run(
          optimizer, on: games, from: state.point, state: .init(base: state.optimizer, memory: state.memory),
          firstStep: state.step
        ) { step, point, report in
          guard let report else { return .proceed }
          try games.commit()
          if let decay = problem.averageDecay {
            try average?.follow(point.x, buffers: games.buffers.x, of: problem.players.x, decay: decay)
          }
          let record = games.recorder.record
          func trained() -> TrainedNetworks {
            TrainedNetworks(
              problem.players, moving: Players(x: average?.parameters ?? point.x, y: point.y), resting: state.resting,
              buffers: Players(x: average?.buffers ?? games.buffers.x, y: games.buffers.y))
          }
          let progress = try log.progress(
            after: step, record, report, loading: games.recorder.loadingTime,
            scores: trainer.scoring?.values(problem, trained, after: step))
          if let bad = log.nonFiniteLoss(record, progress) {
            badLoss = bad
            return .stop
          }
          if let files, settings.sampleEvery > 0, step.isMultiple(of: settings.sampleEvery) {
            try files.watch(step: step, problem, trained(), point, seed: settings.seed)
          }
          let verdict = try observe(progress)
          return problem.ending(games.memory) == nil ? verdict : .stop
        }
      } catch let failure as Driver<TensorList>.SourceFailure<PlayerTurns<O, Problem>.State> {
        // The steps before are whole: they are saved before the error goes on.
        take(failure.result, average)
        if try state.isFinite() { try save() }
        try files?.flush()
        throw failure.cause
      }
      take(result, average)
      outcome = result.outcome
      if badLoss == nil, try canBeSaved(outcome, state) { try save() }
      if case .stopped = outcome, let reason = problem.ending(state.memory) { listener.tell(reason) }
      guard case .stepCapReached = outcome else { break }
      // Who asked to stop while the checkpoint was written need not wait for another step and another checkpoint.
      if state.step < settings.steps, !listener.goesOn() {
        outcome = .stopped(step: state.step)
        break
      }
    } while state.step < settings.steps
    try files?.flush()

    var nonFinite = try badLoss ?? nonFiniteTensor(outcome, state.point)
    nonFinite?.lastCheckpoint = lastCheckpoint
    if let badLoss { outcome = .nonFinite(step: badLoss.step, player: badLoss.player) }
    return TrainingResult(
      problem: problem, outcome: outcome, point: state.point, resting: state.resting, buffers: state.buffers,
      average: state.average, history: log.history, lastRecord: games.recorder.record, cappedSolves: cappedSolves,
      firstStep: firstStep, elapsed: log.elapsed, processorTime: log.processorTime,
      loadingTime: games.recorder.loadingTime, nonFinite: nonFinite)
  }

  // MARK: - Parts

  /// The player whose networks all rest. Throws where nobody moves, or the optimizer moves nobody who may.
  private func standing() throws -> Player? {
    let stands = Player.allCases.filter { problem.players[$0].stands }
    let empty = Player.allCases.filter { problem.players[$0].layout.entries.isEmpty }
    let card = trainer.family.card
    if stands.count + empty.count > 1 { throw TrainingError.nobodyMoves }
    if problem.stepsOfY > 1, !card.movers.contains(.y) || stands.contains(.y) {
      throw TrainingError.secondPlayerDoesNotMove(optimizer: card.name)
    }
    if let mover = stands.first?.opponent ?? empty.first?.opponent, !card.movers.contains(mover) {
      throw TrainingError.moverRests(optimizer: card.name, networks: problem.players[mover.opponent].names)
    }
    return stands.first
  }

  private func nextStop(after step: Int) -> Int {
    let every = settings.checkpointEvery
    guard files != nil, every > 0 else { return settings.steps }
    return min(settings.steps, (step / every + 1) * every)
  }

  /// A run that went wrong must not put a checkpoint in the place of a good one.
  private func canBeSaved<State, Memory>(_ outcome: Outcome, _ state: RunState<State, Memory>) throws -> Bool {
    switch outcome {
    case .nonFinite, .diverged, .solverBrokeDown: return false
    case .stepCapReached, .stopped, .converged: return try state.isFinite()
    }
  }

  /// The first tensor that is not finite, by its name.
  private func nonFiniteTensor(_ outcome: Outcome, _ point: Players<TensorList>) throws -> NonFiniteNumber? {
    guard case .nonFinite(let step, let player) = outcome else { return nil }
    for player in Player.allCases {
      let list = point[player]
      for (entry, tensor) in zip(list.layout.entries, try list.views()) where try !tensor.isAllFinite() {
        return NonFiniteNumber(step: step, player: player, subject: "the tensor '\(entry.name)'")
      }
    }
    return NonFiniteNumber(
      step: step, player: player,
      subject: "the squared norm of the parameters of \(problem.players[player].names.joined(separator: ", "))")
  }
}
