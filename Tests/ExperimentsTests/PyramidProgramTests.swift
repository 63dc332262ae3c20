#if COUNTERPLAY_TORCH
  import Datasets
  import Foundation
  import TestSupport
  import Testing

  /// The commands on a pyramid of GANs, as a user calls them.
  @Suite(.serialized) struct PyramidProgramTests {
    private static func pyramid(_ more: [String] = []) -> [String] {
      [
        "train", "--recipe", "lapgan", "--pyramid", "7,14,28", "--pyramid-width", "4", "--data", "synthetic",
        "--hidden",
        "8", "--latent", "4", "--batch", "4", "--steps", "3", "--optimizer", "adam", "--threads", "1",
      ] + more
    }

    private static func weights(_ folder: URL) throws -> [Data] {
      try ["stage-1-height-7", "stage-2-height-14", "stage-3-height-28"].map {
        try Data(
          contentsOf: folder.appendingPathComponent("\($0)/checkpoints/checkpoint-000000003/weights.safetensors"))
      }
    }

    /// All levels in one command, or each in one of its own, in any order: the same weights. Then sampled as a chain.
    @Test func trainedTogetherOrApartAndSampled() throws {
      let folder = try ScratchFolder()
      let (together, apart) = (folder.url.appendingPathComponent("a"), folder.url.appendingPathComponent("b"))
      let run = try GeneratorCommandTests.run(Self.pyramid(["--conditional", "--out", together.path]))
      #expect(run.status == 0 && run.output.contains("3 stages: trained 3 steps"), "\(run.errors)")
      for level in [2, 3, 1] {
        if level == 3 {
          let early = try GeneratorCommandTests.run(["sample", apart.path, "--out", apart.path + "/s"])
          #expect(early.status == 1 && early.errors.contains("--pyramid-level"), "\(early.errors)")
        }
        let one = try GeneratorCommandTests.run(
          Self.pyramid(["--conditional", "--pyramid-level", "\(level)", "--out", apart.path]))
        #expect(one.status == 0 && one.output.contains("stage \(level) of 3"), "\(one.output)\(one.errors)")
      }
      #expect(try Self.weights(together) == Self.weights(apart))

      let out = folder.url.appendingPathComponent("out")
      let sample = try GeneratorCommandTests.run([
        "sample", together.path, "--count", "6", "--scale", "1", "--label", "3", "--out", out.path,
      ])
      #expect(sample.status == 0 && sample.output.contains("chain.png"), "\(sample.errors)")
      let chain = try PNGImage(contentsOf: out.appendingPathComponent("chain.png"))
      #expect(chain.width == 3 * 30 + 2 && chain.height == 6 * 30 + 2, "a row a sample, a column a level")
      let sheet = try PNGImage(contentsOf: out.appendingPathComponent("samples.png"))
      // The last column is the sample itself: its first row is the sheet's first image.
      for row in 2..<30 {
        for column in 2..<30 {
          #expect(chain.bytes[row * chain.width + column + 60] == sheet.bytes[row * sheet.width + column])
        }
      }
      for command in [
        ["nearest", together.path, "--count", "4"], ["interpolate", together.path], ["export", together.path],
        ["evaluate", together.path, "--samples", "20", "--score", "moments", "--cache", out.path],
      ] {
        let result = try GeneratorCommandTests.run(command + ["--out", out.path])
        #expect(result.status == 0, "\(command): \(result.errors)")
      }
    }

    @Test func whatIsNoPyramidIsSaid() throws {
      let folder = try ScratchFolder()
      for (more, words) in [
        (["--recipe", "lapgan"], "7,14,28"), (["--pyramid", "7,28"], "--recipe lapgan"),
        (["--recipe", "lapgan", "--pyramid", "28,7"], "growing"),
        (["--recipe", "lapgan", "--pyramid", "7,28", "--pyramid-level", "3"], "from 1 to 2"),
        (["--recipe", "lapgan", "--pyramid", "8,32"], "28"), (["--recipe", "lapgam"], "growing, lapgan"),
      ] {
        let result = try GeneratorCommandTests.run(
          ["train", "--data", "synthetic", "--steps", "1", "--out", folder.url.path] + more)
        #expect(result.status != 0 && result.errors.contains(words), "\(more): \(result.errors)")
      }
    }

    /// Killed in the second level and resumed: the weights of the unbroken run, bit for bit.
    @Test func killedAndResumed() throws {
      let folder = try ScratchFolder()
      let (whole, broken) = (folder.url.appendingPathComponent("a"), folder.url.appendingPathComponent("b"))
      func arguments(_ out: URL) -> [String] {
        Self.pyramid(["--checkpoint-every", "1", "--out", out.path]).map { $0 == "3" ? "40" : $0 }
      }
      #expect(try GeneratorCommandTests.run(arguments(whole)).status == 0)
      let process = try ResumeProgramTests.start(arguments(broken))
      let second = broken.appendingPathComponent("stage-2-height-14")
      #expect(waitUntil { ResumeProgramTests.checkpoints(second).contains { $0 >= 2 } })
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      #expect((ResumeProgramTests.checkpoints(second).last ?? 40) < 40, "it was killed on the way")
      let resumed = try GeneratorCommandTests.run(arguments(broken) + ["--resume"])
      #expect(resumed.status == 0, "\(resumed.errors)")
      for stage in ["stage-1-height-7", "stage-2-height-14", "stage-3-height-28"] {
        let place = "\(stage)/checkpoints/checkpoint-000000040/weights.safetensors"
        #expect(
          try Data(contentsOf: whole.appendingPathComponent(place))
            == Data(contentsOf: broken.appendingPathComponent(place)), "\(stage)")
      }
    }
  }
#endif
