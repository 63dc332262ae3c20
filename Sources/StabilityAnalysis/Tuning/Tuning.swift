import GSLNumerics
import GameDynamics

/// The hyperparameters with which an optimizer converges fastest to an equilibrium of a game, and how far each may be moved.
///
/// Minimises ρ(h), the spectral radius of the iteration at the equilibrium (exact, by dual numbers; `IterationJacobian`), or
/// the rate measured on a run, over hyperparameters h in a box. ρ is continuous, with kinks where eigenvalues cross in modulus
/// and cusps where they meet, and has more than one minimum: so the best of Sobol's points in the box are starts for Nelder
/// and Mead's simplex search, which needs no derivative (`NelderMead`). Coordinates are logarithms where a range spans more
/// than a decade. Whole numbers are held in a search, and moved by one between searches as long as that helps.
///
/// Cost: some 1,000 radii a quantity, plus as many for the stable ranges; a radius is one step on dual numbers for each
/// number that the iteration carries, and a measured rate a whole run.
///
/// Nothing proves that the minimum is the least in the box: narrow valleys between the starts are not seen.
public struct Tuning: Sendable {
  /// What is minimised.
  public enum Measure: Sendable, Equatable {
    /// The spectral radius of the iteration at the equilibrium.
    case spectralRadius
    /// The factor by which the distance to the equilibrium changes a step, over the second half of a run of so many steps
    /// from the setup's start (`RateFit`).
    case rate(steps: Int)
  }

  /// What is searched.
  public struct Request {
    /// Optimizer and game; hyperparameters that are not tuned stay as they are here.
    public var setup: RunSetup<Double>
    /// What is tuned, and where.
    public var axes: [TuningAxis]
    /// What is minimised.
    public var measure = Measure.spectralRadius
    /// A point near the equilibrium; nil for the first that the catalogue knows, else the one that is found from the start.
    public var equilibrium: Players<[Double]>?
    /// Asked between evaluations; once true the search throws `CancellationError`.
    public var isCancelled: () -> Bool = { false }
    /// Told now and then which share of the work is done, about.
    public var progress: (Double) -> Void = { _ in }

    /// A search over some hyperparameters.
    public init(_ setup: RunSetup<Double>, over axes: [TuningAxis]) {
      self.setup = setup
      self.axes = axes
    }
  }

  /// How a quantity came out.
  public struct Quantity: Sendable {
    /// What it is and where it was searched.
    public let axis: TuningAxis
    /// The best value.
    public let best: Double
    /// True where that is an end of the search and not of what is accepted: beyond it may be better still.
    public let isAtEnd: Bool
    /// Where the optimizer converges as this one moves, the others at their best; nil where the best does not converge.
    public let stable: StableRange?
    /// Values over the range, the best among them.
    public let values: [Double]
    /// The factor at each of `values`, the others at their best; infinite where numbers overflow.
    public let factors: [Double]
  }

  /// What was minimised.
  public let measure: Measure
  /// The equilibrium.
  public let equilibrium: Players<[Double]>
  /// Optimizer and game with the best values.
  public let setup: RunSetup<Double>
  /// The least factor a step.
  public let factor: Double
  /// Below this a factor counts as converging: 1, or a little less where it is measured.
  public let bound: Double
  /// The quantities, in the request's order.
  public let quantities: [Quantity]
  /// Other points that are as good, one value a quantity: then the best is a line or one of several points.
  public let equals: [[Double]]
  /// How often the factor was computed.
  public let evaluations: Int

  /// True where the best converges.
  public var converges: Bool { factor < bound }

  /// Searches. Throws `TuningError`, `SpectrumError` where the radius does not exist, `EquilibriumError`, `CancellationError`,
  /// and what building and stepping throw.
  public init(_ request: Request) throws {
    guard (1...8).contains(request.axes.count) else { throw TuningError.wrongCount(given: request.axes.count) }
    for (i, a) in request.axes.enumerated() {
      for b in request.axes[..<i] where a.quantity.overlaps(b.quantity) { throw TuningError.overlap(b.name, a.name) }
    }
    equilibrium = try Self.equilibrium(of: request)
    let factor = try ConvergenceFactor(request.setup, at: equilibrium, by: request.measure)
    let search = TuningSearch(request, factor)
    let found = try search.run()
    measure = request.measure
    bound = factor.bound
    self.factor = found.factor
    equals = found.equals
    var setup = request.setup
    for (axis, value) in zip(request.axes, found.best) { try setup.values.set(axis.quantity, to: value) }
    self.setup = setup
    quantities = try request.axes.indices.map { try search.quantity($0, at: found) }
    evaluations = search.evaluations
  }

  private static func equilibrium(of request: Request) throws -> Players<[Double]> {
    let finder = EquilibriumFinder()
    let (game, parameters) = (request.setup.game, request.setup.gameParameters)
    if let near = request.equilibrium {
      guard let found = try finder.search(game, parameters, from: near) else {
        let text = Player.allCases.map { near[$0].map { "\($0)" }.joined(separator: ",") }.joined(separator: ";")
        throw EquilibriumError.noneNear(point: text)
      }
      return found
    }
    guard let first = try finder.equilibria(of: game, parameters, from: request.setup.start).first else {
      throw EquilibriumError.none(game: game.card.name)
    }
    return first
  }
}
