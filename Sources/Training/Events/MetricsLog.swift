import DurableFiles
import Foundation

/// A run's numbers as `metrics.jsonl`: one JSON object a line, `{"step":120,"g":0.69,"d":1.38}`, for any program.
///
/// Numbers are written with as many digits as tell them apart; what JSON has no word for (NaN, infinities) is null.
public final class MetricsLog: Sendable {
  /// Where it is: `metrics.jsonl` of the run's folder.
  public let url: URL
  private let file: AppendingFile

  /// Opens the log, creating it where it is missing.
  ///
  /// - `resumingAt`: the step of the checkpoint that the run goes on from: lines of later steps are dropped, since
  ///   these steps are run again. Nil starts an empty log.
  ///
  /// A last line that a kill has cut off is dropped too; the file is rewritten (atomically) only where something is.
  /// Throws `FileError`.
  public init(url: URL, resumingAt step: Int? = nil) throws(FileError) {
    self.url = url
    if let content = try? Data(contentsOf: url) {
      let kept = step.map { Self.lines(of: content, upTo: $0) } ?? Data()
      if kept != content {
        try AtomicFile.write(kept, to: url)
      }
    }
    file = try AppendingFile(appendingTo: url)
  }

  /// Appends a line and hands it to the system; some 10 µs. Values are ordered by name, after the step.
  public func append(step: Int, _ values: [String: Double]) throws(FileError) {
    var line = "{\"step\":\(step)"
    for (name, value) in values.sorted(by: { $0.key < $1.key }) where name != "step" {
      line += ",\(Self.quoted(name)):\(value.isFinite ? "\(value)" : "null")"
    }
    try file.append((line + "}\n").utf8)
    try file.flush()
  }

  /// Flushes the log to the disk, as before a checkpoint that must not be ahead of it.
  public func synchronize() throws(FileError) { try file.synchronize() }

  /// The whole lines that are JSON objects with a step of at most `last`.
  private static func lines(of content: Data, upTo last: Int) -> Data {
    struct Line: Decodable { let step: Int }
    var kept = Data()
    var rest = content[...]
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      let line = rest[..<end]
      if let step = try? JSONDecoder().decode(Line.self, from: Data(line)).step, step <= last {
        kept += line + [UInt8(ascii: "\n")]
      }
      rest = rest[(end + 1)...]
    }
    return kept
  }

  private static func quoted(_ name: String) -> String {
    guard let data = try? JSONEncoder().encode(name) else { return "\"\"" }
    return String(decoding: data, as: UTF8.self)
  }
}
