import GnuplotScripts
import ModelProblems
import RealModule
import Reports
import SmallGames

/// How far the scalings of GAN0 and GAN1 let particles move where D is sure: a part of `cfg-theory`.
///
/// With p = N(m, 1) and p* = N(0, 1) the exact D is -mx + m²/2 with a slope of -m everywhere, so a particle moves by η m s.
/// E_p d = ∫ p p*/(p + p*) ≤ ½ ∫ √(p p*) = ½ e^{-m²/8}, and E_p* (1 - d) is the same number.
enum SureDiscriminator {
  static func judge(on bench: Workbench) throws {
    for m in [2.0, 4, 6] {
      let bound = 0.5 * Double.exp(-m * m / 8)
      let (gan0, gan1) = (
        try ShiftedNormals.expectation(of: .gan0, over: m, shift: m),
        try ShiftedNormals.expectation(of: .gan1, over: m, shift: m)
      )
      bench.judge(
        Claim(
          "particles-gan0-\(Int(m))",
          "N(\(Int(m)), 1) towards N(0, 1): GAN0 moves particles by at most ½e^{-m²/8} of what CFG does: the share E_p d",
          source: CFGTheory.paper, expected: .text("at most \(bound)"), measured: .number(gan0), holds: gan0 <= bound))
      bench.judge(
        Claim(
          "particles-gan1-\(Int(m))", "and GAN1 by all but so much: the share E_p (1 - d)", source: CFGTheory.paper,
          expected: .text("at least \(1 - bound)"), measured: .number(gan1), holds: gan1 >= 1 - bound))
      let drop = try ShiftedNormals.expectation(of: .gan0, over: 0, shift: m)
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
          label: label, x: means,
          y: try means.map { m in try ShiftedNormals.expectation(of: scaling, over: particles ? m : 0, shift: m) },
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
