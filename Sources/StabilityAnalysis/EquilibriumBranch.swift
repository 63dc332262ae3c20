import ComplexModule
import GSLNumerics
import GameDynamics
import RealModule

/// The eigenvalues of an iteration as one parameter moves, and where they cross the unit circle.
///
/// At every node the equilibrium is followed (the catalogue's, or found by GSL from the last one), the exact Jacobian of the
/// iteration is formed and its eigenvalues are computed. Where the number of eigenvalues outside the unit circle changes
/// between two nodes, each crossing is located by Brent's method on the modulus to `tolerance` of the parameter, and
/// classified by the eigenvalue that crosses. Two crossings of the same modulus between neighbouring nodes that undo each
/// other are not seen: choose the nodes close enough.
public struct EquilibriumBranch: Sendable {
  /// The parameter that moves: a hyperparameter of the optimizer (`eta-x`, `eta-y`, both as `eta`) or a parameter of the
  /// game.
  public let parameter: String
  /// Its values, ascending.
  public let values: [Double]
  /// The eigenvalues at each value, largest modulus first.
  public let eigenvalues: [[Complex<Double>]]
  /// Where the unit circle is crossed, ascending.
  public let crossings: [Crossing]

  /// A crossing of the unit circle.
  public struct Crossing: Sendable, Equatable {
    /// The parameter's value there.
    public let value: Double
    /// The eigenvalue that crosses; of a conjugate pair, the one in the upper half plane.
    public let eigenvalue: Complex<Double>
    /// Which bifurcation of the iteration it is.
    public let kind: Kind
    /// True when the eigenvalue leaves the circle as the parameter grows.
    public let isLeaving: Bool
  }

  /// Bifurcations of maps, by the eigenvalue on the unit circle.
  public enum Kind: String, Sendable, CaseIterable, Codable {
    /// +1: fixed points meet or exchange stability.
    case fold
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
    /// A crossing is located to this precision of the parameter.
    public var tolerance = 1e-11

    /// A branch of a setup along a quantity.
    public init(_ setup: RunSetup<Double>, along quantity: RunQuantity, range: ClosedRange<Double>, nodes: Int = 201) {
      self.setup = setup
      self.quantity = quantity
      self.range = range
      self.nodes = nodes
    }

    func eigenvalues(at value: Double, near start: Players<[Double]>?) throws -> Sample {
      var setup = setup
      try setup.values.set(quantity, to: value)
      let found = try EquilibriumFinder().equilibria(of: setup.game, setup.gameParameters, from: start ?? setup.start)
      // Of several equilibria, the one nearest to where the last node was.
      guard let point = found.min(by: { Self.distance($0, start) < Self.distance($1, start) }) else {
        throw EquilibriumError.none(game: setup.game.card.name)
      }
      return Sample(
        equilibrium: point, eigenvalues: try IterationJacobian().jacobian(of: setup, at: point).eigenvalues())
    }

    private static func distance(_ a: Players<[Double]>, _ b: Players<[Double]>?) -> Double {
      guard let b else { return 0 }
      return zip(a.x + a.y, b.x + b.y).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }
  }

  struct Sample {
    let equilibrium: Players<[Double]>
    let eigenvalues: [Complex<Double>]
    var outside: Int { eigenvalues.filter { $0.length > 1 }.count }
  }

  /// Follows the eigenvalues. Throws `BranchError.badRange`, `EquilibriumError.none`, and what building and stepping throw.
  public init(_ request: Request) throws {
    let (range, nodes) = (request.range, request.nodes)
    guard nodes >= 2, range.lowerBound < range.upperBound, range.lowerBound.isFinite, range.upperBound.isFinite else {
      throw BranchError.badRange(name: request.quantity.name, range: range, nodes: nodes)
    }
    let values = (0..<nodes).map { i in
      i == nodes - 1
        ? range.upperBound
        : range.lowerBound + (range.upperBound - range.lowerBound) * Double(i) / Double(nodes - 1)
    }
    var samples: [Sample] = []
    for value in values {
      samples.append(try request.eigenvalues(at: value, near: samples.last?.equilibrium))
    }
    var crossings: [Crossing] = []
    for i in 1..<samples.count where samples[i - 1].outside != samples[i].outside {
      let interval = values[i - 1]...values[i]
      let (fewer, more) = (
        min(samples[i - 1].outside, samples[i].outside), max(samples[i - 1].outside, samples[i].outside)
      )
      for place in fewer..<more {
        // The modulus of the eigenvalue in this place of the order passes 1 between the nodes.
        let value = try bracketedRoot(in: interval, tolerance: request.tolerance) { value in
          try request.eigenvalues(at: value, near: samples[i].equilibrium).eigenvalues[place].length - 1
        }
        let there = try request.eigenvalues(at: value, near: samples[i].equilibrium).eigenvalues[place]
        let crossing = Crossing(
          value: value, eigenvalue: Complex(there.real, abs(there.imaginary)), kind: Self.kind(of: there),
          isLeaving: samples[i].outside > samples[i - 1].outside)
        // The two of a conjugate pair cross together and count once.
        if crossing.kind == .neimarkSacker,
          crossings.contains(where: { $0.kind == .neimarkSacker && abs($0.value - value) <= 10 * request.tolerance })
        {
          continue
        }
        crossings.append(crossing)
      }
    }
    parameter = request.quantity.name
    self.values = values
    eigenvalues = samples.map(\.eigenvalues)
    self.crossings = crossings.sorted { $0.value < $1.value }
  }

  static func kind(of eigenvalue: Complex<Double>) -> Kind {
    // A real eigenvalue comes out of GSL with imaginary part exactly zero.
    if abs(eigenvalue.imaginary) > 1e-9 { return .neimarkSacker }
    return eigenvalue.real > 0 ? .fold : .flip
  }
}

/// What can be wrong with a request for a branch.
public enum BranchError: Error, CustomStringConvertible, Equatable {
  /// The parameter needs an ascending finite range and at least two nodes.
  case badRange(name: String, range: ClosedRange<Double>, nodes: Int)

  /// Required, given, remedy.
  public var description: String {
    switch self {
    case .badRange(let name, let range, let nodes):
      return "a branch requires an ascending range of finite numbers and at least 2 nodes; '\(name)' was given "
        + "\(range.lowerBound):\(range.upperBound) and \(nodes) node(s)"
    }
  }
}
