import ComplexModule
import GSLNumerics
import GameDynamics
import GnuplotScripts
import ModelProblems
import Reports
import SmallGames

/// The bilinear game αxy of the CGD paper: with stronger interaction all methods but CGD diverge.
public struct CGDBilinear: Experiment {
  /// What is typed after `counterplay run`.
  public let name = "cgd-bilinear"
  /// The line in `counterplay list`.
  public let summary = "GDA, LCGD, OGDA, SGA, ConOpt and CGD on αxy, α = 1, 3, 6: in the end only CGD converges"
  /// The paper whose claims are judged.
  public let source = ComparedMethods.paper

  /// Nothing to choose: its numbers are those of the authors' code.
  public init() {}

  /// η of the authors' code; γ = 1, which makes SGA and consensus optimization one method on this game.
  private static let eta = 0.2

  /// The authors' figure, as an independent reproduction words it.
  private static let figure =
    ComparedMethods.paper + ", figure 2; wording of G. d'Angeli's reproduction (OptML_miniproject_FGY), 2023"

  /// Measures, judges the claims and draws; throws what the workbench cannot write.
  public func perform(on bench: Workbench) throws {
    bench.parameters = [
      "game": .text("αxy"), "start": .text("(0.5, 0.5)"), "eta": .number(Self.eta), "gamma": .number(1),
      "steps": .number(50),
    ]
    let (weak, middle, strong) = (try comparison(1), try comparison(3), try comparison(6))
    for game in [weak, middle, strong] { try game.judgeRates(on: bench) }
    try weak.judgeOutcome(
      ["lcgd", "ogda", "sga", "conopt", "cgd"], "all but GDA converge", source: Self.figure, on: bench)
    try weak.judgeFastest(["sga", "conopt"], source: Self.figure, on: bench)
    try middle.judgeOutcome(["lcgd", "cgd"], "OGDA, ConOpt and SGA fail too", source: Self.figure, on: bench)
    try strong.judgeOutcome(["cgd"], "only CGD converges", source: Self.figure, on: bench)
    try middle.judgeCosts(on: bench)
    try bench.draw(
      Sheet(
        title: "αxy from (0.5, 0.5), η = 0.2, γ = 1: against steps, and against gradients and Hessian products",
        columns: 3,
        panels: try [false, true].flatMap { byCost in try [weak, middle, strong].map { try $0.panel(byCost: byCost) } }),
      "cgd-bilinear")
  }

  /// With a = ηα the eigenvalues are 1 ± ia (GDA), 1 - a² ± ia (LCGD), 1 - ηα²γ ± ia (SGA, ConOpt), (1 ∓ ia)⁻¹ (CGD), and
  /// OGDA's the roots of λ² - (1 - 2ia)λ - ia.
  private func comparison(_ alpha: Double) throws -> LinearComparison {
    let game = BilinearGameFamily()
    var parameters = Parameters<Double>(game.card.parameters)
    try parameters.set("b", to: alpha)
    let a = Self.eta * alpha
    func size(_ real: Double) -> Double { (real * real + a * a).squareRoot() }
    let middle = Complex<Double>(0.5, -a)
    let root = Complex<Double>.sqrt(middle * middle + Complex(0, a))
    return LinearComparison(
      id: "alpha-\(Int(alpha))", title: alpha == 1 ? "xy" : "\(Int(alpha))xy", game: game, parameters: parameters,
      eta: Self.eta, steps: 50,
      radii: [
        "gda": size(1), "lcgd": size(1 - a * a), "ogda": max((middle + root).length, (middle - root).length),
        "sga": size(1 - a * alpha), "conopt": size(1 - a * alpha), "cgd": 1 / size(1),
      ])
  }
}
