import Foundation

/// Headless Chromium, driven by the programs in Tests/Programs; `scripts/browser-setup` makes the Python that they run on.
public enum Browser {
  /// Why a test did not run.
  public static let skipped = "skipped: no Chromium with Selenium (scripts/browser-setup says why)"

  private static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Python with Selenium, and Chromium; nil where there is none.
  public static let python: URL? =
    (try? PythonReader.output(of: package.appendingPathComponent("scripts/browser-setup"), []))
    .map { URL(fileURLWithPath: $0) }

  /// Runs a program of Tests/Programs and returns what it printed. Throws `PythonReader.Failure`.
  public static func run(_ program: String, _ arguments: [String]) throws -> String {
    guard let python else { throw PythonReader.Failure(description: skipped) }
    return try PythonReader.output(
      of: python, [package.appendingPathComponent("Tests/Programs/\(program)").path] + arguments)
  }

  /// Where pictures of pages go that somebody wants to keep: $COUNTERPLAY_PICTURES; nil for nowhere.
  public static let keptPictures = ProcessInfo.processInfo.environment["COUNTERPLAY_PICTURES"].map {
    URL(fileURLWithPath: $0)
  }
}
