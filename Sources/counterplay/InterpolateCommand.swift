import ArgumentParser
import Foundation
import Reports

#if COUNTERPLAY_TORCH
  import Training
  import TorchTensors
#endif

/// `counterplay interpolate`: from one latent vector to another.
struct InterpolateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "interpolate", abstract: "Goes from one latent vector to another and draws what lies between.",
    discussion: """
      Writes line.png and sphere.png (of points: .tsv), a row for each pair: along the straight line, whose middle is
      shorter than any latent vector of training, and along the great circle. Of a plain autoencoder the ends are the codes
      of two data.

      EXAMPLES
        counterplay interpolate out/train --pairs 8 --steps 10
        counterplay interpolate out/train --path sphere --seed 3 --out out/walk
      """)

  enum Choice: String, ExpressibleByArgument, CaseIterable {
    case line, sphere, both
  }

  @OptionGroup var options: GeneratorOptions

  @OptionGroup var pictures: PictureOptions

  @Option(help: "How many pairs of latent vectors.")
  var pairs = 8

  @Option(help: "How many samples from the first to the second, both included.")
  var steps = 8

  @Option(help: "The way between them: line, sphere or both.")
  var path = Choice.both

  @OptionGroup var output: OutputFolder

  func validate() throws {
    if pairs < 1 || pairs > 10_000 { throw ValidationError("--pairs must be from 1 to 10000, \(pairs) was given") }
    if steps < 2 || steps > 10_000 { throw ValidationError("--steps must be from 2 to 10000, \(steps) was given") }
  }

  #if COUNTERPLAY_TORCH
    func run() throws {
      let generator = try options.latentModel(for: "interpolate")
      let numbers = try generator.latent(2 * pairs, seed: options.seed).doubles()
      let size = generator.latentSize
      func vector(_ number: Int) -> [Double] { Array(numbers[number * size..<(number + 1) * size]) }
      let bench = try Workbench(folder: output.url(default: "interpolate"), seed: options.seed)
      for way in LatentPaths.Path.allCases where path == .both || path.rawValue == way.rawValue {
        let rows = (0..<pairs).flatMap {
          LatentPaths.between(vector(2 * $0), vector(2 * $0 + 1), steps: steps, along: way)
        }
        let latent = try Tensor(rows.flatMap { $0 }, shape: [rows.count, size])
        try pictures.write(
          generator.samples(of: latent, labels: options.labels(rows.count)), columns: steps, on: bench, way.rawValue)
      }
      print("written to \(bench.folder.path): \(bench.files.sorted().joined(separator: ", "))")
    }
  #else
    func run() throws { throw MissingLibtorch() }
  #endif
}
