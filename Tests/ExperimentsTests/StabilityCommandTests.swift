#if COUNTERPLAY_TORCH
  import Foundation
  import TestSupport
  import Testing

  /// `counterplay stability` on a tiny run.
  @Suite(.serialized) struct StabilityCommandTests {
    @Test func aRunIsToldWhereItIsStable() throws {
      let folder = try ScratchFolder()
      let run = folder.url.appendingPathComponent("run").path
      let training = try GeneratorCommandTests.run([
        "train", "--data", "ring", "--hidden", "4", "--latent", "2", "--batch", "16", "--steps", "6", "--threads", "1",
        "--checkpoint-every", "2", "--eta-x", "0.05", "--eta-y", "0.05", "--regularizer", "r1=1", "--out", run,
      ])
      #expect(training.status == 0, "\(training.errors)")
      let out = run + "/stability"
      let result = try GeneratorCommandTests.run([
        "stability", run, "--count", "3", "--eta-y", "0.01:10", "--out", out,
      ])
      #expect(result.status == 0, "\(result.errors)")
      for words in ["spectral radius", "residual at most", "η_D", "‖gradients‖", "singular values since step 2"] {
        #expect(result.output.contains(words), "\(words): \(result.output)")
      }
      let names = Set(try FileManager.default.contentsOfDirectory(atPath: out))
      #expect(
        names.isSuperset(of: [
          "game-eigenvalues.tsv", "iteration-eigenvalues.tsv", "iteration-eigenvalues.gp", "region.tsv", "region.gp",
          "path-angle.tsv", "singular-values.tsv",
        ]))
      // One checkpoint alone has no path behind it, and another optimizer is one that settles there.
      let one = try GeneratorCommandTests.run([
        "stability", run + "/checkpoints/checkpoint-000000006", "--optimizer", "ogda", "--count", "2", "--eta-y",
        "0.1:0.2", "--json", "--out", out + "-one",
      ])
      #expect(one.status == 0, "\(one.errors)")
      let answer = try #require(JSONSerialization.jsonObject(with: Data(one.output.utf8)) as? [String: Any])
      let rays = try #require(answer["rays"] as? [[String: Any]])
      #expect(answer["optimizer"] as? String == "ogda" && rays.count == 1)
      #expect(!FileManager.default.fileExists(atPath: out + "-one/path-angle.tsv"))
    }

    @Test func whatCannotBeIsRefused() throws {
      let folder = try ScratchFolder()
      let nowhere = try GeneratorCommandTests.run(["stability", folder.url.appendingPathComponent("nowhere").path])
      #expect(nowhere.status != 0 && nowhere.errors.contains("nowhere"), "\(nowhere.errors)")
      let run = try GeneratorCommandTests.train(folder)
      let adam = try GeneratorCommandTests.run(["stability", run, "--optimizer", "adam", "--out", run + "/s"])
      #expect(adam.status == 64 && adam.errors.contains("has no Jacobian"), "\(adam.errors)")
      for wrong in [["--count", "0"], ["--horizon", "0"], ["--eta-y", "-1:1"], ["--ratio", "0"], ["--batch", "0"]] {
        #expect(try GeneratorCommandTests.run(["stability", run] + wrong).status == 64, "\(wrong)")
      }
    }
  }
#endif
