#if COUNTERPLAY_TORCH
  import DurableFiles
  import Foundation
  import GANs
  import Training
  import TestSupport
  import Testing
  import TorchTensors

  /// `sample` with many samples, with weights that are none, and with wrong arguments.
  @Suite(.serialized) struct SampleProgramTests {
    @Test func weightsThatAreNotFiniteAreRefusedByName() throws {
      let folder = try ScratchFolder()
      let run = try GeneratorCommandTests.train(folder)
      let place = URL(fileURLWithPath: run + "/checkpoints/checkpoint-000000004")
      let url = place.appendingPathComponent("weights.safetensors")
      let old = try SHA256.hexadecimal(ofFile: url)
      let file = try SafetensorsFile(contentsOf: url)
      try SafetensorsFile.write(
        file.header.entries.map { entry in
          let tensor = try file.tensor(entry.name)
          return (entry.name, entry.name == "generator.2.bias" ? try tensor * .nan : tensor)
        }, to: url)
      let sums = place.appendingPathComponent("SHA256SUMS")
      let text = try String(contentsOf: sums, encoding: .utf8)
      let changed = try GeneratorCommandTests.run(["sample", run, "--out", run + "/s"])
      #expect(changed.status == 1 && changed.errors.contains("sha256sum"), "\(changed.errors)")
      try AtomicFile.write(
        text.replacingOccurrences(of: old, with: SHA256.hexadecimal(ofFile: url)), to: sums)
      let refused = try GeneratorCommandTests.run(["sample", run, "--out", run + "/s"])
      #expect(refused.status == 1 && refused.errors.contains("'generator.2.bias'"), "\(refused.errors)")
      #expect(!FileManager.default.fileExists(atPath: run + "/s"))
    }

    @Test func refusedCommandsLeaveNoFolder() throws {
      let folder = try ScratchFolder()
      let run = try GeneratorCommandTests.train(folder)
      let out = run + "/none/at/all"
      for arguments in [
        ["sample", run, "--label", "3"], ["interpolate", run, "--label", "3"], ["nearest", run, "--data", "shapes"],
        ["train", "--data", "ring", "--resume", "--config", run + "/nowhere.yaml"],
        [
          "map", "--game", "x*y + x", "--optimizer", "simgd", "--horizontal", "eta-x=0.1:1", "--vertical",
          "eta-x=0.1:1",
        ],
      ] {
        let refused = try GeneratorCommandTests.run(arguments + ["--out", out])
        #expect(refused.status != 0, "\(arguments)")
        #expect(!FileManager.default.fileExists(atPath: run + "/none"), "\(arguments): \(refused.errors)")
      }
    }

    /// Latent vectors that were written give the same picture when they are read; a file of another width, or with a NaN,
    /// is refused.
    @Test func latentVectorsAreWrittenAndRead() throws {
      let folder = try ScratchFolder()
      let run = try GeneratorCommandTests.train(folder)
      func sample(_ more: [String], _ out: String) throws -> Program.Result {
        try GeneratorCommandTests.run(["sample", run, "--out", run + "/" + out] + more)
      }
      func bytes(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: run + path)) }
      #expect(try sample(["--count", "5", "--seed", "9", "--write-latents"], "a").status == 0)
      let written = URL(fileURLWithPath: run + "/a/samples-latents.npy")
      let header = try NPYHeader(of: written)
      #expect((header.rows, header.columns) == (5, 4))
      #expect(try sample(["--latents", written.path, "--write-latents"], "b").status == 0)
      #expect(try bytes("/a/samples.png") == bytes("/b/samples.png"))
      #expect(try bytes("/a/samples-latents.npy") == bytes("/b/samples-latents.npy"))
      // The first two alone are the first two.
      #expect(try sample(["--latents", written.path, "--count", "2", "--separate"], "c").status == 0)
      #expect(try sample(["--count", "5", "--seed", "9", "--separate"], "d").status == 0)
      #expect(try bytes("/c/samples/sample-1.png") == bytes("/d/samples/sample-1.png"))
      let tooMany = try sample(["--latents", written.path, "--count", "6"], "e")
      #expect(tooMany.status == 64 && tooMany.errors.contains("at most 5"), "\(tooMany.errors)")
      for (name, rows, words) in [
        ("wide", [[1.0, 2, 3, 4, 5]], "rows of 4 numbers"), ("nan", [[1.0, .nan, 3, 4]], "row 0"),
      ] {
        let url = URL(fileURLWithPath: run + "/\(name).npy")
        let writer = try NPYWriter(url, rows: 1, columns: rows[0].count)
        try writer.append(rows[0])
        try writer.finish()
        let refused = try sample(["--latents", url.path], "f")
        #expect(refused.status == 1 && refused.errors.contains(words), "\(refused.errors)")
      }
      #expect(!FileManager.default.fileExists(atPath: run + "/f"))
    }

    /// A sheet that no viewer would open is refused before anything is computed.
    @Test func endlessSheetsAreRefused() throws {
      let folder = try ScratchFolder()
      let run = try GeneratorCommandTests.train(folder)
      let begun = Date()
      let refused = try GeneratorCommandTests.run(
        ["sample", run, "--count", "1000000", "--out", run + "/s"])
      #expect(refused.status == 1 && refused.errors.contains("256 MiB"), "\(refused.errors)")
      #expect(Date().timeIntervalSince(begun) < 20 && !FileManager.default.fileExists(atPath: run + "/s"))
    }

    /// Many points are written as they come: a hundred thousand took 60 MB more than a hundred.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/status"), "needs Linux's /proc"))
    func manyPointsNeedNoMoreMemoryThanABatch() throws {
      let folder = try ScratchFolder()
      let run = folder.url.appendingPathComponent("run").path
      let trained = try GeneratorCommandTests.run([
        "train", "--data", "ring", "--hidden", "8", "--batch", "8", "--steps", "1", "--threads", "1", "--out", run,
      ])
      try #require(trained.status == 0, "\(trained.errors)")
      func sample(_ count: Int) throws -> Double {
        try peak(["sample", run, "--count", "\(count)", "--out", run + "/\(count)"])
      }
      let (few, many) = (try sample(100), try sample(50_000))
      print("resident memory: \(few) MB for 100 points, \(many) MB for 50000")
      #expect(many - few < 20)
    }

    /// The peak of resident memory of a process, in megabytes.
    private func peak(_ arguments: [String]) throws -> Double {
      let process = Process()
      process.executableURL = Program.url
      process.arguments = arguments
      process.environment = ["PATH": ""]
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      var peak = 0.0
      while process.isRunning {
        let status = try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
        let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        if let kilobytes = line?.split(separator: " ").dropFirst().first.flatMap({ Double($0) }) {
          peak = max(peak, kilobytes / 1000)
        }
        Thread.sleep(forTimeInterval: 0.01)
      }
      #expect(process.terminationStatus == 0)
      return peak
    }

    /// 3000 images of 3 · 64 · 64 floats are 147 MB, and were held three times over.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/status"), "needs Linux's /proc"))
    func manySamplesNeedNoMoreMemoryThanABatch() throws {
      let folder = try ScratchFolder()
      let run = folder.url.appendingPathComponent("run").path
      let trained = try GeneratorCommandTests.run([
        "train", "--data", "shapes", "--image-size", "64", "--hidden", "8", "--latent", "4", "--batch", "8", "--steps",
        "1", "--threads", "1", "--out", run,
      ])
      try #require(trained.status == 0, "\(trained.errors)")
      func sample(_ count: Int) throws -> Double {
        try peak(["sample", run, "--separate", "--count", "\(count)", "--out", run + "/\(count)"])
      }
      let (few, many) = (try sample(256), try sample(3000))
      print("resident memory: \(few) MB for 256 samples, \(many) MB for 3000")
      #expect(many - few < 100)
      #expect(try FileManager.default.contentsOfDirectory(atPath: run + "/3000/samples").count == 3000)
      // The same numbers give the same pictures, however many there are.
      func picture(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: run + path)) }
      #expect(try picture("/256/samples/sample-255.png") == picture("/3000/samples/sample-0255.png"))
    }
  }
#endif
