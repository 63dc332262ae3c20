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
      Set(dictionary.keys) == [
        "experiment", "version", "seed", "seeds", "budget", "command", "cores", "parameters", "claims", "files",
        "seconds",
      ])
    let claims = try #require(dictionary["claims"] as? [[String: Any]])
    #expect(
      Set(claims[0].keys) == ["id", "statement", "source", "expected", "measured", "tolerance", "basis", "holds"])
    // Outside of the tolerance, and not a number: neither holds.
    #expect(record.claims.map(\.holds) == [false, false])
    #expect(!record.allHold)
    #expect(claims[1]["measured"] as? String == "nan")
  }

  /// A part is computed once, whatever its numbers, and anew where what it depends on has changed.
  @Test func partsAreComputedOnce() throws {
    let folder = try ScratchFolder()
    var computed = 0
    func part(seed: UInt64, key: String) throws -> [Double] {
      try Workbench(folder: folder.url, seed: seed, gnuplot: Gnuplot(searchPath: "")).part("p", key: key) {
        computed += 1
        return [0.1, -.infinity]
      }
    }
    for _ in 0..<2 { #expect(try part(seed: 0, key: "k") == [0.1, -.infinity]) }
    #expect(computed == 1)
    _ = try part(seed: 0, key: "l")
    _ = try part(seed: 1, key: "l")
    #expect(computed == 3)
    let bench = try Workbench(folder: folder.url, seed: 1, gnuplot: Gnuplot(searchPath: ""))
    bench.isCancelled = { true }
    // What is there needs no computing; what is not is not begun.
    _ = try bench.part("p", key: "l") { [0.0] }
    #expect(throws: CancellationError.self) { try bench.part("q") { 1 } }
  }

  @Test func spreadOfSeeds() {
    let odd = SeedSpread([3, 1, .nan])
    #expect(odd.median == 3 && odd.least == 1 && odd.greatest.isNaN)
    let even = SeedSpread([4, 1, 2, 3])
    #expect(even.median == 2.5 && even.values == [1, 2, 3, 4])
    #expect(even.measured == .text("median 2.5, from 1 to 4 over 4 seeds"))
    #expect(SeedSpread([0.1234]).measured == .text("0.123, one seed"))
    #expect(SeedSpread([]).median.isNaN)
  }

  /// Parts follow one another without gaps, in proportion to their work, and end with the whole.
  @Test func progressIsShared() {
    var shares = ProgressShares(0.5...1, works: [1, 3])
    #expect(shares.next() == 0.5...0.625)
    #expect(shares.next() == 0.625...1)
    #expect(shares.next() == 1...1)
  }

  @Test func symbolsAreTypeset() {
    #expect("η_x < 2 η_y".typeset == "η_{x} < 2 η_{y}")
    #expect("min_x max_y x²".typeset == "min_{x} max_{y} x²")
    #expect("k_max x + g_{0}, k_max_2 = 3".typeset == "k_{max} x + g_{0}, k_{max_{2}} = 3")
  }
}
