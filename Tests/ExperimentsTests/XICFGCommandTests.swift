#if COUNTERPLAY_TORCH
  import Foundation
  import TestSupport
  import Testing

  /// `counterplay xicfg` as a user runs it, and what makes samples of its runs.
  @Suite(.serialized) struct XICFGCommandTests {
    static let small = [
      "--data", "synthetic", "--frame", "2", "--architecture", "cfg-dcganx-32-w4", "--batch", "4", "--latent", "6",
      "--functional-steps", "2", "--particles", "8", "--fit-epochs", "1", "--threads", "1",
    ]

    /// PATH is empty, so that no gnuplot takes time.
    static func run(_ arguments: [String]) throws -> Program.Result {
      try Program.run(arguments, environment: ["PATH": ""])
    }

    /// 2 updates to random images, 2 of D, 2 of the approximator, 2 of D.
    @Test func aRunIsTrainedGoneOnWithAndSampled() throws {
      let folder = try ScratchFolder()
      let out = folder.url.appendingPathComponent("run").path
      let first = try Self.run(["xicfg", "--out", out, "--stages", "1"] + Self.small)
      #expect(first.status == 0 && first.output.contains("trained 4 steps"), "\(first.output) \(first.errors)")
      let again = try Self.run(["xicfg", "--out", out, "--resume", "--stages", "2"])
      #expect(again.status == 0 && again.output.contains("trained 8 steps"), "\(again.output) \(again.errors)")
      func sample(_ name: String, _ more: [String]) throws -> Data {
        let place = folder.url.appendingPathComponent(name).path
        let result = try Self.run(["sample", out, "--count", "4", "--out", place] + more)
        #expect(result.status == 0, "\(result.errors)")
        return try Data(contentsOf: URL(fileURLWithPath: place + "/samples.png"))
      }
      let (moved, plain) = (try sample("moved", []), try sample("plain", ["--no-functional-steps"]))
      #expect(moved != plain)
      for command in [["interpolate", out, "--pairs", "1", "--steps", "2"], ["nearest", out, "--count", "2"]] {
        let result = try Self.run(command + ["--out", folder.url.appendingPathComponent(command[0]).path])
        #expect(result.status == 0, "\(command[0]): \(result.errors)")
      }
      let scored = try Self.run([
        "evaluate", out, "--samples", "20", "--score", "moments", "--replicates", "20", "--out",
        folder.url.appendingPathComponent("scores").path, "--cache", folder.url.appendingPathComponent("cache").path,
      ])
      #expect(scored.status == 0 && scored.output.contains("mean-distance"), "\(scored.errors)")
      let exported = try Self.run(["export", out, "--out", folder.url.appendingPathComponent("exported").path])
      #expect(exported.status == 0, "\(exported.errors)")
      let slower = try Self.run(
        [
          "xicfg", "--from", out, "--no-initial-fit", "--stages", "1", "--out",
          folder.url.appendingPathComponent("b").path,
        ]
          + Self.small)
      #expect(slower.status == 0 && slower.output.contains("trained 2 steps"), "\(slower.output) \(slower.errors)")
    }

    @Test func whatMeansNothingIsRefused() throws {
      let refused = try Self.run(["xicfg", "--data", "ring", "--particles", "100", "--out", "/nowhere/at/all"])
      #expect(refused.status != 0 && refused.errors.contains("--particles 64"), "\(refused.errors)")
      let shown = try Self.run(["xicfg", "--print-config"])
      #expect(shown.status == 0 && shown.output.contains("functional-steps: 15"), "\(shown.errors)")
      #expect(shown.output.contains("loss: cfg"))
    }
  }
#endif
