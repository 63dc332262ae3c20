import ArgumentParser
import Foundation
import GnuplotScripts
import Reports

#if COUNTERPLAY_TORCH
  import Evaluation
  import GANs
  import Training
#endif

/// `counterplay evaluate`: how far a generator's samples are from data.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Measures how far a generator's samples are from its data.",
    discussion: """
      The measure is the sliced Wasserstein distance: both sets are projected on random directions, sorted, and
      compared. The noise floor is that of as many data from other data, and a perfect generator has a ratio of about 1.
      A conditional generator is told the classes of the data that it is compared with; --label takes one class of both.
      With the same data, --samples, --directions and --seed, runs are compared on the same data and directions.

      Writes evaluation.tsv (step, samples, directions, distance, noise-floor, ratio).

      EXAMPLES
        counterplay evaluate out/train
        counterplay evaluate out/train/checkpoints/checkpoint-000001000 --no-average --samples 5000
        counterplay evaluate out/train --data ../shared/data/mnist --label 3 --out out/threes
      """)

  @OptionGroup var options: GeneratorOptions

  @Option(help: "The data to compare with. [default: what the run was trained on]")
  var data: String?

  @Option(help: "How many samples of the generator, and twice as many of the data.")
  var samples = 2000

  @Option(help: "On how many random directions they are compared.")
  var directions = 512

  @OptionGroup var output: OutputFolder

  func validate() throws {
    if samples < 2 || samples > 100_000 {
      throw ValidationError("--samples must be from 2 to 100000, \(samples) was given")
    }
    if directions < 1 || directions > 100_000 {
      throw ValidationError("--directions must be from 1 to 100000, \(directions) was given")
    }
  }

  #if COUNTERPLAY_TORCH
    func run() throws {
      let stored = try options.checkpoint()
      let generator = try options.generator(of: stored)
      let evaluation = try GeneratorEvaluation(
        of: generator, on: options.data(data, of: stored, like: generator), samples: samples, directions: directions,
        label: options.label, seed: options.seed)
      let bench = try Workbench(folder: output.url(default: "evaluate"), seed: options.seed)
      try bench.write(
        Table([
          .init("step", [Double(stored.manifest.step)]), .init("samples", [Double(samples)]),
          .init("directions", [Double(directions)]), .init("distance", [evaluation.distance]),
          .init("noise-floor", [evaluation.noiseFloor]), .init("ratio", [evaluation.ratio]),
        ]), "evaluation")
      print(
        """
        sliced Wasserstein distances after step \(stored.manifest.step): \(samples) samples a side, \
        \(directions) directions
        generated samples to data: \(evaluation.distance.rounded(toPlaces: 5))
        data to other data (noise floor): \(evaluation.noiseFloor.rounded(toPlaces: 5))
        ratio: \(evaluation.ratio.rounded(toPlaces: 2))
        written to \(bench.folder.path): \(bench.files.sorted().joined(separator: ", "))
        """)
    }
  #else
    func run() throws { throw MissingLibtorch() }
  #endif
}
