import ComplexModule
import GSLNumerics
import GameDynamics
import RealModule
import StabilityAnalysis

/// Traces boundaries through the cells of a plane.
final class BoundaryTracer {
  /// What a line parts.
  enum Border {
    /// Where the eigenvalue is outside the circle from where it is not: the one farthest out, where the equilibrium is unstable
    /// from where it is not.
    case stability
    /// Where there is an equilibrium from where there is none.
    case existence
  }

  private let probe: PlaneProbe
  private let plane: MapPlane
  private let findings: [PlaneProbe.Finding?]
  private var width: Int { plane.horizontal.values.count }
  private var height: Int { plane.vertical.values.count }

  /// Looks at all nodes, at the eigenvalue behind `rank` others.
  init(_ plane: MapPlane, rank: Int = 0) throws {
    self.plane = plane
    let places = try PlaneEquilibria(plane)
    let radii = try rank == 0 ? MapJob(plane, .spectralRadius).map() : nil
    let probe = PlaneProbe(plane: plane, fixed: places.fixed?.first, rank: rank)
    self.probe = probe
    var findings: [PlaneProbe.Finding?] = []
    for (j, vertical) in plane.vertical.values.enumerated() {
      var follower = places.follower(ofRow: j)
      for (i, horizontal) in plane.horizontal.values.enumerated() {
        var point = places.fixed?.first
        if places.fixed == nil {
          let parameters = try plane.setup(at: (horizontal, vertical)).gameParameters
          point = try follower.equilibria(of: plane.setup.game, parameters).first ?? nil
        }
        guard let radii else {
          findings.append(
            try point.flatMap { try probe.finding(at: Place(horizontal: horizontal, vertical: vertical), near: $0) })
          continue
        }
        let excess = radii[i, j] - 1
        findings.append(excess.isFinite ? point.map { .init(equilibrium: $0, excess: excess) } : nil)
      }
    }
    self.findings = findings
  }

  /// True where the eigenvalue is outside the circle at some node.
  var isOutsideSomewhere: Bool { findings.contains { $0.map { $0.excess > 0 } ?? false } }

  // MARK: - Edges

  /// The edge of a cell from a node to the next one to the right, or upwards.
  private struct Edge: Hashable {
    var row: Int, column: Int
    var alongX: Bool
  }

  private func place(_ row: Int, _ column: Int) -> Place {
    Place(horizontal: plane.horizontal.values[column], vertical: plane.vertical.values[row])
  }

  /// Which side of a border a node is on; nil where the border does not concern it.
  private func side(_ border: Border, _ row: Int, _ column: Int) -> Bool? {
    let finding = findings[row * width + column]
    switch border {
    case .stability: return finding.map { $0.excess > 0 }
    case .existence: return finding != nil
    }
  }

  private func point(on edge: Edge, of border: Border) throws -> StabilityBoundary.Point? {
    let ends = [(edge.row, edge.column), (edge.row + (edge.alongX ? 0 : 1), edge.column + (edge.alongX ? 1 : 0))]
    let (a, b) = (place(ends[0].0, ends[0].1), place(ends[1].0, ends[1].1))
    let (first, last) = (findings[ends[0].0 * width + ends[0].1], findings[ends[1].0 * width + ends[1].1])
    switch border {
    case .stability:
      guard let first, let last else { return nil }
      if let root = try probe.root(from: a, first, to: b, last) { return root }
      // Another equilibrium was found beyond: the one that was followed may have ended in a fold.
      return try probe.fold(from: a, first.equilibrium, to: b) ?? probe.fold(from: b, last.equilibrium, to: a)
    case .existence:
      if let first { return try probe.fold(from: a, first.equilibrium, to: b) }
      return try last.flatMap { try probe.fold(from: b, $0.equilibrium, to: a) }
    }
  }

  // MARK: - Lines

  /// The lines of a border, point by point.
  func lines(of border: Border) throws -> [[StabilityBoundary.Point]] {
    var links: [Edge: [Edge]] = [:]
    var order: [Edge] = []
    for row in 0..<(height - 1) {
      for column in 0..<(width - 1) {
        for (a, b) in segments(border, row, column) {
          for (edge, other) in [(a, b), (b, a)] {
            if links[edge] == nil { order.append(edge) }
            links[edge, default: []].append(other)
          }
        }
      }
    }
    var points: [Edge: StabilityBoundary.Point] = [:]
    for edge in order { points[edge] = try point(on: edge, of: border) }
    func follow(from start: Edge) -> [Edge] {
      var path = [start]
      while let here = path.last, let next = links[here]?.first {
        links[here]?.removeFirst()
        if let back = links[next]?.firstIndex(of: here) { links[next]?.remove(at: back) }
        path.append(next)
      }
      return path
    }
    var paths = order.filter { links[$0]?.count == 1 }.map { follow(from: $0) }
    for edge in order where links[edge]?.isEmpty == false { paths.append(follow(from: edge)) }
    return try paths.flatMap { path in
      // An edge without a point interrupts the line.
      path.split { points[$0] == nil }.map { $0.compactMap { points[$0] } }.filter { $0.count > 1 }
    }.map { try border == .stability ? refined($0) : $0 }
  }

  /// The pieces of a border in a cell, from edge to edge.
  private func segments(_ border: Border, _ row: Int, _ column: Int) -> [(Edge, Edge)] {
    let corners = [(row, column), (row, column + 1), (row + 1, column + 1), (row + 1, column)].map {
      side(border, $0.0, $0.1)
    }
    let known = corners.compactMap { $0 }
    guard known.count == 4 else { return [] }
    let sides = [
      Edge(row: row, column: column, alongX: true), Edge(row: row, column: column + 1, alongX: false),
      Edge(row: row + 1, column: column, alongX: true), Edge(row: row, column: column, alongX: false),
    ]
    let crossed = (0..<4).filter { known[$0] != known[($0 + 1) % 4] }
    switch crossed.count {
    case 2: return [(sides[crossed[0]], sides[crossed[1]])]
    case 4: return [(sides[0], sides[1]), (sides[2], sides[3])]
    default: return []
    }
  }

  /// A line cut where the kind changes.
  func divided(
    _ line: [StabilityBoundary.Point]
  ) -> [(kind: StabilityBoundary.Kind, points: [StabilityBoundary.Point])] {
    var result: [(kind: StabilityBoundary.Kind, points: [StabilityBoundary.Point])] = []
    for (index, point) in line.enumerated() {
      if let last = result.last, last.kind == point.kind {
        result[result.count - 1].points.append(point)
      } else {
        let isJoined = index > 0 && distance(line[index - 1], point) < 4 * StabilityBoundary.meeting
        result.append((point.kind, isJoined ? [line[index - 1], point] : [point]))
      }
    }
    return result.filter { $0.points.count > 1 }
  }

  // MARK: - Between the edges

  private func distance(_ a: StabilityBoundary.Point, _ b: StabilityBoundary.Point) -> Double {
    let (from, to) = (unit(a), unit(b))
    return ((to[0] - from[0]) * (to[0] - from[0]) + (to[1] - from[1]) * (to[1] - from[1])).squareRoot()
  }

  /// In parts of the window, as far as its axes show them.
  private func unit(_ point: StabilityBoundary.Point) -> [Double] {
    [plane.horizontal.share(of: point.horizontal), plane.vertical.share(of: point.vertical)]
  }

  private func refined(_ line: [StabilityBoundary.Point]) throws -> [StabilityBoundary.Point] {
    var result = line.prefix(1).map { $0 }
    for (a, b) in zip(line, line.dropFirst()) { result += try between(a, b, depth: 0) + [b] }
    return result
  }

  /// Points between two, until the line is straight there and of one kind.
  private func between(
    _ a: StabilityBoundary.Point, _ b: StabilityBoundary.Point, depth: Int
  ) throws -> [StabilityBoundary.Point] {
    let (from, to) = (unit(a), unit(b))
    let chord = [to[0] - from[0], to[1] - from[1]]
    let length = (chord[0] * chord[0] + chord[1] * chord[1]).squareRoot()
    let differ = a.kind != b.kind
    guard length > (differ ? StabilityBoundary.meeting : StabilityBoundary.flatness), depth < (differ ? 24 : 4) else {
      return []
    }
    let middle = [from[0] + chord[0] / 2, from[1] + chord[1] / 2]
    // On the normal, not far to both sides: the curve turns by little, but for corners where two kinds meet.
    func place(_ reach: Double) -> Place {
      let (u, v) = (middle[0] - reach * chord[1], middle[1] + reach * chord[0])
      return Place(
        horizontal: plane.horizontal.value(at: min(max(u, 0), 1)), vertical: plane.vertical.value(at: min(max(v, 0), 1))
      )
    }
    for reach in differ ? [0.1, 0.5, 1, 2] : [0.1, 0.5] {
      let (low, high) = (place(-reach), place(reach))
      guard let below = try probe.finding(at: low, near: a.equilibrium),
        let above = try probe.finding(at: high, near: a.equilibrium), (below.excess > 0) != (above.excess > 0),
        let point = try probe.root(from: low, below, to: high, above)
      else { continue }
      let found = unit(point)
      let off = abs((found[0] - middle[0]) * chord[1] - (found[1] - middle[1]) * chord[0]) / length
      if !differ, point.kind == a.kind, off < StabilityBoundary.flatness { return [point] }
      return try between(a, point, depth: depth + 1) + [point] + between(point, b, depth: depth + 1)
    }
    return []
  }
}
