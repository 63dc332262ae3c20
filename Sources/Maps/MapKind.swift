import GameDynamics
import MapKernels

/// What is computed at every node of a map.
///
/// **To add a kind**, write a file in `Kinds` that extends this type by a constant or a function, and a file in
/// `Reports/MapCharts` that says how it is drawn, told and asked for, with a line in `MapChart.choices`.
public struct MapKind: Sendable {
  /// A word for files: `spectral-radius`.
  public let name: String
  /// The word with the numbers that its values depend on: two kinds with the same text give the same map.
  public let text: String
  /// What it needs of the game.
  public let equilibria: NeedOfEquilibria
  /// The value on the boundary of the stable region, for kinds whose numbers have one.
  public let boundary: Double?
  /// How far from the boundary a number still counts as neutral, since it is known no better.
  public let neutralWidth: Double
  /// True for kinds that differentiate a step at an equilibrium, which not every optimizer allows.
  public let needsDerivative: Bool
  /// False for kinds that look at an equilibrium alone, wherever runs start.
  public let startMatters: Bool
  /// True for kinds whose numbers are names of outcomes, which are counted.
  public let countsValues: Bool
  /// What decides outcomes, of kinds that tell cycles apart; nil of others.
  public let cycleCriteria: MapOutcome.Criteria?
  /// How its numbers come about.
  public let method: Method

  /// What a kind needs of the game.
  public enum NeedOfEquilibria: Sendable {
    /// Equilibria play no part.
    case none
    /// Equilibria are told apart where there are any.
    case welcome
    /// There must be one.
    case required
  }

  /// How numbers come about, for neighbouring nodes side by side.
  public enum Method: Sendable {
    /// By looking at some groups of nodes: a number a lane, group by group.
    case inspection(@Sendable (MapNodes) throws -> [Double])
    /// By running all of them on a kernel.
    case simulation(Simulation)
  }

  /// How a kind simulates.
  public struct Simulation: Sendable {
    /// Sets steps, bounds and measurement of a request whose setup and targets (the equilibria) are set.
    public let prepare: @Sendable (inout SimulationRequest) -> Void
    /// Appends the numbers of the first `count` lanes.
    public let read: @Sendable (_ run: SimulatedNodes, _ values: inout [Double]) -> Void

    /// A kind that runs the optimizer at every node.
    public init(
      prepare: @escaping @Sendable (inout SimulationRequest) -> Void,
      read: @escaping @Sendable (_ run: SimulatedNodes, _ values: inout [Double]) -> Void
    ) {
      self.prepare = prepare
      self.read = read
    }

    /// Prepares a request of runs that begin so far out (`MapPlane.startSize`).
    func prepare(_ request: inout SimulationRequest, startSize: Double) {
      prepare(&request)
      request.divergenceBound *= startSize
    }
  }

  /// A kind; `settings` are the numbers that its values depend on.
  public init(
    _ name: String, settings: String = "", equilibria: NeedOfEquilibria = .required, boundary: Double? = nil,
    neutralWidth: Double = 0, needsDerivative: Bool = false, startMatters: Bool = true, countsValues: Bool = false,
    cycleCriteria: MapOutcome.Criteria? = nil, method: Method
  ) {
    self.name = name
    text = settings.isEmpty ? name : name + " " + settings
    self.equilibria = equilibria
    self.boundary = boundary
    self.neutralWidth = neutralWidth
    self.needsDerivative = needsDerivative
    self.startMatters = startMatters
    self.countsValues = countsValues
    self.cycleCriteria = cycleCriteria
    self.method = method
  }
}

/// Nodes of a map that follow each other in a row.
public struct MapNodes: Sendable {
  /// Optimizer and game; the numbers that are run with are the groups'.
  public let setup: RunSetup<Double>
  /// The nodes, a lane each.
  public internal(set) var groups: [Group]

  /// Neighbouring nodes, one a lane.
  public struct Group: Sendable {
    /// What is run with at each.
    public let values: RunValues<Lanes>
    /// The equilibria: the k-th of each lane in the k-th place, NaN where a lane has no k-th.
    public let equilibria: [Players<[Lanes]>]
  }
}

/// Neighbouring nodes of a map after their runs. A class: it is filled anew for every few nodes of a map, and who reads it keeps
/// none.
public final class SimulatedNodes {
  /// What the runs left behind.
  @exclusivity(unchecked) public internal(set) var result: SimulationResult
  /// The equilibria, as in `MapNodes`.
  @exclusivity(unchecked) public internal(set) var equilibria: [Players<[Lanes]>]
  /// The cycles that are told apart; nil where iterations differ from node to node.
  public let cycles: [Cycle]?
  /// How many lanes are nodes; the others repeat the last.
  @exclusivity(unchecked) public internal(set) var count = 0

  /// Before any run.
  init(before request: SimulationRequest, equilibria: [Players<[Lanes]>], cycles: [Cycle]?) {
    result = SimulationResult(before: request)
    (self.equilibria, self.cycles) = (equilibria, cycles)
  }
}
