import GameDynamics
import GnuplotScripts
import ModelProblems
import Reports
import SmallGames

/// The quadratic games α(x² - y²), whose origin both players want, and α(y² - x²), whose origin both flee: no interaction,
/// so CGD is GDA, and methods that regularize by the size of the gradient may err.
public struct CGDQuadratic: Experiment {
  /// What is typed after `counterplay run`.
  public let name = "cgd-quadratic"
  /// The line in `counterplay list`.
  public let summary = "GDA, LCGD, OGDA, SGA, ConOpt and CGD on ±α(x² - y²): ConOpt converges to what both players flee"
  /// The paper whose claims are judged.
  public let source = ComparedMethods.paper

  /// Nothing to choose: its numbers are those of the authors' code.
  public init() {}

  private static let eta = 0.2
  private static let figure =
    ComparedMethods.paper + ", figure 2; wording of G. d'Angeli's reproduction (OptML_miniproject_FGY), 2023"

  /// Measures, judges the claims and draws; throws what the workbench cannot write.
  public func perform(on bench: Workbench) throws {
    bench.parameters = [
      "game": .text("α(x² - y²), and α(y² - x²)"), "start": .text("(0.5, 0.5)"), "eta": .number(Self.eta),
      "gamma": .number(1), "steps": .number(100),
    ]
    let all = Set(ComparedMethods.all.map(\.id))
    let wanted = try [1, 3, 6].map { try comparison($0) }
    let fled = try [-1, -3, -6].map { try comparison($0) }
    for game in wanted + fled { try game.judgeRates(on: bench) }
    try wanted[0].judgeOutcome(all, "all converge", source: Self.figure, on: bench)
    try wanted[0].judgeFastest(["conopt"], source: Self.figure, on: bench)
    try wanted[1].judgeOutcome(
      all.subtracting(["ogda", "conopt"]), "OGDA and ConOpt diverge", source: Self.figure, on: bench)
    try wanted[2].judgeOutcome([], "all diverge", source: Self.figure, on: bench)
    try fled[0].judgeOutcome(
      ["conopt"], "ConOpt alone converges to the point that both flee", source: Self.figure, on: bench)
    for game in fled.dropFirst() {
      try game.judgeOutcome([], "all diverge, as they should", source: Self.figure, on: bench)
    }
    try bench.draw(
      Sheet(
        title: "From (0.5, 0.5), η = 0.2, γ = 1: the point that both want (above), the point that both flee (below).\n"
          + "Without interaction GDA, LCGD, SGA and CGD are one method: their lines coincide",
        columns: 3, panels: try (wanted + fled).map { try $0.panel(byCost: false) }), "cgd-quadratic")
  }

  /// Each coordinate is multiplied by 1 - k, k = 2ηα (for α < 0: x climbs, y too); ConOpt's by 1 - k - ηγ(2α)²; OGDA's
  /// factors are the roots of λ² - (1 - 2k)λ - k. SGA and LCGD add mixed products alone, which vanish.
  private func comparison(_ alpha: Double) throws -> LinearComparison {
    let game = QuadraticGameFamily()
    var parameters = Parameters<Double>(game.card.parameters)
    try parameters.set("a", to: alpha)
    try parameters.set("b", to: 0)
    try parameters.set("c", to: -alpha)
    let k = 2 * Self.eta * alpha
    let plain = abs(1 - k)
    let middle = (1 - 2 * k) / 2
    let root = (middle * middle + k).squareRoot()
    let difference = alpha > 0 ? "x² − y²" : "y² − x²"
    return LinearComparison(
      id: alpha > 0 ? "alpha-\(Int(alpha))" : "fled-alpha-\(Int(-alpha))",
      title: abs(alpha) == 1 ? difference : "\(Int(abs(alpha)))(\(difference))", game: game, parameters: parameters,
      eta: Self.eta,
      steps: 100,
      radii: [
        "gda": plain, "lcgd": plain, "sga": plain, "cgd": plain,
        "conopt": abs(1 - k - Self.eta * 4 * alpha * alpha), "ogda": max(abs(middle + root), abs(middle - root)),
      ])
  }
}
