import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// A connection to a port of the loopback on which any bytes can be sent; it waits ten seconds at most.
final class RawConnection {
  struct Response {
    let status: Int
    let head: String
    let body: String
  }

  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  private let handle: Int32
  private var buffered: [UInt8] = []

  init(port: Int) throws {
    #if canImport(Glibc)
      handle = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
      handle = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    var patience = timeval(tv_sec: 10, tv_usec: 0)
    setsockopt(handle, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(handle, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(truncatingIfNeeded: port).bigEndian)
    address.sin_addr = in_addr(s_addr: UInt32(0x7f00_0001).bigEndian)
    let code = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(handle, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard code == 0 else {
      close(handle)
      throw Failure(description: "no connection to port \(port): \(errno)")
    }
  }

  deinit { close(handle) }

  /// Sends bytes; a peer that closes is an error and no signal.
  func send(_ text: String) throws {
    let bytes = Array(text.utf8)
    var sent = 0
    while sent < bytes.count {
      #if canImport(Glibc)
        let flags = Int32(MSG_NOSIGNAL)
      #else
        let flags: Int32 = 0
      #endif
      let rest = Array(bytes[sent...])
      let count = rest.withUnsafeBytes { Self.systemSend(handle, $0.baseAddress, $0.count, flags) }
      guard count > 0 else { throw Failure(description: "sending ended after \(sent) bytes: \(errno)") }
      sent += count
    }
  }

  func exchange(_ method: String, _ target: String, body: String = "") throws -> Response {
    let type = body.isEmpty ? "" : "Content-Type: application/json\r\n"
    try send(
      "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\n\(type)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
    return try response(hasBody: method != "HEAD")
  }

  /// The next response.
  func response(hasBody: Bool = true) throws -> Response {
    let separator = Array("\r\n\r\n".utf8)
    while buffered.firstRange(of: separator) == nil { try receive() }
    guard let end = buffered.firstRange(of: separator) else { throw Failure(description: "no head") }
    let head = String(decoding: buffered[..<end.lowerBound], as: UTF8.self)
    buffered.removeSubrange(..<end.upperBound)
    let length =
      head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("content-length:") }
      .flatMap { Int($0.dropFirst("content-length:".count).trimmingCharacters(in: .whitespaces)) } ?? 0
    while hasBody, buffered.count < length { try receive() }
    let body = hasBody ? Array(buffered.prefix(length)) : []
    buffered.removeFirst(body.count)
    let status = head.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return Response(status: status, head: head, body: String(decoding: body, as: UTF8.self))
  }

  private static func systemSend(
    _ handle: Int32, _ bytes: UnsafeRawPointer?, _ count: Int, _ flags: Int32
  ) -> Int {
    #if canImport(Glibc)
      Glibc.send(handle, bytes, count, flags)
    #else
      Darwin.send(handle, bytes, count, flags)
    #endif
  }

  private func receive() throws {
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    let count = piece.withUnsafeMutableBytes { recv(handle, $0.baseAddress, $0.count, 0) }
    guard count > 0 else { throw Failure(description: "the connection ended: \(count == 0 ? "closed" : "\(errno)")") }
    buffered += piece[..<count]
  }
}
