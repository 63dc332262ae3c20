import GameDynamics
import GnuplotScripts
import Maps

/// A kind of map with the sentence and the figure that it is told by.
public struct MapChart: Sendable {
  /// What is computed.
  public let kind: MapKind
  /// What the map says, in a sentence.
  let sentence: @Sendable (MapFinding) -> String
  /// The picture.
  let figure: @Sendable (MapDrawing) throws -> Figure
  /// For measured rates: at most this, and the run has come nearer by a good part.
  let arrival: Double?

  init(
    _ kind: MapKind, arrival: Double? = nil, sentence: @escaping @Sendable (MapFinding) -> String,
    figure: @escaping @Sendable (MapDrawing) throws -> Figure
  ) {
    self.kind = kind
    self.arrival = arrival
    self.sentence = sentence
    self.figure = figure
  }

  /// One kind, or several that are compared, as a user asks for them.
  public struct Choice: Sendable {
    /// The word that is typed.
    public let name: String
    /// What it is, in a phrase.
    public let meaning: String
    /// The greatest number of steps when none is given; nil for kinds that take none.
    public let standardSteps: Int?
    /// Which of the other settings it takes.
    public let takes: Set<Setting>
    /// True when both axes are coordinates of the start if nothing else is said.
    public let isOverStarts: Bool
    /// The charts with these settings.
    public let charts: @Sendable (Settings) -> [MapChart]

    init(
      _ name: String, _ meaning: String, steps: Int?, takes: Set<Setting> = [], isOverStarts: Bool = false,
      charts: @escaping @Sendable (Settings) -> [MapChart]
    ) {
      self.name = name
      self.meaning = meaning
      standardSteps = steps
      self.takes = takes
      self.isOverStarts = isOverStarts
      self.charts = charts
    }
  }

  /// A setting that some choices take.
  public enum Setting: String, Sendable {
    /// The distance to an equilibrium that counts as arrived.
    case within
    /// The size that counts as diverged.
    case divergenceBound = "divergence-bound"
  }

  /// The settings of a choice.
  public struct Settings: Sendable {
    /// Steps of a simulation.
    public var steps: Int
    /// The distance to an equilibrium that counts as arrived.
    public var within: Double
    /// ‖(x, y)‖, or a distance, above this counts as diverged.
    public var divergenceBound: Double

    /// Settings for games whose points of interest have ordinary size.
    public init(steps: Int, within: Double = 1e-6, divergenceBound: Double = 1e6) {
      self.steps = steps
      self.within = within
      self.divergenceBound = divergenceBound
    }
  }

  /// Everything that can be asked for. To add one: a file in this folder, and one line below.
  public static let choices: [Choice] = [
    .spectral, .rate, .both, .steps, .distance, .outcome, .basins, .lyapunov,
  ]

  /// The charts of a choice by its name, as `counterplay map --kind` has them; nil takes the settings that are standard there.
  /// Throws `CatalogueError` for a name that no choice has.
  public static func named(_ name: String, _ settings: Settings? = nil) throws -> [MapChart] {
    guard let choice = choices.first(where: { $0.name == name }) else {
      throw CatalogueError(kind: "kind of map", name: name, known: choices.map(\.name))
    }
    return choice.charts(settings ?? Settings(steps: choice.standardSteps ?? 0))
  }
}

/// What a figure of a map is made of.
struct MapDrawing {
  /// What the figure is called.
  let title: String
  /// The numbers; NaN where there is none.
  let map: PlanarMap
  /// The equilibria; empty where they move with a parameter of the game.
  let equilibria: [Players<[Double]>]
  /// The cycles that are told apart, on maps of outcomes over starts.
  let cycles: [Cycle]
  /// The spectral radius in closed form, if it is known.
  let theory: MapTheory?
  /// Trajectories to mark.
  let marks: [MapMark]
  /// How far out runs begin.
  let startSize: Double
  /// The stability boundary to 1e-10, for kinds that show it.
  var boundary: StabilityBoundary?

  var frame: MapFrame { MapFrame(title: title, map: map, theory: theory, marks: marks) }
}

/// What a sentence is made of.
struct MapFinding {
  let summary: MapSummary
  let equilibria: [Players<[Double]>]

  var nodes: Int { summary.nodes }

  /// `, from 0.3 to 2`; empty where no number is finite.
  var range: String { summary.range.map { ", from \($0.lowerBound) to \($0.upperBound)" } ?? "" }

  /// `12 of 64 nodes converge, 3 are neutral`.
  func converging(_ neutral: String) -> String {
    "\(summary.below) of \(nodes) nodes converge"
      + (summary.neutral == 0 ? "" : ", \(summary.neutral) neutral (\(neutral))")
  }

  /// `; 3 without a finite number`; empty where all have one.
  var without: String {
    let missing = nodes - summary.finite
    return missing == 0 ? "" : "; \(missing) without a finite number"
  }
}
