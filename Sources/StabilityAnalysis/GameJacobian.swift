import GameDynamics

/// The Jacobian of the field (∂f/∂x, ∂g/∂y): the blocks D²_xx f, D²_xy f, D²_yx g, D²_yy g.
public enum GameJacobian {
  /// The matrix, column by column from the local model's products. Cost: two products per coordinate.
  public static func matrix<M: LocalModel>(of model: M, at point: Players<M.V>) throws -> Matrix
  where M.V.Scalar == Double {
    let (m, n) = (point.x.dimension, point.y.dimension)
    var result = Matrix(rows: m + n, columns: m + n)
    for column in 0..<m + n {
      let player: Player = column < m ? .x : .y
      let like = point[player]
      var unit = [Double](repeating: 0, count: like.dimension)
      unit[column < m ? column : column - m] = 1
      let direction = try like.replacingCoordinates(with: unit)
      let ofX = try model.hessianProduct(of: .x, rows: .x, columns: player, times: direction).coordinates()
      let ofY = try model.hessianProduct(of: .y, rows: .y, columns: player, times: direction).coordinates()
      for (row, value) in (ofX + ofY).enumerated() { result[row, column] = value }
    }
    return result
  }
}
