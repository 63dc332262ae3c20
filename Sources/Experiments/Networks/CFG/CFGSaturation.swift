#if COUNTERPLAY_TORCH
  import Datasets
  import Foundation
  import GANs
  import GnuplotScripts
  import Reports
  import Training

  /// Where D wins, the gradient of the saturating loss in G dies and that of the non-saturating one does not; both are
  /// functional gradients s∇D with a scaling s of their own.
  ///
  /// D alone is trained against a G that rests; then GAN0, GAN1 from the same start. All are watched from one standpoint.
  public struct CFGSaturation: Experiment {
    /// What is typed after `counterplay run`.
    public let name = "cfg-saturation"
    /// The line in `counterplay list`.
    public let summary = "the scaling s(G(z)) and the generator's gradient of GAN0 and GAN1 while D wins, on images"
    /// The paper whose claims are judged.
    public let source =
      "Johnson and Zhang, Composite Functional Gradient Learning of Generative Adversarial Models, 2018, arXiv:1801.06309, "
      + "section 3.3"

    /// Nothing to choose.
    public init() {}

    /// What is trained.
    private enum Arm: String, CaseIterable {
      case alone, gan0, gan1

      var title: String {
        switch self {
        case .alone: "D alone, G rests"
        case .gan0: "GAN0, the saturating loss"
        case .gan1: "GAN1, the non-saturating loss"
        }
      }
    }

    /// What an arm has shown: numbers by metric, a row a look.
    private struct Curves: Codable {
      var steps: [Double] = []
      var values: [String: [Double]] = [:]

      func last(_ metric: MetricCard) -> Double { values[metric.name]?.last ?? .nan }
      func mean(_ metric: MetricCard) -> Double {
        let own = values[metric.name] ?? []
        return own.reduce(0, +) / Double(max(1, own.count))
      }
    }

    /// Trains, judges and draws; throws what training and the workbench throw.
    public func perform(on bench: Workbench) throws {
      let isQuick = bench.budget == .quick
      let (architecture, steps, every) = isQuick ? ("cfg-dcganx-32-w4", 60, 10) : ("cfg-dcganx-32-w16", 600, 10)
      let images = try ExperimentImages("mnist", on: bench) { try DrawnDigits.make(count: $0, seed: $1) }
      let data = try images.train.framed(toFit: [1, 32, 32])
      let seeds = isQuick ? [bench.seed] : bench.seeds(3)
      let rate = isQuick ? 2e-3 : 2.5e-4
      bench.parameters = [
        "data": .text(images.description), "architecture": .text(architecture), "steps": .number(Double(steps)),
        "optimizer": .text("RMSprop, ρ = 0.95, step size \(rate) of both players, simultaneous; batch 64"),
      ]
      var found: [Arm: [Curves]] = [:]
      var clock = ProgressShares(0...1, works: Array(repeating: 1, count: seeds.count * Arm.allCases.count))
      for seed in seeds {
        let gan = ExperimentGAN(architecture, batch: isQuick ? 16 : 64, seed: seed, dataset: data, on: bench)
        for arm in Arm.allCases {
          let share = clock.next()
          let curves = try bench.part("\(arm.rawValue)-seed-\(seed)", key: "\(architecture) \(steps) \(rate)") {
            let trained = gan.trained(
              by: "rmsprop", ["eta-x": rate, "eta-y": rate, "rho": 0.95, "epsilon": 1e-18],
              loss: arm == .gan0 ? "minimax" : "non-saturating", steps: steps,
              rests: arm == .alone ? [GANModel.generator] : [])
            let probe = try SaturationProbe(trained.problem(), count: isQuick ? 16 : 64, seed: seed)
            let result = try bench.trained(
              trained.trainer(watchedBy: probe, every: every), "\(arm.rawValue)/seed-\(seed)", share: share)
            return Self.curves(result.history)
          }
          found[arm, default: []].append(curves)
        }
      }
      judge(found, isQuick: isQuick, on: bench)
      try draw(found, about: "\(architecture) on \(images.train.name)", on: bench)
      bench.progress(1, "drawn")
    }

    private static func curves(_ history: TrainingHistory) -> Curves {
      var curves = Curves()
      for entry in history.entries where entry.values[SaturationProbe.saturatingScale.name] != nil {
        curves.steps.append(Double(entry.step - 1))
        for metric in SaturationProbe.metrics {
          curves.values[metric.name, default: []].append(entry.values[metric.name] ?? .nan)
        }
      }
      return curves
    }

    // MARK: - Claims

    private func judge(_ found: [Arm: [Curves]], isQuick: Bool, on bench: Workbench) {
      func judge(
        _ id: String, _ statement: String, expected: String, _ values: [Double], basis: Claim.Basis,
        _ holds: (Double) -> Bool
      ) {
        let spread = SeedSpread(values)
        bench.judge(
          Claim(
            id, statement, source: source, expected: .text(expected), measured: spread.measured, basis: basis,
            holds: !values.isEmpty && values.allSatisfy(holds)))
      }
      let alone = found[.alone] ?? []
      judge(
        "saturating-gradient-dies", "D trained alone: ‖∇_G f‖ of GAN0 over that of GAN1, at the end",
        expected: "at most 0.1 in every seed",
        alone.map { $0.last(SaturationProbe.saturatingPush) / $0.last(SaturationProbe.otherPush) },
        basis: .reconstruction
      ) { $0 <= 0.1 }
      judge(
        "saturating-scale-dies", "D trained alone: mean s = σ(D(G(z))) of GAN0, at the end",
        expected: "at most 0.05, from 0.5 at D = 0", alone.map { $0.last(SaturationProbe.saturatingScale) },
        basis: .derived
      ) { $0 <= 0.05 }
      judge(
        "other-scale-stays", "D trained alone: mean s = σ(-D(G(z))) of GAN1, at the end", expected: "at least 0.95",
        alone.map { $0.last(SaturationProbe.otherScale) }, basis: .derived
      ) { $0 >= 0.95 }
      // The sum of the two is 1 for every sample, so what is measured in one network holds of the other.
      if isQuick { return }
      judge(
        "other-loss-recovers", "mean over training of each GAN's own s: GAN1's over GAN0's", expected: "above 1",
        zip(found[.gan1] ?? [], found[.gan0] ?? []).map {
          $0.mean(SaturationProbe.otherScale) / $1.mean(SaturationProbe.saturatingScale)
        }, basis: .figure
      ) { $0 > 1 }
    }

    // MARK: - What is shown

    private func draw(_ found: [Arm: [Curves]], about: String, on bench: Workbench) throws {
      func figure(
        _ title: String, _ quantity: String, _ lines: [(label: String, arm: Arm, metric: MetricCard)]
      ) -> Figure {
        var layers: [PlotLayer] = []
        for (place, line) in lines.enumerated() {
          for (number, curves) in (found[line.arm] ?? []).enumerated() {
            layers.append(
              .line(
                Series(
                  label: number == 0 ? line.label : nil, x: curves.steps, y: curves.values[line.metric.name] ?? [],
                  style: .numbered(place))))
          }
        }
        return Figure(title: title, x: Axis("steps"), y: Axis(quantity, scale: .log), layers: layers)
      }
      let own: [(label: String, arm: Arm, metric: MetricCard)] = [
        (Arm.gan0.title, .gan0, SaturationProbe.saturatingScale), (Arm.gan1.title, .gan1, SaturationProbe.otherScale),
      ]
      try bench.draw(
        Sheet(
          title: "Where D wins: \(about), a line a seed", columns: 3,
          panels: [
            figure(
              "D alone, G rests: scalings", "mean s(G(z))",
              [
                ("s = σ(D), GAN0's", .alone, SaturationProbe.saturatingScale),
                ("s = σ(−D), GAN1's", .alone, SaturationProbe.otherScale),
              ]),
            figure(
              "D alone, G rests: push on G", "‖∇_{G} f‖",
              [
                ("GAN0's loss", .alone, SaturationProbe.saturatingPush),
                ("GAN1's loss", .alone, SaturationProbe.otherPush),
              ]),
            figure("Both train: each GAN's own scaling", "mean s(G(z))", own),
          ], size: PictureSize(width: 1500, height: 480)), "cfg-saturation")
      try bench.write(table(found), "cfg-saturation-ends")
    }

    private func table(_ found: [Arm: [Curves]]) throws -> Table {
      let rows = Arm.allCases.enumerated().flatMap { place, arm in
        (found[arm] ?? []).map { (Double(place + 1), $0) }
      }
      return try Table(
        [.init("arm (1 D alone, 2 GAN0, 3 GAN1)", rows.map(\.0))]
          + SaturationProbe.metrics.map { metric in .init(metric.name + ", at the end", rows.map { $0.1.last(metric) })
          })
    }
  }
#endif
