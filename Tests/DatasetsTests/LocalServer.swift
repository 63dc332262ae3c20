import Foundation

/// A small HTTP server on 127.0.0.1 for tests, with the faults that real ones have.
final class LocalServer: @unchecked Sendable {
  /// How it answers.
  enum Behaviour {
    /// As a good server does: ranges too.
    case good
    /// With the whole file whatever range was asked for.
    case withoutRanges
    /// Closes the connection after so many bytes of the answer.
    case dropping(after: Int)
    /// 404.
    case missing
  }

  let port: UInt16
  private let listener: Int32
  private let lock = NSLock()
  private var files: [String: [UInt8]] = [:]
  private var behaviours: [String: [Behaviour]] = [:]
  private var ranges: [String?] = []

  struct Failure: Error {}

  /// A client that has gone must not end the tests by a signal.
  #if os(Linux)
    private let noSignal = Int32(MSG_NOSIGNAL)
  #else
    private let noSignal: Int32 = 0
  #endif

  init() throws {
    #if os(Linux)
      listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      listener = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        bind(listener, generic, length) == 0 && listen(listener, 8) == 0 && getsockname(listener, generic, &length) == 0
      }
    }
    guard listener >= 0, status else { throw Failure() }
    port = UInt16(bigEndian: address.sin_port)
    Thread { [weak self] in
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { return }
        guard let server = self else {
          close(connection)
          return
        }
        server.answer(connection)
        close(connection)
      }
    }.start()
  }

  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  /// The address of a file, which answers as told, one behaviour a request and the last one for good.
  func serve(_ name: String, _ content: [UInt8], _ behaviour: Behaviour...) -> String {
    lock.withLock {
      files[name] = content
      behaviours[name] = behaviour
    }
    return "http://127.0.0.1:\(port)/\(name)"
  }

  /// The Range headers of all requests so far, nil where there was none.
  var requestedRanges: [String?] { lock.withLock { ranges } }

  private func answer(_ connection: Int32) {
    var request: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while !request.suffix(4).elementsEqual([13, 10, 13, 10]) {
      let count = recv(connection, &buffer, buffer.count, 0)
      guard count > 0 else { return }
      request += buffer.prefix(count)
    }
    let lines = String(decoding: request, as: UTF8.self).split(separator: "\r\n").map(String.init)
    let name = String(lines[0].split(separator: " ")[1].dropFirst())
    let range = lines.first { $0.lowercased().hasPrefix("range: ") }.map { String($0.dropFirst(7)) }
    let (content, behaviour) = lock.withLock { () -> ([UInt8]?, Behaviour) in
      ranges.append(range)
      let next = behaviours[name]?.first ?? .missing
      if behaviours[name, default: []].count > 1 { behaviours[name]?.removeFirst() }
      return (files[name], next)
    }
    guard let content else { return send(connection, "HTTP/1.1 404 Not Found", []) }
    // "bytes=START-"
    let start = range.flatMap { Int($0.dropFirst(6).prefix { $0 != "-" }) } ?? 0
    switch behaviour {
    case .missing: send(connection, "HTTP/1.1 404 Not Found", Array("no such file".utf8))
    case .withoutRanges: send(connection, "HTTP/1.1 200 OK", content)
    case .good: sendPart(connection, content, from: start, ranged: range != nil, limit: .max)
    case .dropping(let limit): sendPart(connection, content, from: start, ranged: range != nil, limit: limit)
    }
  }

  private func sendPart(_ connection: Int32, _ content: [UInt8], from start: Int, ranged: Bool, limit: Int) {
    guard start < content.count || !ranged else {
      return send(connection, "HTTP/1.1 416 Range Not Satisfiable\r\nContent-Range: bytes */\(content.count)", [])
    }
    let status =
      ranged
      ? "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes \(start)-\(content.count - 1)/\(content.count)"
      : "HTTP/1.1 200 OK"
    send(connection, status, Array(content[start...]), limit: limit)
  }

  private func send(_ connection: Int32, _ status: String, _ body: [UInt8], limit: Int = .max) {
    let head = "\(status)\r\nContent-Length: \(body.count)\r\nConnection: close\r\n\r\n"
    var bytes = Array(head.utf8) + body.prefix(limit)
    while !bytes.isEmpty {
      let count = Foundation.send(connection, bytes, bytes.count, noSignal)
      guard count > 0 else { return }
      bytes.removeFirst(count)
    }
  }
}
