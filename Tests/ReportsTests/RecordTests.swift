import Foundation
import GnuplotScripts
import Reports
import TestSupport
import Testing

@Suite struct RecordTests {
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

  @Test func symbolsAreTypeset() {
    #expect("η_x < 2 η_y".typeset == "η_{x} < 2 η_{y}")
    #expect("min_x max_y x²".typeset == "min_{x} max_{y} x²")
    #expect("k_max x + g_{0}, k_max_2 = 3".typeset == "k_{max} x + g_{0}, k_{max_{2}} = 3")
  }
}
