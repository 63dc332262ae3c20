import Foundation
import GnuplotScripts
import TestSupport
import Testing

/// `counterplay tune` as a user runs it.
@Suite struct TuneCommandTests {
  func tune(_ folder: ScratchFolder, _ arguments: String...) throws -> Program.Result {
    // Without gnuplot: what is drawn is a script.
    try Program.run(["tune", "--out", folder.url.path] + arguments, environment: ["PATH": ""])
  }

  // OGDA on 2xy: η = 1/(2·2), ρ = √½, stable up to 1/(2√3) = 0.288675…: see TuningTests.
  @Test func theBestAndItsRangeAreSaidAndWritten() throws {
    let folder = try ScratchFolder()
    let result = try tune(folder, "--game", "2xy", "--optimizer", "ogda", "--over", "eta=0.001:1")
    try #require(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("at eta = 0.25"), "\(result.output)")
    #expect(result.output.contains("stable for 0 < eta < 0.288675135\n"), "\(result.output)")
    let scripts = folder.names.filter { $0.hasSuffix("tune.gp") }
    let name = String(try #require(scripts.first).dropLast("tune.gp".count))
    #expect(scripts.count == 1 && name.hasPrefix("ogda-typed-"))
    #expect(folder.names.isSuperset(of: ["tune.gp", "tune.json", "tune-eta.tsv"].map { name + $0 }))
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(contentsOf: folder.url.appendingPathComponent(name + "tune.json")))
        as? [String: Any])
    let quantity = try #require((json["quantities"] as? [[String: Any]])?.first)
    #expect(json["optimizer"] as? String == "ogda" && json["converges"] as? Bool == true)
    #expect(abs((json["factor"] as? Double ?? 0) - 0.5.squareRoot()) < 1e-6)
    #expect(abs((quantity["best"] as? Double ?? 0) - 0.25) < 1e-6)
    let high = ((quantity["stable"] as? [String: Any])?["high"] as? [String: Any])
    #expect(high?["lost"] as? Bool == true && abs((high?["value"] as? Double ?? 0) - 0.5 / 3.squareRoot()) < 1e-9)
    let table = try Table(
      tsv: String(contentsOf: folder.url.appendingPathComponent(name + "tune-eta.tsv"), encoding: .utf8))
    #expect(table.columns.map(\.title) == ["eta", "spectral-radius"] && table.rowCount > 200)
    let least = try #require(table["spectral-radius"]?.min())
    #expect(abs(least - 0.5.squareRoot()) < 1e-6)
  }

  @Test func whatHasNoRadiusIsMeasured() throws {
    let folder = try ScratchFolder()
    let refused = try tune(folder, "--game", "quadratic", "--optimizer", "adam")
    #expect(refused.status == 64 && refused.errors.contains("`counterplay tune --by rate`"), "\(refused.errors)")
    #expect(folder.names.isEmpty)
    let measured = try tune(
      folder, "--game", "x^2 + x*y - y^2", "--optimizer", "adam", "--over", "eta=0.001:0.5", "--by", "rate", "--steps",
      "100", "--start", "1,1")
    #expect(measured.status == 0, "\(measured.errors)")
    #expect(
      measured.output.contains("measured over 100 steps") && measured.output.contains("comes nearer over 100 steps"))
  }

  @Test func whatCannotBeTunedIsWrongUsage() throws {
    let folder = try ScratchFolder()
    let arguments = [
      ["--over", "b"], ["--over", "eta,eta-x"], ["--over", "eta=1:0"], ["--over", "beta"], ["--over", "eta,"],
      ["--steps", "50"], ["--by", "rate", "--steps", "3"], ["--equilibrium", "1,2,3"],
    ]
    for words in arguments {
      let result = try Program.run(["tune", "--game", "bilinear", "--out", folder.url.path] + words)
      #expect(result.status == 64 && result.errors.contains("counterplay tune"), "\(words): \(result.errors)")
    }
    #expect(folder.names.isEmpty)
  }

  // xy under SimGD: ρ = √(1 + η²) > 1.
  @Test func whatNeverConvergesIsSaid() throws {
    let folder = try ScratchFolder()
    let result = try tune(folder, "--game", "bilinear", "--optimizer", "simgd", "--over", "eta=0.1:1")
    #expect(result.status == 0 && result.output.contains("nothing converges there, with eta from 0.1 to 1"))
  }
}
