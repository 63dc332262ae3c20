import Foundation
import GnuplotScripts
import TestSupport
import Testing

/// Results for programs, and files of several runs in one folder.
@Suite(.serialized) struct ResultProgramTests {
  /// Runs the program without gnuplot, `--json` added; standard output has to be one object.
  static func result(_ arguments: [String], in folder: URL) throws -> [String: Any] {
    let run = try Program.run(arguments + ["--json", "--out", folder.path], environment: ["PATH": ""])
    try #require(run.status == 0, "\(run.errors)")
    let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
    return try #require(object as? [String: Any], "\(run.output)")
  }

  /// The files that the result names are those that are there, and the setup is the one that was asked for.
  private func check(_ found: [String: Any], _ folder: ScratchFolder, optimizer: String) {
    #expect(Set(found["files"] as? [String] ?? []) == folder.names)
    #expect(found["optimizer"] as? String == optimizer && found["folder"] as? String == folder.url.path)
  }

  // SimGD on x² - y²: both shrink by 1 - 2η.
  @Test func simulate() throws {
    let folder = try ScratchFolder()
    let found = try Self.result(
      ["simulate", "--game", "x^2 - y^2", "--eta-x", "0.25", "--eta-y", "0.25", "--steps", "60"], in: folder.url)
    check(found, folder, optimizer: "simgd")
    #expect(found["command"] as? String == "simulate" && found["motion"] as? String == "converged")
    #expect((found["rate"] as? Double).map { abs($0 - 0.5) < 1e-9 } == true)
    #expect(found["equilibrium"] as? [String: [Double]] == ["x": [0], "y": [0]])
    #expect((found["hyperparameters"] as? [String: Double])?["eta-x"] == 0.25)
  }

  // OGDA on xy is stable up to η = 1/√3.
  @Test func continuation() throws {
    let folder = try ScratchFolder()
    let found = try Self.result(
      ["continue", "--game", "bilinear", "--optimizer", "ogda", "--along", "eta=0.05:1", "--nodes", "60"],
      in: folder.url)
    check(found, folder, optimizer: "ogda")
    let crossings = try #require(found["crossings"] as? [[String: Any]])
    #expect(crossings.first?["kind"] as? String == "Neimark-Sacker" && crossings.first?["leaving"] as? Bool == true)
    #expect((crossings.first?["value"] as? Double).map { abs($0 - 1 / 3.0.squareRoot()) < 1e-10 } == true)
    #expect(found["along"] as? String == "eta" && found["end"] is NSNull)
    let table = try Table(tsv: String(contentsOf: folder.file(endingWith: "-eigenvalues.tsv"), encoding: .utf8))
    #expect(table.columns.map(\.title).prefix(3) == ["eta", "real-1", "imaginary-1"])
  }

  // AltGD on xy is neutral everywhere.
  @Test func map() throws {
    let folder = try ScratchFolder()
    let found = try Self.result(
      ["map", "--game", "bilinear", "--optimizer", "altgd", "--kind", "both", "--resolution", "4x3", "--steps", "50"],
      in: folder.url)
    check(found, folder, optimizer: "altgd")
    let maps = try #require(found["maps"] as? [[String: Any]])
    #expect(maps.map { $0["kind"] as? String } == ["spectral-radius", "convergence-rate"])
    #expect(maps[0]["neutral"] as? Int == 12 && maps[0]["converging"] as? Int == 0 && maps[0]["nodes"] as? Int == 12)
    #expect(folder.names.contains(maps[0]["file"] as? String ?? ""))
    #expect((found["vertical"] as? [String: Any])?["nodes"] as? Int == 3)
    #expect((found["comparison"] as? [String: Any])?["compared"] as? Int == 0)
  }

  @Test func outcomesAreCounted() throws {
    let folder = try ScratchFolder()
    let found = try Self.result(
      ["map", "--game", "x^2 - y^2", "--kind", "outcome", "--resolution", "3", "--steps", "2000"], in: folder.url)
    let outcomes = (found["maps"] as? [[String: Any]])?.first?["outcomes"] as? [[String: Any]]
    #expect(outcomes?.reduce(0) { $0 + ($1["nodes"] as? Int ?? 0) } == 9)
    #expect(outcomes?.allSatisfy { ["converged", "unsettled"].contains($0["outcome"] as? String) } == true)
  }

  #if COUNTERPLAY_TORCH
    @Test func classify() throws {
      let folder = try ScratchFolder()
      let found = try Self.result(
        ["classify", "--data", "ring", "--steps", "20", "--threads", "1", "--seed", "3"], in: folder.url)
      #expect(found["optimizer"] as? String == "cosine:adam" && found["steps"] as? Int == 20)
      #expect(found["seed"] as? Int == 3 && found["outcome"] as? String == "trained 20 steps")
      #expect((found["accuracy"] as? Double).map { (0...1).contains($0) } == true)
      #expect(found["judged-samples"] as? Int == 10_000)
    }
  #endif

  /// Runs of two formulas in one folder leave each other alone.
  @Test func twoFormulasInOneFolder() throws {
    let folder = try ScratchFolder()
    for command in [
      ["simulate", "--steps", "5"], ["map", "--resolution", "3"],
      ["continue", "--along", "eta-x=0.1:0.2", "--nodes", "5"],
    ] {
      let first = try Self.result(command + ["--game", "x^2 + x*y - y^2"], in: folder.url)
      let second = try Self.result(command + ["--game", "x^2 + x*y - 2*y^2"], in: folder.url)
      let (a, b) = (Set(first["files"] as? [String] ?? []), Set(second["files"] as? [String] ?? []))
      #expect(a.count == b.count && a.count > 1 && a.isDisjoint(with: b), "\(command)")
    }
  }

  /// A map that is drawn again keeps what a person has made of its script, and says so.
  @Test func editedScriptsAreKeptAndSaid() throws {
    let folder = try ScratchFolder()
    let words = ["map", "--resolution", "3", "--out", folder.url.path]
    #expect(try Program.run(words, environment: ["PATH": ""]).errors.contains("edited") == false)
    let script = folder.url.appendingPathComponent("simgd-quadratic-spectral-radius.gp")
    let edited = try String(contentsOf: script, encoding: .utf8) + "# mine\n"
    try Data(edited.utf8).write(to: script)
    let again = try Program.run(words, environment: ["PATH": ""])
    #expect(again.status == 0 && again.errors.contains("simgd-quadratic-spectral-radius.edited.gp"), "\(again.errors)")
    let kept = folder.url.appendingPathComponent("simgd-quadratic-spectral-radius.edited.gp")
    #expect(try String(contentsOf: kept, encoding: .utf8) == edited)
    #expect(try Program.run(words, environment: ["PATH": ""]).errors.contains("edited") == false)
  }

  @Test func theAtlasTakesFormulas() throws {
    let folder = try ScratchFolder()
    let words = ["atlas", "--resolution", "4", "--steps", "40", "--optimizers", "simgd,lookahead:adam"]
    let drawn = try Program.run(
      words + [
        "--game", "x^2 + k*x*y - y^2/2", "--games", "bilinear", "--parameter", "k=3", "--eta", "0.01:0.5", "--out",
        folder.url.path,
      ], environment: ["PATH": ""])
    #expect(drawn.status == 0, "\(drawn.errors)")
    let page = folder.names.first { $0.wholeMatch(of: /atlas-typed-x-2-k-x-y-y-2-2-[0-9a-f]{6}\.gp/) != nil }
    let text = try String(contentsOf: folder.url.appendingPathComponent(page ?? "no page"), encoding: .utf8)
    // The title may be broken into lines.
    #expect(text.contains("= 3"))
    #expect(folder.names.isSuperset(of: ["atlas-bilinear.gp", "bilinear-lookahead-adam.npy"]))
    for (more, words) in [
      (["--games", "bilinear", "--parameter", "k=3"], "none of the games has it"), (["--parameter", "b=3"], "--game"),
    ] {
      let refused = try Program.run(
        ["atlas"] + more + ["--out", folder.url.appendingPathComponent("no").path], environment: ["PATH": ""])
      #expect(refused.status == 64 && refused.errors.contains(words), "\(refused.errors)")
    }
  }
}
