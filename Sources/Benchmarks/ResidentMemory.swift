import Foundation

/// What the system counts as this process's memory: pages that are really there, the libraries' included.
enum ResidentMemory {
  /// Now, in MiB (`VmRSS`).
  static func now() throws -> Double { try field("VmRSS") }

  /// The most there has been so far, in MiB (`VmHWM`).
  static func peak() throws -> Double { try field("VmHWM") }

  /// A line of /proc/self/status, which counts in KiB; throws where there is no such file, as on macOS.
  private static func field(_ name: String) throws -> Double {
    let text = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    for line in text.split(separator: "\n") where line.hasPrefix(name + ":") {
      let words = line.split(whereSeparator: \.isWhitespace)
      if words.count > 1, let count = Double(words[1]) { return count / 1024 }
    }
    throw BenchmarkError.wrongResult("/proc/self/status was required to have a line \(name), and has none")
  }
}
