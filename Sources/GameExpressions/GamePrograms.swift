/// The programs that a typed game runs, by what they compute; compiled once, bound to parameters for every field.
///
/// Inputs are the coordinates of x and then of y; for Hessian products followed by those of the vector.
@usableFromInline
struct GamePrograms: Sendable {
  /// (f, g).
  @usableFromInline static var losses: Int { 0 }
  /// ∂f/∂x, or of ∂g/∂y.
  @usableFromInline static var gradientX: Int { 1 }
  @usableFromInline static var gradientY: Int { 2 }
  /// ∂f/∂x and ∂g/∂y, one after the other.
  @usableFromInline static var gradients: Int { 3 }
  /// One number a player: f_x, f_y, f_xx, f_xy, f_yy, then the same of g unless g = -f.
  @usableFromInline static var planarModel: Int { 4 }
  /// More: ∂f/∂y, ∂g/∂x, then the eight Hessian products, loss by loss, rows x before y, columns x before y.
  @usableFromInline static var crossX: Int { 4 }
  @usableFromInline static var crossY: Int { 5 }
  @usableFromInline static var products: Int { 6 }

  /// Differentiates and compiles. `x` and `y` are the variables' indices in order; `spare` are as many unused indices
  /// as the larger player has variables.
  static func compiled(
    _ graph: inout ExpressionGraph, f: Int, g: Int, isZeroSum: Bool, x: [Int], y: [Int], spare: [Int]
  ) -> [Program] {
    let inputs = x + y
    let (xs, ys) = (x.map { graph.variable($0) }, y.map { graph.variable($0) })
    let df = graph.gradient(of: f, in: xs + ys)
    let dg = graph.gradient(of: g, in: xs + ys)
    let (fx, fy) = (Array(df.prefix(x.count)), Array(df.dropFirst(x.count)))
    let (gx, gy) = (Array(dg.prefix(x.count)), Array(dg.dropFirst(x.count)))
    var result = [[f, g], fx, gy, fx + gy].map { Program(graph, outputs: $0, inputs: inputs) }
    if x.count == 1, y.count == 1 {
      var derivatives: [Int] = []
      for (inX, inY) in [(fx[0], fy[0]), (gx[0], gy[0])].prefix(isZeroSum ? 1 : 2) {
        let ofX = graph.gradient(of: inX, in: xs + ys)
        derivatives += [inX, inY, ofX[0], ofX[1], graph.gradient(of: inY, in: ys)[0]]
      }
      result.append(Program(graph, outputs: derivatives, inputs: inputs))
      return result
    }
    result.append(Program(graph, outputs: fy, inputs: inputs))
    result.append(Program(graph, outputs: gx, inputs: inputs))
    // D²_rc ℓ · v = ∂/∂r ⟨∂ℓ/∂c, v⟩, since second derivatives commute.
    for (inX, inY) in [(fx, fy), (gx, gy)] {
      for rows in [xs, ys] {
        for columns in [inX, inY] {
          var product = graph.constant(0)
          for (slope, index) in zip(columns, spare) {
            product = graph.add(product, graph.multiply(slope, graph.variable(index)))
          }
          // Differentiated first: the program is compiled from the graph that has the new nodes.
          let slopes = graph.gradient(of: product, in: rows)
          result.append(Program(graph, outputs: slopes, inputs: inputs + spare.prefix(columns.count)))
        }
      }
    }
    return result
  }
}
