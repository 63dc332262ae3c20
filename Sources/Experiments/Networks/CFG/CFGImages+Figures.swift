#if COUNTERPLAY_TORCH
  import GnuplotScripts
  import Reports

  extension CFGImages {
    /// Scores against time, and all numbers: a picture of the methods, one of those with the fully connected approximator, one of
    /// xICFG's variants; of all arms together nobody could tell the lines apart.
    func draw(on bench: Workbench) throws {
      let convolutional = plan.arms.filter { $0.pair == .convolutional }
      let own = plan.arms.filter { $0.method.isFunctional && $0.pair != .connected }
      let rivals = convolutional.filter { $0.method == .xicfg || !$0.method.isFunctional }
      try draw(rivals, "", name, on: bench)
      for (arms, what, suffix) in [
        (plan.arms.filter { $0.pair == .connected }, "fully connected approximator, ", "-connected"),
        (own, "variants of xICFG, ", "-variants"),
      ] where arms.count > 1 { try draw(arms, what, name + suffix, on: bench) }
      try bench.write(table, name + "-scores")
      let tried = plan.arms.enumerated().flatMap { place, arm in
        (trials[arm] ?? []).map { (arm: place + 1, trial: $0, isTaken: stepSizes[arm] == $0.stepSize) }
      }
      if tried.isEmpty { return }
      try bench.write(
        Table([
          .init("arm (\(names))", tried.map { Double($0.arm) }),
          .init("step size (of xICFG η)", tried.map(\.trial.stepSize)),
          .init("score after the first look at the first seed", tried.map(\.trial.value)),
          .init("taken", tried.map { $0.isTaken ? 1 : 0 }),
        ]), name + "-step-sizes")
    }

    /// A panel a score.
    private func draw(_ arms: [CFGImagePlan.Arm], _ what: String, _ picture: String, on bench: Workbench) throws {
      let hasClasses = looks.values.joined().joined().contains { !$0.inception.isNaN }
      let shown: [(String, (Score) -> Double)] =
        hasClasses
        ? [("inception score", \.inception), ("diversity score", \.diversity)]
        : [("SW_{2}(G, test) / SW_{2}(data, test)", \.distance)]
      let panels = shown.map { title, value in
        Figure(
          title: title, x: Axis("time of training", unit: "s"), y: Axis(title),
          layers: arms.enumerated().flatMap { place, arm -> [PlotLayer] in
            let runs = looks[arm] ?? []
            let (x, y, band) = Self.curve(runs, value)
            let style = LineStyle.numbered(place)
            return (band.map { [.band(Band(x: x, lower: $0.0, upper: $0.1, color: style.color))] } ?? [])
              + [.line(Series(label: arm.title, x: x, y: y, style: style))]
          })
      }
      try bench.draw(
        Sheet(
          title: "Samples scored against the time of training: \(plan.set.rawValue), \(what)medians and extremes of "
            + "\(looks.values.first?.count ?? 0) seeds", columns: panels.count, panels: panels,
          size: PictureSize(width: 560 * max(panels.count, 2), height: 620)), picture)
    }

    private static func curve(
      _ runs: [[Score]], _ value: (Score) -> Double
    ) -> (x: [Double], y: [Double], band: ([Double], [Double])?) {
      let count = runs.map(\.count).min() ?? 0
      let times = (0..<count).map { look in SeedSpread(runs.map { $0[look].seconds }).median }
      let spreads = (0..<count).map { look in SeedSpread(runs.map { value($0[look]) }) }
      let isSpread = runs.count > 1 && spreads.allSatisfy { $0.greatest.isFinite && $0.least.isFinite }
      return (times, spreads.map(\.median), isSpread ? (spreads.map(\.least), spreads.map(\.greatest)) : nil)
    }

    private var names: String {
      plan.arms.enumerated().map { "\($0.offset + 1) \($0.element.title)" }.joined(separator: ", ")
    }

    private var table: Table {
      get throws {
        var rows: [(arm: Int, seed: Int, score: Score)] = []
        for (place, arm) in plan.arms.enumerated() {
          for (seed, found) in (looks[arm] ?? []).enumerated() {
            rows += found.map { (place + 1, seed, $0) }
            if plan.goesOn(arm), ends.indices.contains(seed) { rows.append((place + 1, seed, ends[seed])) }
          }
        }
        func column(_ title: String, _ value: (Score) -> Double) -> Table.Column {
          .init(title, rows.map { value($0.score) })
        }
        return try Table([
          .init("arm (\(names))", rows.map { Double($0.arm) }), .init("seed", rows.map { Double($0.seed) }),
          column("seconds", \.seconds), column("steps") { Double($0.steps) }, column("inception score", \.inception),
          column("inception score of data", \.ofData), column("diversity score", \.diversity),
          column("distance over data to data", \.distance),
          column("inception score of the approximator alone", \.approximatorInception),
          column("distance of the approximator alone", \.approximatorDistance),
          column("D(real) - D(generated), last quarter") { $0.gap.last ?? .nan },
        ])
      }
    }
  }
#endif
