import Foundation
import GnuplotScripts
import ModelProblems
import Reports

/// Whether a known hierarchy of sparse codes is learned layer by layer by gradient descent ascent, and how the error falls
/// with the number of samples and grows with the dimension.
public struct MSRRealizable: Experiment {
  /// What is typed after `counterplay run`.
  public let name = "msr-realizable"
  /// The line in `counterplay list`.
  public let summary =
    "a known generator of sparse codes, learned layer by layer by gradient descent ascent: errors and exponents"
  /// The paper whose theory is tried.
  public let source =
    "Allen-Zhu and Li, Forward Super-Resolution: How Can GANs Learn Hierarchical Generative Models for Real-World "
    + "Distributions, 2021, arXiv:2106.02619, the realizable theorem"

  /// Nothing to choose: its numbers are the budget's.
  public init() {}

  private struct Plan {
    var channels = 16, draws = 16_000
    var counts = [500, 2000, 8000, 32_000], countChannels = 8
    var dimensions = [4, 8, 12, 16], dimensionDraws = 8000
    var seeds = 5
    var effort = RealizableRun.Effort()

    init(_ budget: Workbench.Budget) {
      guard budget == .quick else { return }
      (channels, draws, counts, countChannels) = (6, 4500, [500, 1500, 4500], 6)
      (dimensions, dimensionDraws, seeds) = ([4, 6, 8], 1500, 3)
      effort = RealizableRun.Effort(columnSteps: 500, firstLayerSteps: 4000, layerSteps: 400, pairs: 500)
    }
  }

  /// Learns, judges and draws; throws what the workbench throws.
  public func perform(on bench: Workbench) throws {
    let plan = Plan(bench.budget)
    let seeds = bench.seeds(plan.seeds)
    bench.parameters = [
      "channels": .number(Double(plan.channels)), "draws": .number(Double(plan.draws)),
      "patches": .text("2 coarse, 4 fine, about 2 active channels each"),
      "descent-ascent": .text(
        "AltGD: columns η = (0.03, 0.5), \(plan.effort.columnSteps) steps; first layer (1, 0.5), "
          + "\(plan.effort.firstLayerSteps); second layer (0.3, 0.3), \(plan.effort.layerSteps)"),
    ]
    var jobs = Set([[plan.channels, plan.draws]])
    jobs.formUnion(plan.counts.map { [plan.countChannels, $0] })
    jobs.formUnion(plan.dimensions.map { [$0, plan.dimensionDraws] })
    let order = jobs.sorted { $0.lexicographicallyPrecedes($1) }
    // The moments of third order take most of the time.
    var clock = ProgressShares(
      0...1,
      works: seeds.flatMap { _ in order.map { pow(Double($0[0]), 4) * 3000 + pow(Double($0[0]), 3) * Double($0[1]) } })
    var runs: [[Int]: [RealizableRun]] = [:]
    for seed in seeds {
      for job in order {
        let share = clock.next()
        bench.progress(share.lowerBound, "\(job[0]) channels, \(job[1]) draws, seed \(seed)")
        let run = try bench.part(
          "channels-\(job[0])-draws-\(job[1])-seed-\(seed)", key: "\(RealizableRun.version) \(plan.effort)"
        ) { try RealizableRun(channels: job[0], draws: job[1], effort: plan.effort, seed: seed) }
        runs[job, default: []].append(run)
      }
    }
    judgePhases(runs[[plan.channels, plan.draws]] ?? [], on: bench)
    try judgeScaling(plan, runs, on: bench)
    bench.progress(1, "drawn")
  }

  private func judgePhases(_ runs: [RealizableRun], on bench: Workbench) {
    func judge(
      _ id: String, _ words: String, atMost bound: Double? = nil, atLeast least: Double? = nil,
      basis: Claim.Basis = .reconstruction, _ value: (RealizableRun) -> Double
    ) {
      let spread = SeedSpread(runs.map(value))
      let isMost = bound.map { spread.median <= $0 } ?? true
      let isLeast = least.map { spread.median >= $0 } ?? true
      bench.judge(
        Claim(
          id, words, source: source,
          expected: .text(bound.map { "at most \($0) in the median" } ?? "at least \(least ?? 0) in the median"),
          measured: spread.measured, basis: basis, holds: isMost && isLeast))
    }
    judge("columns-coarse", "phase 1, moments: mean cosine of learned and true columns of W_1, matched", atLeast: 0.9) {
      $0.cosines[0]
    }
    judge("columns-fine", "phase 1, moments: the same of W_2, whose codes come of the first level", atLeast: 0.9) {
      $0.cosines[1]
    }
    judge(
      "decoding", "phase 2, decoding: share of coarse codes that are zero or not as the true ones are", atLeast: 0.95
    ) {
      $0.support[0]
    }
    judge("first-layer", "phase 2, the first layer: largest relative error of the channels' α", atMost: 0.15) {
      $0.gainError
    }
    judge("second-layer", "phase 3, super-resolution patch by patch: ‖V̂ - V‖/‖V‖", atMost: 0.3) { $0.mixingError }
    judge(
      "super-resolution", "the learned generator's squared error at new coarse images, over the variance", atMost: 0.15
    ) { $0.superResolutionError }
  }

  private func judgeScaling(_ plan: Plan, _ runs: [[Int]: [RealizableRun]], on bench: Workbench) throws {
    func points(_ jobs: [[Int]], _ x: ([Int]) -> Int, _ y: (RealizableRun) -> Double) -> (x: [Double], y: [Double]) {
      let pairs = jobs.flatMap { job in (runs[job] ?? []).map { (Double(x(job)), y($0)) } }
      return (pairs.map(\.0), pairs.map(\.1))
    }
    let byCount = plan.counts.map { [plan.countChannels, $0] },
      byDimension = plan.dimensions.map { [$0, plan.dimensionDraws] }
    let columns = points(byCount, { $0[1] }) { $0.columnErrors[0] }
    let mixing = points(byCount, { $0[1] }) { $0.mixingError }
    let dimension = points(byDimension, { $0[0] }) { $0.columnErrors[0] }
    let (inCount, mixingLaw, inDimension) = (
      PowerLaw(x: columns.x, y: columns.y), PowerLaw(x: mixing.x, y: mixing.y), PowerLaw(x: dimension.x, y: dimension.y)
    )
    bench.judge(
      Claim(
        "samples-exponent", "the error of W_1's columns against the number of samples: exponent \(inCount.words)",
        source: source, expected: -0.5, measured: inCount.exponent,
        within: max(0.15, inCount.halfWidth.isFinite ? inCount.halfWidth : 0), basis: .derived))
    bench.judge(
      Claim(
        "dimension-exponent", "the same against the dimension: polynomial", source: source,
        expected: .text("an exponent whose interval is finite and below 4"),
        measured: .text(inDimension.words), basis: .printed,
        holds: inDimension.halfWidth.isFinite && inDimension.exponent + inDimension.halfWidth < 4))
    let all = (byCount + byDimension).flatMap { runs[$0] ?? [] }
    func column(_ title: String, _ value: (RealizableRun) -> Double) -> Table.Column { .init(title, all.map(value)) }
    try bench.write(
      Table([
        column("channels") { Double($0.channels) }, column("draws") { Double($0.draws) },
        column("error of W_1's columns") { $0.columnErrors[0] },
        column("error of W_2's columns") { $0.columnErrors[1] },
        column("coarse codes of the right support") { $0.support[0] },
        column("error of coarse codes") { $0.codeErrors[0] },
        column("largest error of α") { $0.gainError }, column("largest error of β") { $0.thresholdError },
        column("error of V") { $0.mixingError }, column("error of super-resolution") { $0.superResolutionError },
      ]), "msr-realizable-errors")
    func panel(
      _ title: String, _ x: String, _ series: [(String, (x: [Double], y: [Double]), PowerLaw)]
    ) -> Figure {
      var layers: [PlotLayer] = []
      for (place, (label, points, law)) in series.enumerated() {
        let style = LineStyle.numbered(place)
        layers.append(.points(Series(label: label, x: points.x, y: points.y, style: style)))
        let (low, high) = (points.x.min() ?? 1, points.x.max() ?? 1)
        layers.append(
          .line(
            Series(
              label: "exponent \(law.words)", x: [low, high], y: [law(low), law(high)],
              style: LineStyle(color: style.color, dash: .dashed, width: 1.5))))
      }
      return Figure(title: title, x: Axis(x, scale: .log), y: Axis("error", scale: .log), layers: layers)
    }
    try bench.draw(
      Sheet(
        title: "A hierarchy of sparse codes learned layer by layer: a point a seed", columns: 2,
        panels: [
          panel(
            "\(plan.countChannels) channels", "draws N",
            [("columns of W_{1}", columns, inCount), ("second layer V", mixing, mixingLaw)]),
          panel("\(plan.dimensionDraws) draws", "dimension d", [("columns of W_{1}, by d", dimension, inDimension)]),
        ], size: PictureSize(width: 1000, height: 520)), "msr-realizable-errors-figure")
  }
}
