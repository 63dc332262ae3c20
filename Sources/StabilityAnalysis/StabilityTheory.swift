import GameDynamics

/// Boundaries of stability regions that are known in closed form, to be drawn over maps.
public enum StabilityTheory {
  /// A boundary η_y = h(η_x) over the plane of step sizes, and where it comes from.
  public struct Boundary: Sendable {
    /// The formula, for a legend.
    public let formula: String
    /// η_y on the boundary; NaN where there is none.
    public let stepSizeOfY: @Sendable (_ stepSizeOfX: Double) -> Double
  }

  /// The boundary of an optimizer's stability region on a game of the catalogue; nil where none is known.
  ///
  /// SimGD on a x² + b xy + c y²: the iteration's matrix is [[1 - 2aη, -bη], [bε, 1 + 2cε]] with η = η_x, ε = η_y. Where
  /// its eigenvalues are complex it contracts if and only if its determinant 1 - 2aη + 2cε + (b² - 4ac) ηε is below 1:
  ///
  ///     ε < 2aη / (2c + (b² - 4ac) η)
  public static func boundary(
    of optimizer: any OptimizerFamily, on game: any GameFamily, _ p: Parameters<Double>
  ) throws -> Boundary? {
    guard optimizer.card.name == "simgd", game.card.name == "quadratic" else { return nil }
    let (a, b, c) = (try p.value("a"), try p.value("b"), try p.value("c"))
    let discriminant = b * b - 4 * a * c
    return Boundary(formula: "η_y = 2a η_x / (2c + (b² − 4ac) η_x)") { eta in
      2 * a * eta / (2 * c + discriminant * eta)
    }
  }
}
