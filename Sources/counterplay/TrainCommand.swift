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
        counterplay train --data data/mnist --recipe lapgan --pyramid 7,14,28 --conditional --optimizer adam --out out/pyramid
        counterplay train --data data/mnist --recipe lapgan --pyramid 7,14,28 --pyramid-level 2 --out out/pyramid
      """)

  #if COUNTERPLAY_TORCH
    @OptionGroup var choice: RunSettingsChoice<GANSettings>
  #else
    @Argument(parsing: .allUnrecognized, help: .hidden) var choice: [String] = []
  #endif

  @Option(
    help: """
      Another run's folder, or one of its checkpoints: parameters are taken over by name, whatever its settings, data, \
      loss or optimizer; what it has not is drawn.
      """)
  var from: String?

  @Option(
    name: .customLong("adopt"),
    help: "With --from, only networks or layers of this name (generator, discriminator.main.0); may be repeated.")
  var adopted: [String] = []

  @Option(help: "A run of several stages instead of one: \(Self.recipes). Steps are those of each stage.")
  var recipe: String?

  @OptionGroup var going: RunGoing

  @OptionGroup var output: OutputFolder

  static let recipes = "growing, lapgan"

  func validate() throws {
    if from == nil, !adopted.isEmpty {
      throw ValidationError("--adopt says what to take over from the run of --from; give both")
    }
    if recipe != nil, from != nil { throw ValidationError("the stages of a recipe adopt each other; leave --from out") }
    if let recipe, !Self.recipes.split(separator: ", ").contains(Substring(recipe)) {
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
      if recipe == "growing" { return try going.run(GrowingGAN(configuration).curriculum, in: folder) }
      if recipe == "lapgan" {
        let pyramid = try LaplacianGAN(configuration)
        return try going.run(pyramid.curriculum, only: pyramid.only, in: folder)
      }
      if configuration.pyramid.heights != nil {
        throw ValidationError("--pyramid is for --recipe lapgan; give both, or neither")
      }
      var trainer = try GANTrainer(configuration, start: start())
      trainer.scoring = try PeriodicScoring(
        configuration, cache: FeatureCache(folder: folder.appendingPathComponent("features", isDirectory: true)))
      try going.run(
        trainer, in: folder, work: configuration.work, name: "train",
        about: configuration.effective().loss.map { "\($0) loss" } ?? "")
    }

    private func start() throws -> Start {
      guard let from else { return .drawn }
      var adoption = Adoption(try CheckpointStore.find(URL(fileURLWithPath: from, isDirectory: true)))
      adoption.only = adopted.isEmpty ? nil : adopted
      return .adopted(adoption)
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
