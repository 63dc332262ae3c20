#if COUNTERPLAY_TORCH
  import Datasets
  import Experiments
  import Foundation
  import GANs
  import TestSupport
  import Testing
  import Training

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

    /// From another run's checkpoint, with the generator at rest and another optimizer; what does not fit says how it may.
    @Test func aRunStartsFromAnother() throws {
      let (first, second) = (try ScratchFolder(), try ScratchFolder())
      #expect(try train(["--data", "ring", "--optimizer", "adam"], in: first).status == 0)
      let alone = try train(
        ["--data", "ring", "--from", first.url.path, "--rest", "generator", "--optimizer", "ocgd-y"], in: second)
      #expect(alone.status == 0 && alone.errors.contains("adopted 12 of 12 tensors"), "\(alone.errors)")
      let weights = { (folder: ScratchFolder) in
        try SafetensorsFile(
          contentsOf: folder.url.appendingPathComponent("checkpoints/checkpoint-000000003/weights.safetensors"))
      }
      let name = "generator.0.weight"
      #expect(try weights(second).tensor(name).bytes() == weights(first).tensor(name).bytes())
      let other = try train(
        ["--data", "ring", "--optimizer", "simgd", "--resume"], in: first)
      #expect(other.status == 64 && other.errors.contains("--from"), "a refused resume names the way: \(other.errors)")
      let lonely = try train(["--adopt", "generator"], in: second)
      #expect(lonely.status == 64 && lonely.errors.contains("--from"))
    }

    /// Two stages in folders of their own; --resume finds nothing left to do.
    @Test func aRecipeRunsItsStages() throws {
      let folder = try ScratchFolder()
      let arguments = ["--data", "synthetic", "--recipe", "growing", "--optimizer", "adam"]
      let small = try run(
        ["train", "--out", folder.url.path, "--steps", "2", "--batch", "4", "--threads", "1"] + arguments)
      #expect(small.status == 0, "\(small.errors)")
      #expect(folder.names.isSuperset(of: ["stage-1-low", "stage-2-high"]))
      let again = try run(
        ["train", "--out", folder.url.path, "--steps", "2", "--batch", "4", "--threads", "1", "--resume"] + arguments)
      #expect(again.status == 0 && !again.errors.contains("step 1/2"), "\(again.errors)")
    }

    /// A classifier in a few steps: the accuracy and the confusion matrix are there, and a resumed run goes on.
    @Test func aClassifierIsTrained() throws {
      let folder = try ScratchFolder()
      let words = ["classify", "--data", "ring", "--threads", "1", "--out", folder.url.path]
      let first = try run(words + ["--steps", "120"])
      #expect(first.status == 0 && first.output.contains("accuracy on 10000 test samples: "), "\(first.errors)")
      #expect(folder.names.isSuperset(of: ["confusion.tsv", "losses.gp", "accuracy.gp", "record.json"]))
      let second = try run(words + ["--steps", "130", "--resume"])
      #expect(second.status == 0 && second.errors.contains("resuming from step 120"), "\(second.errors)")
    }

    func run(_ arguments: [String]) throws -> Program.Result {
      try GeneratorCommandTests.run(arguments)
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
        (["--discriminator-steps", "0"], "--discriminator-steps must be at least 1"),
        (["--seed", "-1"], "--seed must be a whole number from 0"),
        (["--keep", "2", "--keep", "3"], "--keep is given 2 times"),
        (["--eta-x", "1", "--hyperparameter", "eta-x=2"], "'eta-x' is given twice"),
        (["--eta-x", "-x"], "--eta-x must be a number, '-x' was given"),
        (["--data", "--resume"], "--data requires a value"),
        (["--keeep", "2"], "Did you mean '--keep'?"),
        (["--hyperparameter", "eta-x"], "NAME=NUMBER"),
        (["--regularizer", "r3"], "did you mean 'r1'?"),
        (["--hyperparameter", "nope=1"], "no parameter is named 'nope'"),
      ] {
        let result = try train(arguments, in: folder)
        #expect(result.status == 64, "\(arguments)")
        #expect(result.errors.contains(words), "\(result.errors)")
      }
    }

    /// Every flag of the table is in the help, with its default; those of before there was a table among them.
    @Test func helpIsMadeOfTheTable() throws {
      let help = try Program.run("train", "--help").output
      for flag in GANSettings.all.flatMap(\.flags) { #expect(help.contains("--\(flag.name)"), "\(flag.name)") }
      #expect(help.contains("--conditional/--no-conditional") && help.contains("[default: 256,512]"))
      #expect(help.contains("[default: 64]"))
    }

    @Test func flagsGoOverTheFile() throws {
      let folder = try ScratchFolder()
      let file = folder.url.appendingPathComponent("a.yaml")
      try Data("batch: 1e1\nhyperparameters: {eta-x: 0.5}\nconditional: yes\n".utf8).write(to: file)
      let shown = try Program.run(
        "train", "--config", file.path, "--eta-y", "2", "--hidden", "16, 32", "--no-conditional", "--data", "ring",
        "--regularizer", "r1", "--regularizer", "weight-decay=0.5", "--steps", "1e3", "--print-config")
      let c = try TrainingConfiguration(yaml: shown.output)
      #expect(c.batchSize == 10 && c.hyperparameters == ["eta-x": 0.5, "eta-y": 2] && c.hidden == [16, 32])
      #expect(!c.conditional && c.regularizers == ["r1": 10, "weight-decay": 0.5] && c.steps == 1000)
      try Data("batch: 8\nbatchh: 3\n".utf8).write(to: file)
      let refused = try Program.run("train", "--config", file.path, "--print-config")
      #expect(refused.status == 64 && refused.errors.contains("a.yaml, line 2"), "\(refused.errors)")
    }

    @Test func schedulesAndThreadsAreSaid() throws {
      let folder = try ScratchFolder()
      let run = ["--data", "ring", "--optimizer", "cosine:adam"]
      func train(_ more: String...) throws -> String {
        let process = Process()
        process.executableURL = Program.url
        process.arguments =
          ["train", "--out", folder.url.path, "--batch", "8", "--latent", "4", "--hidden", "16"] + run + more
        process.environment = ["PATH": ""]
        let errors = Pipe()
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        let text = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return String(decoding: text, as: UTF8.self)
      }
      #expect(try !train("--steps", "3").contains("schedule ends"))
      #expect(try RunFiles.latest(in: folder.url)?.manifest.configuration.threads == 1)
      let more = try train("--steps", "5", "--resume")
      #expect(more.contains("cosine schedule ends at step 3, the run at 5") && more.contains("needs a new run"))
      #expect(!more.contains("thread"))
      // With two threads libgomp's environment matters, and the program starts itself once more.
      #expect(
        try train("--steps", "6", "--resume", "--threads", "2").contains("had 1 thread so far and goes on with 2"))
      #expect(try RunFiles.latest(in: folder.url)?.manifest.configuration.threads == 2)
      #expect(try RunFiles.latest(in: folder.url)?.manifest.configuration.hyperparameters["schedule-steps"] == 3)
    }

    @Test func theSettingsPageIsCurrent() throws {
      let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../docs/settings.md")
      let made = try Program.run("list", "--settings").output
      #expect(
        try String(contentsOf: page, encoding: .utf8) == made, "run `counterplay list --settings > docs/settings.md`")
    }
  }
#endif
