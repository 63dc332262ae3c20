import ArgumentParser
import Foundation
import GameDynamics
import GnuplotScripts
import Reports
import StabilityAnalysis

#if COUNTERPLAY_TORCH
  import KrylovEigenvalues
  import GANs
  import GameOptimizers
  import TorchTensors
  import Training
#endif

/// `counterplay stability`: where the training of a GAN is locally stable.
struct StabilityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stability", abstract: "Tells at a checkpoint of a GAN which step sizes are locally stable, and why.",
    discussion: """
      On one large batch, in double precision and without writing a matrix out: the leading eigenvalues of the Jacobian of \
      the game's gradient field, those of the optimizer's own iteration (what it remembers included), and along η_G = r η_D \
      the η_D for which no disturbance grows e-fold in --horizon steps. Residuals ‖A z - λ z‖ are computed, not estimated.

      A checkpoint is near an equilibrium at best: --equilibrium goes on to the nearest one by Newton's method, where the \
      answer is exact. Clipping, accuracy rules and moving buffers are not part of the iteration, and of several steps of \
      the discriminator one is.

      Of a run's folder with several checkpoints (train --checkpoint-every, --keep) also: the angle between the gradient \
      field and the path from the first to the last, and the largest singular values of the weights.

      Writes game-eigenvalues, iteration-eigenvalues, region, path-angle and singular-values as tables and figures.

      EXAMPLES
        counterplay stability out/train
        counterplay stability out/train --batch 1000 --map --equilibrium
        counterplay stability out/train/checkpoints/checkpoint-000001000 --optimizer ogda --eta-y 0.001:1 --ratio 0.5
      """)

  @Argument(help: "A run's folder (its last checkpoint is taken), or the folder of one checkpoint.")
  var checkpoint: String

  @Option(help: "Samples of the batch that is looked at. [default: the run's batch]")
  var batch: Int?

  @Option(help: "The data. [default: what the run was trained on]")
  var data: String?

  @Option(help: "The seed of the batch. [default: the run's]")
  var seed: UInt64?

  @Option(help: "How many eigenvalues are looked for at each end.")
  var count = 12

  @Option(help: "Another optimizer than the run's, by its name in `counterplay list`, as it settles at the point.")
  var optimizer: String?

  @Option(
    name: .customLong("hyperparameter"),
    help: "A hyperparameter of the optimizer, NAME=NUMBER (eta-x=0.1, …); may be repeated. [default: the run's]")
  var hyperparameters: [Assignment] = []

  @Option(help: "The η_D between which stability is looked for, LOW:HIGH. [default: a 32nd to 32 times the run's]")
  var etaY: NumberRange?

  @Option(help: "η_G over η_D. [default: the run's]")
  var ratio: Double?

  @Flag(help: "Several ratios, an eighth to eight times --ratio: the region of (η_G, η_D).")
  var map = false

  @Option(help: "In how many steps no disturbance may grow e-fold; inf for never.")
  var horizon = 1000.0

  @Flag(help: "Go to the nearest equilibrium by Newton's method first.")
  var equilibrium = false

  @Option(
    help: "Threads of libtorch; the numbers do not depend on it but for rounding. [default: 1 for small networks]")
  var threads: Int?

  @OptionGroup var output: OutputFolder

  @OptionGroup var results: ResultOptions

  func validate() throws {
    if let batch, batch < 1 { throw ValidationError("--batch must be at least 1, \(batch) was given") }
    if let threads, threads < 1 { throw ValidationError("--threads must be at least 1, \(threads) was given") }
    if count < 1 || count > 200 { throw ValidationError("--count must be from 1 to 200, \(count) was given") }
    if !(horizon >= 1) { throw ValidationError("--horizon must be at least 1, \(horizon) was given") }
    if let ratio, !(ratio > 0 && ratio.isFinite) {
      throw ValidationError("--ratio must be above 0 and finite, \(ratio) was given")
    }
    if let range = etaY?.range, range.lowerBound <= 0 {
      throw ValidationError("--eta-y must be above 0, \(range.lowerBound) was given")
    }
  }

  #if COUNTERPLAY_TORCH
    func run() throws {
      let interruption = Interruption()
      let stored = try CheckpointStore.find(URL(fileURLWithPath: checkpoint, isDirectory: true))
      try setThreads(for: stored)
      let gan = try StandingGAN(stored, batch: batch, data: data, seed: seed)
      let family = try optimizer.map { try OptimizerCatalogue.named($0) } ?? gan.family
      let isOwn = optimizer == nil
      if !isOwn { try SpectrumError.requireDerivative(of: family) }
      var numbers = isOwn ? gan.hyperparameters : Parameters<Double>(family.card.hyperparameters)
      if !isOwn { try numbers.setStepSizes(gan.hyperparameters.stepSizes()) }
      numbers = try numbers.setting(hyperparameters)
      TorchRuntime.keepFreedMemory()
      let bench = try Workbench(folder: output.url(default: "stability"), seed: gan.configuration.seed)
      bench.isCancelled = { interruption.wasAsked }
      let report = StabilityReport(
        gan: gan, family: family, hyperparameters: numbers, state: isOwn ? gan.state : nil, count: count,
        horizon: horizon, bench: bench)
      var line = ProgressLine(isQuietAtFirst: true)
      let ratios: [Double] = map ? [0.125, 0.25, 0.5, 1, 2, 4, 8] : [1]
      do {
        try report.write(
          range: etaY?.range, ratio: ratio, times: ratios, toEquilibrium: equilibrium, earlier: earlier(than: stored)
        ) { what in
          if interruption.wasAsked { throw CancellationError() }
          line.show(what, isLast: false)
        }
      } catch is CancellationError {
        line.end()
        tell("interrupted; what was written is in \(bench.folder.path)")
        throw ExitCode(interruption.exitCode ?? 1)
      }
      line.end()
      for sentence in report.sentences { results.say(sentence) }
      try results.finish("stability", bench, report.found)
    }

    /// As many as suit the networks and the batch that is looked at. To be called before anything is computed.
    private func setThreads(for stored: StoredCheckpoint) throws {
      let configuration = try? TrainingConfiguration(texts: stored.manifest.configuration.texts)
      let share = configuration.map { Double(batch ?? $0.batchSize) / Double($0.batchSize) } ?? 1
      let count = try threads ?? ThreadChoice.standard(work: (configuration?.work ?? .infinity) * share)
      ThreadWaiting.sleepSoon(threads: count)
      try TorchRuntime.setThreadCount(count)
    }

    /// The run's other checkpoints, where its folder was named.
    private func earlier(than last: StoredCheckpoint) throws -> [StoredCheckpoint] {
      let folder = URL(fileURLWithPath: checkpoint, isDirectory: true)
      let inside = folder.appendingPathComponent(RunFiles.checkpointsFolder, isDirectory: true)
      guard FileManager.default.fileExists(atPath: inside.path) else { return [] }
      let store = CheckpointStore(folder: inside)
      return try store.steps().sorted().filter { $0 < last.manifest.step }.map { try store.stored(step: $0) }
    }
  #else
    func run() throws { throw MissingLibtorch() }
  #endif
}
