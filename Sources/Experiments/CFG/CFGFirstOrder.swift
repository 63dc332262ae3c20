import GameDynamics
import GnuplotScripts
import ModelProblems
import RealModule
import Reports

/// KL(p*‖p′) against KL(p*‖p) - η∫p* s‖∇D‖² as η → 0, for every scaling: a part of `cfg-theory`.
enum CFGFirstOrder {
  /// A target that is no normal density, in one and in two dimensions, and a start that is one.
  static func cases() throws -> [(id: String, label: String, exact: ExactRatio)] {
    let line = ExactRatio(
      target: try NormalMixture(modes: [-1.5, 1.5], deviation: 0.6),
      current: try NormalMixture(mean: [0.5], covariance: Matrix(identity: 1, times: 2.25)))
    let spread = Matrix(identity: 2, times: 0.36)
    let plane = ExactRatio(
      target: try NormalMixture([
        (0.5, [1.2, 0], spread), (0.25, [-0.6, 1], spread),
        (0.25, [-0.6, -1], try Matrix([[0.5, 0.2], [0.2, 0.4]])),
      ]),
      current: try NormalMixture(mean: [0.3, 0.2], covariance: try Matrix([[1.8, 0.3], [0.3, 1.6]])))
    return [("1d", "two modes, 1-D", line), ("2d", "three modes, 2-D", plane)]
  }

  static func judge(on bench: Workbench) throws {
    var panels: [Figure] = []
    for (id, label, exact) in try cases() {
      // KL by the product rule and adaptively: what else is computed is as smooth.
      if exact.target.coordinates == 2 {
        let (a, b) = (
          try exact.target.divergence(from: exact.current),
          try exact.target.divergence(from: exact.current, nodes: nil)
        )
        bench.judge(
          Claim(
            "quadrature-\(id)", "\(label): KL(p*‖p) by 96 x 96 nodes and adaptively differ by",
            source: "two computations of the same quantity", expected: 0, measured: a - b, within: 1e-8))
      }
      var layers: [PlotLayer] = []
      for (index, scaling) in StepScaling.all.enumerated() {
        layers.append(try judge(id, label, exact, scaling, index, on: bench))
      }
      panels.append(
        Figure(
          title: label, x: Axis("step size η", scale: .log), y: Axis("1 - drop/(η∫p* s‖∇D‖²), size", scale: .log),
          layers: layers))
    }
    try bench.draw(
      Sheet(
        title: "The drop of KL(p*‖p) in a step comes to η∫p* s‖∇D‖² as η → 0, whatever s", columns: 2, panels: panels),
      "cfg-theory-first-order")
  }

  private static func judge(
    _ id: String, _ label: String, _ exact: ExactRatio, _ scaling: StepScaling, _ index: Int, on bench: Workbench
  ) throws -> PlotLayer {
    let name = scaling.name
    let step = FunctionalStep(exact, scaling)
    let (before, drop) = (try step.divergence(), try step.drop())
    let etas = bench.budget == .quick ? [0.004, 0.002] : [0.1, 0.05, 0.02, 0.01, 0.004, 0.002]
    let slopes = try etas.map { (before - (try step.divergence(after: $0))) / $0 }
    // The slope is drop + cη + …: from two sizes, one half of the other, cη is taken out.
    let last = slopes.count - 1
    bench.judge(
      Claim(
        "first-order-\(id)-\(name)",
        "\(label), s = \(scaling.formula): what KL falls by per η, extrapolated to η = 0, over ∫p* s‖∇D‖²",
        source: CFGTheory.paper, expected: 1, measured: (2 * slopes[last] - slopes[last - 1]) / drop, within: 1e-4))
    let errors = slopes.map { abs(1 - $0 / drop) }
    let rest = zip(errors, etas).map { $0 / $1 }.max() ?? .nan
    bench.judge(
      Claim(
        "second-order-\(id)-\(name)",
        "\(label), s = \(scaling.formula): the rest is of second order: over η² ∫p* s‖∇D‖² it is at most, for η from "
          + "\(etas[last]) to \(etas[0])", source: CFGTheory.paper, expected: .text("at most 4"),
        measured: .number(rest), holds: rest <= 4))
    bench.judge(
      Claim(
        "decrease-\(id)-\(name)", "\(label), s = \(scaling.formula): KL falls at every η tried, up to \(etas[0])",
        source: CFGTheory.paper, expected: .text("by at least 0.7 of the first order"),
        measured: .number((slopes.min() ?? .nan) / drop), holds: slopes.allSatisfy { $0 >= 0.7 * drop }))
    return .linePoints(
      Series(label: "\(name), s = \(scaling.formula)", x: etas, y: errors, style: LineStyle.numbered(index)))
  }
}
