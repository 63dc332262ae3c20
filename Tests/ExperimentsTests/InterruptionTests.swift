import Foundation
import TestSupport
import Testing

/// What schedulers do to a program: signals at any moment, and limits on files.
@Suite(.serialized) struct InterruptionTests {
  /// A program of the shell that sets something up and becomes this one; what it says on standard error.
  struct Child {
    let process = Process()
    let errors = Pipe()

    init(_ setting: String, _ arguments: [String], path: String = "") throws {
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      process.arguments = ["-c", setting + #" exec "$0" "$@""#, Program.url.path] + arguments
      process.environment = ["PATH": path]
      process.standardOutput = FileHandle.nullDevice
      process.standardError = errors
      try process.run()
    }

    /// Until the program, not the shell, takes care of a signal; false where it is over before.
    func waitUntilItCatches(_ signal: Int32) -> Bool {
      _ = waitUntil {
        guard process.isRunning,
          let status = try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8),
          let line = status.split(separator: "\n").first(where: { $0.hasPrefix("SigCgt:") }),
          let mask = UInt64(line.dropFirst("SigCgt:".count).trimmingCharacters(in: .whitespaces), radix: 16)
        else { return !process.isRunning }
        return mask >> (UInt64(signal) - 1) & 1 == 1
      }
      return process.isRunning
    }

    func end(_ signal: Int32? = nil) -> (status: Int32, isExit: Bool, errors: String) {
      if let signal { kill(process.processIdentifier, signal) }
      let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      return (process.terminationStatus, process.terminationReason == .exit, text)
    }
  }

  static let hasProc = FileManager.default.fileExists(atPath: "/proc/self/status")

  @Test(
    .enabled(if: hasProc, "needs Linux's /proc"),
    arguments: [("atlas", SIGUSR2), ("atlas", SIGTERM), ("run", SIGUSR1)] as [(String, Int32)])
  func everythingEndsWithTheSignalsNumber(command: String, signal: Int32) throws {
    let folder = try ScratchFolder()
    let out = folder.url.appendingPathComponent("out")
    let arguments =
      command == "atlas" ? ["atlas", "--resolution", "200", "--games", "quadratic"] : ["run", "icr-learning-speed"]
    let child = try Child("", arguments + ["--out", out.path])
    #expect(child.waitUntilItCatches(SIGUSR2), "it was over before it could be ended")
    let ended = child.end(signal)
    #expect(ended.isExit && ended.status == 128 + signal && ended.errors.contains("interrupted"), "\(ended)")
    // Whatever is there is whole: no draft is left.
    #expect(
      (FileManager.default.enumerator(atPath: out.path)?.allObjects as? [String] ?? []).allSatisfy {
        !$0.hasSuffix(".tmp")
      })
  }

  #if COUNTERPLAY_TORCH
    static let small = ["train", "--data", "ring", "--batch", "8", "--latent", "4", "--hidden", "8", "--threads", "1"]

    @Test func hangingUpIsHeededUnlessItWasIgnored() throws {
      let folder = try ScratchFolder()
      let log = folder.url.appendingPathComponent("metrics.jsonl")
      func size() -> Int { (try? Data(contentsOf: log))?.count ?? 0 }
      let arguments = Self.small + ["--steps", "1000000", "--out", folder.url.path]
      // As under nohup.
      let ignoring = try Child(#"trap "" HUP;"#, arguments)
      #expect(waitUntil { size() > 0 || !ignoring.process.isRunning })
      kill(ignoring.process.processIdentifier, SIGHUP)
      let before = size()
      #expect(waitUntil { size() > before + 2000 }, "it went on")
      #expect(ignoring.end(SIGTERM).status == 143)
      // A runner that ignores the signal itself hands that on, and no shell may undo it.
      guard signal(SIGHUP, SIG_DFL).map({ unsafeBitCast($0, to: Int.self) }) ?? 0 != 1 else {
        signal(SIGHUP, SIG_IGN)
        return
      }
      let heeding = try Child("", arguments + ["--resume"])
      let there = size()
      #expect(waitUntil { size() > there || !heeding.process.isRunning })
      let ended = heeding.end(SIGHUP)
      #expect(ended.isExit && ended.status == 129, "\(ended)")
      #expect(ResumeProgramTests.checkpoints(folder.url).count == 2)
    }

    @Test(.enabled(if: hasProc, "needs Linux's /proc"))
    func endedWhileItLoadsDataItLeavesNothing() throws {
      let folder = try ScratchFolder()
      let out = folder.url.appendingPathComponent("a/b")
      // Drawing ten thousand digits takes longer than catching a signal.
      let child = try Child("", ["train", "--data", "synthetic", "--steps", "1000000", "--out", out.path])
      #expect(child.waitUntilItCatches(SIGUSR2))
      let ended = child.end(SIGTERM)
      #expect(ended.isExit && ended.status == 143, "\(ended)")
    }

    @Test func aLimitOnFilesIsSaidAndLeavesNothingHalf() throws {
      let folder = try ScratchFolder()
      // The shell's blocks are of 512 or 1024 bytes; 4 · 300 · 300 bytes are more than 40 of either.
      let large = folder.url.appendingPathComponent("large")
      let refused = try Child(
        "ulimit -f 40;",
        ["train", "--data", "ring", "--hidden", "300,300", "--steps", "5", "--threads", "1", "--out", large.path]
      ).end()
      #expect(refused.isExit && refused.status == 1, "\(refused)")
      #expect(refused.errors.contains("ulimit -f") && !refused.errors.contains("step 1/"), "before the first step")
      #expect(!FileManager.default.fileExists(atPath: large.path), "no empty folder")
      // A log that grows beyond it: whole lines stay.
      let small = folder.url.appendingPathComponent("small")
      let ended = try Child("ulimit -f 40;", Self.small + ["--steps", "5000", "--out", small.path]).end()
      #expect(ended.isExit && ended.status == 1 && ended.errors.contains("longer than is allowed"), "\(ended)")
      let log = try Data(contentsOf: small.appendingPathComponent("metrics.jsonl"))
      #expect(log.last == UInt8(ascii: "\n") && log.count > 10_000)
      for line in log.split(separator: UInt8(ascii: "\n")) {
        #expect(throws: Never.self) { try JSONSerialization.jsonObject(with: Data(line)) }
      }
    }
  #endif
}
