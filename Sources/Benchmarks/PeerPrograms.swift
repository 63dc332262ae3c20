import Foundation

/// The peers' programs: Python scripts that print one JSON object a line, `{"case": …, "peer": …, …}`.
struct PeerPrograms: Sendable {
  /// The Python that has the peers installed.
  let python: String
  /// The folder of our own programs for the peers.
  let folder: URL
  /// The sweep of the maintainers, outside the repository.
  let sweep: URL

  /// One line that a peer's program printed.
  struct Figure: Sendable {
    let `case`: String
    let peer: String
    let fields: [String: String]
    let numbers: [String: Double]
  }

  /// Runs a program with these arguments and reads its lines; throws `PeerError` when it is missing, fails or prints
  /// something else.
  func run(_ program: URL, _ arguments: [String] = []) throws -> [Figure] {
    guard FileManager.default.fileExists(atPath: program.path) else { throw PeerError.missing(program.path) }
    return try Self.figures(of: [python, program.path] + arguments, named: program.path)
  }

  /// Runs a command, found as a shell finds it, and reads the lines that it prints.
  static func figures(of command: [String], named name: String) throws -> [Figure] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw PeerError.failed(name, status: process.terminationStatus)
    }
    return try output.split(separator: UInt8(ascii: "\n")).map { line in
      guard let object = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any],
        let `case` = object["case"] as? String, let peer = object["peer"] as? String
      else { throw PeerError.unreadable(name, line: String(decoding: line, as: UTF8.self)) }
      return Figure(
        case: `case`, peer: peer, fields: object.compactMapValues { $0 as? String },
        numbers: object.compactMapValues { ($0 as? NSNumber)?.doubleValue })
    }
  }

  /// One of our own programs, by file name.
  func own(_ name: String) -> URL { folder.appendingPathComponent(name) }
}

/// Why a peer has no figure.
enum PeerError: Error, CustomStringConvertible {
  case missing(String)
  case failed(String, status: Int32)
  case unreadable(String, line: String)

  var description: String {
    switch self {
    case .missing(let path): return "the peer's program \(path) was required, and is not there"
    case .failed(let path, let status):
      return "the peer's program \(path) ended with status \(status); its words are above"
    case .unreadable(let path, let line):
      return "the peer's program \(path) was required to print a JSON object a line with \"case\" and \"peer\", given "
        + "'\(line)'"
    }
  }
}
