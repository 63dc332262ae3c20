import GameDynamics
import StabilityAnalysis

/// For which values of one quantity of a plane an equilibrium is stable, the other quantity at a fixed value: a line through
/// the plane.
public struct StableSection: Sendable {
  /// What varies along the line, and where it is fixed.
  public let quantity: RunQuantity, fixed: RunQuantity
  /// The value of the other quantity.
  public let value: Double
  /// True where the vertical quantity varies.
  public let isVertical: Bool
  /// The stable intervals, ascending.
  public let intervals: [Interval]
  /// What was looked at.
  public let window: ClosedRange<Double>

  /// A stable interval.
  public struct Interval: Sendable, Equatable {
    /// Its ends.
    public let low: End, high: End
  }

  /// An end of a stable interval.
  public enum End: Sendable, Equatable {
    /// The end of what was looked at.
    case window(Double)
    /// A bifurcation, located to 1e-13 of the distance of two nodes.
    case bifurcation(StabilityBoundary.Point)
  }

  /// The section along the vertical axis through a horizontal value, or along the horizontal axis through a vertical one.
  ///
  /// The plane's nodes along the line, at most 257, say between which of them stability changes; two changes between
  /// neighbours are not seen. Nil where the quantity that varies is a whole number. Throws what building and stepping throw.
  public init?(of plane: MapPlane, alongVertical: Bool, at value: Double) throws {
    let axis = alongVertical ? plane.vertical : plane.horizontal
    guard !axis.isWhole else { return nil }
    (quantity, fixed) = (axis.quantity, alongVertical ? plane.horizontal.quantity : plane.vertical.quantity)
    self.value = value
    isVertical = alongVertical
    window = axis.range
    func place(_ along: Double) -> Place {
      alongVertical ? Place(horizontal: value, vertical: along) : Place(horizontal: along, vertical: value)
    }
    let places = try PlaneEquilibria(plane)
    let probe = PlaneProbe(plane: plane, fixed: places.fixed?.first)
    var last: (value: Double, finding: PlaneProbe.Finding)?
    var near: Players<[Double]>?
    if case .near(let points) = plane.equilibria { near = points.first }
    var (found, begin): ([Interval], End?) = ([], nil)
    for along in plane.sampled(most: 257).values(alongVertical) {
      let here = try probe.finding(at: place(along), near: last?.finding.equilibrium ?? near)
      switch (last, here) {
      case (nil, let here?):
        // Where an equilibrium comes into being, nothing tells how.
        if here.excess < 0 { begin = .window(along) }
      case (let before?, let here?):
        if (before.finding.excess < 0) == (here.excess < 0) { break }
        guard let root = try probe.root(from: place(before.value), before.finding, to: place(along), here) else {
          if let open = begin { found.append(.init(low: open, high: .window(before.value))) }
          begin = here.excess < 0 ? .window(along) : nil
          break
        }
        if let open = begin {
          found.append(.init(low: open, high: .bifurcation(root)))
          begin = nil
        } else {
          begin = .bifurcation(root)
        }
      case (let before?, nil):
        if let open = begin {
          let fold = try probe.fold(from: place(before.value), before.finding.equilibrium, to: place(along))
          found.append(.init(low: open, high: fold.map { .bifurcation($0) } ?? .window(before.value)))
        }
        begin = nil
      case (nil, nil): break
      }
      last = here.map { (along, $0) }
    }
    if let open = begin, let last { found.append(.init(low: open, high: .window(last.value))) }
    intervals = found
  }
}

extension MapPlane {
  fileprivate func values(_ alongVertical: Bool) -> [Double] { alongVertical ? vertical.values : horizontal.values }

  /// The sections through the setup's own values of both quantities, the vertical one first; through the middle of the
  /// window where a value is outside it.
  public func stableSections() throws -> [StableSection] {
    func own(_ axis: PlanarMap.Axis) throws -> Double {
      let value: Double
      switch axis.quantity {
      case .hyperparameter(let name): value = try setup.hyperparameters.value(name)
      case .bothStepSizes: value = try setup.hyperparameters.value("eta-x")
      case .gameParameter(let name): value = try setup.gameParameters.value(name)
      case .start(let player, let index): value = setup.start[player][index]
      }
      return axis.range.contains(value) ? value : axis.value(at: 0.5)
    }
    return try [
      StableSection(of: self, alongVertical: true, at: own(horizontal)),
      StableSection(of: self, alongVertical: false, at: own(vertical)),
    ].compactMap { $0 }
  }
}
