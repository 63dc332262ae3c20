import ArgumentParser
import Foundation
import GameDynamics
import Reports

#if COUNTERPLAY_TORCH
  import Evaluation
  import GANs
  import Training
  import TorchTensors
#endif

/// `counterplay train`: a GAN.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Trains a GAN with any optimizer of the catalogue.",
    discussion: """
      Writes checkpoints, metrics.jsonl, TensorBoard events, a grid of samples, charts and record.json. Ctrl-C,
      TERM, HUP, USR1 and USR2 end the step, save a checkpoint and exit with 128 + the signal's number; --resume goes on,
      bit for bit.

      On a machine with other work, or for small networks, --threads 1 is often fastest.

      A setting is taken from its flag, else from --config, else (with --resume) from the run, else its default.

      EXAMPLES
        counterplay train --data synthetic --optimizer simgd --eta-x 0.1 --eta-y 0.1 --steps 2000
        counterplay train --data ../shared/data/mnist --optimizer cgd --steps 500 --out out/mnist
        counterplay train --data ring --optimizer altgd --latent 2 --hidden 128,128
        counterplay train --data ../shared/data/mnist --architecture icr-mnist --optimizer acgd --loss wgan \\
          --discriminator-accuracy-rule --checkpoint-every 500 --sample-every 500 --out out/icr --resume
        counterplay train --data ring --optimizer adam --loss wgan --regularizer gradient-penalty=10 \\
          --discriminator-steps 5 --generator-average 0.999
        counterplay train --data ring --optimizer cosine:alternating:adam --print-config > ring.yaml
        counterplay train --config ring.yaml --seed 1
      """)

  #if COUNTERPLAY_TORCH
    @OptionGroup var settings: SettingFlags<GANSettings>
  #else
    @Argument(parsing: .allUnrecognized, help: .hidden) var settings: [String] = []
  #endif

  @Option(help: "A YAML file of settings, as --print-config shows them.", completion: .file(extensions: ["yaml"]))
  var config: String?

  @Flag(help: "Show the whole effective configuration as YAML, and train nothing.")
  var printConfig = false

  @Flag(help: "Go on from the folder's last checkpoint; start where there is none yet.")
  var resume = false

  @Flag(help: "Remove the checkpoints that an earlier run has left in the folder.")
  var overwrite = false

  @OptionGroup var output: OutputFolder

  func validate() throws {
    if resume, overwrite { throw ValidationError("--resume goes on and --overwrite starts anew; give one of them") }
  }

  #if COUNTERPLAY_TORCH
    func run() throws {
      let interruption = Interruption()
      TorchRuntime.keepFreedMemory()
      let folder = output.url(default: "train")
      let stored = resume ? try RunFiles.latest(in: folder) : nil
      var configuration = try settings.settings(
        over: config.map { try TrainingConfiguration(contentsOf: URL(fileURLWithPath: $0)) }
          ?? stored?.manifest.configuration ?? TrainingConfiguration())
      if let stored { configuration = try configuration.resuming(stored.manifest.configuration, folder: folder) }
      if printConfig {
        print(try configuration.effective().annotatedYAML, terminator: "")
        return
      }
      let threads = try ThreadChoice(
        configuration.run, resuming: stored?.manifest.configuration.run, work: configuration.work)
      ThreadWaiting.sleepSoon(threads: threads.count)
      configuration.threads = threads.count
      let trainer = try GANTrainer(configuration)
      let files = try RunFiles(
        folder: folder, start: resume ? .resuming : overwrite ? .overwriting : .new, keep: configuration.keep)
      let bench = try Workbench(folder: folder, seed: trainer.configuration.seed)
      if let stored { tell("resuming from step \(stored.manifest.step)") }
      for notice in [threads.notice, trainer.configuration.run.scheduleNotice(isResumed: stored != nil)] {
        if let notice { tell(notice) }
      }
      bench.isCancelled = { interruption.wasAsked }
      var progress = ProgressLine()
      let result = try interruption.guarding {
        try trainer.run(files: files) { step in
          progress.show(step)
          return interruption.wasAsked ? .stop : .proceed
        }
      }
      progress.end()
      let record = try TrainingPortfolio(trainer: trainer, result: result).write(on: bench)
      // The cap on steps is what was asked for here, not what came in the way.
      var ending = result.outcome.description
      if case .stillMoving(let steps) = result.outcome { ending = "trained \(steps) steps" }
      print(
        "\(ending); \(result.millisecondsPerStep.rounded(toPlaces: 3)) ms a step, of which "
          + "\((100 * result.loadingShare).rounded(toPlaces: 1))% waiting for data")
      if result.cappedSolves > 0 { tell("\(result.cappedSolves) steps: \(SolverReport<Double>.Status.iterationCap)") }
      for notice in bench.notices { tell(notice) }
      print("written to \(bench.folder.path): \((record.files + ["record.json"]).joined(separator: ", "))")
      if let nonFinite = result.nonFinite {
        tell("Error: \(nonFinite)")
        throw ExitCode.failure
      }
      switch result.outcome {
      case .stillMoving, .converged, .stopped: if let code = interruption.exitCode { throw ExitCode(code) }
      case .diverged, .nonFinite, .solverBrokeDown: throw ExitCode.failure
      }
    }
  #else
    func run() throws { throw MissingLibtorch() }
  #endif
}

/// Why commands on networks refuse where the program was built without libtorch.
struct MissingLibtorch: Error, CustomStringConvertible {
  let description =
    "networks require libtorch, which was not found when this program was built; `make setup` installs it "
    + "(or LIBTORCH=/path names one), then build again"
}
