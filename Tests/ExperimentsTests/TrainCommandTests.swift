#if COUNTERPLAY_TORCH
  import Datasets
  import Experiments
  import Foundation
  import Testing

  @Suite struct TrainCommandTests {
    let small = ["--steps", "3", "--batch", "8", "--latent", "4", "--hidden", "16,16", "--threads", "1"]

    func train(_ arguments: [String], in folder: ScratchFolder) throws -> (status: Int32, errors: String) {
      let process = Process()
      process.executableURL = Program.url
      process.arguments = ["train", "--out", folder.url.path] + small + arguments
      let errors = Pipe()
      process.standardError = errors
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      let text = errors.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      return (process.terminationStatus, String(decoding: text, as: UTF8.self))
    }

    @Test(arguments: ["simgd", "altgd", "cgd"])
    func everyOptimizerTrains(optimizer: String) throws {
      let folder = try ScratchFolder()
      let (status, errors) = try train(["--data", "synthetic", "--optimizer", optimizer], in: folder)
      #expect(status == 0, "\(errors)")
      #expect(errors.contains("step 3/3") && errors.contains("steps/s") && errors.contains("s left"))
      #expect(folder.names.isSuperset(of: ["samples.png", "losses-table.tsv", "losses.gp", "record.json"]))
      let grid = try PNGImage(contentsOf: folder.url.appendingPathComponent("samples.png"))
      #expect(grid.width == grid.height && grid.width > 8 * 28)
      let table = try String(contentsOf: folder.url.appendingPathComponent("losses-table.tsv"), encoding: .utf8)
      #expect(table.split(separator: "\n").count == 4)
    }

    @Test func planarDataGiveAScatterPlot() throws {
      let folder = try ScratchFolder()
      #expect(try train(["--data", "ring"], in: folder).status == 0)
      #expect(folder.names.contains("samples.gp"))
    }

    @Test func missingAndCorruptDataAreErrors() throws {
      let folder = try ScratchFolder()
      let missing = try train(["--data", folder.url.appendingPathComponent("nowhere").path], in: folder)
      #expect(missing.status == 1)
      #expect(missing.errors.contains("train-images-idx3-ubyte"))
      let images = folder.url.appendingPathComponent("train-images-idx3-ubyte")
      try Data([0, 0, 8, 3, 0, 0, 0, 9]).write(to: images)
      try Data([0, 0, 8, 1, 0, 0, 0, 0]).write(to: folder.url.appendingPathComponent("train-labels-idx1-ubyte"))
      let corrupt = try train(["--data", folder.url.path], in: folder)
      #expect(corrupt.status == 1)
      #expect(corrupt.errors.contains("train-images-idx3-ubyte"))
    }

    @Test func wrongSettingsAreUsageErrors() throws {
      let folder = try ScratchFolder()
      for (arguments, words) in [
        (["--optimizer", "cgd", "--loss", "non-saturating"], "requires a zero-sum loss"),
        (["--loss", "minimaxx"], "did you mean 'minimax'?"),
        (["--batch", "0"], "at least 1"),
        (["--hyperparameter", "nope=1"], "no parameter is named 'nope'"),
      ] {
        let result = try train(arguments, in: folder)
        #expect(result.status == 64, "\(arguments)")
        #expect(result.errors.contains(words), "\(result.errors)")
      }
    }
  }
#endif
