import Foundation
import GnuplotScripts
import TestSupport
import Testing

/// What `continue`, `map`, `basins` and `explore` say of stability, as a user runs them.
@Suite struct AnalysisCommandTests {
  func run(_ folder: ScratchFolder, _ arguments: [String]) throws -> Program.Result {
    let result = try Program.run(arguments + ["--out", folder.url.path], environment: ["PATH": ""])
    try #require(result.status == 0, "\(result.errors)")
    return result
  }

  // The logistic map x ← r x (1 - x): flips softly at 3 with coefficient 9, its cycle at 1 + √6 = 3.449489742783.
  @Test func continuationSaysWhichLossIsSoft() throws {
    let folder = try ScratchFolder()
    let text = try run(
      folder,
      [
        "continue", "--game-x", "x^2/2 - r*(x^2/2 - x^3/3)", "--game-y", "y^2/4", "--parameter", "r=2.5", "--along",
        "r=2.5:3.6", "--hyperparameter", "eta-x=1", "--hyperparameter", "eta-y=1", "--equilibrium", "0.6,0", "--nodes",
        "60",
      ]
    ).output
    #expect(text.contains("soft (supercritical, coefficient 9)"), "\(text)")
    #expect(text.contains("stable for r < 3") && text.contains("3.4494897427"), "\(text)")
    #expect(
      folder.names.contains { $0.hasSuffix("-bifurcations.gp") }
        && folder.names.contains { $0.hasSuffix("-cycle-1.tsv") })
  }

  // SimGD on x² + 10xy + y²: the boundary is η_y = η_x/(1 + 48 η_x), 0.0169172932331 at η_x = 0.09; and from η_y = 0.01 it is η_x >
  // 0.01/(1 - 0.48).
  @Test func mapsSayForWhichStepSizes() throws {
    let folder = try ScratchFolder()
    let text = try run(
      folder,
      [
        "map", "--horizontal", "eta-x=log:0.001:0.15", "--vertical", "eta-y=log:0.001:0.15", "--resolution", "24",
        "--hyperparameter", "eta-x=0.09", "--hyperparameter", "eta-y=0.01",
      ]
    ).output
    #expect(text.contains("at eta-x = 0.09: stable for eta-y < 0.0169172932331 (Neimark-Sacker)"), "\(text)")
    #expect(text.contains("at eta-y = 0.01: stable for 0.0192307692308 (Neimark-Sacker) < eta-x"), "\(text)")
    let table = try Table(tsv: String(contentsOf: folder.file(endingWith: "-boundary.tsv"), encoding: .utf8))
    for (x, y) in zip(table.columns[0].values, table.columns[1].values) { #expect(abs(y - x / (1 + 48 * x)) < 1e-10) }
    let script = try String(contentsOf: folder.file(endingWith: "spectral-radius.gp"), encoding: .utf8)
    #expect(script.contains("set logscale x") && script.contains("set logscale y"))
  }

  // Three Nash equilibria of the battle of the sexes; projected SimGD ends in the two pure ones, from halves of the box by symmetry.
  @Test func basinsOfABimatrixGame() throws {
    let folder = try ScratchFolder()
    let file = folder.url.appendingPathComponent("game.yaml")
    try Data("payoffs-x: [[3, 0], [0, 2]]\npayoffs-y: [[2, 0], [0, 3]]\nstrategies: simplex\n".utf8).write(to: file)
    let result = try run(
      folder,
      [
        "basins", "--game-file", file.path, "--hyperparameter", "eta-x=0.1", "--hyperparameter", "eta-y=0.1",
        "--samples",
        "200", "--steps", "300",
      ])
    #expect(result.output.contains("Nash equilibrium 3: x plays (0.0, 1.0), y plays (0.0, 1.0), payoffs (2.0, 3.0)"))
    let table = try Table(tsv: String(contentsOf: folder.file(endingWith: "-fractions.tsv"), encoding: .utf8))
    #expect(table.columns[1].values.reduce(0, +) == 200 && table.columns[2].values.prefix(2).allSatisfy { $0 > 0.3 })
  }

  @Test func aPageIsWhole() throws {
    let folder = try ScratchFolder()
    let result = try run(
      folder,
      [
        "explore", "--game", "x^2 + b*x*y - y^2", "--parameter", "b=3", "--optimizers", "simgd,cgd", "--resolution",
        "12",
        "--samples", "64",
      ])
    let page = try String(contentsOf: folder.url.appendingPathComponent("index.html"), encoding: .utf8)
    #expect(
      page.hasPrefix("<!DOCTYPE html>") && page.contains("<h2>Step sizes</h2>") && page.contains("<h2>Bifurcations"))
    #expect(!page.contains("http://") || !page.contains("<script"))
    #expect(result.output.contains("converge to equilibrium 1"), "\(result.output)")
  }
}
