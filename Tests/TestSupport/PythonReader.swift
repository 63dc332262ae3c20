import Foundation

/// Python with the packages that read what Counterplay writes, or compute it independently: $COUNTERPLAY_PYTHON, or the environment that
/// `scripts/readers-setup` makes on demand.
public enum PythonReader {
  /// Why a test did not run.
  public static let skipped: String =
    "skipped: no Python with safetensors, tensorboard and scipy (scripts/readers-setup says why)"

  /// The interpreter; nil where there is none with the packages.
  public static let executable: URL? = {
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let candidates = [
      ProcessInfo.processInfo.environment["COUNTERPLAY_PYTHON"],
      try? output(of: package.appendingPathComponent("scripts/readers-setup"), []),
    ]
    return candidates.compactMap { $0 }.map { URL(fileURLWithPath: $0) }.first { python in
      (try? output(of: python, ["-c", "import numpy, scipy, prdc, safetensors.numpy, tensorboard; print(1)"])) == "1"
    }
  }()

  /// A program that did not end well, with what it said.
  public struct Failure: Error, CustomStringConvertible {
    /// What was printed.
    public var description: String
  }

  /// Runs a program of Python and returns what it printed, without the last newline.
  public static func run(_ program: String, _ arguments: [String]) throws -> String {
    guard let executable else { throw Failure(description: "no Python") }
    return try output(of: executable, ["-c", program] + arguments)
  }

  static func output(of program: URL, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    let out = Pipe()
    process.standardOutput = out
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failure(description: "\(program.path) ended with \(process.terminationStatus); it printed: \(text)")
    }
    return text.hasSuffix("\n") ? String(text.dropLast()) : text
  }
}
