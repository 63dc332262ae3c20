import GameDynamics
import GnuplotScripts
import ModelProblems
import RealModule
import Reports

/// As η → 0 the steps become the flow x′ = ∇D, which takes a normal density to a normal target as the process of Ornstein
/// and Uhlenbeck does. A part of `cfg-theory`.
///
/// With p* = N(μ*, σ*²) the flow of p = N(m, v) has dm/dt = -(m - μ*)/σ*² and dv/dt = 2(1 - v/σ*²), so
///
///     m(t) = μ* + (m₀ - μ*) e^{-t/σ*²},   v(t) = σ*² + (v₀ - σ*²) e^{-2t/σ*²}
///
/// and p_t → p*, KL(p*‖p_t) like e^{-2t/σ*²}.
enum CFGFlowLimit {
  private static let (mu, variance) = (1.0, 1.5)
  private static let start = (mean: -2.0, variance: 3.0)

  private static func flow() -> NormalFlow {
    NormalFlow(
      to: ([mu], Matrix(identity: 1, times: variance)),
      from: ([start.mean], Matrix(identity: 1, times: start.variance)))
  }

  private static func exact(_ t: Double) -> (mean: Double, variance: Double) {
    let decay = Double.exp(-t / variance)
    return (mu + (start.mean - mu) * decay, variance + (start.variance - variance) * decay * decay)
  }

  static func judge(on bench: Workbench) throws {
    let end = 2.0
    let counts = [20, 40, 80, 160]
    var errors: [Double] = []
    for count in counts {
      var flow = flow()
      for _ in 0..<count { try flow.step(end / Double(count)) }
      let (mean, v) = exact(end)
      errors.append(max(abs(flow.mean[0] - mean), abs(flow.covariance[0, 0] - v)))
    }
    let last = errors.count - 1
    bench.judge(
      Claim(
        "flow-order",
        "Steps of η = \(end / Double(counts[last])) up to time \(end) against the flow's closed form: the error of mean and "
          + "variance falls by this factor where η is halved", source: CFGTheory.paper, expected: 2,
        measured: errors[last - 1] / errors[last], within: 0.1))
    bench.judge(
      Claim(
        "flow-limit", "and extrapolated to η = 0 it is", source: CFGTheory.paper, expected: 0,
        measured: 2 * errors[last] - errors[last - 1], within: 1e-3))

    let eta = 0.005
    var long = flow()
    var (times, divergences) = ([0.0], [try long.divergence()])
    for step in 1...2400 {
      try long.step(eta)
      times.append(Double(step) * eta)
      divergences.append(try long.divergence())
    }
    let (a, b) = (1200, 2000)
    let rate = -Double.log(divergences[b] / divergences[a]) / (times[b] - times[a])
    bench.judge(
      Claim(
        "flow-rate", "KL(p*‖p_t) falls like e^{-2t/σ*²}: the rate between times 6 and 10", source: CFGTheory.paper,
        expected: 2 / variance, measured: rate, within: 0.02))
    bench.judge(
      Claim(
        "flow-end", "and p* is where the flow ends: KL(p*‖p) at time 12", source: CFGTheory.paper, expected: 0,
        measured: divergences.last ?? .nan, within: 1e-6))
    let shown = stride(from: 0, through: 2400, by: 20).map { $0 }
    let curve = exactDivergences(shown.map { times[$0] })
    var coarse = flow()
    var (coarseTimes, coarseDivergences) = ([0.0], [try coarse.divergence()])
    for step in 1...30 {
      try coarse.step(0.4)
      coarseTimes.append(0.4 * Double(step))
      coarseDivergences.append(try coarse.divergence())
    }
    try bench.draw(
      Figure(
        title: "N(-2, 3) flows to N(1, 3/2): functional gradient steps and the flow's closed form",
        x: Axis("time t = η · steps"), y: Axis("KL(p*‖p) (nats)", scale: .log),
        layers: [
          .line(Series(label: "the flow", x: shown.map { times[$0] }, y: curve, style: .theory)),
          .line(
            Series(
              label: "η = \(eta)", x: shown.map { times[$0] }, y: shown.map { divergences[$0] },
              style: LineStyle.numbered(0))),
          .linePoints(
            Series(label: "η = 0.4", x: coarseTimes, y: coarseDivergences, style: LineStyle.numbered(1))),
        ]), "cfg-theory-flow")
  }

  private static func exactDivergences(_ times: [Double]) -> [Double] {
    times.map { t in
      let (m, v) = exact(t)
      return 0.5 * (Double.log(v / variance) + (variance + (m - mu) * (m - mu)) / v - 1)
    }
  }
}
