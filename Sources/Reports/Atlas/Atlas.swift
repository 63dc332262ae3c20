import GameDynamics
import GameOptimizers
import GnuplotScripts
import Maps
import SmallGames

/// All optimizers on a set of games: where each converges over the plane of both step sizes, one page a game and one
/// contact sheet of everything.
///
/// A method that is smooth at the equilibrium is mapped by its exact Jacobian. One that is not (Adam and its kin divide by
/// √0 there; aligned SGA switches its formula) is mapped by the rate of a simulation, and its panel says so. A panel is
/// left out where the optimizer does not take the game, and the page says which and why.
///
/// For games of two numbers a second page draws the trajectories of two pairs of step sizes, which are marked on every
/// map in their trajectories' colours.
public struct Atlas {
  /// The games.
  public var games: [Played]
  /// The optimizers.
  public var optimizers: [any OptimizerFamily]
  /// Nodes of each map along a side.
  public var resolution: Int
  /// Steps of a simulation.
  public var steps: Int

  /// A game, its parameters, and the step sizes of both players over which it is mapped.
  public struct Played: Sendable {
    /// The game.
    public var family: any GameFamily
    /// Its parameters.
    public var parameters: Parameters<Double>
    /// The step sizes.
    public var range: ClosedRange<Double>
    /// How they are laid out: evenly, or in equal factors.
    public var scale = AxisScale.linear

    /// A game; parameters that are left out are what its card says, and the range is what suits games of ordinary size.
    public init(
      _ family: any GameFamily, _ parameters: Parameters<Double>? = nil, range: ClosedRange<Double> = 0.01...1
    ) {
      self.family = family
      self.parameters = parameters ?? Parameters(family.card.parameters)
      self.range = range
    }
  }

  /// An atlas; by default every optimizer on four games of two numbers.
  public init(
    games: [Played] = Atlas.standardGames,
    optimizers: [any OptimizerFamily] = OptimizerCatalogue.all, resolution: Int = 48, steps: Int = 600
  ) {
    self.games = games
    self.optimizers = optimizers
    self.resolution = resolution
    self.steps = steps
  }

  /// Rotation alone, the ICR game, a GAN of one parameter a player, and a general-sum game.
  public static var standardGames: [Played] {
    [("bilinear", 0.01...2), ("quadratic", 0.001...0.15), ("dirac", 0.02...4), ("quadratic-general", 0.001...0.15)]
      .compactMap { name, range in (try? GameCatalogue.named(name)).map { Played($0, range: range) } }
  }

  /// What one panel shows.
  struct Panel {
    let figure: Figure
    /// The same for the contact sheet, where the marks of one game would be taken for those of another.
    let unmarked: Figure
    /// The runs of the marked step sizes; nil where the game is not one of two numbers.
    let trajectories: Figure?
    let map: PlanarMap
    let file: String
  }

  /// A panel, or why there is none.
  enum Answer {
    case drawn(Panel)
    case leftOut(String)
  }

  /// Draws the pages and the sheet; `progress` is told each map that is done, and may throw to end it. Throws
  /// that, and what mapping and drawing throw.
  public func draw(on bench: Workbench, progress: (String) throws -> Void = { _ in }) throws {
    var everything: [Figure] = []
    for played in games {
      let game = played.family
      let name = try RunName.game(game, played.parameters)
      var panels: [Figure] = []
      var runs: [Figure] = []
      var leftOut: [String] = []
      for optimizer in optimizers {
        let panel: Panel
        switch try self.panel(optimizer, played, name) {
        case .drawn(let drawn): panel = drawn
        case .leftOut(let reason):
          leftOut.append("\(optimizer.card.title) (\(reason))")
          continue
        }
        try bench.write(
          Grid(x: panel.map.horizontal.values, y: panel.map.vertical.values, z: panel.map.values), panel.file)
        panels.append(panel.figure)
        everything.append(panel.unmarked)
        if let figure = panel.trajectories { runs.append(figure) }
        try progress("\(name): \(optimizer.card.name)")
      }
      guard !panels.isEmpty else { continue }
      let formula = try game.card.formula(with: played.parameters).typeset
      let note = leftOut.isEmpty ? "" : " — left out: \(leftOut.joined(separator: ", "))"
      try bench.draw(
        Sheet(
          title: "\(formula): rate a step over both step sizes\(note)", columns: min(5, panels.count), panels: panels),
        "atlas-\(name)")
      guard !runs.isEmpty else { continue }
      try bench.draw(
        Sheet(
          title: "\(formula): the trajectories whose step sizes the maps mark", columns: min(5, runs.count),
          panels: runs),
        "atlas-\(name)-trajectories")
    }
    guard !everything.isEmpty else { return }
    try bench.draw(
      Sheet(
        title: "Where game optimizers converge (blue) and diverge (orange)", columns: min(8, everything.count),
        panels: everything),
      "atlas")
  }

  private func panel(
    _ optimizer: any OptimizerFamily, _ played: Played, _ name: String
  ) throws -> Answer {
    let (card, game, range) = (optimizer.card, played.family, played.range)
    if card.needsZeroSumGame, !game.card.isZeroSum { return .leftOut("zero-sum games only") }
    let plane = try MapPlane(
      RunSetup(optimizer, on: game, played.parameters), stepSizesOfX: range, stepSizesOfY: range,
      resolution: resolution,
      scale: played.scale)
    let isSmooth = card.isDifferentiableAtEquilibria && !card.switchesFormula
    let map = isSmooth ? try plane.spectralRadii() : try plane.simulatedRates(steps: steps)
    // A method that needs what the game lacks (follow-the-ridge without curvature) is not finite anywhere.
    guard map.values.contains(where: \.isFinite) else { return .leftOut("not finite anywhere") }
    let runs = try AtlasTrajectories(plane)
    func figure(_ marks: [MapMark]) throws -> Figure {
      var picture = StabilityMapFigure(
        title: card.title + (isSmooth ? "" : " (simulated)"), map: map, quantity: "rate a step",
        theory: try plane.theory(), colours: 0.5...1.5, marks: marks)
      picture.measuredSteps = isSmooth ? nil : steps
      var figure = try picture.figure()
      figure.legend = .hidden
      return figure
    }
    var unmarked = try figure([])
    unmarked.title = "\(game.card.sharesName ? game.card.title : game.card.name): \(unmarked.title)"
    return .drawn(
      Panel(
        figure: try figure(runs?.marks ?? []), unmarked: unmarked, trajectories: try runs?.figure(title: card.title),
        map: map, file: "\(name)-\(card.name.replacingOccurrences(of: ":", with: "-"))"))
  }
}
