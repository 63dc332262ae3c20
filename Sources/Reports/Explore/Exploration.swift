import Foundation
import GameDynamics
import GameOptimizers
import GnuplotScripts
import Maps
import StabilityAnalysis

/// A game looked at from all sides, on one page: its equilibria, the stable and the best step sizes of several optimizers,
/// maps of where they converge, basins by sampling, and bifurcations along every parameter of the game.
public struct Exploration {
  /// The game, and its parameters.
  public var game: any GameFamily, parameters: Parameters<Double>
  /// The optimizers, those that do not take the game left out.
  public var optimizers: [any OptimizerFamily]
  /// Where runs and searches start; nil for the game's own.
  public var start: Players<[Double]>?
  /// Nodes of a map along a side, starts that are sampled, and values of a parameter.
  public var resolution = 65, samples = 1024, nodes = 201
  /// How many of the optimizers are mapped: those whose best is best.
  public var mapped = 3

  /// The optimizers that are looked at if none are named.
  public static let standardOptimizers = ["simgd", "altgd", "extragradient", "ogda", "heavy-ball", "cgd"]

  /// A game with the standard optimizers.
  public init(_ game: any GameFamily, _ parameters: Parameters<Double>, optimizers: [any OptimizerFamily]? = nil) {
    self.game = game
    self.parameters = parameters
    let all = optimizers ?? Self.standardOptimizers.compactMap { try? OptimizerCatalogue.named($0) }
    self.optimizers = all.filter {
      $0.card.isDifferentiableAtEquilibria && (game.card.isZeroSum || !$0.card.needsZeroSumGame)
    }
  }

  /// Looks, draws into the bench's folder, and makes the page; `progress` is told what is done, and may throw to end it.
  public func page(on bench: Workbench, progress: (String) throws -> Void = { _ in }) throws -> ExplorePage {
    var page = ExplorePage(title: try game.card.formula(with: parameters))
    let tuned = try stepSizes(&page)
    try progress("step sizes")
    try maps(&page, tuned, on: bench, progress)
    if let best = tuned.first { try basins(&page, best, on: bench) }
    try progress("basins")
    try bifurcations(&page, tuned.first?.setup, on: bench, progress)
    return page
  }

  // MARK: - Sections

  /// The best common step size of every optimizer; those that converge, the fastest first.
  private func stepSizes(_ page: inout ExplorePage) throws -> [Tuning] {
    var section = ExplorePage.Section("Step sizes")
    section.table = [["optimizer", "best η of both", "factor a step", "converges for"]]
    var tuned: [Tuning] = []
    for optimizer in optimizers {
      let setup = RunSetup<Double>(optimizer, on: game, parameters, from: start)
      do {
        let tuning = try Tuning(.init(setup, over: [TuningAxis(.bothStepSizes, of: optimizer)]))
        guard let quantity = tuning.quantities.first else { continue }
        if tuning.converges { tuned.append(tuning) }
        section.table.append([
          optimizer.card.title, tuning.converges ? quantity.best.plain : "none", tuning.factor.plain,
          quantity.stable.map(Self.words) ?? "no step size from \(quantity.axis.range.lowerBound.plain) to "
            + quantity.axis.range.upperBound.plain,
        ])
      } catch let error as EquilibriumError {
        section.lines.append(error.description)
        break
      } catch let error as SpectrumError {
        section.table.append([optimizer.card.title, "", "", error.description])
      }
    }
    tuned.sort { $0.factor < $1.factor }
    if let best = tuned.first, let eta = best.quantities.first?.best {
      section.lines.append(
        "\(best.setup.optimizer.card.title) is the fastest at one step size: η = \(eta.plain), where distances shrink by the factor "
          + "\(best.factor.plain) a step.")
    } else if section.table.count > 1 {
      section.lines.append("None of the optimizers converges at any common step size.")
    }
    page.sections.append(section)
    return tuned
  }

  private static func words(_ range: StableRange) -> String {
    let low = range.low.value, high = range.high.value
    switch (range.low, range.high) {
    case (.lost, .lost): return "\(low.plain) < η < \(high.plain)"
    case (_, .lost): return "η < \(high.plain)"
    case (.lost, _): return "\(low.plain) < η"
    default: return "all η that were tried"
    }
  }

  private func maps(
    _ page: inout ExplorePage, _ tuned: [Tuning], on bench: Workbench, _ progress: (String) throws -> Void
  ) throws {
    guard !tuned.isEmpty else { return }
    var section = ExplorePage.Section("Where the fastest converge")
    for tuning in tuned.prefix(mapped) {
      let eta = tuning.quantities.first?.best ?? 1
      var plane = try MapPlane(
        tuning.setup, stepSizesOfX: eta / 30...eta * 30, stepSizesOfY: eta / 30...eta * 30, resolution: resolution,
        scale: .log)
      plane.equilibria = .near([tuning.equilibrium])
      let portfolio = try MapPortfolio(plane, [.spectral])
      try portfolio.compute(in: bench.folder, resuming: false, isCancelled: { false }) { _, _, _ in }
      let report = try portfolio.present(on: bench)
      let title = tuning.setup.optimizer.card.title
      section.lines += report.lines.filter { $0.contains("stable for") || $0.contains("line of equilibria") }
        .map { "\(title): \($0)." }
      section.figures += picture("\(portfolio.name)-\(MapKind.spectralRadius.name)", in: bench)
      try progress("map of \(title)")
    }
    page.sections.append(section)
  }

  private func basins(_ page: inout ExplorePage, _ best: Tuning, on bench: Workbench) throws {
    var section = ExplorePage.Section("Equilibria and their basins")
    var request = try BasinFractions.Request(best.setup)
    request.samples = samples
    let fractions = try BasinFractions(request)
    for (k, point) in fractions.attractors.enumerated() {
      guard let point else { continue }
      let spectrum = try Spectrum(of: IterationJacobian().jacobian(of: best.setup, at: point))
      section.lines.append(
        "Equilibrium \(k + 1) at \(MotionReport.text(point)): "
          + (spectrum.count.outside > 0
            ? "unstable" : spectrum.count.on > 0 ? "neutral as far as eigenvalues tell" : "attracts")
          + ", spectral radius \(spectrum.radius.plain).")
    }
    section.lines.append(
      "Of \(samples) starts, \(best.setup.optimizer.card.title) at its best step size:")
    section.lines += FractionsReport(fractions).lines
    if game.card.dimensions == Players(x: 1, y: 1) {
      func axis(_ player: Player) throws -> PlanarMap.Axis {
        try .init(
          .start(player, 0), of: best.setup.optimizer, on: game, range: request.box[player][0], count: resolution)
      }
      let plane = try MapPlane(best.setup, horizontal: axis(.x), vertical: axis(.y))
      let portfolio = try MapPortfolio(plane, [.outcome(.init(steps: 2000))])
      try portfolio.compute(in: bench.folder, resuming: false, isCancelled: { false }) { _, _, _ in }
      _ = try portfolio.present(on: bench)
      section.figures += picture("\(portfolio.name)-outcome", in: bench)
    }
    page.sections.append(section)
  }

  private func bifurcations(
    _ page: inout ExplorePage, _ setup: RunSetup<Double>?, on bench: Workbench, _ progress: (String) throws -> Void
  ) throws {
    guard let setup = setup ?? optimizers.first.map({ RunSetup($0, on: game, parameters, from: start) }) else { return }
    var section = ExplorePage.Section("Bifurcations along the game's parameters")
    for spec in game.card.parameters where !spec.isWhole {
      let value = try parameters.value(spec.name)
      let low = max(spec.minimum, value - 0.9 * max(1, abs(value)))
      let high = min(spec.maximum, value + max(1, abs(value)))
      guard low < high else { continue }
      let quantity = RunQuantity.gameParameter(spec.name)
      let request = EquilibriumBranch.Request(setup, along: quantity, range: low...high, nodes: nodes)
      do {
        let branch = try EquilibriumBranch(request)
        let cycles = try branch.crossings.compactMap { try PeriodTwoBranch(at: $0, of: request) }
        section.lines += BranchReport(branch, range: low...high, cycles: cycles).lines.map { "\(spec.name): \($0)." }
        let diagram = BifurcationDiagram(
          branch, cycles: cycles,
          title: "\(setup.optimizer.card.title), \(spec.symbol) from \(low.short) to \(high.short)".typeset,
          symbol: spec.symbol)
        if let sheet = diagram.sheet() {
          let name = "bifurcations-\(spec.name)"
          try bench.draw(sheet, name)
          section.figures += picture(name, in: bench)
        }
      } catch let error as EquilibriumError {
        section.lines.append("\(spec.name): \(error.description).")
      }
      try progress("bifurcations along \(spec.name)")
    }
    if !section.lines.isEmpty { page.sections.append(section) }
  }

  /// A figure that has been drawn; none where gnuplot is missing.
  private func picture(_ name: String, in bench: Workbench) -> [(name: String, svg: String)] {
    let url = bench.folder.appendingPathComponent(name + ".svg")
    return (try? String(contentsOf: url, encoding: .utf8)).map { [(name, $0)] } ?? []
  }
}
