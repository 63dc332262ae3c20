/// The level lines of a grid, by marching squares.
extension Grid {
  /// One connected piece of a level line; a closed piece repeats its first point at the end.
  public struct Polyline: Equatable, Sendable {
    /// The points' x values.
    public var x: [Double]
    /// The points' y values.
    public var y: [Double]
  }

  /// The lines on which z = `level`, in a fixed order.
  ///
  /// In every cell of four finite corners the line enters and leaves where z, taken linearly along the edge, equals
  /// `level`; the two ways through a saddle are told apart by the mean of the corners. Cells with a masked corner carry
  /// no line. Cost: O(cells).
  public func contour(at level: Double) -> [Polyline] {
    var links: [Edge: [Edge]] = [:]
    var order: [Edge] = []
    func link(_ a: Edge, _ b: Edge) {
      for edge in [a, b] where links[edge] == nil { order.append(edge) }
      links[a, default: []].append(b)
      links[b, default: []].append(a)
    }
    for row in 0..<(y.count - 1) {
      for column in 0..<(x.count - 1) {
        for (a, b) in segments(row: row, column: column, level: level) { link(a, b) }
      }
    }

    /// Follows the links from `start`, removing them, until the line ends or closes.
    func follow(from start: Edge) -> [Edge] {
      var path = [start]
      var current = start
      while let next = links[current]?.first {
        links[current]?.removeFirst()
        if let back = links[next]?.firstIndex(of: current) { links[next]?.remove(at: back) }
        path.append(next)
        current = next
      }
      return path
    }
    // Open lines first, from their ends; what is left are closed ones.
    var paths: [[Edge]] = []
    for edge in order where links[edge]?.count == 1 { paths.append(follow(from: edge)) }
    for edge in order where links[edge]?.isEmpty == false { paths.append(follow(from: edge)) }
    return paths.map { path in
      let points = path.map { crossing($0, level: level) }
      return Polyline(x: points.map(\.x), y: points.map(\.y))
    }
  }

  /// The edge between two neighbouring grid points; it starts at (row, column) and runs along x or along y.
  private struct Edge: Hashable {
    var row: Int
    var column: Int
    var alongX: Bool
  }

  /// The pieces of the level line in the cell whose lower left corner is (row, column).
  private func segments(row: Int, column: Int, level: Double) -> [(Edge, Edge)] {
    // Corners counter-clockwise from the lower left.
    let corners = [
      self[row: row, column: column], self[row: row, column: column + 1],
      self[row: row + 1, column: column + 1], self[row: row + 1, column: column],
    ]
    guard corners.allSatisfy(\.isFinite) else { return [] }
    let above = corners.map { $0 >= level }
    let bottom = Edge(row: row, column: column, alongX: true)
    let right = Edge(row: row, column: column + 1, alongX: false)
    let top = Edge(row: row + 1, column: column, alongX: true)
    let left = Edge(row: row, column: column, alongX: false)
    let sides = [bottom, right, top, left]
    let crossed = (0..<4).filter { above[$0] != above[($0 + 1) % 4] }
    switch crossed.count {
    case 2: return [(sides[crossed[0]], sides[crossed[1]])]
    case 4:
      // A saddle: the centre belongs with the corners on its own side of the level, the other two are cut off.
      let centre = corners.reduce(0) { $0 + $1 / 4 } >= level
      return centre == above[0] ? [(bottom, right), (top, left)] : [(left, bottom), (right, top)]
    default: return []
    }
  }

  /// The point of `edge` where z equals `level`.
  private func crossing(_ edge: Edge, level: Double) -> (x: Double, y: Double) {
    let start = self[row: edge.row, column: edge.column]
    if edge.alongX {
      let end = self[row: edge.row, column: edge.column + 1]
      let share = (level - start) / (end - start)
      return (x[edge.column] + share * (x[edge.column + 1] - x[edge.column]), y[edge.row])
    }
    let end = self[row: edge.row + 1, column: edge.column]
    let share = (level - start) / (end - start)
    return (x[edge.column], y[edge.row] + share * (y[edge.row + 1] - y[edge.row]))
  }
}
