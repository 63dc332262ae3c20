import DurableFiles
import Foundation
import GameDynamics
import Reports

/// `docs/reproductions.md`: what the reference runs have found, claim by claim, from their records alone.
public struct ReproductionsPage {
  /// The page, in Markdown.
  public let text: String

  /// The page of the records `NAME/record.json` in a folder, and of `NAME-on-SET/record.json`, which are runs on another data set,
  /// in the catalogue's order; other records (of training runs and
  /// maps, which judge no claims) are passed over.
  ///
  /// Throws `FileError` for a record that cannot be read, such as one of an older version.
  public init(folder: URL) throws {
    var records: [Entry] = []
    var missing: [String] = []
    let folders = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
    for experiment in ExperimentCatalogue.all {
      let own = folders.filter { name in
        (name == experiment.name || name.hasPrefix("\(experiment.name)-on-"))
          && FileManager.default.fileExists(atPath: folder.appendingPathComponent("\(name)/record.json").path)
      }
      if own.isEmpty { missing.append(experiment.name) }
      for name in own {
        let file = folder.appendingPathComponent("\(name)/record.json")
        do {
          records.append(
            Entry(
              folder: name, experiment: experiment,
              record: try JSONDecoder().decode(RunRecord.self, from: Data(contentsOf: file))))
        } catch {
          throw FileError(
            .malformed, subject: file.path, required: "a record as `counterplay run \(experiment.name)` writes it",
            given: "\(error)", remedy: "run the experiment again, and copy its record there")
        }
      }
    }
    text = Self.head(records, missing) + records.map(Self.section).joined()
  }

  /// A record and the folder it lies in.
  private struct Entry {
    let folder: String
    let experiment: any Experiment
    let record: RunRecord
  }

  private static func head(_ entries: [Entry], _ missing: [String]) -> String {
    var lines = [
      "# Reproductions", "",
      """
      Made by `counterplay list --reproductions plots` from the records of the reference runs, `plots/*/record.json`; the
      figures, their scripts and data lie beside them. *Basis* says where an expected value comes from: printed in the
      source, read off one of its figures, derived here, or measured by a reconstruction where the source leaves settings
      open. A claim that does not hold stands here as one that does not.

      """,
      "| experiment | claims that hold | seeds | time | cores | command |", "|---|---|---|---|---|---|",
    ]
    lines += entries.map { entry in
      let record = entry.record
      let holding = record.claims.filter(\.holds).count
      return "| [\(entry.folder)](#\(entry.folder)) | \(holding) of \(record.claims.count) | "
        + "\(seeds(record)) | \(time(record.seconds)) | \(record.cores) | `\(record.command)` |"
    }
    if !missing.isEmpty {
      lines += ["", "Without a reference run so far: " + missing.map { "`\($0)`" }.joined(separator: ", ") + "."]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func section(_ entry: Entry) -> String {
    let record = entry.record
    var lines = [
      "", "## \(entry.folder)", "", entry.experiment.summary + ". [Figures and data](../plots/\(entry.folder)).",
      "",
      "Source: " + entry.experiment.source + ".", "",
    ]
    let settings = record.parameters.sorted { $0.key < $1.key }.map { "\($0.key) \(value($0.value))" }
    if !settings.isEmpty { lines += ["Run with: " + cell(settings.joined(separator: "; ")) + ".", ""] }
    lines += ["| claim | expected | basis | measured | holds |", "|---|---|---|---|---|"]
    lines += record.claims.map { claim in
      let within = claim.tolerance.map { " ± \(number($0))" } ?? ""
      return "| \(cell(claim.statement)) | \(cell(value(claim.expected)))\(within) | \(claim.basis.rawValue) | "
        + "\(cell(value(claim.measured))) | \(claim.holds ? "yes" : "**no**") |"
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func seeds(_ record: RunRecord) -> String {
    guard let first = record.seeds.first, let last = record.seeds.last, record.seeds.count > 1 else {
      return record.seeds.first.map { "\($0)" } ?? "none"
    }
    return "\(record.seeds.count) (\(first) to \(last))"
  }

  private static func time(_ seconds: Double) -> String {
    seconds < 100 ? String(format: "%.1f s", seconds) : String(format: "%.0f min", seconds / 60)
  }

  private static func value(_ quantity: Claim.Quantity) -> String {
    switch quantity {
    case .number(let value): number(value)
    case .text(let text): text
    }
  }

  private static func number(_ value: Double) -> String { String(format: "%.6g", value) }

  /// Text as a cell of a table: a bar would end it.
  private static func cell(_ text: String) -> String {
    text.replacingOccurrences(of: "|", with: "\\|").replacingOccurrences(of: "\n", with: " ")
  }
}
