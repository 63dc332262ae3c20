import Foundation

#if COUNTERPLAY_TORCH
  import TorchTensors
#endif

/// What the figures were measured on and with.
struct MachineCard: Encodable, Sendable {
  /// How many cores there are, and how many were used.
  let cores: Int
  let coresUsed: Int
  /// The processor's name, as the system gives it.
  let processor: String
  /// The operating system.
  let system: String
  /// Names and versions: Swift's compiler, libtorch, the peers'.
  let versions: [String: String]

  init(_ setting: BenchmarkSetting) throws {
    cores = ProcessInfo.processInfo.activeProcessorCount
    coresUsed = setting.cores
    processor = Self.processorName()
    system = ProcessInfo.processInfo.operatingSystemVersionString
    var versions: [String: String] = [:]
    #if compiler(>=6.4)
      versions["swift"] = "6.4 or later"
    #elseif compiler(>=6.3)
      versions["swift"] = "6.3"
    #else
      versions["swift"] = "6.2"
    #endif
    #if COUNTERPLAY_TORCH
      versions["libtorch"] = TorchRuntime.version
    #endif
    if let peers = setting.peers {
      for figure in try peers.run(peers.own("versions.py")) { versions[figure.peer] = figure.fields["version"] }
    }
    self.versions = versions
  }

  private static func processorName() -> String {
    let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
    return line?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown"
  }
}
