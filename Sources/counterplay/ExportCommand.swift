import ArgumentParser
import Foundation
import Reports

#if COUNTERPLAY_TORCH
  import GANs
  import Training
#endif

/// `counterplay export`: a trained generator for PyTorch.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Writes a trained generator for PyTorch.",
    discussion: """
      Writes generator.pt (TorchScript) and, for who wants to read or change the network, generator.py with its weights,
      generator.safetensors, under the names they have in checkpoints. Both need PyTorch alone:

        samples = torch.jit.load("generator.pt")(torch.randn(64, 100))

        from generator import Generator
        samples = Generator()(torch.randn(64, 100))

      EXAMPLES
        counterplay export out/train --out out/generator
        counterplay export out/train/checkpoints/checkpoint-000001000 --no-average --out out/generator
      """)

  @Argument(help: "A run's folder (its last checkpoint is taken), or the folder of one checkpoint.")
  var source: String

  @Flag(inversion: .prefixedNo, help: "Take the moving average of the generator, where the run has kept one.")
  var average = true

  @OptionGroup var output: OutputFolder

  #if COUNTERPLAY_TORCH
    func run() throws {
      let place = URL(fileURLWithPath: source, isDirectory: true)
      let export = try GeneratorExport(TrainedGenerator(folder: place, average: average))
      let bench = try Workbench(folder: output.url(default: "export"))
      for file in try export.write(to: bench.folder) { bench.note(file: file) }
      print("written to \(bench.folder.path): \(bench.files.sorted().joined(separator: ", "))")
    }
  #else
    func run() throws { throw MissingLibtorch() }
  #endif
}
