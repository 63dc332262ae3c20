import GameDynamics
import GnuplotScripts
import Maps

/// The cycles in which runs end, a panel each: their points in a plane of two coordinates, joined in their order where they
/// are few.
public struct CyclesFigure {
  /// The cycles.
  public let cycles: [Cycle]
  /// What the figure is called.
  public let title: String
  private let axes: [(player: Player, index: Int, label: String)]

  /// So many cycles are shown at most.
  public static let most = 6
  /// Cycles of at most so many points are joined by lines.
  static let fewPoints = 16

  /// Cycles of a game in the plane of the first coordinates of both players.
  public init(_ cycles: [Cycle], title: String) {
    self.cycles = cycles
    self.title = title
    axes = Player.allCases.map { ($0, 0, $0.rawValue) }
  }

  /// Cycles in the plane of a map over starts.
  init(_ cycles: [Cycle], title: String, of plane: MapPlane) {
    self.cycles = cycles
    self.title = title
    axes = [plane.horizontal, plane.vertical].compactMap { axis in
      guard case .start(let player, let index) = axis.quantity else { return nil }
      return (player, index, axis.symbol)
    }
  }

  /// The figure.
  public func sheet() -> Sheet {
    let shown = cycles.prefix(Self.most)
    let columns = min(3, max(1, shown.count))
    let rows = (shown.count + columns - 1) / columns
    return Sheet(
      title: title + (cycles.count > Self.most ? "\nthe first \(Self.most) of \(cycles.count) cycles" : ""),
      columns: columns, panels: shown.enumerated().map(panel),
      size: PictureSize(width: 250 + 450 * columns, height: 120 + 420 * max(1, rows)))
  }

  private func panel(_ index: Int, _ cycle: Cycle) -> Figure {
    func values(_ axis: Int) -> [Double] {
      axes.indices.contains(axis) ? cycle.points.map { $0[axes[axis].player][axes[axis].index] } : []
    }
    var (x, y) = (values(0), values(1))
    // A coordinate that stands still is shown as wide as a tenth of the other.
    let extents = [x, y].map { ($0.max() ?? 0) - ($0.min() ?? 0) }
    let width = extents.max() ?? 0
    func range(_ values: [Double]) -> Axis.Range {
      let (low, high) = (values.min() ?? 0, values.max() ?? 0)
      let half = max(0.55 * (high - low), 0.05 * width)
      return half > 0 ? .between((low + high) / 2 - half, (low + high) / 2 + half) : .automatic
    }
    let (across, up) = (range(x), range(y))
    let style = LineStyle(color: Color(0xD55E00), width: 1, markerSize: cycle.points.count > Self.fewPoints ? 0.3 : 1)
    let isJoined = cycle.points.count <= Self.fewPoints
    if isJoined, let first = x.first, let second = y.first {
      x.append(first)
      y.append(second)
    }
    let series = Series(x: x, y: y, style: style)
    return Figure(
      title: "cycle \(index + 1): \(cycle.words)", x: Axis((axes.first?.label ?? "x").typeset, range: across),
      y: Axis((axes.last?.label ?? "y").typeset, range: up), layers: [isJoined ? .linePoints(series) : .points(series)],
      legend: .hidden, aspect: extents.allSatisfy { 5 * $0 > width } ? .equalUnits : .free)
  }
}
