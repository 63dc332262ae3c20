import Foundation
import GameDynamics
import GnuplotScripts
import ModelProblems
import Reports

/// Who drops modes, on particles: the same particles and the same small discriminator, moved by functional gradients and by
/// their rivals, towards a ring and a grid of Gaussians.
public struct CFGParticles: Experiment {
  /// What is typed after `counterplay run`.
  public let name = "cfg-particles"
  /// The line in `counterplay list`.
  public let summary =
    "particles with a small D towards a ring and a grid of Gaussians: who drops modes, CFG, GAN0, GAN1, SimGD, Adam or ACGD"
  /// The paper whose methods are compared.
  public let source =
    "Johnson and Zhang, Composite functional gradient learning of generative adversarial models, 2018, arXiv:1801.06309 "
    + "(on particles in place of a generator: a reconstruction)"

  /// Nothing to choose.
  public init() {}

  /// Measures, judges the claims and draws; throws what the workbench cannot write, and `CancellationError`.
  public func perform(on bench: Workbench) throws {
    let isQuick = bench.budget == .quick
    let steps = isQuick ? 6 : 1500
    let interval = isQuick ? 3 : 50
    let seeds = bench.seeds(isQuick ? 2 : 8)
    let scenes = [("ring", ParticleRun.Scene.ring), ("grid", .grid)].map { ($0.0, isQuick ? $0.1.small() : $0.1) }
    let d = ParticleRun.network.widths.map(String.init).joined(separator: "-")
    bench.parameters = [
      "steps": .number(Double(steps)), "discriminator": .text("\(d), tanh, logistic loss, fresh data a step, U = 1"),
      "rules-of-y": .text(
        "RMSprop (decay 0.95) for CFG, GAN0 and GAN1, Adam (0.5, 0.999), ACGD; step \(ParticleRun.adaptiveStep); SimGD "
          + "\(ParticleRun.plainStep) on the mean loss"),
      "covered": .text("a quarter of a mode's fair share of particles within 3σ of it, one at least"),
    ]
    let work = scenes.flatMap { scene in
      ParticleRule.allCases.flatMap { rule in
        rule.stepSizes(isQuick: isQuick).map { (scene: scene, rule: rule, eta: $0) }
      }
    }
    // ACGD's steps are some fifteen times as dear.
    var shares = ProgressShares(0...1, works: work.map { $0.rule == .acgd ? 15 : 1 })
    var runs: [String: [Double: ParticleRun]] = [:]
    for item in work {
      let stretch = shares.next()
      let key = "\(item.scene.0)-\(item.rule.rawValue)"
      runs[key, default: [:]][item.eta] = try bench.part(
        "\(key)-\(item.eta)", key: "\(steps) steps, \(seeds.count) seeds, \(ParticleRun.version)"
      ) {
        try ParticleRun(
          item.rule, item.scene.1, eta: item.eta, steps: steps, judgedEvery: interval, seeds: seeds
        ) { share in
          bench.progress(
            stretch.lowerBound + share * (stretch.upperBound - stretch.lowerBound),
            "\(item.scene.0): \(item.rule.title), η_x = \(item.eta), \(seeds.count) seeds")
          if bench.isCancelled() { throw CancellationError() }
        }
      }
    }
    for (id, scene) in scenes {
      let best = ParticleRule.allCases.compactMap { rule -> Found? in
        runs["\(id)-\(rule.rawValue)"].flatMap { Found(rule, among: $0) }
      }
      if isQuick { judgeSmall(id, best, on: bench) } else { judge(id, scene, best, on: bench) }
      try draw(id, scene, best, on: bench)
      try write(id, runs, seeds, on: bench)
    }
  }

  /// A rule at the step size with which it covers the most modes, in the mean over the seeds.
  private struct Found {
    let rule: ParticleRule
    let eta: Double
    let run: ParticleRun
    var modes: [Double] { run.modes.map { Double($0.last ?? 0) } }
    var good: [Double] { run.good.map { $0.last ?? 0 } }
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

    init?(_ rule: ParticleRule, among runs: [Double: ParticleRun]) {
      func score(_ run: ParticleRun) -> Double {
        zip(run.modes, run.good).reduce(0) { $0 + Double($1.0.last ?? 0) + ($1.1.last ?? 0) }
      }
      guard let best = runs.sorted(by: { $0.key < $1.key }).max(by: { score($0.value) < score($1.value) }) else {
        return nil
      }
      (self.rule, eta, run) = (rule, best.key, best.value)
    }
  }

  private func judge(_ id: String, _ scene: ParticleRun.Scene, _ found: [Found], on bench: Workbench) {
    let count = scene.target.centres.count
    guard let cfg = found.first(where: { $0.rule == .cfg }) else { return }
    bench.judge(
      Claim(
        "\(id)-cfg-covers", "\(id): CFG covers all \(count) modes, in every seed", source: source,
        expected: .text("\(count)"), measured: SeedSpread(cfg.modes).measured, basis: .reconstruction,
        holds: cfg.modes.allSatisfy { $0 == Double(count) }))
    // Where the start is far D is sure of every particle, and s = d is 0 there.
    if id == "ring", let gan0 = found.first(where: { $0.rule == .gan0 }) {
      bench.judge(
        Claim(
          "\(id)-gan0-saturates",
          "\(id): from a start three units beside it GAN0's particles, whose s = d vanishes where D is sure, cover fewer modes "
            + "than CFG's in every seed", source: source, expected: .text("fewer in every seed"),
          measured: .text(
            "CFG \(SeedSpread(cfg.modes).measured), GAN0 \(SeedSpread(gan0.modes).measured) at its best step size"),
          basis: .reconstruction, holds: zip(cfg.modes, gan0.modes).allSatisfy { $0 > $1 }))
    }
    for other in found where other.rule != .cfg {
      bench.judge(
        Claim(
          "\(id)-\(other.rule.rawValue)-modes",
          "\(id): CFG covers at least as many of \(count) modes as \(other.rule.title), each at its best step size, mean "
            + "over seeds", source: source, expected: .text("CFG at least"),
          measured: .text(
            "CFG \(cfg.mean(cfg.modes)) (η_x = \(cfg.eta)), \(other.rule.title) \(other.mean(other.modes)) "
              + "(η_x = \(other.eta))"), basis: .reconstruction,
          holds: cfg.mean(cfg.modes) >= other.mean(other.modes)))
    }
  }

  /// Too short for modes: that every rule runs, and that particles move.
  private func judgeSmall(_ id: String, _ found: [Found], on bench: Workbench) {
    for item in found {
      let isFinite = item.run.end.allSatisfy(\.isFinite) && !item.run.end.isEmpty
      bench.judge(
        Claim(
          "\(id)-\(item.rule.rawValue)-runs", "\(id): \(item.rule.title) moves particles to finite places",
          source: "the method's formulas", expected: .text("finite"),
          measured: .text(isFinite ? "finite" : "not finite"), holds: isFinite))
    }
  }

  private func draw(_ id: String, _ scene: ParticleRun.Scene, _ found: [Found], on bench: Workbench) throws {
    func curves(_ values: (ParticleRun) -> [[Double]]) -> [PlotLayer] {
      found.enumerated().map { index, item in
        let all = values(item.run)
        let means = item.run.steps.indices.map { k in all.reduce(0) { $0 + $1[k] } / Double(all.count) }
        return .line(
          Series(
            label: "\(item.rule.title), η_{x} = \(item.eta)", x: item.run.steps.map(Double.init), y: means,
            style: LineStyle.numbered(index)))
      }
    }
    let modes = scene.target.centres.count
    try bench.draw(
      Sheet(
        title: "\(modes) Gaussians (\(id)), \(scene.particles) particles, mean of \(bench.seedsRun.count) seeds",
        columns: 2,
        panels: [
          Figure(
            title: "modes covered", x: Axis("step t"), y: Axis("modes", range: .between(0, Double(modes) * 1.05)),
            layers: curves { $0.modes.map { $0.map(Double.init) } } + [.horizontalLine(at: Double(modes))]),
          Figure(
            title: "particles within 3σ of a mode", x: Axis("step t"), y: Axis("share", range: .between(0, 1.02)),
            layers: curves(\.good)),
          Figure(
            title: "mean scaling s(D) of the particles", x: Axis("step t"), y: Axis("s", range: .between(0, 1.02)),
            layers: curves(\.scales)),
          Figure(
            title: "mean D of data less mean D of particles", x: Axis("step t"), y: Axis("difference of logits"),
            layers: curves(\.gaps)),
        ]), "cfg-particles-\(id)")
    // Modes and start.
    let extent = max(scene.offset, scene.target.centres.map { max(abs($0.x), abs($0.y)) }.max() ?? 0) + 1
    try bench.draw(
      Sheet(
        title: "\(modes) Gaussians (\(id)): the first seed's particles at the end", columns: 3,
        panels: found.map { item in
          let places = item.run.firstPlaces.filter { max(abs($0.x), abs($0.y)) < extent }
          let (dots, circles) = (LineStyle(color: Color.okabeIto[0], markerSize: 0.5), LineStyle.theory)
          let angles = (0...24).map { Double($0) / 24 * 2 * Double.pi }
          let rings = scene.target.centres.map { centre -> PlotLayer in
            let radius = 3 * scene.target.standardDeviation
            return .line(
              Series(
                label: "three deviations around a mode", x: angles.map { centre.x + radius * cos($0) },
                y: angles.map { centre.y + radius * sin($0) }, style: circles))
          }
          let points: [PlotLayer] =
            places.isEmpty
            ? [] : [.points(Series(label: "particles", x: places.map(\.x), y: places.map(\.y), style: dots))]
          return Figure(
            title: item.rule.title, x: Axis("first coordinate", range: .between(-extent, extent)),
            y: Axis("second coordinate", range: .between(-extent, extent)), layers: rings + points, aspect: .square)
        }), "cfg-particles-\(id)-places")
  }

  private func write(
    _ id: String, _ runs: [String: [Double: ParticleRun]], _ seeds: [UInt64], on bench: Workbench
  ) throws {
    var columns = [Table.Column("seed", seeds.map { Double($0) })]
    for rule in ParticleRule.allCases {
      for (eta, run) in (runs["\(id)-\(rule.rawValue)"] ?? [:]).sorted(by: { $0.key < $1.key }) {
        let name = "\(rule.rawValue)-\(eta)"
        columns.append(.init("\(name)-modes", run.modes.map { Double($0.last ?? 0) }))
        columns.append(.init("\(name)-good", run.good.map { $0.last ?? .nan }))
        columns.append(.init("\(name)-passes", run.modes.map { _ in Double(run.counts.passes) }))
      }
    }
    try bench.write(try Table(columns), "cfg-particles-\(id)-ends")
  }
}
