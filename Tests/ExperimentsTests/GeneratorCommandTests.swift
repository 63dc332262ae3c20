#if COUNTERPLAY_TORCH
  import Datasets
  import Foundation
  import TestSupport
  import Testing

  /// The commands that use a trained generator, on a tiny run.
  @Suite(.serialized) struct GeneratorCommandTests {
    static func run(_ arguments: [String]) throws -> Program.Result {
      let process = Process()
      process.executableURL = Program.url
      process.arguments = arguments
      process.environment = ["PATH": ""]
      let (output, errors) = (Pipe(), Pipe())
      process.standardOutput = output
      process.standardError = errors
      try process.run()
      let text = output.fileHandleForReading.readDataToEndOfFile()
      let errorText = errors.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      return Program.Result(
        status: process.terminationStatus, output: String(decoding: text, as: UTF8.self),
        errors: String(decoding: errorText, as: UTF8.self))
    }

    /// A conditional run on images, watched on the way.
    static func train(_ folder: ScratchFolder, _ more: [String] = []) throws -> String {
      let run = folder.url.appendingPathComponent("run").path
      let result = try Self.run(
        [
          "train", "--data", "synthetic", "--hidden", "8", "--latent", "4", "--batch", "8", "--steps", "4", "--threads",
          "1", "--sample-every", "2", "--out", run,
        ] + more)
      #expect(result.status == 0, "\(result.errors)")
      return run
    }

    @Test func everyCommandDrawsWhatItSays() throws {
      let folder = try ScratchFolder()
      let run = try Self.train(folder, ["--conditional", "--generator-average", "0.5"])
      func names(_ path: String) -> Set<String> {
        Set((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [])
      }
      func image(_ path: String) throws -> PNGImage { try PNGImage(contentsOf: URL(fileURLWithPath: path)) }
      #expect(names(run + "/samples") == ["step-000000002.png", "step-000000004.png"])
      #expect(names(run).contains { $0.hasPrefix("events.out.tfevents.") })
      #expect(names(run).isSuperset(of: ["metrics.jsonl", "samples.png", "gradient-norms.gp", "record.json"]))

      // A grid of 5 columns and 2 rows of 28 pixels with 2 between, each pixel doubled.
      let grid = try Self.run(["sample", run, "--count", "10", "--columns", "5", "--out", run + "/s"])
      #expect(grid.status == 0, "\(grid.errors)")
      let sheet = try image(run + "/s/samples.png")
      #expect(sheet.width == 2 * (5 * 30 + 2) && sheet.height == 2 * (2 * 30 + 2))
      #expect(try Self.run(["sample", run, "--count", "12", "--separate", "--out", run + "/s"]).status == 0)
      #expect(names(run + "/s/samples").count == 12 && names(run + "/s/samples").contains("sample-00.png"))
      #expect(try image(run + "/s/samples/sample-11.png").width == 28)
      // The label and the average make a difference, the seed too; and the same numbers give the same picture.
      var pictures: [Data] = []
      for more in [[], [], ["--label", "3"], ["--no-average"], ["--seed", "1"]] as [[String]] {
        #expect(try Self.run(["sample", run, "--out", run + "/t"] + more).status == 0)
        pictures.append(try Data(contentsOf: URL(fileURLWithPath: run + "/t/samples.png")))
      }
      #expect(pictures[0] == pictures[1] && Set(pictures).count == 4)
      #expect(try Self.run(["sample", run, "--label", "10", "--out", run + "/t"]).status == 64)
      #expect(try Self.run(["sample", run + "/checkpoints/checkpoint-000000004", "--out", run + "/t"]).status == 0)

      #expect(try Self.run(["interpolate", run, "--pairs", "2", "--steps", "3", "--out", run + "/i"]).status == 0)
      #expect(names(run + "/i") == ["line.png", "sphere.png"])
      #expect(try image(run + "/i/line.png").width == 2 * (3 * 30 + 2))
      #expect(try Self.run(["arithmetic", run, "--plus", "0,1", "--minus", "2", "--out", run + "/a"]).status == 0)
      #expect(try image(run + "/a/arithmetic.png").height == 2 * (3 * 30 + 2))
      #expect(try Self.run(["arithmetic", run, "--plus", "0.5"]).status == 64)
      let nearest = try Self.run(["nearest", run, "--count", "4", "--out", run + "/n"])
      #expect(nearest.status == 0 && nearest.output.contains("10000 training samples"), "\(nearest.errors)")
      #expect(names(run + "/n") == ["nearest.png", "nearest.tsv"])
      let evaluation = try Self.run(
        ["evaluate", run, "--samples", "50", "--directions", "8", "--out", run + "/e", "--cache", run + "/c"])
      #expect(
        evaluation.status == 0
          && evaluation.output.contains("run after step 4 against drawn-digits: 50 samples a side, features: pixels"),
        "\(evaluation.errors)")
      #expect(names(run + "/e") == ["evaluation.json", "evaluation.tsv"])
      // Four steps with 8 hidden units are grey squares: far beyond the floor; pixels have no classes, digits no modes.
      let rows = try String(contentsOfFile: run + "/e/evaluation.tsv", encoding: .utf8).split(separator: "\n")
      let wasserstein = try #require(rows.first { $0.hasPrefix("sliced-wasserstein\t") }).split(separator: "\t")
      let (value, floor) = (try #require(Double(wasserstein[1])), try #require(Double(wasserstein[4])))
      #expect(value > 2 * floor && floor > 0, "\(wasserstein)")
      #expect(rows.contains { $0.hasPrefix("inception-score\t\t") && $0.contains("requires a classifier") })
      // Of 10,000 digits there are no 2 · 6000; of one class there are 1,000; shapes are no digits.
      for (more, words) in [
        (["--samples", "20000"], "at least 20000"), (["--samples", "1"], "must be"),
        (["--samples", "2000", "--label", "3"], "at least 2000"), (["--data", "shapes"], "one shape"),
        (["--score", "beauty"], "the scores are"), (["--features", run + "/none"], "no such file"),
      ] {
        let refused = try Self.run(["evaluate", run, "--out", run + "/e", "--cache", run + "/c"] + more)
        #expect(refused.status == 64 && refused.errors.contains(words), "\(more): \(refused.errors)")
      }
      // Folder against folder, data against data.
      #expect(try Self.run(["evaluate", "synthetic"]).errors.contains("--data must say"))
      let other = try Self.run([
        "evaluate", "synthetic", "--sample-split", "test", "--data", "synthetic", "--samples", "40", "--score",
        "precision-recall", "--out", run + "/d", "--cache", run + "/c",
      ])
      #expect(
        other.status == 0 && other.output.contains("10000: 40 of each are compared"), "\(other.output)\(other.errors)")
      let program = try Self.run([
        "evaluate", "synthetic", "--sample-split", "test", "--data", "synthetic", "--samples", "40", "--score",
        "precision-recall", "--json", "--out", run + "/d", "--cache", run + "/c",
      ])
      let result = try #require(JSONSerialization.jsonObject(with: Data(program.output.utf8)) as? [String: Any])
      let scores = try #require(result["scores"] as? [[String: Any]])
      #expect(result["count"] as? Int == 40 && scores.map { $0["name"] as? String } == ["precision", "recall"])
    }

    @Test func pointsAreTables() throws {
      let folder = try ScratchFolder()
      let run = folder.url.appendingPathComponent("run").path
      #expect(
        try Self.run([
          "train", "--data", "ring", "--hidden", "8", "--steps", "2", "--batch", "8", "--sample-every", "1", "--out",
          run,
        ]).status == 0)
      #expect(try Self.run(["sample", run, "--count", "5", "--out", run + "/s"]).status == 0)
      let table = try String(contentsOfFile: run + "/s/samples.tsv", encoding: .utf8)
      #expect(table.split(separator: "\n").count == 6)
    }

    @Test func foldersWithoutCheckpointsAreErrors() throws {
      let folder = try ScratchFolder()
      for command in [
        ["sample"], ["interpolate"], ["nearest"], ["export"], ["arithmetic", "--plus", "1"],
      ] {
        let result = try Self.run([command[0], folder.url.path] + command.dropFirst())
        #expect(result.status == 1 && result.errors.contains("no checkpoint"), "\(command): \(result.errors)")
      }
    }

    @Test func theConfigurationCanBeFedBack() throws {
      let folder = try ScratchFolder()
      let first = try Self.run([
        "train", "--optimizer", "cosine:alternating:adam", "--regularizer", "r1", "--regularizer",
        "weight-clipping=0.25", "--eta-x", "0.3", "--print-config",
      ])
      #expect(first.status == 0 && first.output.contains("r1: 10.0") && first.output.contains("beta1: 0.9"))
      let file = folder.url.appendingPathComponent("run.yaml")
      try first.output.write(to: file, atomically: true, encoding: .utf8)
      let again = try Self.run(["train", "--config", file.path, "--print-config"])
      #expect(again.output == first.output)
      // A flag goes before the file.
      let other = try Self.run(["train", "--config", file.path, "--batch", "7", "--print-config"])
      #expect(other.output == first.output.replacingOccurrences(of: "batch: 64", with: "batch: 7"))
    }

    @Test(arguments: [
      "train", "sample", "interpolate", "arithmetic", "nearest", "evaluate", "judge", "export", "data", "data get",
      "data list",
    ])
    func everyCommandHasHelpWithExamples(command: String) throws {
      let result = try Self.run(command.split(separator: " ").map(String.init) + ["--help"])
      #expect(
        result.status == 0 && result.output.contains("EXAMPLES") && result.output.contains("counterplay " + command))
    }

    @Test func dataNamesWhatThereIs() throws {
      let list = try Self.run(["data", "list"])
      #expect(list.status == 0 && list.output.contains("fashion-mnist") && list.output.contains("cifar-100"))
      let wrong = try Self.run(["data", "get", "mnits"])
      #expect(wrong.status == 64 && wrong.errors.contains("mnist"))
    }
  }
#endif
