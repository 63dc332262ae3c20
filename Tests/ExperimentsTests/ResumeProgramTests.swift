#if COUNTERPLAY_TORCH
  import Foundation
  import TestSupport
  import Testing

  /// The real program, ended by signals and resumed: what it computes is what it computes unbroken, bit for bit.
  @Suite(.serialized) struct ResumeProgramTests {
    static let small = ["--batch", "8", "--latent", "4", "--hidden", "16,16", "--threads", "1"]

    /// Starts the program. PATH is empty, so that no gnuplot takes time.
    static func start(_ arguments: [String]) throws -> Process {
      let process = Process()
      process.executableURL = Program.url
      process.arguments = arguments
      process.environment = ["PATH": ""]
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
      return process
    }

    /// The steps of all checkpoints that are there.
    static func checkpoints(_ folder: URL) -> [Int] {
      let place = folder.appendingPathComponent("checkpoints").path
      return ((try? FileManager.default.contentsOfDirectory(atPath: place)) ?? [])
        .filter { $0.hasPrefix("checkpoint-") }.compactMap { Int($0.dropFirst("checkpoint-".count)) }.sorted()
    }

    /// The steps at which the event files have the generator's loss, in the order in which readers come to them.
    static func eventSteps(_ folder: URL) throws -> [Int] {
      var steps: [Int] = []
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      for name in names where name.hasPrefix("events.out.tfevents.") {
        var rest = try Data(contentsOf: folder.appendingPathComponent(name))[...]
        while rest.count >= 16 {
          let size = rest.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
          let content = [UInt8](rest.dropFirst(12).prefix(size))
          rest = rest.dropFirst(size + 16)
          // Field 1, the time, takes 9 bytes; field 2 is the step, a variable number of bytes of 7 bits each.
          guard content.count > 10, content[9] == 0x10,
            String(decoding: content, as: UTF8.self).contains("generator-loss")
          else { continue }
          let digits = content[10...].prefix(while: { $0 >= 0x80 }) + [content[10...].first { $0 < 0x80 } ?? 0]
          steps.append(digits.reversed().reduce(0) { $0 << 7 | Int($1 & 0x7f) })
        }
      }
      return steps
    }

    func expectSameRun(_ a: URL, _ b: URL, step: Int) throws {
      let digits = String(step)
      let name = "checkpoints/checkpoint-" + String(repeating: "0", count: 9 - digits.count) + digits
      for file in ["weights.safetensors", "optimizer.safetensors"] {
        let (mine, its) = (
          try Data(contentsOf: a.appendingPathComponent("\(name)/\(file)")),
          try Data(contentsOf: b.appendingPathComponent("\(name)/\(file)"))
        )
        #expect(mine == its, "\(file)")
      }
      // The logs have every step once and the same losses, whatever was logged before a kill and then run again.
      struct Line: Decodable, Equatable {
        let step: Int
        let generatorLoss: Double?, discriminatorLoss: Double?
        enum CodingKeys: String, CodingKey {
          case step
          case generatorLoss = "generator-loss"
          case discriminatorLoss = "discriminator-loss"
        }
      }
      let logs = try [a, b].map { folder in
        try Data(contentsOf: folder.appendingPathComponent("metrics.jsonl")).split(separator: UInt8(ascii: "\n"))
          .map { try JSONDecoder().decode(Line.self, from: $0) }
      }
      #expect(logs[0] == logs[1] && logs[0].map(\.step) == Array(1...step))
      // So do TensorBoard's files: nothing that a checkpoint is ahead of was lost in a buffer.
      for folder in [a, b] { #expect(try Self.eventSteps(folder) == Array(1...step)) }
    }

    @Test(
      arguments: [
        (["--data", "ring", "--optimizer", "simgd"], 120, 6),
        (
          ["--data", "ring", "--optimizer", "adam", "--generator-average", "0.99", "--discriminator-steps", "2"], 120, 6
        ),
        (["--data", "ring", "--optimizer", "acgd", "--discriminator-accuracy-rule", "--conditional"], 60, 3),
      ] as [([String], Int, Int)])
    func killedAndResumedIsStraightThrough(settings: [String], steps: Int, every: Int) throws {
      let scratch = try ScratchFolder()
      let (straight, broken) = (scratch.url.appendingPathComponent("a"), scratch.url.appendingPathComponent("b"))
      let common =
        ["train"] + settings + Self.small + ["--steps", "\(steps)", "--checkpoint-every", "\(every)", "--resume"]
      let whole = try Self.start(common + ["--out", straight.path])
      whole.waitUntilExit()
      #expect(whole.terminationStatus == 0)
      var kills = 0
      for number in 0..<3 {
        let before = Self.checkpoints(broken).last ?? 0
        let process = try Self.start(common + ["--out", broken.path])
        #expect(
          waitUntil { (Self.checkpoints(broken).last ?? 0) >= before + every || !process.isRunning }, "no checkpoint")
        // At another moment each time: right after a rename, or within the following steps and saves.
        Thread.sleep(forTimeInterval: 0.003 * Double(number))
        if process.isRunning {
          kill(process.processIdentifier, SIGKILL)
          kills += 1
        }
        process.waitUntilExit()
      }
      #expect(kills > 0, "the runs were over before they could be killed")
      let last = try Self.start(common + ["--out", broken.path])
      last.waitUntilExit()
      #expect(last.terminationStatus == 0)
      try expectSameRun(straight, broken, step: steps)
    }

    @Test(
      arguments: [(SIGINT, 130), (SIGTERM, 143), (SIGUSR1, 138), (SIGUSR2, 140), (SIGXFSZ, 153)] as [(Int32, Int32)])
    func signalsFinishTheStepAndSave(signal: Int32, status: Int32) throws {
      let scratch = try ScratchFolder()
      let (straight, broken) = (scratch.url.appendingPathComponent("a"), scratch.url.appendingPathComponent("b"))
      let common = ["train", "--data", "ring", "--optimizer", "adam", "--resume"] + Self.small
      // No checkpoint is asked for, so the one that is found is the signal's.
      let process = try Self.start(common + ["--steps", "100000", "--out", broken.path])
      let log = broken.appendingPathComponent("metrics.jsonl")
      #expect(waitUntil { ((try? Data(contentsOf: log))?.count ?? 0) > 0 })
      #expect(Self.checkpoints(broken).isEmpty)
      kill(process.processIdentifier, signal)
      process.waitUntilExit()
      #expect(process.terminationReason == .exit && process.terminationStatus == status)
      let step = try #require(Self.checkpoints(broken).last)
      #expect(FileManager.default.fileExists(atPath: broken.appendingPathComponent("record.json").path))
      for folder in [straight, broken] {
        let rest = try Self.start(common + ["--steps", "\(step + 5)", "--out", folder.path])
        rest.waitUntilExit()
        #expect(rest.terminationStatus == 0)
      }
      try expectSameRun(straight, broken, step: step + 5)
    }

    @Test func overflowNamesTheTensorAndTheLastCheckpoint() throws {
      let scratch = try ScratchFolder()
      let result = try Program.run(
        "train", "--data", "ring", "--loss", "wgan", "--eta-x", "1e3", "--eta-y", "1e3", "--steps", "500", "--batch",
        "8",
        "--hidden", "16,16", "--threads", "1", "--checkpoint-every", "1", "--out", scratch.url.path,
        environment: ["PATH": ""])
      #expect(result.status == 1)
      #expect(
        result.errors.contains("finite numbers") && result.errors.contains("last good checkpoint"), "\(result.errors)")
      #expect(result.errors.contains("tensor '") || result.errors.contains("loss is not"))
    }

    @Test func foldersInUseAndReadOnlyOnesAreErrors() throws {
      let scratch = try ScratchFolder()
      let arguments = ["train", "--data", "ring", "--steps", "2"] + Self.small
      func run(_ more: String..., in out: String = scratch.url.path) throws -> (Int32, String) {
        let process = Process()
        process.executableURL = Program.url
        process.arguments = arguments + ["--out", out] + more
        process.environment = ["PATH": ""]
        let errors = Pipe()
        process.standardError = errors
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text)
      }
      #expect(try run().0 == 0)
      let again = try run()
      #expect(again.0 == 64 && again.1.contains("--resume") && again.1.contains("--overwrite"), "\(again.1)")
      #expect(try run("--overwrite").0 == 0)
      #expect(try run("--resume", "--overwrite").0 == 64)
      let other = try run("--resume", "--seed", "9")
      #expect(other.0 == 64 && other.1.contains("'seed' was 0"), "\(other.1)")
      let device = try run("--device", "cuda:99")
      #expect(device.0 == 64 && device.1.contains("cuda:99"))
      let misspelt = scratch.url.appendingPathComponent("bad.yaml")
      try "stepps: 5\n".write(to: misspelt, atomically: true, encoding: .utf8)
      let bad = try run("--config", misspelt.path)
      #expect(bad.0 == 64 && bad.1.contains("did you mean 'steps'?"), "\(bad.1)")
      // A file where the folder should be: nobody, root included, can write into it.
      let blocked = try run(in: misspelt.path)
      #expect(blocked.0 == 1 && blocked.1.contains("required a folder"), "\(blocked.1)")
    }
  }
#endif
