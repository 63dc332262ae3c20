import GnuplotScripts
import ModelProblems
import RealModule
import Reports
import SmallGames

/// What a step gains where D is known up to D_ε = D + δ sin 2x alone: a part of `cfg-theory`.
///
/// With g = s∇D_ε the drop per η is ∫p* gᵀ∇D. Of it ∫p* gᵀ∇D_ε can be computed without D; the rest is, integrating by
/// parts, ∫p* (D_ε - D)(div g + gᵀ∇ln p*), which is at most (sup‖g‖ + sup|div g|) ε.
enum CFGInexactness {
  static func judge(on bench: Workbench) throws {
    let cases = try CFGFirstOrder.cases()
    guard let exact = cases.first(where: { $0.id == "1d" })?.exact else { return }
    let amplitudes = bench.budget == .quick ? [0.2, 0.02] : [0.8, 0.4, 0.2, 0.1, 0.05, 0.02]
    var layers: [PlotLayer] = []
    for (index, scaling) in FunctionalScaling.allCases.enumerated() {
      let name = scaling.rawValue
      var (inexactness, errors, bounds) = ([Double](), [Double](), [Double]())
      var (worstIdentity, worstSlope) = (0.0, 0.0)
      for amplitude in amplitudes {
        let step = FunctionalStep(exact, .literature(scaling), amplitude: amplitude)
        let (drop, believed, error) = (try step.drop(), try step.believedDrop(), try step.error())
        worstIdentity = max(worstIdentity, abs(drop - believed - error))
        let (before, eta) = (try step.divergence(), 1e-3)
        let slopes = try [eta, eta / 2].map { (before - (try step.divergence(after: $0))) / $0 }
        worstSlope = max(worstSlope, abs(2 * slopes[1] - slopes[0] - drop))
        inexactness.append(try step.inexactness())
        errors.append(abs(drop - believed))
        bounds.append(step.bound(over: -6...6) * (inexactness.last ?? .nan))
      }
      bench.judge(
        Claim(
          "inexact-slope-\(name)",
          "s = \(scaling.formula), D_ε = D + δ sin 2x: what KL falls by per η, extrapolated to η = 0, is ∫p* gᵀ∇D: greatest "
            + "difference over δ from \(amplitudes.last ?? 0) to \(amplitudes[0])", source: CFGTheory.paper,
          expected: 0,
          measured: worstSlope, within: 2e-3))
      bench.judge(
        Claim(
          "inexact-error-\(name)",
          "s = \(scaling.formula): it is ∫p* gᵀ∇D_ε + ∫p* (D_ε - D)(div g + gᵀ∇ln p*): greatest difference",
          source: CFGTheory.paper, expected: 0, measured: worstIdentity, within: 1e-7))
      bench.judge(
        Claim(
          "inexact-bound-\(name)",
          "s = \(scaling.formula): the error term is at most cε, c = sup|g| + sup|g′| over [-6, 6]: the largest share of it",
          source: CFGTheory.paper, expected: .text("at most 1"),
          measured: .number(zip(errors, bounds).map { $0 / $1 }.max() ?? .nan),
          holds: zip(errors, bounds).allSatisfy { $0 <= $1 }))
      let n = amplitudes.count
      let order =
        Double.log(inexactness[n - 2] / inexactness[n - 1]) / Double.log(amplitudes[n - 2] / amplitudes[n - 1])
      bench.judge(
        Claim(
          "inexact-order-\(name)", "s = \(scaling.formula): ε is of first order in δ: the exponent",
          source: CFGTheory.paper, expected: 1, measured: order, within: 0.1))
      let style = LineStyle.numbered(index)
      layers.append(.linePoints(Series(label: "s = \(scaling.formula)", x: inexactness, y: errors, style: style)))
      var dashed = style
      dashed.dash = .dotted
      layers.append(
        .line(Series(label: "its bound cε, s = \(scaling.formula)", x: inexactness, y: bounds, style: dashed)))
    }
    try bench.draw(
      Figure(
        title: "An inexact discriminator, D_{ε} = D + δ sin 2x: by how much KL falls otherwise than D_{ε} believes",
        x: Axis("inexactness ε", scale: .log), y: Axis("|∫p* g(∇D - ∇D_{ε})|", scale: .log), layers: layers),
      "cfg-theory-inexact")
  }
}
