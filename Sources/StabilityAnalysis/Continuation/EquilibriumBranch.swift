import ComplexModule
import GSLNumerics
import GameDynamics
import RealModule

/// An equilibrium and the eigenvalues of the iteration there as one parameter moves, and where they cross the unit circle.
///
/// At every node the exact Jacobian of the iteration is formed and its eigenvalues are computed. As a hyperparameter moves
/// the equilibrium stays (the catalogue's, or found by GSL); as a parameter of the game moves, it is followed by
/// pseudo-arclength, through folds, where the parameter turns back, up to a bound of the range. Where the number of eigenvalues inside, on and outside the unit
/// circle changes between two nodes, the place is located to `tolerance` of the parameter and named after the eigenvalue.
/// An eigenvalue counts as on the circle where rounding cannot tell (`Spectrum`). A parameter that is a whole number is
/// stepped, not bisected. Where the equilibrium is lost the branch ends there, and keeps what was followed. At a branch point
/// the branch goes straight on; `Request.switching` follows the one that crosses it.
///
/// Two crossings of the same modulus between neighbouring nodes that undo each other are not seen: choose the nodes close
/// enough.
public struct EquilibriumBranch: Sendable {
  /// What moves: `eta-x`, `eta` for both step sizes, `b`.
  public let parameter: String
  /// True where it is a whole number, which is stepped.
  public let isWhole: Bool
  /// Its values, along the branch: ascending up to the first fold.
  public let values: [Double]
  /// The equilibrium at each value.
  public let equilibria: [Players<[Double]>]
  /// The eigenvalues at each value, largest modulus first.
  public let eigenvalues: [[Complex<Double>]]
  /// How many of them lie inside, on and outside the unit circle.
  public let counts: [Spectrum.Count]
  /// Folds, and where the unit circle is crossed, in the order of the branch.
  public let crossings: [Crossing]
  /// Where eigenvalues stay on the unit circle from node to node, ascending.
  public let neutral: [Neutral]
  /// Where and how the equilibrium is lost; nil where it was followed to the end.
  public let end: End?

  /// A crossing of the unit circle.
  public struct Crossing: Sendable, Equatable {
    /// The parameter's value there; of a whole number, the first beyond.
    public let value: Double
    /// Where the equilibrium is there.
    public let equilibrium: Players<[Double]>
    /// The eigenvalue that crosses; of a conjugate pair, the one in the upper half plane.
    public let eigenvalue: Complex<Double>
    /// Which bifurcation of the iteration it is.
    public let kind: Kind
    /// True when the eigenvalue leaves the circle as the branch is followed.
    public let isLeaving: Bool
    /// True where the parameter turns back: at folds, and at pitchforks that are met along the vertical arm.
    public let isTurn: Bool
    /// Of flips and Neimark-Sacker points of an equilibrium, whether stability is lost softly or hard; nil of whole numbers.
    public internal(set) var criticality: Criticality?
  }

  /// Eigenvalues that stay on the unit circle.
  public struct Neutral: Sendable, Equatable {
    /// From the first to the last node where they do.
    public let range: ClosedRange<Double>
    /// How many.
    public let count: Int
  }

  /// The end of a branch.
  public struct End: Sendable, Equatable {
    /// The last value of the parameter, to the tolerance.
    public let value: Double
    /// The eigenvalue nearest to 1 there.
    public let eigenvalue: Complex<Double>
    /// True where that eigenvalue goes to 1: there the branch turns back.
    public var isFold: Bool { (eigenvalue - 1).length < 1e-3 }
  }

  /// Bifurcations of maps, by the eigenvalue on the unit circle.
  public enum Kind: String, Sendable, CaseIterable, Codable {
    /// +1 where the parameter turns back: two equilibria meet and end.
    case fold
    /// +1 where another branch passes through this one at an angle: they exchange stability.
    case transcritical
    /// +1 where a branch crosses vertically, and bends: two equilibria are born or end. A branch that comes along the vertical
    /// arm turns back here, as at a fold, but another goes on on either side.
    case pitchfork
    /// +1 while the equilibrium goes on, and no single branch is found to cross: it lies on a line of equilibria there, or
    /// curves cross to a higher order, or a hyperparameter moves, on which equilibria do not depend.
    case branchPoint = "branch point"
    /// -1: a cycle of period two is born.
    case flip
    /// A conjugate pair e^{±iθ}: an invariant circle is born.
    case neimarkSacker = "Neimark-Sacker"
  }

  /// What is followed.
  public struct Request: Sendable {
    /// Optimizer and game; the search for the first equilibrium begins at the start.
    public var setup: RunSetup<Double>
    /// The quantity that moves, its range, and how many nodes it has.
    public var quantity: RunQuantity, range: ClosedRange<Double>, nodes: Int
    /// How the nodes are laid out: evenly, or in equal factors.
    public var scale = AxisScale.linear
    /// A point near the equilibrium that is followed, in place of those that the catalogue knows; nil for those.
    public var equilibrium: Players<[Double]>?
    /// A crossing is located to this precision of the parameter.
    public var tolerance = 1e-11
    /// The branch that crosses the one described, at its transcritical or pitchfork point of this number (from 1 on), is
    /// wanted in its place; nil for the one described.
    public var switching: Int?

    /// A branch of a setup along a quantity.
    public init(
      _ setup: RunSetup<Double>, along quantity: RunQuantity, range: ClosedRange<Double>, nodes: Int = 201,
      scale: AxisScale = .linear
    ) {
      self.setup = setup
      self.quantity = quantity
      self.range = range
      self.nodes = nodes
      self.scale = scale
    }
  }

  /// Follows a branch. Throws `BranchError`, `SpectrumError`, `EquilibriumError` where there is no equilibrium to begin with, and what
  /// building and stepping throw.
  public init(_ request: Request) throws {
    var follower = try BranchFollower(request)
    if let number = request.switching {
      let points = try follower.crossings().filter { [.transcritical, .pitchfork].contains($0.kind) }
      guard points.indices.contains(number - 1), let other = try follower.crossed(at: points[number - 1]) else {
        throw BranchError.nothingCrosses(number: number, known: points.map(\.value))
      }
      follower = other
    }
    let samples = follower.samples
    parameter = request.quantity.name
    isWhole = follower.isWhole
    values = samples.map(\.value)
    equilibria = samples.map(\.equilibrium)
    eigenvalues = samples.map(\.spectrum.eigenvalues)
    counts = samples.map(\.count)
    crossings = try follower.crossings().map { found in
      guard !follower.isWhole else { return found }
      var (crossing, setup) = (found, request.setup)
      try setup.values.set(request.quantity, to: crossing.value)
      crossing.criticality = try Criticality(of: crossing, of: setup)
      return crossing
    }
    neutral = follower.neutral
    end = follower.end
  }
}

/// What can be wrong with a request for a branch.
public enum BranchError: Error, CustomStringConvertible, Equatable {
  /// The parameter needs an ascending finite range and at least two nodes.
  case badRange(name: String, range: ClosedRange<Double>, nodes: Int)
  /// Equal factors need a positive range of numbers that are not whole.
  case badLogarithm(name: String, range: ClosedRange<Double>, isWhole: Bool)
  /// There is no such point at which another branch crosses.
  case nothingCrosses(number: Int, known: [Double])
  /// Where runs start changes no eigenvalue.
  case changesNothing(name: String)

  /// Required, given, remedy.
  public var description: String {
    switch self {
    case .badRange(let name, let range, let nodes):
      return "a branch requires an ascending range of finite numbers and at least 2 nodes; '\(name)' was given "
        + "\(range.lowerBound):\(range.upperBound) and \(nodes) node(s)"
    case .badLogarithm(let name, let range, let isWhole):
      return "a logarithmic range requires positive numbers"
        + (isWhole ? " that are not whole; '\(name)' is a whole number" : "; '\(name)' was given \(range.lowerBound):")
        + (isWhole ? "; leave out 'log:'" : "\(range.upperBound); begin above 0, or leave out 'log:'")
    case .nothingCrosses(let number, let known):
      return
        "switching to the branch that crosses at point \(number) requires so many transcritical or pitchfork points; "
        + (known.isEmpty ? "the branch has none" : "the branch has \(known.count), at \(known)")
    case .changesNothing(let name):
      return "eigenvalues at an equilibrium require a hyperparameter or a parameter of the game to depend on; "
        + "'\(name)' only moves the start"
    }
  }
}
