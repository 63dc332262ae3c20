import Datasets
import Foundation
import HumanEvaluation

/// A study of images that tell what they are: a real one is of one grey, a generated one of the generator's number.
enum Studies {
  static func images(_ count: Int, grey: UInt8, side: Int = 8) throws -> [PNGImage] {
    try (0..<count).map { place in
      var bytes = [UInt8](repeating: grey, count: side * side)
      bytes[0] = UInt8(place % 256)
      return try PNGImage(width: side, height: side, channels: 1, bytes: bytes)
    }
  }

  static func two(trials: Int = 20, seed: UInt64 = 7, images count: Int = 40) throws -> Study {
    try Study(
      real: .init(name: "data", images: images(count + Study.exampleCount, grey: 255)),
      generated: [.init(name: "a", images: images(count, grey: 1)), .init(name: "b", images: images(count, grey: 2))],
      seed: seed, trials: trials)
  }
}

/// A site with answers in a folder, and a person who knows its addresses.
struct Visitor {
  let site: JudgeSite

  init(_ study: Study, in folder: URL, hosts: Set<String>? = ["localhost"]) throws {
    site = try JudgeSite(study: study, answers: AnswerStore(folder: folder, study: study), hosts: hosts)
  }

  func ask(
    _ method: String, _ target: String, _ body: String = "", headers: [String: String] = [:]
  ) -> (status: Int, text: String, bytes: [UInt8]) {
    var all = ["host": "localhost:1", "content-type": "application/json"]
    all.merge(headers) { $1 }
    let response = site.respond(to: SiteRequest(method, target, headers: all, body: Array(body.utf8)))
    return (response.status, String(decoding: response.body, as: UTF8.self), response.body)
  }

  func begin() throws -> String {
    let (status, text, _) = ask("POST", "/sessions")
    guard status == 201, let token = try State(text).token else { throw Failure(text: "\(status): \(text)") }
    return token
  }

  /// A judgement that a page would send.
  static func judgement(_ answer: String = "real", shown: Double = 0, frames: Int = 3) -> String {
    #"{"answer":"\#(answer)","shown":\#(shown),"frames":\#(frames),"frame":16.7,"reaction":420.5}"#
  }

  /// Fetches the image of a trial and judges it.
  func judge(_ token: String, _ trial: Int, _ answer: String = "real") -> Int {
    let image = ask("GET", "/sessions/\(token)/trials/\(trial).png")
    if image.status != 200 { return image.status }
    return ask("POST", "/sessions/\(token)/trials/\(trial)", Self.judgement(answer)).status
  }

  struct Failure: Error, CustomStringConvertible {
    let text: String
    var description: String { text }
  }

  /// What the server says of a session.
  struct State: Decodable {
    struct Next: Decodable { let trial: Int, exposure: Double }
    let token: String?, trials: Int?, judged: Int?, next: Next?

    init(_ text: String) throws { self = try JSONDecoder().decode(State.self, from: Data(text.utf8)) }
  }
}
