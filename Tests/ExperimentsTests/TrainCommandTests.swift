#if COUNTERPLAY_TORCH
  import Datasets
  import Experiments
  import Foundation
  import TestSupport
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

    /// Ten thousand steps leave resident memory where it was; CGD records graphs of second derivatives in each of its
    /// own. In a process of its own, so that no other test's memory is counted. A leak of one graph a step would be
    /// hundreds of megabytes.
    @Test(
      .enabled(if: FileManager.default.fileExists(atPath: "/proc/self/statm"), "needs Linux's /proc"),
      arguments: [("simgd", 10_000), ("cgd", 1000)])
    func memoryStaysFlat(optimizer: String, steps: Int) throws {
      let folder = try ScratchFolder()
      let process = Process()
      process.executableURL = Program.url
      process.arguments = [
        "train", "--data", "ring", "--optimizer", optimizer, "--steps", "\(steps)", "--batch", "16", "--latent", "2",
        "--hidden", "16,16", "--threads", "1", "--out", folder.url.path,
      ]
      process.standardError = FileHandle.nullDevice
      process.standardOutput = FileHandle.nullDevice
      process.environment = ["PATH": ""]
      try process.run()
      var megabytes: [Double] = []
      while process.isRunning {
        let fields = (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/statm", encoding: .utf8))?
          .split(separator: " ")
        // A process that is going away has no memory left.
        if let fields, fields.count > 1, let pages = Double(fields[1]), pages > 0 {
          megabytes.append(pages * Double(sysconf(Int32(_SC_PAGESIZE))) / 1e6)
        }
        Thread.sleep(forTimeInterval: 0.02)
      }
      #expect(process.terminationStatus == 0)
      try #require(megabytes.count >= 10, "too few samples of the process's memory: \(megabytes.count)")
      // Loading is over after the first third.
      let early = megabytes[megabytes.count / 3]
      let late = megabytes[megabytes.count * 9 / 10]
      print("\(optimizer), \(steps) steps: resident memory \(early) MB after a third, \(late) MB near the end")
      #expect(late - early < 20)
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
