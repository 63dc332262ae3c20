import Datasets
import Foundation
import HumanEvaluation
import TestSupport
import Testing

@Suite("The judging site") struct SiteTests {
  /// A whole session, asked as the page asks; the images are those of the plan, and only they.
  @Test func aSessionGoesThrough() throws {
    let (folder, study) = (try ScratchFolder(), try Studies.two(trials: 12))
    let visitor = try Visitor(study, in: folder.url)
    for (target, type) in [("/", "<!doctype html>"), ("/judge.css", ":root"), ("/judge.js", "requestAnimationFrame")] {
      let page = visitor.ask("GET", target)
      #expect(page.status == 200 && page.text.contains(type))
    }
    #expect(visitor.ask("GET", "/study").text.contains(#""trials":12"#))
    let token = try visitor.begin()
    let example = visitor.ask("GET", "/sessions/\(token)/examples/15.png")
    #expect(try PNGImage(data: example.bytes, name: "example") == study.examples[15])
    for (number, trial) in study.plan(ofSession: 0).enumerated() {
      let state = try Visitor.State(visitor.ask("GET", "/sessions/\(token)").text)
      #expect(state.judged == number && state.next?.trial == number)
      #expect(state.next?.exposure == Study.exposures[trial.exposure])
      let image = visitor.ask("GET", "/sessions/\(token)/trials/\(number).png")
      #expect(try PNGImage(data: image.bytes, name: "trial") == study.sources[trial.source].images[trial.image])
      let after = visitor.ask(
        "POST", "/sessions/\(token)/trials/\(number)", Visitor.judgement(number % 2 == 0 ? "real" : "generated"))
      let next = try Visitor.State(after.text)
      #expect(after.status == 200 && next.judged == number + 1)
    }
    #expect(try Visitor.State(visitor.ask("GET", "/sessions/\(token)").text).next == nil)
    #expect(visitor.ask("GET", "/sessions/\(token)/trials/12.png").status == 409)
    let kept = try AnswerStore(reading: folder.url).judgements()
    #expect(kept.count == 12 && kept.map(\.saysReal) == (0..<12).map { $0 % 2 == 0 })
    #expect(kept.map(\.source) == study.plan(ofSession: 0).map(\.source))
  }

  /// Another process with the same folder goes on where the session was: answers are in the file, nothing is in memory but
  /// that an image was fetched.
  @Test func sessionsResume() throws {
    let (folder, study) = (try ScratchFolder(), try Studies.two())
    let token: String
    do {
      let visitor = try Visitor(study, in: folder.url)
      token = try visitor.begin()
      for trial in 0..<3 { #expect(visitor.judge(token, trial) == 200) }
      #expect(visitor.ask("GET", "/sessions/\(token)/trials/3.png").status == 200)
    }
    let visitor = try Visitor(study, in: folder.url)
    #expect(try Visitor.State(visitor.ask("GET", "/sessions/\(token)").text).next?.trial == 3)
    // Fetched before the old process ended: to be looked at again.
    #expect(visitor.ask("POST", "/sessions/\(token)/trials/3", Visitor.judgement()).status == 409)
    #expect(visitor.judge(token, 3) == 200)
  }

  /// Nothing is a path: what looks like one is not found, in every spelling.
  @Test(arguments: [
    "/../../etc/passwd", "/..%2f..%2fetc%2fpasswd", "//etc/passwd", "/judge.js/../../answers.sqlite", "/answers.sqlite",
    "/%2e%2e/answers.sqlite", "/sessions/../answers.sqlite", "/judge.css%00.png", "/JUDGE.JS", "/sessions/",
    "/sessions/x",
    "/.lock", "", "*", "http://localhost/judge.js",
  ])
  func pathsAreNotFound(target: String) throws {
    let folder = try ScratchFolder()
    let visitor = try Visitor(Studies.two(), in: folder.url)
    let found = visitor.ask("GET", target)
    #expect(found.status == 404 && !found.text.contains("root:") && !found.text.contains("SQLite"), "\(found)")
  }

  /// Every judgement that no page would send is refused, and none of them is kept.
  @Test func forgedJudgementsAreRefused() throws {
    let folder = try ScratchFolder()
    let visitor = try Visitor(Studies.two(), in: folder.url)
    let (token, other) = (try visitor.begin(), try visitor.begin())
    func post(
      _ body: String, _ trial: String = "0", token given: String? = nil, headers: [String: String] = [:]
    ) -> Int {
      visitor.ask("POST", "/sessions/\(given ?? token)/trials/\(trial)", body, headers: headers).status
    }
    let sound = Visitor.judgement()
    #expect(post(sound) == 409, "an image that was not fetched")
    #expect(visitor.ask("GET", "/sessions/\(token)/trials/0.png").status == 200)
    for body in [
      "", "{", "null", "[]", #"{"answer":"real"}"#, Visitor.judgement("maybe"), Visitor.judgement(shown: -1),
      Visitor.judgement(shown: 1e9), Visitor.judgement(frames: 0), sound.replacing("16.7", with: "NaN"),
      sound.replacing("16.7", with: "1e400"), sound.replacing("420.5", with: "\"soon\""),
      String(repeating: "[", count: 1000), "\u{0}" + sound,
    ] { #expect(post(body) == 400, "\(body)") }
    #expect(post(sound + String(repeating: " ", count: 2000)) == 413)
    for trial in ["1", "19", "99", "-1", "0x0", "00000000000000000000", "٠"] {
      #expect(post(sound, trial) == 409, "\(trial)")
    }
    #expect(post(sound, token: String(repeating: "0", count: 32)) == 404)
    #expect(post(sound, token: "' OR 1 = 1; DROP TABLE judgement; --") == 404)
    #expect(post(sound, token: other) == 409, "another session has not fetched its own")
    #expect(post(sound, headers: ["content-type": "text/plain"]) == 415)
    #expect(post(sound, headers: ["origin": "http://elsewhere.example"]) == 403)
    #expect(post(sound, headers: ["host": "elsewhere.example"]) == 421, "a name that was bent to this machine")
    #expect(visitor.ask("PUT", "/sessions/\(token)/trials/0", sound).status == 405)
    #expect(visitor.ask("DELETE", "/sessions/\(token)").status == 405)
    // Judged sooner than it can have been seen: it claims 2 s, and is at once.
    #expect(post(Visitor.judgement(shown: 50_000)) == 409)
    #expect(try AnswerStore(reading: folder.url).judgements().isEmpty)
    #expect(post(sound, headers: ["origin": "http://localhost:1"]) == 200, "the page's own")
    #expect(post(sound) == 409, "once")
    #expect(try AnswerStore(reading: folder.url).judgements().count == 1)
  }

  /// Which images are generated is told nowhere: pictures of all sources are sent alike, and states have no source.
  @Test func sourcesAreNotTold() throws {
    let folder = try ScratchFolder()
    let visitor = try Visitor(Studies.two(trials: 40), in: folder.url)
    let token = try visitor.begin()
    for trial in 0..<10 {
      let state = visitor.ask("GET", "/sessions/\(token)").text
      #expect(!state.contains("source") && !state.contains("data") && !state.contains("image"))
      #expect(visitor.judge(token, trial) == 200)
    }
    #expect(visitor.ask("GET", "/sessions/\(token)/trials/20.png").status == 409, "none ahead")
  }

  @Test func otherNamesOfThisMachineAreTaken() throws {
    let folder = try ScratchFolder()
    let visitor = try Visitor(Studies.two(), in: folder.url, hosts: ["localhost", "127.0.0.1", "::1"])
    for host in ["localhost", "LOCALHOST:8377", "127.0.0.1:9", "[::1]:8377", "[::1]"] {
      #expect(visitor.ask("GET", "/", headers: ["host": host]).status == 200, "\(host)")
    }
    for host in ["", "localhost.example:8377", "127.0.0.1.example", "[::2]:80", "[", "10.0.0.1"] {
      #expect(visitor.ask("GET", "/", headers: ["host": host]).status == 421, "\(host)")
    }
  }
}
