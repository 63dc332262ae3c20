import GSLNumerics
import GnuplotScripts
import RealModule
import Reports
import SmallGames

/// How far the scalings of GAN0 and GAN1 let particles move where D is sure: a part of `cfg-theory`.
///
/// With p = N(m, 1) and p* = N(0, 1) the exact D is -mx + m²/2 with a slope of -m everywhere, so a particle moves by η m s.
/// E_p d = ∫ p p*/(p + p*) ≤ ½ ∫ √(p p*) = ½ e^{-m²/8}, and E_p* (1 - d) is the same number.
enum CFGSaturation {
  /// E_q s(D) over N(mean, 1).
  private static func expectation(_ scaling: FunctionalScaling, mean: Double, _ m: Double) throws -> Double {
    try Quadrature(absoluteTolerance: 1e-16, relativeTolerance: 1e-8).integral(over: (mean - 9)...(mean + 9)) { x in
      let density = Double.exp(-0.5 * (x - mean) * (x - mean)) / (2 * Double.pi).squareRoot()
      return density * scaling.scale(m * m / 2 - m * x)
    }.value
  }

  static func judge(on bench: Workbench) throws {
    for m in [2.0, 4, 6] {
      let bound = 0.5 * Double.exp(-m * m / 8)
      let (gan0, gan1) = (try expectation(.gan0, mean: m, m), try expectation(.gan1, mean: m, m))
      bench.judge(
        Claim(
          "particles-gan0-\(Int(m))",
          "N(\(Int(m)), 1) towards N(0, 1): GAN0 moves particles by at most ½e^{-m²/8} of what CFG does: the share E_p d",
          source: CFGTheory.paper, expected: .text("at most \(bound)"), measured: .number(gan0), holds: gan0 <= bound))
      bench.judge(
        Claim(
          "particles-gan1-\(Int(m))", "and GAN1 by all but so much: the share E_p (1 - d)", source: CFGTheory.paper,
          expected: .text("at least \(1 - bound)"), measured: .number(gan1), holds: gan1 >= 1 - bound))
      let drop = try expectation(.gan0, mean: 0, m)
      bench.judge(
        Claim(
          "drop-gan0-\(Int(m))",
          "but KL(p*‖p), whose drop is weighed by p*, GAN0 brings down by nearly all that CFG does: the share E_p* d",
          source: CFGTheory.paper, expected: .text("at least \(1 - bound)"), measured: .number(drop),
          holds: drop >= 1 - bound))
    }
    let means = stride(from: 0.0, through: 8, by: 0.25).map { $0 }
    func curve(_ scaling: FunctionalScaling, of particles: Bool, _ label: String, _ index: Int) throws -> PlotLayer {
      .line(
        Series(
          label: label, x: means, y: try means.map { m in try expectation(scaling, mean: particles ? m : 0, m) },
          style: LineStyle.numbered(index)))
    }
    try bench.draw(
      Sheet(
        title:
          "N(m, 1) towards N(0, 1) with the exact D: what is left of CFG's step under the scalings of GAN0 and GAN1",
        columns: 2,
        panels: [
          Figure(
            title: "how far particles move, E_{p} s", x: Axis("distance m"),
            y: Axis("share of CFG's", scale: .log, range: .between(1e-5, 2)),
            layers: [
              try curve(.gan0, of: true, "GAN0, s = d", 0), try curve(.gan1, of: true, "GAN1, s = 1 - d", 1),
              .line(
                Series(label: "½e^{-m²/8}", x: means, y: means.map { 0.5 * Double.exp(-$0 * $0 / 8) }, style: .theory)),
            ]),
          Figure(
            title: "how far KL(p*‖p) falls, E_{p*} s", x: Axis("distance m"),
            y: Axis("share of CFG's", scale: .log, range: .between(1e-5, 2)),
            layers: [
              try curve(.gan0, of: false, "GAN0, s = d", 0), try curve(.gan1, of: false, "GAN1, s = 1 - d", 1),
            ]),
        ]), "cfg-theory-saturation")
  }
}
