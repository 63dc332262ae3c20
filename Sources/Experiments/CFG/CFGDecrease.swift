import GameDynamics
import GnuplotScripts
import ModelProblems
import RealModule
import Reports

/// Normal densities with the exact D: KL(p*‖p) falls in every step by nearly η∫p*‖∇D‖², unless p starts much narrower than
/// p*. A part of `cfg-theory`.
enum CFGDecrease {
  private typealias Start = (id: String, label: String, flow: NormalFlow)

  private static func normal(_ mean: Double, variance: Double) -> (mean: [Double], covariance: Matrix) {
    ([mean], Matrix(identity: 1, times: variance))
  }

  /// Targets N(0, 1) and, in two dimensions, one with correlation; starts with at least half of the target's variance in
  /// every direction.
  private static func starts() throws -> [Start] {
    let plane = (mean: [0.5, -0.5], covariance: try Matrix([[1, 0.5], [0.5, 0.8]]))
    return [
      ("1d-wide", "1-D, from N(2, 4)", NormalFlow(to: normal(0, variance: 1), from: normal(2, variance: 4))),
      ("1d-far", "1-D, from N(6, 1)", NormalFlow(to: normal(0, variance: 1), from: normal(6, variance: 1))),
      ("1d-half", "1-D, from N(1, 1/2)", NormalFlow(to: normal(0, variance: 1), from: normal(1, variance: 0.5))),
      (
        "2d-turned", "2-D, turned and shifted",
        NormalFlow(to: plane, from: ([3, 1], try Matrix([[1.5, -0.6], [-0.6, 2]])))
      ),
      (
        "2d-wide", "2-D, from 4 I",
        NormalFlow(to: plane, from: ([-1, 2], Matrix(identity: 2, times: 4)))
      ),
    ]
  }

  static func judge(on bench: Workbench) throws {
    let steps = bench.budget == .quick ? 60 : 400
    let etas = [0.01, 0.05]
    bench.parameters["decrease-steps"] = .number(Double(steps))
    var curves: [PlotLayer] = []
    var ratios: [PlotLayer] = []
    for (index, start) in try starts().enumerated() {
      for eta in etas {
        let (divergences, shares, difference) = try run(start.flow, eta, steps: steps)
        // Once KL is down at rounding its differences are rounding too.
        let trusted = zip(shares, divergences).filter { $1 > 1e-9 }.map(\.0)
        bench.judge(
          Claim(
            "decrease-\(start.id)-\(eta)",
            "\(start.label), η = \(eta): KL(p*‖p) falls in every one of \(trusted.count) steps by at least 0.9 of "
              + "η∫p*‖∇D‖²: the least share", source: CFGTheory.paper, expected: .text("at least 0.9"),
            measured: .number(trusted.min() ?? .nan), holds: trusted.allSatisfy { $0 >= 0.9 }))
        bench.judge(
          Claim(
            "closed-form-\(start.id)-\(eta)",
            "\(start.label), η = \(eta): KL by quadrature and in closed form differ by, at most",
            source: "two computations of the same quantity", expected: 0, measured: difference, within: 1e-8))
        guard eta == etas.last else { continue }
        let style = LineStyle.numbered(index)
        let t = divergences.indices.map { Double($0) * eta }
        curves.append(.line(Series(label: start.label, x: t, y: divergences, style: style)))
        ratios.append(
          .line(Series(label: start.label, x: Array(t.prefix(trusted.count)), y: trusted, style: style)))
      }
    }
    let eta = etas.last ?? 0
    try bench.draw(
      Sheet(
        title: "Functional gradient steps with the exact D between normal densities, η = \(eta)", columns: 2,
        panels: [
          Figure(title: "KL(p*‖p)", x: Axis("time ηt"), y: Axis("KL (nats)", scale: .log), layers: curves),
          Figure(
            title: "a step's gain over η∫p*‖∇D‖²", x: Axis("time ηt"),
            y: Axis("share", range: .between(0.85, 1.1)),
            layers: ratios + [.horizontalLine(at: 0.9, label: "0.9: what is claimed")]),
        ]), "cfg-theory-decrease")
    try chart(eta, on: bench)
  }

  /// KL after every step, each step's gain over its first order, and how far quadrature is from the closed form.
  private static func run(_ start: NormalFlow, _ eta: Double, steps: Int) throws -> (
    divergences: [Double], shares: [Double], difference: Double
  ) {
    var flow = start
    var divergences = [try flow.divergence()]
    var shares: [Double] = []
    var difference = 0.0
    for step in 0..<steps {
      if step % max(1, steps / 6) == 0 {
        difference = max(difference, abs(try flow.integratedDivergence() - divergences[step]))
      }
      let drop = try flow.drop()
      try flow.step(eta)
      divergences.append(try flow.divergence())
      shares.append((divergences[step] - divergences[step + 1]) / (eta * drop))
    }
    return (divergences, shares, difference)
  }

  /// The first step's share over where p starts, with the line where the claim ends.
  private static func chart(_ eta: Double, on bench: Workbench) throws {
    let count = bench.budget == .quick ? 31 : 121
    func axis(_ low: Double, _ high: Double) -> [Double] {
      (0..<count).map { low + (high - low) * Double($0) / Double(count - 1) }
    }
    let grid = try Grid(x: axis(0, 4), y: axis(0.2, 3)) { mean, deviation in
      var flow = NormalFlow(to: normal(0, variance: 1), from: normal(mean, variance: deviation * deviation))
      let (before, drop) = (try flow.divergence(), try flow.drop())
      try flow.step(eta)
      // At p = p* there is nothing to gain.
      return drop < 1e-12 ? 1 : (before - (try flow.divergence())) / (eta * drop)
    }
    try bench.draw(
      Figure(
        title: "N(m, σ²) one step towards N(0, 1), η = \(eta): what KL falls by, over its first order",
        x: Axis("mean m of p"), y: Axis("deviation σ of p"),
        layers: [
          .heatMap(
            HeatMap(grid, colorLabel: "share of the first order", palette: .diverging(center: 1), range: 0.6...1.4)),
          .contour(Contour(grid, at: 0.9, label: "0.9", style: LineStyle(color: .black, width: 2.5))),
          .horizontalLine(at: 0.6.squareRoot(), label: "0.6 of the target's variance"),
        ], legend: .beside), "cfg-theory-decrease-starts")
    let above = zip(grid.z, (0..<count).flatMap { row in (0..<count).map { _ in grid.y[row] } })
      .filter { $1 >= 0.6.squareRoot() }.map(\.0)
    bench.judge(
      Claim(
        "decrease-where",
        "η = \(eta), p = N(m, σ²), m from 0 to 4: wherever p has 0.6 of the target's variance or more, the first step "
          + "gains 0.9 of η∫p*‖∇D‖²: the least share", source: CFGTheory.paper, expected: .text("at least 0.9"),
        measured: .number(above.min() ?? .nan), holds: above.allSatisfy { $0 >= 0.9 }))
    // m/σ⁴-large narrow starts: the second-order term is as large as the first.
    let narrow = grid.z.min() ?? .nan
    bench.judge(
      Claim(
        "decrease-narrow", "and where p is much narrower than p* it gains less: the least share, down to σ = 0.2",
        source: CFGTheory.paper, expected: .text("below 0.9, above 0"), measured: .number(narrow),
        holds: narrow < 0.9 && narrow > 0))
  }
}
