import Datasets
import DurableFiles
import Foundation
import GameDynamics
import NeuralNetworks
import TorchTensors

/// A run of training with an optimizer, whichever it is: from the start or a checkpoint, checkpoint by checkpoint.
///
/// Between two checkpoints the loop is `Driver`'s. All that a step leaves (point, state, buffers, average) is taken
/// over after it and before anything is saved, so a run that is killed and resumed computes what an unbroken one
/// computes.
struct TrainingLoop: OptimizerContinuation {
  typealias V = TensorList
  let trainer: GANTrainer
  let files: RunFiles?
  let observe: (TrainingProgress) throws -> Driver<TensorList>.Verdict

  /// What a run has come to.
  private struct Position<State: OptimizerState> where State.V == TensorList {
    var step: Int
    var point: Players<TensorList>
    var state: State
    var buffers: Players<TensorList>?
    var average: GeneratorAverage?
  }

  func callAsFunction<O: Optimizer>(_ base: O) throws -> TrainingResult where O.V == TensorList {
    let configuration = trainer.configuration
    let source = trainer.source
    let optimizer = step(base)
    var position = try start(optimizer)
    let firstStep = position.step
    try files?.store.requireRoom(for: checkpoint(position))
    let games = RunningGames(source, buffers: position.buffers, clip: configuration.gradientClip)
    var history = try files?.open(resumingAt: firstStep > 0 ? firstStep : nil) ?? TrainingHistory()
    var lastCheckpoint = firstStep > 0 ? firstStep : nil
    var cappedSolves = 0
    var badLoss: NonFiniteNumber?
    var outcome: Outcome
    let clock = ContinuousClock()
    let (begin, loadingBefore) = (clock.now, source.loadingTime)

    repeat {
      var average = position.average
      let result = try Driver<TensorList>(stepCap: nextStop(after: position.step)).run(
        optimizer, on: games, from: position.point, state: position.state, firstStep: position.step
      ) { step, point, report in
        guard let report else { return .proceed }
        try games.commit()
        if let decay = configuration.generatorAverage {
          try average?.follow(
            point.x, buffers: games.buffers?.x, of: source.model.generator, decay: decay)
        }
        let losses = try source.monitor.latest()
        let elapsed = begin.duration(to: clock.now)
        let progress = TrainingProgress(
          step: step, steps: configuration.steps, generatorLoss: losses.generator,
          discriminatorLoss: losses.discriminator, solver: report.solver, elapsed: elapsed, firstStep: firstStep)
        if step.isMultiple(of: configuration.logEvery) || step == configuration.steps {
          let share = (source.loadingTime - loadingBefore).inSeconds / max(elapsed.inSeconds, 1e-9)
          history.append(try log(progress, loadingShare: share))
        }
        if !(losses.generator.isFinite && losses.discriminator.isFinite) {
          badLoss = NonFiniteNumber(
            step: step, subject: "the \(losses.discriminator.isFinite ? "generator" : "discriminator")'s loss")
          return .stop
        }
        if let files, configuration.sampleEvery > 0, step.isMultiple(of: configuration.sampleEvery) {
          let generator = trainer.generator(average, or: point, games.buffers)
          try files.watch(step: step, generator, point, seed: configuration.seed)
        }
        return try observe(progress)
      }
      position = Position(
        step: result.outcome.step, point: result.point, state: result.state, buffers: games.buffers, average: average)
      cappedSolves += result.cappedSolves
      outcome = result.outcome
      if badLoss == nil, try canBeSaved(outcome, position), let files, position.step > lastCheckpoint ?? -1 {
        try save(position, to: files)
        lastCheckpoint = position.step
      }
      if case .stillMoving = outcome { continue }
      break
    } while position.step < configuration.steps
    try files?.flush()

    var nonFinite = try badLoss ?? Self.nonFinite(outcome, position.point)
    nonFinite?.lastCheckpoint = lastCheckpoint
    if let badLoss {
      outcome = .nonFinite(step: badLoss.step, player: badLoss.subject.contains("generator") ? .x : .y)
    }
    return TrainingResult(
      outcome: outcome, point: position.point, buffers: position.buffers, generatorAverage: position.average,
      history: history, cappedSolves: cappedSolves, firstStep: firstStep, elapsed: begin.duration(to: clock.now),
      loadingTime: source.loadingTime - loadingBefore, nonFinite: nonFinite)
  }

  // MARK: - Parts

  /// The optimizer with what the configuration puts around it.
  private func step<O: Optimizer>(_ base: O) -> TrainingStep<O> where O.V == TensorList {
    let (model, monitor) = (trainer.source.model, trainer.source.monitor)
    var step = TrainingStep(base: base, discriminatorSteps: trainer.configuration.discriminatorSteps)
    if trainer.configuration.discriminatorAccuracyRule { step.accuracy = { try monitor.accuracy() } }
    if model.hasProjection { step.project = { try model.project(&$0) } }
    return step
  }

  private func nextStop(after step: Int) -> Int {
    let every = trainer.configuration.checkpointEvery
    guard files != nil, every > 0 else { return trainer.configuration.steps }
    return min(trainer.configuration.steps, (step / every + 1) * every)
  }

  /// The start, or the last checkpoint of the folder.
  private func start<O: Optimizer>(_ optimizer: O) throws -> Position<O.State> where O.V == TensorList {
    let configuration = trainer.configuration
    let model = trainer.source.model
    let point = try model.initialPoint(seed: configuration.seed, device: trainer.device)
    var buffers: Players<TensorList>?
    if !model.generator.bufferLayout.entries.isEmpty || !model.discriminator.bufferLayout.entries.isEmpty {
      buffers = try model.initialBuffers(at: point, seed: configuration.seed)
    }
    guard let files, let stored = try files.checkpointToResume() else {
      return Position(
        step: 0, point: point, state: try optimizer.initialState(at: point), buffers: buffers,
        average: configuration.generatorAverage.map { _ in
          GeneratorAverage(startingFrom: point.x, buffers: buffers?.x)
        })
    }
    try configuration.requireSameRun(as: stored.manifest.configuration, folder: files.folder)
    let checkpoint = try files.store.load(
      stored, optimizer: optimizer, named: configuration.optimizer, like: point, buffers: buffers,
      data: trainer.dataset.fingerprint)
    let average = try checkpoint.extras[GeneratorAverage.name].map {
      try GeneratorAverage(
        restoring: $0, like: checkpoint.point.x, buffers: checkpoint.buffers?.x, from: stored.folder.path)
    }
    if configuration.generatorAverage != nil, average == nil {
      throw CheckpointError(
        .foreign, subject: stored.folder.path, required: "an average of the generator", given: "none",
        remedy: "resume without generator-average, or start a new run")
    }
    return Position(
      step: checkpoint.step, point: checkpoint.point, state: checkpoint.state, buffers: checkpoint.buffers,
      average: average)
  }

  private func save<State>(_ position: Position<State>, to files: RunFiles) throws {
    try files.flush()
    try files.store.save(checkpoint(position))
  }

  private func checkpoint<State>(_ position: Position<State>) throws -> Checkpoint<State> {
    var extras: [String: TensorList] = [:]
    extras[GeneratorAverage.name] = try position.average?.stored()
    return Checkpoint(
      step: position.step, point: position.point, state: position.state, buffers: position.buffers, extras: extras,
      configuration: trainer.configuration, data: trainer.dataset.fingerprint,
      dataDescription: DataDescription(of: trainer.dataset))
  }

  /// Measures and writes what is known of a step.
  private func log(_ progress: TrainingProgress, loadingShare: Double) throws -> TrainingHistory.Entry {
    let norms = try trainer.source.monitor.gradientNorms()
    let entry = TrainingHistory.Entry(
      step: progress.step, generatorLoss: progress.generatorLoss, discriminatorLoss: progress.discriminatorLoss,
      generatorGradient: norms.x, discriminatorGradient: norms.y,
      solverIterations: progress.solver.map { Double($0.iterations) },
      solverResidual: progress.solver?.relativeResidual)
    guard let files else { return entry }
    var values: [RunFiles.Metric: Double] = [
      .generatorLoss: entry.generatorLoss, .discriminatorLoss: entry.discriminatorLoss,
      .generatorGradient: entry.generatorGradient, .discriminatorGradient: entry.discriminatorGradient,
      .accuracy: try trainer.source.monitor.accuracy(), .loadingShare: loadingShare,
      .stepsPerSecond: progress.stepsPerSecond,
    ]
    values[.innerIterations] = entry.solverIterations
    values[.innerResidual] = entry.solverResidual
    try files.log(step: progress.step, values)
    return entry
  }

  /// A run that went wrong must not put a checkpoint in the place of a good one.
  private func canBeSaved<State>(_ outcome: Outcome, _ position: Position<State>) throws -> Bool {
    switch outcome {
    case .nonFinite, .diverged, .solverBrokeDown: return false
    case .stillMoving, .stopped, .converged: break
    }
    var state = position.state
    var collector = StateCollector()
    try state.visit(&collector)
    let lists = collector.vectors.map(\.value) + [position.point.x, position.point.y]
    return try lists.allSatisfy { try $0.isFinite() }
  }

  /// The first tensor that is not finite, by its name.
  private static func nonFinite(_ outcome: Outcome, _ point: Players<TensorList>) throws -> NonFiniteNumber? {
    guard case .nonFinite(let step, let player) = outcome else { return nil }
    for (name, list) in [("generator", point.x), ("discriminator", point.y)] {
      for (entry, tensor) in zip(list.layout.entries, try list.views()) where try !tensor.isAllFinite() {
        return NonFiniteNumber(step: step, subject: "the \(name)'s tensor '\(entry.name)'")
      }
    }
    return NonFiniteNumber(
      step: step, subject: "the squared norm of the \(player == .x ? "generator" : "discriminator")'s parameters")
  }
}
