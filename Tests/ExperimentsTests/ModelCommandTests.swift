#if COUNTERPLAY_TORCH
  import Foundation
  import TestSupport
  import Testing

  /// `sample`, `interpolate`, `nearest` and `evaluate` on models that are no GANs, trained for a few steps.
  @Suite(.serialized) struct ModelCommandTests {
    private static func train(_ command: String, _ folder: ScratchFolder, _ more: [String] = []) throws -> String {
      let run = folder.url.appendingPathComponent(command).path
      let result = try GeneratorCommandTests.run(
        [command, "--data", "synthetic", "--batch", "8", "--steps", "2", "--threads", "1", "--out", run]
          + (["vae", "autoencode"].contains(command) ? ["--hidden", "8", "--latent", "4"] : []) + more)
      #expect(result.status == 0, "\(result.errors)")
      return run
    }

    private func names(_ path: String) -> Set<String> {
      Set((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [])
    }

    /// A variational autoencoder draws from its prior; a plain one has none, and says so, but decodes codes that it is
    /// given.
    @Test(arguments: ["vae", "autoencode"]) func everyCommandTakesAutoencoders(command: String) throws {
      let folder = try ScratchFolder()
      let run = try Self.train(command, folder)
      func call(_ arguments: [String], _ out: String) throws -> Program.Result {
        try GeneratorCommandTests.run([arguments[0], run] + arguments.dropFirst() + ["--out", run + "/" + out])
      }
      let sample = try call(["sample", "--count", "6", "--write-latents"], "s")
      if command == "vae" {
        #expect(sample.status == 0, "\(sample.errors)")
        #expect(names(run + "/s") == ["samples.png", "samples-latents.npy"])
        let again = try call(["sample", "--latents", run + "/s/samples-latents.npy"], "t")
        #expect(again.status == 0, "\(again.errors)")
        let pictures = try ["/s", "/t"].map { try Data(contentsOf: URL(fileURLWithPath: run + $0 + "/samples.png")) }
        #expect(pictures[0] == pictures[1])
      } else {
        #expect(sample.status == 64 && sample.errors.contains("plain autoencoder"), "\(sample.errors)")
        #expect(!FileManager.default.fileExists(atPath: run + "/s"))
      }
      let between = try call(["interpolate", "--pairs", "2", "--steps", "3"], "i")
      #expect(between.status == 0 && names(run + "/i") == ["line.png", "sphere.png"], "\(between.errors)")
      let nearest = try call(["nearest", "--count", "4"], "n")
      #expect(nearest.status == 0 && names(run + "/n") == ["nearest.png", "nearest.tsv"], "\(nearest.errors)")
      let evaluated = try call(
        ["evaluate", "--samples", "40", "--directions", "8", "--cache", run + "/c"], "e")
      #expect(
        evaluated.status == 0 && evaluated.output.contains("\(command) after step 2 against drawn-digits: 40 samples"),
        "\(evaluated.output) \(evaluated.errors)")
      let labelled = try call(["nearest", "--label", "1"], "l")
      #expect(labelled.status == 64 && labelled.errors.contains("unconditional"), "\(labelled.errors)")
    }

    /// A pixel model draws, completes, is compared with data; between its samples is nothing to interpolate.
    @Test func pixelModelsDrawAndComplete() throws {
      let folder = try ScratchFolder()
      let run = try Self.train(
        "autoregress", folder, ["--layers", "1", "--features", "4", "--conditional", "--eta-x", "0.01"])
      #expect(names(run).isSuperset(of: ["samples.png", "completions.png"]), "\(names(run))")
      func call(_ arguments: [String], _ out: String) throws -> Program.Result {
        try GeneratorCommandTests.run([arguments[0], run] + arguments.dropFirst() + ["--out", run + "/" + out])
      }
      let sample = try call(["sample", "--count", "6", "--label", "3"], "s")
      #expect(sample.status == 0 && names(run + "/s") == ["samples.png"], "\(sample.errors)")
      let completed = try call(["sample", "--count", "2", "--complete"], "d")
      #expect(completed.status == 0 && names(run + "/d") == ["completions.png"], "\(completed.errors)")
      let nearest = try call(["nearest", "--count", "4"], "n")
      #expect(nearest.status == 0 && names(run + "/n") == ["nearest.png", "nearest.tsv"], "\(nearest.errors)")
      let evaluated = try call(["evaluate", "--samples", "20", "--directions", "8", "--cache", run + "/c"], "e")
      #expect(
        evaluated.status == 0 && evaluated.output.contains("autoregress after step 2 against drawn-digits: 20 samples"),
        "\(evaluated.output) \(evaluated.errors)")
      let between = try call(["interpolate"], "i")
      #expect(between.status == 64 && between.errors.contains("pixel model has none"), "\(between.errors)")
      let latents = try call(["sample", "--write-latents"], "w")
      #expect(latents.status == 64 && latents.errors.contains("pixel model has none"), "\(latents.errors)")
    }

    /// What makes no samples is refused with what would.
    @Test func classifiersAreNoModels() throws {
      let folder = try ScratchFolder()
      let run = try Self.train("classify", folder)
      for command in ["sample", "interpolate", "nearest", "evaluate"] {
        let refused = try GeneratorCommandTests.run([command, run, "--out", run + "/none"])
        #expect(refused.status == 1 && refused.errors.contains("variational autoencoder"), "\(refused.errors)")
        #expect(!FileManager.default.fileExists(atPath: run + "/none"))
      }
    }
  }
#endif
