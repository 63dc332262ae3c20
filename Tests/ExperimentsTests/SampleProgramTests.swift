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
