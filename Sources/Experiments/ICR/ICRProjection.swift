import Foundation
import GameDynamics
import GameOptimizers
import GnuplotScripts
import ModelProblems
import Reports
import SmallGames

/// The model problem: a generator that cannot make the data gets the coordinate right which the discriminator sees large,
/// and gives the other one up, although the game has no equilibrium there.
public struct ICRProjection: Experiment {
  /// What is typed after `counterplay run`.
  public let name = "icr-projection"
  /// The line in `counterplay list`.
  public let summary = "SimGD and CGD on the projection model problem: the coordinate that D sees large is got right"
  /// The paper whose claims are judged.
  public let source =
    "Schäfer, Zheng and Anandkumar, Implicit competitive regularization in GANs, 2019, arXiv:1910.05852, section 4"

  /// Nothing to choose.
  public init() {}

  /// η₁₁ and η₂₂, and the coordinate that D sees large.
  private static let scales: [(id: String, first: Double, second: Double, large: Int?)] = [
    ("100-1", 100, 1, 0), ("1-100", 1, 100, 1), ("1-1", 1, 1, nil),
  ]
  private static let methods = ["simgd", "cgd"]

  private func title(_ method: String) -> String { method == "simgd" ? "SimGD" : "CGD" }

  /// Measures, judges the claims and draws; throws what the workbench cannot write, and `CancellationError`.
  public func perform(on bench: Workbench) throws {
    let isFull = bench.budget == .full
    let steps = isFull ? 60_000 : 250
    let rates = isFull ? [1e-3, 1e-2] : [0.05]
    // Tests run the small form in debug builds too, where a step takes a hundred times as long.
    let scales = isFull ? Self.scales : Array(Self.scales.prefix(1))
    let seeds = bench.seeds(Lanes.laneCount)
    bench.parameters = [
      "steps": .number(Double(steps)), "step-sizes": .text(rates.map { "\($0)" }.joined(separator: ", ")),
      "weights": .text("N(0, 0.1²)"), "networks": .text("G 4-4-2-2, D 2-4-4-1, biases, softplus"),
      "right": .text("|θᵢ - 2| < 0.1"), "cgd-tolerance": .number(1e-6),
      "reconstructed": .text(
        "the paper gives neither loss, activation, step sizes, steps nor initial weights; S is read off its figure"),
    ]
    var runs: [String: ProjectionRun] = [:]
    let total = Double(rates.count * Self.methods.count * scales.count)
    for (index, eta) in rates.enumerated() {
      for method in Self.methods {
        for scale in scales {
          let id = "\(method)-\(scale.id)-\(eta)"
          let done = Double(runs.count) / total
          runs[id] = try bench.part(id, key: "\(steps) steps, \(seeds.count) seeds, \(ProjectionRun.version)") {
            try ProjectionRun(
              isCompetitive: method == "cgd", scales: (scale.first, scale.second), eta: eta, steps: steps, seeds: seeds
            ) { share in
              bench.progress(
                done + share / total, "\(title(method)), η = (\(scale.first), \(scale.second)), step \(eta)")
              if bench.isCancelled() { throw CancellationError() }
            }
          }
        }
      }
      judge(runs, eta, on: bench)
      try draw(runs, eta, seeds, isFirst: index == 0, on: bench)
    }
    try writeTable(runs, rates, seeds, on: bench)
  }

  private func judge(_ runs: [String: ProjectionRun], _ eta: Double, on bench: Workbench) {
    for method in Self.methods {
      for scale in Self.scales {
        guard let run = runs["\(method)-\(scale.id)-\(eta)"] else { continue }
        let means = run.shares.map(Spread.init)
        let setting = "\(title(method)), step size \(eta), η = (\(Int(scale.first)), \(Int(scale.second)))"
        let id = "\(method)-\(scale.id)-eta-\(eta)"
        guard let large = scale.large else {
          bench.judge(
            Claim(
              id + "-neither", "\(setting): no coordinate is right for long: mean shares of the steps, over the seeds",
              source: source, expected: .text("both below 0.15"), measured: .text("\(means[0]), \(means[1])"),
              basis: .reconstruction, holds: means.allSatisfy { $0.mean < 0.15 }))
          continue
        }
        bench.judge(
          Claim(
            id + "-right",
            "\(setting): θ\(large == 0 ? "₁" : "₂"), which D sees large, is right for a mean share of "
              + "the steps, over the seeds", source: source, expected: .text("at least 0.2"),
            measured: .text("\(means[large])"), basis: .reconstruction, holds: means[large].mean >= 0.2))
        bench.judge(
          Claim(
            id + "-other", "\(setting): and at least 5 times as long as the other coordinate", source: source,
            expected: .text("at most \(means[large].mean / 5)"), measured: .text("\(means[1 - large])"),
            basis: .reconstruction, holds: means[large].mean >= 5 * means[1 - large].mean))
      }
    }
    // Only in the long run does CGD differ.
    guard bench.budget == .full else { return }
    for scale in Self.scales {
      guard let large = scale.large, let simgd = runs["simgd-\(scale.id)-\(eta)"],
        let cgd = runs["cgd-\(scale.id)-\(eta)"]
      else { continue }
      let gain = Spread(zip(cgd.shares[large], simgd.shares[large]).map { $0 - $1 })
      let setting = "step size \(eta), η = (\(Int(scale.first)), \(Int(scale.second)))"
      bench.judge(
        Claim(
          "cgd-gains-\(scale.id)-eta-\(eta)",
          "CGD keeps that coordinate right for longer than SimGD, \(setting): mean "
            + "difference of the shares, from the same weights", source: source, expected: .text("at least 0"),
          measured: .text("\(gain)"), basis: .reconstruction, holds: gain.mean >= 0))
      let left = [simgd, cgd].map { $0.leavesAfterAStay(of: large, atLeast: 1000) }
      bench.judge(
        Claim(
          "snapping-out-\(scale.id)-eta-\(eta)",
          "Of the runs that keep it right for 1000 steps on end, \(setting), SimGD "
            + "leaves it again in a larger share than CGD, which in the figure stays to the end", source: source,
          expected: .text("SimGD's share above CGD's"),
          measured: .text("SimGD \(left[0].left) of \(left[0].stayed), CGD \(left[1].left) of \(left[1].stayed)"),
          basis: .figure, holds: left[0].left * left[1].stayed > left[1].left * left[0].stayed))
    }
  }

  /// θ₁ and θ₂ against steps, as in the post, from the first weights in which SimGD has a long stay and leaves it; and the
  /// shares of all seeds.
  private func draw(
    _ runs: [String: ProjectionRun], _ eta: Double, _ seeds: [UInt64], isFirst: Bool, on bench: Workbench
  ) throws {
    var panels: [Figure] = []
    for scale in Self.scales {
      guard let large = scale.large, let simgd = runs["simgd-\(scale.id)-\(eta)"] else { continue }
      let lane = simgd.laneThatSnapsOut(of: large)
      bench.parameters["seed-shown-\(scale.id)-\(eta)"] = .number(Double(seeds[lane]))
      for method in Self.methods {
        guard let run = runs["\(method)-\(scale.id)-\(eta)"] else { continue }
        let steps = run.curveSteps.map { Double($0) / 1000 }
        panels.append(
          Figure(
            title: "\(title(method)), η = (\(Int(scale.first)), \(Int(scale.second))), seed \(seeds[lane])",
            x: Axis("step t, in thousands"), y: Axis("θ", scale: .log, range: .between(0.03, 60)),
            layers: [
              .line(Series(label: "θ_{1}", x: steps, y: run.curves[0][lane], style: LineStyle.numbered(0))),
              .line(Series(label: "θ_{2}", x: steps, y: run.curves[1][lane], style: LineStyle.numbered(1))),
              .horizontalLine(at: ProjectionGame<Double>.target, label: "data: both 2"),
            ]))
      }
    }
    if panels.isEmpty { return }
    try bench.draw(
      Sheet(
        title: "Projection model problem, step size \(eta): what D sees large is right, until it snaps out",
        columns: min(2, panels.count), panels: panels), "icr-projection-\(eta)")
    // Only in the long run do shares mean anything.
    guard bench.budget == .full else { return }
    try bench.draw(try sharesFigure(runs, eta), "icr-projection-shares-\(eta)")
  }

  private func sharesFigure(_ runs: [String: ProjectionRun], _ eta: Double) throws -> Figure {
    var dots = [(x: [Double](), y: [Double]()), (x: [Double](), y: [Double]())]
    var means = (x: [Double](), y: [Double]())
    var ticks: [Axis.Tick] = []
    for (group, scale) in Self.scales.enumerated() {
      for (offset, method) in Self.methods.enumerated() {
        guard let run = runs["\(method)-\(scale.id)-\(eta)"] else { continue }
        let place = Double(2 * group + offset)
        ticks.append(.init(place, "\(title(method)), (\(Int(scale.first)), \(Int(scale.second)))"))
        for coordinate in 0..<2 {
          let shares = run.shares[coordinate]
          let middle = place - 0.2 + 0.4 * Double(coordinate)
          dots[coordinate].x += shares.indices.map { middle + 0.004 * Double($0 - shares.count / 2) }
          dots[coordinate].y += shares
          means.x += [middle - 0.12, middle + 0.12, .nan]
          means.y += [Spread(shares).mean, Spread(shares).mean, .nan]
        }
      }
    }
    let clouds = dots.enumerated().map { coordinate, dots in
      var style = LineStyle.numbered(coordinate)
      style.markerSize = 0.6
      return PlotLayer.points(Series(label: "θ_{\(coordinate + 1)}, a dot a seed", x: dots.x, y: dots.y, style: style))
    }
    return Figure(
      title: "Share of the steps in which a coordinate is right, step size \(eta)",
      x: Axis("method and η = (η_{11}, η_{22})", range: .between(-0.6, 5.6), ticks: .labelled(ticks)),
      y: Axis("share of steps with |θ_{i} − 2| < 0.1", range: .between(-0.02, 1.02)),
      layers: clouds + [
        .line(
          Series(label: "mean of the seeds", x: means.x, y: means.y, style: LineStyle(color: .black, width: 3)))
      ], size: PictureSize(width: 1150, height: 650))
  }

  private func writeTable(
    _ runs: [String: ProjectionRun], _ rates: [Double], _ seeds: [UInt64], on bench: Workbench
  ) throws {
    var columns = [Table.Column("seed", seeds.map { Double($0) })]
    for eta in rates {
      for method in Self.methods {
        for scale in Self.scales {
          guard let run = runs["\(method)-\(scale.id)-\(eta)"] else { continue }
          for coordinate in 0..<2 {
            let name = "\(method)-\(scale.id)-\(eta)-theta\(coordinate + 1)"
            columns.append(.init(name + "-share", run.shares[coordinate]))
            columns.append(.init(name + "-longest-stay", run.longestStays[coordinate]))
          }
        }
      }
    }
    try bench.write(try Table(columns), "icr-projection-seeds")
  }
}
