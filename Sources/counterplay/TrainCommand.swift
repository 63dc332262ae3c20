import ArgumentParser
import Experiments
import Foundation
import GameDynamics

#if COUNTERPLAY_TORCH
  import GANTraining
#endif

/// `counterplay train`: a GAN.
struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train", abstract: "Trains a GAN with any optimizer of the catalogue.",
    discussion: """
      Writes a grid of samples, the losses as a table and a chart, and record.json.

      EXAMPLES
        counterplay train --data synthetic --optimizer simgd --eta-x 0.1 --eta-y 0.1 --steps 2000
        counterplay train --data ../shared/data/mnist --optimizer cgd --steps 500 --out out/mnist
        counterplay train --data ring --optimizer altgd --latent 2 --hidden 128,128
      """)

  @Option(
    help: "A folder of MNIST's IDX files, or a set that the program makes: synthetic (digits), ring, grid, spiral.")
  var data = "synthetic"

  @Option(help: "The optimizer, by its name in `counterplay list`.")
  var optimizer = "simgd"

  @Option(help: "Step size of the generator.")
  var etaX: Double?

  @Option(help: "Step size of the discriminator.")
  var etaY: Double?

  @Option(
    name: .customLong("hyperparameter"), help: "A hyperparameter of the optimizer, NAME=NUMBER; may be repeated.")
  var hyperparameters: [Assignment] = []

  @Option(help: "The loss. [default: minimax for optimizers that need a zero-sum game, else non-saturating]")
  var loss: String?

  @Option(help: "Steps to take.")
  var steps = 1000

  @Option(help: "Samples a batch.")
  var batch = 64

  @Option(help: "The length of a latent vector.")
  var latent = 64

  @Option(help: "Widths of the generator's hidden layers; the discriminator has them in reverse. [default: 256,512]")
  var hidden: NumberList?

  @Option(help: "The seed of everything random.")
  var seed: UInt64 = 0

  @Option(help: "Threads of libtorch. [default: its own choice]")
  var threads: Int?

  @OptionGroup var output: OutputFolder

  #if COUNTERPLAY_TORCH
    func run() throws {
      let trainer = try GANTrainer(configuration())
      let bench = try Workbench(folder: output.url(default: "train"), seed: seed)
      let interruption = Interruption()
      var progress = ProgressLine()
      let result = try trainer.run { step in
        progress.show(step)
        return interruption.wasAsked ? .stop : .proceed
      }
      progress.end()
      let record = try TrainingPortfolio(trainer: trainer, result: result).write(on: bench)
      print("\(result.outcome); \(result.millisecondsPerStep.rounded(toPlaces: 3)) ms a step")
      if result.cappedSolves > 0 { tell("\(result.cappedSolves) steps: \(SolverReport<Double>.Status.iterationCap)") }
      for notice in bench.notices { tell(notice) }
      print("written to \(bench.folder.path): \((record.files + ["record.json"]).joined(separator: ", "))")
      if interruption.wasAsked { throw ExitCode(130) }
      switch result.outcome {
      case .stillMoving, .stopped, .converged: break
      case .diverged, .nonFinite, .solverBrokeDown: throw ExitCode.failure
      }
    }

    private func configuration() throws -> TrainingConfiguration {
      var configuration = TrainingConfiguration()
      configuration.data = data
      configuration.optimizer = optimizer
      configuration.loss = loss
      configuration.steps = steps
      configuration.batchSize = batch
      configuration.latentSize = latent
      configuration.seed = seed
      configuration.threads = threads
      if let hidden { configuration.hidden = hidden.numbers.map { Int($0) } }
      for assignment in hyperparameters { configuration.hyperparameters[assignment.name] = assignment.value }
      configuration.hyperparameters["eta-x"] = etaX
      configuration.hyperparameters["eta-y"] = etaY
      return configuration
    }
  #else
    func run() throws {
      tell(
        "training requires libtorch, which was not found when this program was built; `make setup` installs it "
          + "(or LIBTORCH=/path names one), then build again")
      throw ExitCode.failure
    }
  #endif
}
