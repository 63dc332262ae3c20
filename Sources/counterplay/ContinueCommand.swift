import ArgumentParser
import Foundation
import GameDynamics
import GnuplotScripts
import Reports
import StabilityAnalysis

/// `counterplay continue`: eigenvalues along a parameter.
struct ContinueCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "continue",
    abstract: "Follows the eigenvalues of the iteration as one parameter moves, and locates bifurcations.",
    discussion: """
      The parameter is a hyperparameter of the optimizer (eta-x, eta-y, or eta for both) or a parameter of the game. Where
      an eigenvalue crosses the unit circle the value is located to 1e-10 and the bifurcation named: flip (-1),
      Neimark-Sacker (a complex pair), fold (+1 where the parameter turns back: the branch is followed round it),
      transcritical and pitchfork (+1 where another branch crosses; --switch follows that one). Eigenvalues that are on the circle as far as rounding can tell are
      neutral, and said to be. Whole numbers are stepped. Of several equilibria, --equilibrium chooses the one that is
      followed. Of flips and Neimark-Sacker points the normal form says whether stability is lost softly (supercritical: a
      small cycle takes over) or hard (subcritical: runs jump away); cycles of period two are followed from flips on. Writes
      OPTIMIZER-GAME-eigenvalues.tsv, -crossings.tsv, a figure of the complex plane, and a bifurcation diagram where
      anything moves.

      EXAMPLES
        counterplay continue --game quadratic --optimizer simgd --hyperparameter eta-x=0.09 --along eta-y=0.001:0.04
        counterplay continue --game bilinear --optimizer ogda --along eta=0.05:1
        counterplay continue --game 'x^2 + b*x*y - y^2' --parameter b=1 --optimizer altgd --along b=0:40
        counterplay continue --game 'x^3/3 + p*x - y^2/2' --parameter p=-1 --along p=-1:0.5
      """)

  @OptionGroup var choice: GameAndOptimizer

  @Option(
    help: "The parameter that moves, and from where to where: NAME=LOW:HIGH, or in equal factors NAME=log:LOW:HIGH.")
  var along: Span

  @Option(help: "At how many values the eigenvalues are computed.")
  var nodes = 401

  @Option(
    parsing: .unconditional,
    help: "Where the search for the equilibrium begins if the catalogue knows none: 1,0.5 or 1;0.5.")
  var start: PointText?

  @Option(parsing: .unconditional, help: "An equilibrium, or a point near one: the branch that is followed.")
  var equilibrium: PointText?

  @Option(
    name: .customLong("switch"),
    help: "Follow the branch that crosses at this transcritical or pitchfork point (1 for the first) instead.")
  var switching: Int?

  @OptionGroup var output: OutputFolder

  @OptionGroup var results: ResultOptions

  func run() throws {
    let setup = try choice.setup(from: start)
    let (optimizer, game) = (setup.optimizer, setup.game)
    let quantity = try RunQuantity(named: along.name, of: optimizer, on: game)
    var request = EquilibriumBranch.Request(
      setup, along: quantity, range: along.range, nodes: nodes, scale: along.scale)
    request.equilibrium = try equilibrium?.point(game.card.dimensions)
    request.switching = switching
    let result = try EquilibriumBranch(request)
    let name = try RunName(setup).text
    let bench = try Workbench(folder: output.url(default: "continue"))
    let count = result.eigenvalues.map(\.count).max() ?? 0
    var columns = [Table.Column(along.name, result.values)]
    for i in 0..<count {
      columns.append(.init("real-\(i + 1)", result.eigenvalues.map { i < $0.count ? $0[i].real : .nan }))
      columns.append(.init("imaginary-\(i + 1)", result.eigenvalues.map { i < $0.count ? $0[i].imaginary : .nan }))
    }
    try bench.write(Table(columns), "\(name)-eigenvalues")
    if !result.crossings.isEmpty {
      try bench.write(
        Table([
          .init(along.name, result.crossings.map(\.value)),
          .init("real", result.crossings.map(\.eigenvalue.real)),
          .init("imaginary", result.crossings.map(\.eigenvalue.imaginary)),
        ]), "\(name)-crossings")
    }
    let cycles = try result.crossings.compactMap { try PeriodTwoBranch(at: $0, of: request) }
    let report = BranchReport(result, range: along.range, cycles: cycles)
    for line in report.lines { results.say(line) }
    try bench.draw(
      BranchFigure(
        result, title: "\(optimizer.card.title) on \(game.card.formula): eigenvalues".typeset
      ).figure(), "\(name)-eigenvalues-plane")
    let diagram = BifurcationDiagram(
      result, cycles: cycles, title: "\(optimizer.card.title) on \(game.card.formula): bifurcations".typeset,
      symbol: quantity.words(of: optimizer, on: game).symbol, scale: along.scale)
    if let sheet = diagram.sheet() { try bench.draw(sheet, "\(name)-bifurcations") }
    for (index, cycle) in cycles.enumerated() {
      let first = cycle.cycles.map { $0.first.x + $0.first.y }
      let second = cycle.cycles.map { $0.second.x + $0.second.y }
      var columns = [Table.Column(along.name, cycle.values)]
      for (label, points) in [("first", first), ("second", second)] {
        for k in 0..<(points.first?.count ?? 0) { columns.append(.init("\(label)-\(k + 1)", points.map { $0[k] })) }
      }
      columns.append(.init("modulus", cycle.eigenvalues.map { $0.first?.length ?? .nan }))
      try bench.write(Table(columns), "\(name)-cycle-\(index + 1)")
    }
    var found = report.result
    found["along"] = .text(along.name)
    try results.finish("continue", bench, found.merging(setup.result) { $1 })
  }
}
