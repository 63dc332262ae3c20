import Datasets
import Foundation
import HumanEvaluation
import JudgingServer
import TestSupport
import Testing

/// The page in a real browser, used as a person uses it.
@Suite("The judging page in a browser", .serialized) struct BrowserTests {
  private struct Found: Decodable {
    let answers: [String], examples: Int, title: String, focused: String, overflow: Bool, resumed: String, left: Int
    let thanks: String, log: [String]
  }

  /// A whole session: real examples, every trial by key or click, closed and taken up again in the middle. Each image was on
  /// the screen for its exposure to a frame, unless this machine was too busy, which the answer then says.
  @Test func aPersonJudges() throws {
    guard Browser.python != nil else { return print(Browser.skipped) }
    let (folder, pictures) = (try ScratchFolder(), try ScratchFolder())
    let study = try Study(
      real: .init(name: "data", images: Self.digits(60, seed: 1)),
      generated: [.init(name: "a", images: Self.digits(20, seed: 2))], seed: 4, trials: 8)
    let site = try JudgeSite(
      study: study, answers: AnswerStore(folder: folder.url, study: study), hosts: ["localhost"])
    let server = try JudgeServer(site, port: 0)
    defer { try? server.stop() }
    let text = try Browser.run(
      "judge_session.py", ["http://localhost:\(server.port)/", (Browser.keptPictures ?? pictures.url).path])
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
