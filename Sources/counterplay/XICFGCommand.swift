import ArgumentParser
import Foundation
import GameDynamics
import Reports

#if COUNTERPLAY_TORCH
  import Evaluation
  import GANs
  import Training
#endif

/// `counterplay xicfg`: a generator by composite functional gradients.
struct XICFGCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "xicfg", abstract: "Trains a generator by composite functional gradients (xICFG).",
    discussion: """
      Each stage trains T discriminators in turn, each against samples that the ones before have moved along their
      gradients, x ← x + η s ∇D(x), stores them, and fits the generator (the approximator) to where the samples have got.
      The loss says s: cfg 1, minimax (GAN0) σ(D), non-saturating (GAN1) σ(-D). A step is one update of either network;
      --eta-x is the approximator's step size, --eta-y the discriminator's, --discriminator-steps is U.

      Writes what `train` writes; the pool and the stored discriminators are in its checkpoints. What is drawn and scored on
      the way is the approximator alone; `sample`, `interpolate`, `nearest` and `evaluate` take the functional steps too,
      unless --no-functional-steps.

      A setting is taken from its flag, else from --config, else (with --resume) from the run, else its default. Here the
      loss is cfg, the optimizer rmsprop with rho 0.95, epsilon 1e-18 and 2.5e-4 for both, for 200 stages, unless something
      else is said.

      EXAMPLES
        counterplay xicfg --data data/mnist --frame 2 --architecture cfg-dcganx-32 --stages 300 --out out/xicfg
        counterplay xicfg --data data/mnist --frame 2 --architecture cfg-dcganx-32 --stages 300 --reuse-pool \\
          --functional-steps 10 --functional-step-size 1
        counterplay xicfg --data ring --latent 2 --hidden 128,128 --functional-steps 5 --functional-step-size 0.1
        counterplay xicfg --from out/xicfg --no-initial-fit --data data/mnist --frame 2 --architecture cfg-dcganx-32 \\
          --eta-x 1e-4 --eta-y 1e-4 --out out/slower
        counterplay sample out/xicfg --count 100 --no-functional-steps --out out/approximator
      """)

  #if COUNTERPLAY_TORCH
    @OptionGroup var frame: TrainingFrame<XICFGSettings>
  #else
    @OptionGroup var frame: TrainingFrameWithoutLibtorch
  #endif

  #if COUNTERPLAY_TORCH
    func run() throws {
      try frame.run(
        "xicfg", about: { "xICFG, \($0.gan.loss ?? "cfg") loss" }, standard: XICFGSettings.standard,
        effective: { try $0.effective() }, work: { $0.gan.work }
      ) { settings, start, folder in
        var trainer = try XICFGTrainer(settings, start: start)
        trainer.scoring = try PeriodicScoring(
          settings.gan, cache: FeatureCache(folder: folder.appendingPathComponent("features", isDirectory: true)))
        return trainer
      }
    }
  #else
    func run() throws { throw MissingLibtorch() }
  #endif
}
