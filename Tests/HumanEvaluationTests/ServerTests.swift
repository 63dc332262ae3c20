import Foundation
import HumanEvaluation
import JudgingServer
import Synchronization
import TestSupport
import Testing

/// The server as the network sees it: bytes on sockets of the loopback.
@Suite("The judging server", .serialized) struct ServerTests {
  private static func withServer(
    _ study: Study, in folder: URL, _ body: (JudgeServer) throws -> Void
  ) throws {
    let site = try JudgeSite(
      study: study, answers: AnswerStore(folder: folder, study: study), hosts: ["localhost", "127.0.0.1"])
    let server = try JudgeServer(site, port: 0)
    defer { try? server.stop() }
    try body(server)
  }

  @Test func pagesHaveTheirHeaders() throws {
    let folder = try ScratchFolder()
    try Self.withServer(Studies.two(), in: folder.url) { server in
      let connection = try RawConnection(port: server.port)
      let page = try connection.exchange("GET", "/")
      #expect(page.status == 200 && page.head.contains("Content-Type: text/html; charset=utf-8"))
      for header in ["Content-Security-Policy: default-src 'none'", "X-Content-Type-Options: nosniff", "no-store"] {
        #expect(page.head.contains(header))
      }
      // The connection is kept; HEAD has no body.
      let head = try connection.exchange("HEAD", "/judge.js")
      #expect(head.status == 200 && head.body.isEmpty && head.head.contains("Content-Length: "))
      #expect(try connection.exchange("GET", "/study").status == 200)
    }
  }

  /// Said or sent, more than the limit is refused before it is read to its end; so is a header of a megabyte, and what is no
  /// HTTP; the server goes on.
  @Test func oversizedAndMalformedRequestsAreRefused() throws {
    let folder = try ScratchFolder()
    try Self.withServer(Studies.two(), in: folder.url) { server in
      let target = "/sessions/\(String(repeating: "0", count: 32))/trials/0"
      let told = try RawConnection(port: server.port)
      try told.send("POST \(target) HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000000\r\n\r\n")
      #expect(try told.response().status == 413)
      let chunked = try RawConnection(port: server.port)
      try chunked.send("POST \(target) HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
      try? chunked.send("10000\r\n" + String(repeating: "x", count: 0x10000) + "\r\n")
      #expect(try chunked.response().status == 413)
      let headers = try RawConnection(port: server.port)
      try? headers.send("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + String(repeating: "y", count: 1 << 20))
      let refused = try? headers.response()
      #expect(refused == nil || refused?.status == 400 || refused?.status == 431)
      for text in ["\u{1}\u{2}\u{3}\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET / HTTP/1.1\r\n\r\n"] {
        let broken = try RawConnection(port: server.port)
        try broken.send(text)
        let answer = try? broken.response()
        #expect(answer == nil || answer?.status == 400 || answer?.status == 505, "\(text)")
      }
      let doubled = try RawConnection(port: server.port)
      try doubled.send("GET / HTTP/1.1\r\nHost: localhost\r\nHost: elsewhere\r\n\r\n")
      #expect(try doubled.response().status == 400)
      for path in ["/../../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/judge.html"] {
        let found = try RawConnection(port: server.port).exchange("GET", path)
        #expect(found.status == 404 && !found.body.contains("root:"))
      }
      #expect(try RawConnection(port: server.port).exchange("GET", "/").status == 200)
    }
  }

  /// Two hundred people at once, each with a connection, a session and three judgements: all are taken, each once, each
  /// session with a plan of its own.
  @Test func twoHundredSessionsAtOnce() throws {
    let (folder, study) = (try ScratchFolder(), try Studies.two(trials: 3))
    let failures = Mutex<[String]>([])
    let clock = ContinuousClock()
    let elapsed = try clock.measure {
      try Self.withServer(study, in: folder.url) { server in
        let port = server.port
        let threads = (0..<200).map { person in
          let thread = Thread {
            do { try Self.session(port: port, trials: 3, person: person) } catch {
              failures.withLock { $0.append("\(person): \(error)") }
            }
            Self.done.withLock { $0 += 1 }
          }
          thread.stackSize = 256 << 10
          return thread
        }
        Self.done.withLock { $0 = 0 }
        for thread in threads { thread.start() }
        let end = clock.now + .seconds(60)
        while Self.done.withLock({ $0 }) < threads.count, clock.now < end { Thread.sleep(forTimeInterval: 0.01) }
      }
    }
    let found = failures.withLock { $0 }
    #expect(found.isEmpty, "\(found.prefix(3))")
    let kept = try AnswerStore(reading: folder.url).judgements()
    #expect(kept.count == 600 && Set(kept.map { [$0.session, $0.trial] }).count == 600)
    #expect(Set(kept.map(\.session)) == Set(0..<200))
    for judgement in kept {
      let trial = study.plan(ofSession: judgement.session)[judgement.trial]
      #expect(judgement.source == trial.source && judgement.image == trial.image)
    }
    #expect(elapsed < .seconds(30), "\(elapsed)")
  }

  private static let done = Mutex(0)

  private static func session(port: Int, trials: Int, person: Int) throws {
    let connection = try RawConnection(port: port)
    let made = try connection.exchange("POST", "/sessions")
    guard made.status == 201, let token = try Visitor.State(made.body).token else {
      throw Visitor.Failure(text: "\(made.status) \(made.body)")
    }
    for trial in 0..<trials {
      let image = try connection.exchange("GET", "/sessions/\(token)/trials/\(trial).png")
      let answer = try connection.exchange(
        "POST", "/sessions/\(token)/trials/\(trial)",
        body: Visitor.judgement((person + trial) % 2 == 0 ? "real" : "generated"))
      guard image.status == 200, answer.status == 200 else {
        throw Visitor.Failure(text: "trial \(trial): \(image.status), \(answer.status) \(answer.body)")
      }
    }
  }

  @Test func takenPortsAreNamed() throws {
    let (one, two) = (try ScratchFolder(), try ScratchFolder())
    let study = try Studies.two()
    try Self.withServer(study, in: one.url) { server in
      let site = try JudgeSite(
        study: study, answers: AnswerStore(folder: two.url, study: study), hosts: nil)
      #expect { try JudgeServer(site, port: server.port) } throws: { "\($0)".contains("--port") }
    }
  }
}
