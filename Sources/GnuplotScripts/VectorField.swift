/// Arrows at points of the plane: the flow of a game, the update of a method.
public struct VectorField: Equatable, Sendable {
  /// How long an arrow is drawn.
  public enum Length: Equatable, Sendable {
    /// All alike, showing the direction only.
    case equal
    /// In proportion to the vector, the longest fitting its cell.
    case proportional
  }

  /// The legend's text, or nil for no entry.
  public var label: String?
  /// The columns of the sampled grid, strictly increasing.
  public let x: [Double]
  /// The rows of the sampled grid, strictly increasing.
  public let y: [Double]
  /// The vectors' x components, row-major (one row for each y) as in `Grid`.
  public let dx: [Double]
  /// The vectors' y components.
  public let dy: [Double]
  /// How long the arrows are.
  public var length: Length
  /// The arrows' colour.
  public var color: Color

  /// The field (dx, dy) = `function(x, y)` sampled on the grid of `x` and `y`; vectors that are zero or not finite draw
  /// no arrow.
  ///
  /// - Throws: `PlotError` as for `Grid`, and what `function` throws.
  public init(
    label: String? = nil, x: [Double], y: [Double], length: Length = .equal, color: Color = Color(0xB0B7BF),
    _ function: (_ x: Double, _ y: Double) throws -> (dx: Double, dy: Double)
  ) throws {
    let grid = try Grid(x: x, y: y) { _, _ in 0 }
    self.label = label
    self.x = grid.x
    self.y = grid.y
    self.length = length
    self.color = color
    let vectors = try grid.y.flatMap { y in try grid.x.map { x in try function(x, y) } }
    dx = vectors.map(\.dx)
    dy = vectors.map(\.dy)
  }

  /// The arrows as drawn: tail (x, y) and extent (dx, dy), each centred on its grid point, keeping its direction
  /// and at most 0.75 of a cell long.
  var arrows: (x: [Double], y: [Double], dx: [Double], dy: [Double]) {
    func spacing(_ values: [Double]) -> Double {
      zip(values, values.dropFirst()).map { $1 - $0 }.min() ?? 1
    }
    let (cellX, cellY) = (spacing(x), spacing(y))
    func cells(_ index: Int) -> Double {
      let (u, v) = (dx[index] / cellX, dy[index] / cellY)
      return (u * u + v * v).squareRoot()
    }
    let drawable = dx.indices.filter { cells($0).isFinite && cells($0) > 0 }
    let longest = drawable.map(cells).max() ?? 1
    var result: (x: [Double], y: [Double], dx: [Double], dy: [Double]) = ([], [], [], [])
    for index in drawable {
      let factor = 0.75 / (length == .equal ? cells(index) : longest)
      let (u, v) = (dx[index] * factor, dy[index] * factor)
      result.x.append(x[index % x.count] - u / 2)
      result.y.append(y[index / x.count] - v / 2)
      result.dx.append(u)
      result.dy.append(v)
    }
    return result
  }
}
