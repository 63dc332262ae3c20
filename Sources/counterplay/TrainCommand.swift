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
        counterplay train --data data/mnist --optimizer cgd --steps 500 --out out/mnist
        counterplay train --data ring --optimizer altgd --latent 2 --hidden 128,128
        counterplay train --data data/mnist --architecture icr-mnist --optimizer acgd --loss wgan \\
          --discriminator-accuracy-rule --checkpoint-every 500 --sample-every 500 --out out/icr --resume
        counterplay train --data ring --optimizer adam --loss wgan --regularizer gradient-penalty=10 \\
          --discriminator-steps 5 --generator-average 0.999
        counterplay train --data ring --optimizer cosine:alternating:adam --print-config > ring.yaml
        counterplay train --config ring.yaml --seed 1
        counterplay train --from out/icr --rest generator --optimizer ocgd-y --out out/discriminator-alone
        counterplay train --data data/mnist --evaluate-every 1000 --evaluate-features out/classify --out out/scored
        counterplay train --data data/mnist --recipe growing --optimizer adam --steps 2000 --out out/growing
      """)

  #if COUNTERPLAY_TORCH
    @OptionGroup var choice: RunSettingsChoice<GANSettings>
  #else
    @Argument(parsing: .allUnrecognized, help: .hidden) var choice: [String] = []
  #endif

  @OptionGroup var beginning: StartOptions

  @Option(help: "A run of several stages instead of one: \(Self.recipes). Steps are those of each stage.")
  var recipe: String?

  @OptionGroup var going: RunGoing

  @OptionGroup var output: OutputFolder

  static let recipes = "growing"

  func validate() throws {
    if recipe != nil, beginning.from != nil {
      throw ValidationError("the stages of a recipe adopt each other; leave --from out")
    }
    if let recipe, recipe != "growing" {
      throw ValidationError("--recipe must be one of \(Self.recipes), '\(recipe)' was given")
    }
  }

  #if COUNTERPLAY_TORCH
    func run() throws {
      let folder = output.url(default: "train")
      let configuration = try choice.settings(in: folder, resuming: going.resume && recipe == nil)
      if choice.printConfig {
        print(try configuration.effective().annotatedYAML, terminator: "")
        return
      }
      if recipe != nil, configuration.evaluateEvery > 0 {
        throw ValidationError("--evaluate-every scores a run of one stage; leave it out with --recipe")
      }
      if recipe != nil { return try going.run(GrowingGAN(configuration).curriculum, in: folder) }
      var trainer = try GANTrainer(configuration, start: beginning.start())
      trainer.scoring = try PeriodicScoring(
        configuration, cache: FeatureCache(folder: folder.appendingPathComponent("features", isDirectory: true)))
      try going.run(
        trainer, in: folder, work: configuration.work, name: "train",
        about: configuration.effective().loss.map { "\($0) loss" } ?? "")
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
