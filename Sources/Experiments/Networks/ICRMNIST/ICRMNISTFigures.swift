#if COUNTERPLAY_TORCH
  import GnuplotScripts
  import Reports

  /// The four pictures of the authors' post, of several seeds: medians as lines, extremes as bands.
  struct ICRMNISTFigures {
    typealias Arm = ICRMNISTProtocol.Arm
    typealias Target = ICRMNISTProtocol.Target
    typealias Curve = ICRMNISTSeed.Curve

    /// The seeds.
    let runs: [ICRMNISTSeed]
    /// Networks and data, for titles.
    let about: String

    private var seeds: String { runs.count == 1 ? "one seed" : "\(runs.count) seeds: median and extremes" }

    /// Draws them, and writes their numbers as tables.
    func draw(on bench: Workbench) throws {
      let arms: [Arm] = [.alone, .both, .adaptive, .plain]
      try draw(
        "icr-mnist-discriminator-loss", "D's loss from the checkpoint on", "D's loss on minibatches", unit: "nats",
        arms.map { arm in (arm.title, runs.compactMap { $0.losses[arm] }) }, on: bench)
      try draw(
        "icr-mnist-logits", "How far D has moved on fixed images", "‖D − D_{checkpoint}‖_{2}",
        [Arm.alone, .both].flatMap { arm in
          [
            ("\(arm.title), real images", runs.compactMap { $0.realChange[arm] }),
            ("\(arm.title), generated images", runs.compactMap { $0.generatedChange[arm] }),
          ]
        }, on: bench)
      try draw(
        "icr-mnist-strikes", "G strikes back at a D that rests", "D's loss on fixed images", unit: "nats",
        steps: "steps of G alone",
        Target.allCases.map { target in (target.title, runs.compactMap { $0.strikes[target] }) }, scale: .log, on: bench
      )
      try draw(
        "icr-mnist-gradient", "The push on G, which does not move, while D trains",
        "‖∇_{G}‖ of the non-saturating loss",
        [Arm.alone, .adaptive, .plain].map { arm in (arm.title, runs.compactMap { $0.push[arm] }) }, on: bench)
    }

    private func draw(
      _ name: String, _ title: String, _ quantity: String, unit: String? = nil,
      steps: String = "steps after the checkpoint", _ curves: [(title: String, seeds: [Curve])],
      scale: Axis.Scale = .linear, on bench: Workbench
    ) throws {
      var bands: [PlotLayer] = []
      var lines: [PlotLayer] = []
      for (place, curve) in curves.enumerated() {
        guard let steps = curve.seeds.first?.steps else { continue }
        let style = LineStyle.numbered(place)
        let spreads = steps.indices.map { index in
          SeedSpread(curve.seeds.map { $0.values.indices.contains(index) ? $0.values[index] : .nan })
        }
        if curve.seeds.count > 1 {
          bands.append(
            .band(Band(x: steps, lower: spreads.map(\.least), upper: spreads.map(\.greatest), color: style.color)))
        }
        lines.append(.line(Series(label: curve.title, x: steps, y: spreads.map(\.median), style: style)))
      }
      try bench.draw(
        Figure(
          title: "\(title): \(about), \(seeds)", x: Axis(steps),
          y: Axis(quantity, unit: unit, scale: scale), layers: bands + lines), name)
    }
  }
#endif
