import Foundation
import GameDynamics
import GnuplotScripts
import ModelProblems
import RealModule
import Reports

/// Steps with a discriminator that is fitted, not known: how near p comes to p* is what its features can tell. A part of
/// `cfg-theory`.
///
/// With 1 and x alone the step is a shift, and comes to rest where the means agree; with x² it is affine, and comes to rest
/// where the variances do. What KL(p*‖p) is left is that to the normal density of these moments.
enum CFGFittedFlow {
  private typealias Choice = (id: String, label: String, features: FittedFlow.Features)

  static func judge(on bench: Workbench) throws {
    let isQuick = bench.budget == .quick
    let (eta, steps, nodes) = isQuick ? (0.05, 80, 140) : (0.02, 600, 400)
    let target = try NormalMixture(modes: [-1.5, 1.5], deviation: 0.6)
    let start = try NormalMixture(mean: [0.5], covariance: Matrix(identity: 1, times: 2.25))
    func bumps(_ count: Int) -> [Double] {
      (0..<count).map { -3 + 6 * Double($0) / Double(count - 1) }
    }
    let choices: [Choice] =
      [
        ("linear", "1, x", .init(hasSquare: false, centres: [], width: 1)),
        ("quadratic", "1, x, x²", .init(hasSquare: true, centres: [], width: 1)),
        ("bumps-3", "1, x, x², 3 bumps", .init(hasSquare: true, centres: bumps(3), width: 1)),
      ] + (isQuick ? [] : [("bumps-7", "1, x, x², 7 bumps", .init(hasSquare: true, centres: bumps(7), width: 0.8))])
    bench.parameters["fitted-eta"] = .number(eta)
    bench.parameters["fitted-steps"] = .number(Double(steps))
    // ½ Σ N(±1.5, 0.36) has mean 0 and variance 2.25 + 0.36.
    let rests = [
      "linear": try NormalMixture(mean: [0], covariance: Matrix(identity: 1, times: 2.25)),
      "quadratic": try NormalMixture(mean: [0], covariance: Matrix(identity: 1, times: 2.61)),
    ]
    var least: [Double] = []
    var curves: [PlotLayer] = []
    var drops: [PlotLayer] = []
    var densities: [PlotLayer] = []
    for (index, choice) in choices.enumerated() {
      var flow = try FittedFlow(to: target, from: start, features: choice.features, nodes: nodes)
      var divergences = [flow.divergence()]
      var (known, believed) = ([Double](), [Double]())
      for _ in 0..<steps {
        let drop = try flow.step(eta)
        known.append(drop.known)
        believed.append(drop.believed)
        divergences.append(flow.divergence())
      }
      least.append(divergences.min() ?? .nan)
      let falls = zip(divergences, divergences.dropFirst()).map { ($0 - $1) / eta }
      let apart = zip(falls, known).map { abs($0 - $1) }.max() ?? .nan
      bench.judge(
        Claim(
          "fitted-first-order-\(choice.id)",
          "Features \(choice.label): in every one of \(steps) steps KL(p*‖p) falls, or rises, by η∫p* D_ε′ D′ with the exact "
            + "D: greatest difference, over the first step's", source: CFGTheory.paper, expected: 0,
          measured: apart / (known.first ?? .nan), within: 0.1))
      if let rest = rests[choice.id] {
        bench.judge(
          Claim(
            "fitted-decrease-\(choice.id)",
            "Features \(choice.label): KL(p*‖p) falls in every step: its least fall per η",
            source: CFGTheory.paper, expected: .text("above 0"), measured: .number(falls.min() ?? .nan),
            holds: falls.allSatisfy { $0 > 0 }))
        bench.judge(
          Claim(
            "fitted-end-\(choice.id)",
            "Features \(choice.label): the steps come to rest at the normal density of the moments that D can tell: KL "
              + "left after time \(eta * Double(steps))", source: CFGTheory.paper,
            expected: try target.divergence(from: rest), measured: divergences.last ?? .nan,
            within: isQuick ? 1e-2 : 3e-3))
      } else {
        bench.judge(
          Claim(
            "fitted-belief-\(choice.id)",
            "Features \(choice.label): D_ε believes to the end that KL falls, by ∫p* D_ε′² > 0; KL falls where ∫p* D_ε′ D′ > 0 "
              + "and only there: steps in which the signs differ though both are above 0.02 of the first step's",
            source: CFGTheory.paper, expected: 0,
            measured: Double(
              zip(falls, known).count { $0 * $1 < 0 && min(abs($0), abs($1)) > 0.02 * (known.first ?? 0) }), within: 0))
      }
      let style = LineStyle.numbered(index)
      let t = divergences.indices.map { Double($0) * eta }
      curves.append(.line(Series(label: choice.label, x: t, y: divergences, style: style)))
      drops.append(.line(Series(label: choice.label, x: Array(t.dropLast()), y: known, style: style)))
      if rests[choice.id] == nil {
        var belief = style
        belief.dash = .dotted
        drops.append(
          .line(
            Series(label: "\(choice.label): as D_{ε} believes", x: Array(t.dropLast()), y: believed, style: belief)))
      }
      let shown = flow.places.indices.filter { abs(flow.places[$0]) < 4 }
      densities.append(
        .line(
          Series(
            label: choice.label, x: shown.map { flow.places[$0] }, y: shown.map { Double.exp(flow.logDensities[$0]) },
            style: style)))
    }
    bench.judge(
      Claim(
        "fitted-order",
        "The more features D has, the nearer p comes to p*: the least KL on the way, features by features",
        source: CFGTheory.paper, expected: .text("falling"),
        measured: .text(least.map { String(format: "%.4g", $0) }.joined(separator: ", ")),
        holds: zip(least, least.dropFirst()).allSatisfy { $0 > $1 }))
    let axis = stride(from: -4.0, through: 4, by: 0.05).map { $0 }
    densities.append(
      .line(
        Series(label: "p*", x: axis, y: axis.map { target.density($0) }, style: .theory)))
    try bench.draw(
      Sheet(
        title: "Functional gradient steps with D fitted by logistic regression on features, η = \(eta)", columns: 2,
        panels: [
          Figure(title: "KL(p*‖p)", x: Axis("time ηt"), y: Axis("KL (nats)", scale: .log), layers: curves),
          Figure(
            title: "what KL falls by per η", x: Axis("time ηt"), y: Axis("fall (nats)", range: .between(-0.05, 0.1)),
            layers: drops + [.horizontalLine(at: 0)]),
          Figure(title: "p at the end", x: Axis("x"), y: Axis("density"), layers: densities),
        ]), "cfg-theory-fitted")
  }
}
