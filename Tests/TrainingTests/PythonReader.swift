import Foundation

/// Python with the packages that read what this module writes: $COUNTERPLAY_PYTHON, or the environment that
/// `scripts/readers-setup` makes on demand.
enum PythonReader {
  static let skipped: String = "skipped: no Python with safetensors and tensorboard (scripts/readers-setup says why)"

  static let executable: URL? = {
    let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let candidates = [
      ProcessInfo.processInfo.environment["COUNTERPLAY_PYTHON"],
      try? output(of: package.appendingPathComponent("scripts/readers-setup"), []),
    ]
    return candidates.compactMap { $0 }.map { URL(fileURLWithPath: $0) }.first { python in
      (try? output(of: python, ["-c", "import numpy, safetensors.numpy, tensorboard; print(1)"])) == "1"
    }
  }()

  struct Failure: Error, CustomStringConvertible { var description: String }

  /// Runs a program of Python and returns what it printed, without the last newline.
  static func run(_ program: String, _ arguments: [String]) throws -> String {
    guard let executable else { throw Failure(description: "no Python") }
    return try output(of: executable, ["-c", program] + arguments)
  }

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
    guard process.terminationStatus == 0 else {
      throw Failure(description: "\(program.path) ended with \(process.terminationStatus); it printed: \(text)")
    }
    return text.hasSuffix("\n") ? String(text.dropLast()) : text
  }
}

/// Runs `body` with a fresh folder and removes it afterwards.
func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gan-training-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}

/// The error of type `E` that `body` throws, or nil.
func caught<E: Error>(_ type: E.Type, _ body: () throws -> some Any) -> E? {
  do {
    _ = try body()
    return nil
  } catch { return error as? E }
}
