import Datasets
import Foundation
import HumanEvaluation
import JudgingServer
import TestSupport
import Testing

/// The page in a real browser, used as a person uses it.
@Suite("The judging page in a browser", .serialized) struct BrowserTests {
  private static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Python with Selenium, and Chromium; nil where there is none.
  private static let python: URL? = {
    let setup = package.appendingPathComponent("scripts/browser-setup")
    return (try? output(of: setup, [])).map { URL(fileURLWithPath: $0) }
  }()

  private static func output(of program: URL, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    let out = Pipe()
    process.standardOutput = out
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Visitor.Failure(text: "\(program.path): \(text)") }
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private struct Found: Decodable {
    let answers: [String], examples: Int, title: String, focused: String, overflow: Bool, resumed: String, left: Int
    let thanks: String, log: [String]
  }

  /// A whole session: real examples, every trial by key or click, closed and taken up again in the middle. Each image was on
  /// the screen for its exposure to a frame, unless this machine was too busy, which the answer then says.
  @Test func aPersonJudges() throws {
    guard let python = Self.python else {
      return print("skipped: no Chromium with Selenium (scripts/browser-setup says why)")
    }
    let (folder, pictures) = (try ScratchFolder(), try ScratchFolder())
    let kept = ProcessInfo.processInfo.environment["COUNTERPLAY_PICTURES"].map { URL(fileURLWithPath: $0) }
    let study = try Study(
      real: .init(name: "data", images: Self.digits(60, seed: 1)),
      generated: [.init(name: "a", images: Self.digits(20, seed: 2))], seed: 4, trials: 8)
    let site = try JudgeSite(
      study: study, answers: AnswerStore(folder: folder.url, study: study), hosts: ["localhost"])
    let server = try JudgeServer(site, port: 0)
    defer { try? server.stop() }
    let program = Self.package.appendingPathComponent("Tests/HumanEvaluationTests/Programs/judge_session.py")
    let text = try Self.output(
      of: python, [program.path, "http://localhost:\(server.port)/", (kept ?? pictures.url).path])
    let found = try JSONDecoder().decode(Found.self, from: Data(text.utf8))
    #expect(found.examples == 16 && found.title == "Real or generated?" && found.focused == "begin")
    #expect(!found.overflow, "a phone shows the page without scrolling sideways")
    #expect(found.resumed == "Go on" && found.left == 4)
    #expect(found.thanks.contains("All 8 images are judged") && found.log.isEmpty, "\(found.log)")
    let judged = try AnswerStore(reading: folder.url).judgements()
    #expect(judged.map { $0.saysReal ? "real" : "generated" } == found.answers && judged.count == 8)
    #expect(judged.map(\.trial) == Array(0..<8) && Set(judged.map(\.session)) == [0])
    for judgement in judged {
      #expect(judgement.frame > 1 && judgement.frame < 100 && judgement.shown > 0 && judgement.reaction > 0)
      // Never shorter than asked by more than half a frame: the page waits for the frame that ends it.
      #expect(judgement.shown >= judgement.exposure - judgement.frame, "\(judgement)")
    }
    #expect(judged.count(where: \.isExact) >= 5, "\(judged.map { ($0.exposure, $0.shown, $0.frame) })")
  }

  private static func digits(_ count: Int, seed: UInt64) throws -> [PNGImage] {
    let digits = try DrawnDigits.make(count: count, seed: seed)
    return try (0..<count).map { try digits.image($0) }
  }
}
