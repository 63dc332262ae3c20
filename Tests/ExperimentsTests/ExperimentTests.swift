import Experiments
import Foundation
import GnuplotScripts
import Testing

@Suite struct ExperimentTests {
  /// Through the catalogue, as the command line does: every claim of every experiment holds, and every file it names
  /// is there. Without gnuplot, so that this tests the measurements on every machine.
  @Test(arguments: ExperimentCatalogue.all.map(\.name))
  func claimsHold(name: String) throws {
    let folder = try ScratchFolder()
    let bench = try Workbench(folder: folder.url, seed: 3, gnuplot: Gnuplot(searchPath: ""))
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

  /// The keys that other programs read.
  @Test func recordHasTheDocumentedKeys() throws {
    let folder = try ScratchFolder()
    let bench = try Workbench(folder: folder.url, gnuplot: Gnuplot(searchPath: ""))
    bench.judge(Claim("a", "s", source: "t", expected: 1, measured: 1.5, within: 0.1))
    bench.judge(Claim("b", "s", source: "t", expected: 1, measured: .nan, within: 0.1))
    let record = RunRecord(
      experiment: "e", version: "v", seed: 1, parameters: ["p": .number(2)], claims: bench.claims, files: [],
      seconds: 0.5)
    try record.write(to: folder.url)
    let object = try JSONSerialization.jsonObject(
      with: Data(contentsOf: folder.url.appendingPathComponent("record.json")))
    let dictionary = try #require(object as? [String: Any])
    #expect(
      Set(dictionary.keys) == ["experiment", "version", "seed", "parameters", "claims", "files", "seconds"])
    let claims = try #require(dictionary["claims"] as? [[String: Any]])
    #expect(Set(claims[0].keys) == ["id", "statement", "source", "expected", "measured", "holds"])
    // Outside of the tolerance, and not a number: neither holds.
    #expect(record.claims.map(\.holds) == [false, false])
    #expect(!record.allHold)
    #expect(claims[1]["measured"] as? String == "nan")
  }

  /// Every experiment's file is in the catalogue, and the catalogue names nothing else.
  @Test func folderAndCatalogueAgree() throws {
    let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources/Experiments")
    var declared: Set<String> = []
    let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
    for case let file as URL in files where file.pathExtension == "swift" {
      for match in try String(contentsOf: file, encoding: .utf8).matches(of: /struct (\w+): Experiment\b/) {
        declared.insert(String(match.1))
      }
    }
    #expect(declared == Set(ExperimentCatalogue.all.map { "\(type(of: $0))" }))
  }

  @Test func symbolsAreTypeset() {
    #expect("η_x < 2 η_y".typeset == "η_{x} < 2 η_{y}")
    #expect("min_x max_y x²".typeset == "min_{x} max_{y} x²")
    #expect("k_max x + g_{0}, k_max_2 = 3".typeset == "k_{max} x + g_{0}, k_{max_{2}} = 3")
  }
}
