import GameDynamics

/// What is mapped: a setup over a plane of two of its quantities, everything else fixed.
///
/// Any two of the optimizer's hyperparameters, the game's parameters and the coordinates of the start may be the axes.
public struct MapPlane: Sendable {
  /// Optimizer, game and start; the numbers that are on an axis are replaced.
  public private(set) var setup: RunSetup<Double>
  /// Which equilibria the map is measured against.
  public var equilibria = MapEquilibria.knownOrFound
  /// The quantity along a row, and the one across rows.
  public private(set) var horizontal: PlanarMap.Axis, vertical: PlanarMap.Axis

  /// A plane. Throws `QuantityError.noSuchCoordinate`, `MapError.sameQuantityTwice`, and `ParameterError` for a parameter
  /// that there is not or that an axis takes out of its bounds.
  public init(_ setup: RunSetup<Double>, horizontal: PlanarMap.Axis, vertical: PlanarMap.Axis) throws {
    self.setup = setup
    self.horizontal = horizontal
    self.vertical = vertical
    guard !horizontal.quantity.overlaps(vertical.quantity) else {
      throw MapError.sameQuantityTwice(name: horizontal.name, other: vertical.name)
    }
    // The corners hold the extremes of every parameter: what is accepted there is accepted everywhere.
    var corners = setup.values
    for axis in [horizontal, vertical] {
      for value in [axis.values.first, axis.values.last].compactMap({ $0 }) {
        try corners.set(axis.quantity, to: value)
      }
    }
  }

  /// A plane of step sizes, the usual map, with `resolution` nodes a side; throws `MapError.badAxis` and
  /// `MapError.badLogarithm`.
  public init(
    _ setup: RunSetup<Double>, stepSizesOfX: ClosedRange<Double>, stepSizesOfY: ClosedRange<Double>, resolution: Int,
    scale: AxisScale = .linear
  ) throws {
    func axis(_ name: String, _ range: ClosedRange<Double>) throws -> PlanarMap.Axis {
      try .init(
        .hyperparameter(name), of: setup.optimizer, on: setup.game, range: range, count: resolution, scale: scale)
    }
    try self.init(setup, horizontal: axis("eta-x", stepSizesOfX), vertical: axis("eta-y", stepSizesOfY))
  }

  /// The equilibria at the plane's own parameters, which are those of every node unless a parameter of the game is on an
  /// axis; empty where none is known or found. For a kind that tells equilibria apart also those that runs of some nodes
  /// lead to, wherever they are. Throws `EquilibriumError.noneNear`, and what building the game throws.
  public func equilibriaOfItsParameters(for kind: MapKind = .spectralRadius) throws -> [Players<[Double]>] {
    try PlaneEquilibria(self, needed: kind.equilibria == .welcome ? .welcome : .required).fixed ?? []
  }

  /// The setup of the node at these values of the horizontal and the vertical quantity, whether or not the map has a node
  /// just there. Throws `ParameterError` for values out of a parameter's bounds.
  public func setup(at place: (horizontal: Double, vertical: Double)) throws -> RunSetup<Double> {
    var node = setup
    try node.values.set(horizontal.quantity, to: place.horizontal)
    try node.values.set(vertical.quantity, to: place.vertical)
    return node
  }

  /// The same window with at most so many nodes a side, laid out anew from end to end.
  public func sampled(most: Int) -> MapPlane {
    var copy = self
    copy.horizontal = horizontal.sampled(most: most)
    copy.vertical = vertical.sampled(most: most)
    return copy
  }

  /// An equal plane for a thread of its own: see `Parameters.unshared`.
  func unshared() -> MapPlane {
    var copy = self
    copy.setup = setup.unshared()
    copy.horizontal = horizontal.unshared()
    copy.vertical = vertical.unshared()
    return copy
  }

  /// True when a parameter of the game is on an axis, so that equilibria differ from node to node.
  public var gameVaries: Bool {
    [horizontal, vertical].contains { if case .gameParameter = $0.quantity { true } else { false } }
  }

  /// True when the start is on an axis.
  var startVaries: Bool {
    [horizontal, vertical].contains { if case .start = $0.quantity { true } else { false } }
  }

  /// How far out runs begin: the largest coordinate of any start, at least 1. Bounds that a kind sets for divergence are for
  /// starts of size 1, and are multiplied by this. One number for the whole plane, so that no node depends on its neighbours.
  public var startSize: Double {
    var size = setup.start.size(atLeast: 1)
    for axis in [horizontal, vertical] {
      if case .start = axis.quantity { size = axis.values.reduce(size) { max($0, abs($1)) } }
    }
    return size
  }

  /// `MapKind.spectralRadius` on all cores.
  public func spectralRadii() throws -> PlanarMap { try MapJob(self, .spectralRadius).map() }

  /// `MapKind.convergenceRate` on all cores.
  public func simulatedRates(steps: Int = 400) throws -> PlanarMap {
    try MapJob(self, .convergenceRate(steps: steps)).map()
  }
}

extension Players where Value == [Double] {
  /// The greatest absolute value of a coordinate, or `least` if that is greater.
  func size(atLeast least: Double) -> Double { (x + y).reduce(least) { max($0, abs($1)) } }
}
