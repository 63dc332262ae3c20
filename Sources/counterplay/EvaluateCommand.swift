import ArgumentParser
import DurableFiles
import Foundation
import Reports

#if COUNTERPLAY_TORCH
  import Evaluation
#endif

/// `counterplay evaluate`: how like data samples are.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Scores samples of a trained model, a folder or a data set against data.",
    discussion: """
      Both sides are a run of `train`, `xicfg`, `vae` or `autoencode` (its folder or one checkpoint), a folder of images, or
      a data set by its folder or name. As many samples of each are drawn by the seed. Each number stands beside its noise floor, which is what data
      score against as many other data, and both with a bootstrap interval of 95 %; compare numbers of one count, one seed
      and the same features alone. docs/evaluation.md has the formulas and how to read them.

      Features are those of a classifier (`counterplay classify --data … --out out/classify`), of a TorchScript file, or
      pixels. A conditional generator is told the classes of the data that it is compared with.

      Writes evaluation.tsv (a line a number) and evaluation.json.

      EXAMPLES
        counterplay evaluate out/train
        counterplay evaluate out/train --features out/classify --samples 5000
        counterplay evaluate out/many/samples --data data/mnist --image-channels 1 --image-size 28
        counterplay evaluate data/mnist --sample-split test --data data/mnist --features out/classify
        counterplay evaluate folder-a --data folder-b --image-size 64 --features inception.pt --feature-range bytes
        counterplay evaluate out/train --score frechet-distance --score precision-recall --label 3
      """)

  @Argument(help: "What is judged: a run's folder or a checkpoint's, a folder of images, a data set's folder or name.")
  var samplesOf: String

  @Option(help: "What it is compared with, of the same kinds. [default: what a run was trained on]")
  var data: String?

  @OptionGroup var choice: EvaluationOptions

  @OptionGroup var reading: EvaluationReading

  @OptionGroup var output: OutputFolder

  @OptionGroup var results: ResultOptions

  #if COUNTERPLAY_TORCH
    func run() throws {
      let sides = try reading.sides(samplesOf, data, seed: choice.seed)
      let folder = output.url(default: "evaluate")
      let evaluator = try Evaluator(
        reference: sides.reference, features: choice.extractor(), scores: choice.chosen(),
        options: choice.options, cache: FeatureCache(folder: choice.cacheFolder))
      let sheet: ScoreSheet
      if let run = sides.generator {
        sheet = try evaluator.scores(
          of: run.model, name: run.name, labels: reading.label.map { [$0] }, checksum: run.checksum)
      } else {
        sheet = try evaluator.scores(of: sides.samples)
      }
      let bench = try Workbench(folder: folder, seed: choice.seed)
      try AtomicFile.write(sheet.tsv, to: folder.appendingPathComponent("evaluation.tsv"))
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      try AtomicFile.write(
        String(decoding: encoder.encode(sheet), as: UTF8.self) + "\n",
        to: folder.appendingPathComponent("evaluation.json"))
      results.say(sheet.text)
      try results.finish(
        "evaluate", bench, files: ["evaluation.json", "evaluation.tsv"],
        [
          "samples": .text(sheet.samples), "reference": .text(sheet.reference), "count": .number(Double(sheet.count)),
          "floor-count": .number(Double(sheet.floorCount)), "features": .text(sheet.features),
          "seed": .number(Double(sheet.seed)), "remarks": .list(sheet.remarks.map { .text($0) }),
          "scores": .list(sheet.results.map(\.result)),
        ])
    }
  #else
    func run() throws { throw MissingLibtorch() }
  #endif
}

#if COUNTERPLAY_TORCH
  extension ScoreResult {
    /// The number with its interval and its floor; null where there is none.
    fileprivate var result: ResultValue {
      func number(_ x: Double?) -> ResultValue { x.map { .number($0) } ?? .none }
      func interval(_ low: Double?, _ high: Double?) -> ResultValue {
        guard let low, let high else { return .none }
        return .list([.number(low), .number(high)])
      }
      return .object([
        "name": .text(name), "value": number(value), "interval": interval(low, high), "floor": number(floor),
        "floor-interval": interval(floorLow, floorHigh), "remark": remark.map { .text($0) } ?? .none,
      ])
    }
  }
#endif
