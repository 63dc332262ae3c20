import DurableFiles
import Foundation

/// The gnuplot program: where to find it and how long to let it run.
///
/// Version 5.4 or newer with the `pngcairo` and `svg` terminals is needed.
public struct Gnuplot: Equatable, Sendable {
  /// The program's name, looked for on the search path, or its path (anything with a slash).
  public var executable: String
  /// Folders to search, separated by colons; nil takes the environment's PATH.
  public var searchPath: String?
  /// After how many seconds a run is stopped.
  public var timeLimit: Double

  /// A gnuplot; see the properties.
  public init(executable: String = "gnuplot", searchPath: String? = nil, timeLimit: Double = 120) {
    self.executable = executable
    self.searchPath = searchPath
    self.timeLimit = timeLimit
  }

  /// The program's file, or nil where there is none.
  public var location: URL? {
    if executable.contains("/") {
      return FileManager.default.isExecutableFile(atPath: executable) ? URL(fileURLWithPath: executable) : nil
    }
    let path = searchPath ?? ProcessInfo.processInfo.environment["PATH"] ?? ""
    return path.split(separator: ":")
      .map { URL(fileURLWithPath: String($0)).appendingPathComponent(executable) }
      .first { FileManager.default.isExecutableFile(atPath: $0.path) }
  }

  /// Draws a script that `Drawing.write(to:name:)` wrote.
  ///
  /// `isCancelled` is asked some times a second; once it says so, gnuplot is stopped and nothing is drawn.
  ///
  /// - Throws: `PlotError.gnuplotFailed`, `timedOut`, `programFailed`, or `FileError`; older pictures are then kept.
  public func render(script: URL, isCancelled: () -> Bool = { false }) throws -> Rendering {
    let name = script.deletingPathExtension().lastPathComponent
    try FileName.validate(name)
    guard timeLimit.isFinite, timeLimit > 0 else {
      throw PlotError.invalidValue(
        what: "The time limit of gnuplot", required: "a positive number of seconds", given: numberText(timeLimit))
    }
    guard let location else {
      return .notRendered(
        script: script,
        reason: """
          gnuplot was not found (looked for \(String(reflecting: executable))). The script and its data are written; \
          install gnuplot (Debian, Ubuntu: `apt install gnuplot-nox`; macOS: `brew install gnuplot`) and run \
          `gnuplot \(script.lastPathComponent)` in \(script.deletingLastPathComponent().path)
          """)
    }
    let folder = script.deletingLastPathComponent()
    // The script puts an ending of its own after the name that it is given.
    let pictures = ["svg", "png"].map { folder.appendingPathComponent("\(name).\($0)") }
    let log = Draft(for: folder.appendingPathComponent("\(name).log"))
    let drafts = pictures.map { Draft(for: $0, at: log.url.appendingPathExtension($0.pathExtension)) }
    defer { for draft in drafts + [log] { draft.remove() } }
    let ended = try run(location, script: script, output: log.url.lastPathComponent, log: log.url, isCancelled)
    guard let (status, message) = ended else {
      return .notRendered(
        script: script,
        reason: "drawing was interrupted; the script and its data are written: run `gnuplot "
          + "\(script.lastPathComponent)` in \(folder.path)")
    }
    let isComplete = drafts.allSatisfy { FileManager.default.fileExists(atPath: $0.url.path) }
    guard status == 0, isComplete else {
      throw PlotError.gnuplotFailed(
        script: script.lastPathComponent, status: status,
        message: message.isEmpty ? "(no message; a picture is missing)" : message)
    }
    try Self.sharpenImages(in: drafts[0].url)
    for draft in drafts { try draft.move() }
    return .rendered(svg: pictures[0], png: pictures[1], warnings: Self.remarks(in: message))
  }

  /// Runs gnuplot in the script's folder, its messages going to `log`; returns its exit status and messages, or nil
  /// where it was cancelled.
  private func run(
    _ program: URL, script: URL, output: String, log: URL, _ isCancelled: () -> Bool
  ) throws -> (status: Int32, message: String)? {
    if isCancelled() { return nil }
    try AtomicFile.write("", to: log)
    let handle = try FileHandle(forWritingTo: log)
    defer { try? handle.close() }
    let process = Process()
    process.executableURL = program
    // Default settings: a person's own ~/.gnuplot must not change the picture. `output` is a checked name and a UUID.
    process.arguments = ["--default-settings", "-e", "output='\(output)'", script.lastPathComponent]
    process.currentDirectoryURL = script.deletingLastPathComponent()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = handle
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    do {
      try process.run()
    } catch {
      throw PlotError.programFailed(path: program.path, reason: error.localizedDescription)
    }
    let end = ContinuousClock.now.advanced(by: .seconds(timeLimit))
    while ended.wait(timeout: .now() + 0.05) == .timedOut {
      let isLate = ContinuousClock.now >= end
      guard isLate || isCancelled() else { continue }
      kill(process.processIdentifier, SIGKILL)
      ended.wait()
      if isLate { throw PlotError.timedOut(script: script.lastPathComponent, seconds: timeLimit) }
      return nil
    }
    let text = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
    return (process.terminationStatus, text.trimmingCharacters(in: .whitespacesAndNewlines))
  }

  /// Asks viewers to show an image's cells as they are: without this they blur small grids.
  private static func sharpenImages(in svg: URL) throws {
    guard let text = try? String(contentsOf: svg, encoding: .utf8), text.contains("<image ") else { return }
    let sharp = text.replacingOccurrences(
      of: "<image ", with: "<image style='image-rendering:optimizeSpeed;image-rendering:pixelated' ")
    try AtomicFile.write(sharp, to: svg)
  }

  /// gnuplot's messages but for the remark on every masked cell's NaN, which is meant.
  private static func remarks(in message: String) -> String {
    message.split(separator: "\n").filter { !$0.contains("matrix contains missing or undefined values") }
      .joined(separator: "\n").trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
