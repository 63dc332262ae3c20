import Foundation
import GameDynamics
import GnuplotScripts
import ModelProblems
import Reports
import SmallGames

/// A GAN on two Gaussians, trained by the methods of the CGD paper at equal step sizes: which cover both modes.
public struct CGDTwoModes: Experiment {
  /// What is typed after `counterplay run`.
  public let name = "cgd-two-modes"
  /// The line in `counterplay list`.
  public let summary = "GDA, OGDA, SGA, ConOpt and CGD train a small GAN on two Gaussians: who covers both"
  /// The paper whose claims are judged.
  public let source = ComparedMethods.paper

  /// Nothing to choose.
  public init() {}

  private static let methods = [
    ComparedMethods.gda, ComparedMethods.ogda, ComparedMethods.sga, ComparedMethods.consensus, ComparedMethods.cgd,
  ]

  /// Measures, judges the claims and draws; throws what the workbench cannot write, and `CancellationError`.
  public func perform(on bench: Workbench) throws {
    let isFull = bench.budget == .full
    let steps = isFull ? 2000 : 3
    let etas = isFull ? [0.1, 0.2, 0.4, 0.8] : [0.8]
    let interval = isFull ? 20 : 3
    let seeds = bench.seeds(Lanes.laneCount)
    bench.parameters = [
      "steps": .number(Double(steps)), "batch": .number(Double(TwoModeRun.batch)), "gamma": .number(1),
      "networks": .text("G 8-8-8-2, D 2-8-8-1, tanh, biases; the paper's are four layers of 128 ReLUs, without"),
      "rule": .text("plain steps; the paper scales all methods by RMSprop"), "cgd-tolerance": .number(1e-3),
      "covered": .text("a quarter of 1,024 samples within 0.3 of either mode"),
    ]
    var runs: [String: TwoModeRun] = [:]
    let total = Double(etas.count * Self.methods.count)
    for eta in etas {
      for method in Self.methods {
        let done = Double(runs.count) / total
        runs["\(method.id)-\(eta)"] = try bench.part(
          "\(method.id)-\(eta)", key: "\(steps) steps, \(seeds.count) seeds, \(TwoModeRun.version)"
        ) {
          try TwoModeRun(method.id, eta: eta, steps: steps, judgedEvery: interval, seeds: seeds) { share in
            bench.progress(done + share / total, "\(method.title), η = \(eta), \(seeds.count) seeds")
            if bench.isCancelled() { throw CancellationError() }
          }
        }
      }
      if isFull { judge(runs, eta, on: bench) } else { judgeSmall(runs, eta, on: bench) }
    }
    try bench.draw(coverage(runs, etas), "cgd-two-modes-coverage")
    try bench.draw(scatter(runs, etas.last ?? 0), "cgd-two-modes-samples")
    try writeTable(runs, etas, seeds, on: bench)
  }

  private func judge(_ runs: [String: TwoModeRun], _ eta: Double, on bench: Workbench) {
    guard let cgd = runs["\(ComparedMethods.cgd.id)-\(eta)"], let covered = cgd.covering.last else { return }
    for method in Self.methods.dropLast() {
      guard let run = runs["\(method.id)-\(eta)"], let others = run.covering.last else { continue }
      bench.judge(
        Claim(
          "\(method.id)-eta-\(eta)",
          "η = \(eta): in the end CGD covers both modes for more of \(cgd.shares.count) seeds "
            + "than \(method.title)", source: source, expected: .text("CGD above \(method.title)"),
          measured: .text(
            "CGD \(covered), \(method.title) \(others), of which \(run.isFinite.count { !$0 }) became infinite"),
          basis: .figure, holds: covered > others))
    }
    bench.judge(
      Claim(
        "cgd-eta-\(eta)", "η = \(eta): CGD covers both modes in the end, seeds of \(cgd.shares.count)", source: source,
        expected: .text("all"), measured: .number(Double(covered)), basis: .figure, holds: covered == cgd.shares.count))
  }

  /// Too short a run for modes: that every method trains side by side, and what a step of it costs.
  private func judgeSmall(_ runs: [String: TwoModeRun], _ eta: Double, on bench: Workbench) {
    for method in Self.methods {
      guard let run = runs["\(method.id)-\(eta)"], let steps = run.steps.last, steps > 0 else { continue }
      let passes = Double(run.counts.passes) / Double(steps)
      let least: Double = ["gda": 2, "ogda": 2, "sga": 4, "conopt": 6][method.id] ?? 6
      bench.judge(
        Claim(
          "\(method.id)-cost", "\(method.title): gradients and Hessian products a step",
          source: "the method's formulas",
          expected: .text(method.id == "cgd" ? "at least 6" : "\(least)"), measured: .number(passes),
          holds: method.id == "cgd" ? passes >= least : passes == least))
    }
  }

  private func coverage(_ runs: [String: TwoModeRun], _ etas: [Double]) -> Sheet {
    Sheet(
      title: "Two Gaussians: of \(runs.values.first?.shares.count ?? 0) seeds, how many cover both modes",
      columns: min(2, etas.count),
      panels: etas.map { eta in
        Figure(
          title: "step size η = \(eta)", x: Axis("step t"),
          y: Axis("seeds covering both modes", range: .between(-1, 33)),
          layers: Self.methods.enumerated().compactMap { index, method in
            guard let run = runs["\(method.id)-\(eta)"] else { return nil }
            return .line(
              Series(
                label: method.title, x: run.steps.map(Double.init), y: run.covering.map(Double.init),
                style: LineStyle.numbered(index)))
          })
      })
  }

  /// What the scatter plots show of the plane.
  private static let window = Players(x: -0.5...2.0, y: -1.0...1.5)

  private func scatter(_ runs: [String: TwoModeRun], _ eta: Double) -> Sheet {
    Sheet(
      title: "512 samples of the first seed's generator at the end, η = \(eta)", columns: 3,
      panels: Self.methods.map { method in
        let all = runs["\(method.id)-\(eta)"]?.samples ?? []
        let samples = all.filter { Self.window.x.contains($0[0]) && Self.window.y.contains($0[1]) }
        let outside = all.count - samples.count
        var dots = LineStyle.numbered(0)
        dots.markerSize = 0.3
        let circles = TwoModes.modes.map { mode -> PlotLayer in
          let angles = (0...60).map { Double($0) / 60 * 2 * Double.pi }
          let radius = 3 * TwoModes.deviation
          return .line(
            Series(
              label: "three deviations around a mode", x: angles.map { mode[0] + radius * cos($0) },
              y: angles.map { mode[1] + radius * sin($0) }, style: LineStyle(color: .black, dash: .dashed, width: 1.5)))
        }
        let points: [PlotLayer] =
          samples.isEmpty
          ? [] : [.points(Series(label: "samples", x: samples.map { $0[0] }, y: samples.map { $0[1] }, style: dots))]
        return Figure(
          title: outside == 0 ? method.title : "\(method.title) (\(outside) of \(all.count) outside the frame)",
          x: Axis("first coordinate", range: .between(Self.window.x.lowerBound, Self.window.x.upperBound)),
          y: Axis("second coordinate", range: .between(Self.window.y.lowerBound, Self.window.y.upperBound)),
          layers: points + circles, aspect: .square)
      })
  }

  private func writeTable(
    _ runs: [String: TwoModeRun], _ etas: [Double], _ seeds: [UInt64], on bench: Workbench
  ) throws {
    var columns = [Table.Column("seed", seeds.map { Double($0) })]
    for eta in etas {
      for method in Self.methods {
        guard let run = runs["\(method.id)-\(eta)"] else { continue }
        for k in TwoModes.modes.indices {
          columns.append(.init("\(method.id)-\(eta)-mode\(k + 1)", run.shares.map { $0.last?[k] ?? .nan }))
        }
        columns.append(.init("\(method.id)-\(eta)-passes", seeds.map { _ in Double(run.counts.passes) }))
      }
    }
    try bench.write(try Table(columns), "cgd-two-modes-ends")
  }
}
