#if COUNTERPLAY_TORCH && COUNTERPLAY_SERVER
  import Foundation
  import TestSupport
  import Testing

  /// `counterplay judge` as a user calls it: served, killed, served again, reported. A tiny client stands for the page.
  @Suite(.serialized) struct JudgeProgramTests {
    /// The program at work, and its address.
    private final class Server {
      let process: Process
      let address: String

      init(_ folder: ScratchFolder) throws {
        let out = Pipe()
        process = Process()
        process.executableURL = Program.url
        process.arguments = [
          "judge", folder.url.appendingPathComponent("made").path, "--data", "synthetic", "--port", "0", "--trials",
          "4",
          "--images", "20", "--out", folder.url.appendingPathComponent("study").path,
        ]
        process.environment = ["PATH": ""]
        process.standardOutput = out
        process.standardError = FileHandle.nullDevice
        try process.run()
        var text = ""
        while !text.contains("\n") {
          let more = out.fileHandleForReading.availableData
          if more.isEmpty { break }
          text += String(decoding: more, as: UTF8.self)
        }
        let match = text.firstMatch(of: /http:\/\/localhost:(\d+)/)
        address = try "http://127.0.0.1:\(#require(match, "\(text)").1)"
      }

      /// A request by curl, which every machine with this program's set-up has; the body, or nil for an error.
      func ask(_ method: String, _ path: String, _ body: String? = nil) throws -> String? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/curl")
        process.arguments =
          ["-sf", "--max-time", "10", "-X", method, address + path, "-o", "-"]
          + (body.map { ["-H", "Content-Type: application/json", "-d", $0] } ?? [])
        let out = Pipe()
        process.standardOutput = out
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = out.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return process.terminationStatus == 0 ? String(decoding: data, as: UTF8.self) : nil
      }

      func judge(_ token: String, _ trial: Int) throws -> Bool {
        _ = try ask("GET", "/sessions/\(token)/trials/\(trial).png")
        let body = #"{"answer":"real","shown":0,"frames":3,"frame":16.7,"reaction":500}"#
        return try ask("POST", "/sessions/\(token)/trials/\(trial)", body) != nil
      }

      func end(_ signal: Int32) -> Int32 {
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        return process.terminationStatus
      }
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/curl"), "skipped: no curl"))
    func answersSurviveAKill() throws {
      let folder = try ScratchFolder()
      let run = try GeneratorCommandTests.train(folder)
      try FileManager.default.moveItem(
        at: URL(fileURLWithPath: run), to: folder.url.appendingPathComponent("made"))
      let first = try Server(folder)
      let made = try #require(try first.ask("POST", "/sessions"))
      let token = String(try #require(made.firstMatch(of: /"token":"([0-9a-f]{32})"/)).1)
      for trial in 0..<2 { #expect(try first.judge(token, trial)) }
      #expect(first.end(SIGKILL) == SIGKILL)

      let second = try Server(folder)
      #expect(try second.ask("GET", "/sessions/\(token)")?.contains(#""judged":2"#) == true)
      for trial in 2..<4 { #expect(try second.judge(token, trial)) }
      // A report may be asked for while people judge.
      let study = folder.url.appendingPathComponent("study").path
      let report = try GeneratorCommandTests.run(["judge", "--report", "--out", study, "--json"])
      #expect(report.status == 0 && report.output.contains(#""sessions""#), "\(report.errors)")
      #expect(second.end(SIGINT) == 130, "Ctrl-C ends it as it ends a run")
      let words = try GeneratorCommandTests.run(["judge", "--report", "--out", study])
      #expect(words.status == 0 && words.output.contains("4 more do not count"), "\(words.output)")

      // Another study in the same folder is refused, and so are wrong arguments.
      let other = try GeneratorCommandTests.run([
        "judge", folder.url.appendingPathComponent("made").path, "--data", "synthetic", "--port", "0", "--seed", "9",
        "--images", "20", "--out", study,
      ])
      #expect(other.status == 1 && other.errors.contains("another folder"), "\(other.errors)")
      for wrong in [
        ["judge"], ["judge", "a"], ["judge", "--report", "a"], ["judge", "a", "--data", "b", "--port", "70000"],
      ] {
        #expect(try GeneratorCommandTests.run(wrong).status == 64, "\(wrong)")
      }
      let none = try GeneratorCommandTests.run(["judge", "--report", "--out", folder.url.path + "/none"])
      #expect(none.status == 1 && none.errors.contains("answers.sqlite"))
    }
  }
#endif
