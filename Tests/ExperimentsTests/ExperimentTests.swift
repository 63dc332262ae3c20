import Experiments
import Foundation
import GnuplotScripts
import Reports
import TestSupport
import Testing

@Suite struct ExperimentTests {
  /// Through the catalogue, as the command line does with `--quick`: every claim of every experiment holds, and every
  /// file it names is there. Without gnuplot, so that this tests the measurements on every machine.
  @Test(arguments: ExperimentCatalogue.all.map(\.name))
  func claimsHold(name: String) throws {
    let folder = try ScratchFolder()
    let bench = try Workbench(folder: folder.url, seed: 3, budget: .quick, gnuplot: Gnuplot(searchPath: ""))
    let record = try ExperimentCatalogue.named(name).run(on: bench)
    for claim in record.claims { #expect(claim.holds, "\(claim.id): \(claim.expected) against \(claim.measured)") }
    #expect(!record.claims.isEmpty)
    #expect(Set(record.claims.map(\.id)).count == record.claims.count)
    #expect(record.claims.allSatisfy { !$0.source.isEmpty && !$0.statement.isEmpty })
    #expect(record.seed == 3)
    #expect(!record.files.isEmpty)
    #expect(Set(record.files).isSubset(of: folder.names))
    #expect(!bench.notices.isEmpty, "a figure that was not rendered must be told")

    let written = try JSONDecoder().decode(
      RunRecord.self, from: Data(contentsOf: folder.url.appendingPathComponent("record.json")))
    #expect(written == record)
  }

  /// Every experiment's file is in the catalogue, and the catalogue names nothing else.
  @Test func folderAndCatalogueAgree() throws {
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources/Experiments")
    var declared: Set<String> = []
    let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
    for case let file as URL in files where file.pathExtension == "swift" {
      #if !COUNTERPLAY_TORCH
        if file.deletingLastPathComponent().lastPathComponent == "Networks" { continue }
      #endif
      for match in try String(contentsOf: file, encoding: .utf8).matches(of: /struct (\w+): Experiment\b/) {
        declared.insert(String(match.1))
      }
    }
    #expect(declared == Set(ExperimentCatalogue.all.map { "\(type(of: $0))" }))
  }
}
