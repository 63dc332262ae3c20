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
  /// - Throws: `PlotError.gnuplotFailed`, `timedOut`, or `fileAccess`; older pictures are then kept.
  public func render(script: URL) throws -> Rendering {
    let name = script.deletingPathExtension().lastPathComponent
    try AtomicFile.validate(name: name)
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
    let partial = AtomicFile.partialURL(for: folder.appendingPathComponent(name))
    let endings = ["svg", "png"]
    let log = partial.appendingPathExtension("log")
    defer {
      for file in endings.map(partial.appendingPathExtension) + [log] { try? FileManager.default.removeItem(at: file) }
    }
    let (status, message) = try run(
      location, script: script, output: partial.lastPathComponent, folder: folder, log: log)
    let isComplete = endings.allSatisfy {
      FileManager.default.fileExists(atPath: partial.appendingPathExtension($0).path)
    }
    guard status == 0, isComplete else {
      throw PlotError.gnuplotFailed(
        script: script.lastPathComponent, status: status,
        message: message.isEmpty ? "(no message; a picture is missing)" : message)
    }
    try Self.sharpenImages(in: partial.appendingPathExtension("svg"))
    let pictures = endings.map { folder.appendingPathComponent("\(name).\($0)") }
    for (ending, picture) in zip(endings, pictures) {
      try AtomicFile.move(partial.appendingPathExtension(ending), to: picture)
    }
    return .rendered(svg: pictures[0], png: pictures[1], warnings: Self.remarks(in: message))
  }

  /// Runs gnuplot in `folder`, its messages going to `log`; returns its exit status and messages.
  private func run(
    _ program: URL, script: URL, output: String, folder: URL, log: URL
  ) throws -> (status: Int32, message: String) {
    guard FileManager.default.createFile(atPath: log.path, contents: nil),
      let handle = try? FileHandle(forWritingTo: log)
    else {
      throw PlotError.fileAccess(path: log.path, reason: "it cannot be made")
    }
    defer { try? handle.close() }
    let process = Process()
    process.executableURL = program
    // Default settings: a person's own ~/.gnuplot must not change the picture. `output` is a checked name and a UUID.
    process.arguments = ["--default-settings", "-e", "output='\(output)'", script.lastPathComponent]
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = handle
    let ended = DispatchSemaphore(value: 0)
    process.terminationHandler = { _ in ended.signal() }
    do {
      try process.run()
    } catch {
      throw PlotError.fileAccess(path: program.path, reason: "it cannot be run: \(error)")
    }
    if ended.wait(timeout: .now() + timeLimit) == .timedOut {
      kill(process.processIdentifier, SIGKILL)
      ended.wait()
      throw PlotError.timedOut(script: script.lastPathComponent, seconds: timeLimit)
    }
    let text = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
    return (process.terminationStatus, text.trimmingCharacters(in: .whitespacesAndNewlines))
  }

  /// Asks viewers to show an image's cells as they are: without this they blur small grids.
  private static func sharpenImages(in svg: URL) throws {
    guard let text = try? String(contentsOf: svg, encoding: .utf8), text.contains("<image ") else { return }
    let sharp = text.replacingOccurrences(
      of: "<image ", with: "<image style='image-rendering:optimizeSpeed;image-rendering:pixelated' ")
    try AtomicFile.write(Data(sharp.utf8), to: svg)
  }

  /// gnuplot's messages but for the remark on every masked cell's NaN, which is meant.
  private static func remarks(in message: String) -> String {
    message.split(separator: "\n").filter { !$0.contains("matrix contains missing or undefined values") }
      .joined(separator: "\n").trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
