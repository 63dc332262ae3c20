import GameDynamics
import GameOptimizers
import SmallGames
import TestSupport
import Testing

/// Rates of the literature, measured by running, where the exact rate of every step is known.
///
/// Source of the claims on the quadratic game: F. Schäfer, H. Zheng and A. Anandkumar, "Implicit competitive
/// regularization in GANs", 2019, arXiv:1910.05852, section 3.
@Suite struct RateTests {
  /// The points of a run, the start first.
  func trajectory(_ name: String, _ x: Double, _ y: Double, steps: Int, on game: String, from start: Players<[Double]>)
    throws -> [[Double]]
  {
    let family = try OptimizerCatalogue.named(name)
    let target = try GameCatalogue.named(game)
    return try family.probe(
      RecordingProbe(start: start, steps: steps), family.hyperparameters(x, y), on: target,
      Parameters(target.card.parameters)
    ).points
  }

  // The step is a linear map M, and the area spanned by a point and the next is multiplied by det M in every step:
  // det(Mp, M²p) = det M · det(p, Mp). With complex eigenvalues the rate is √det M, and
  // det M = (1 - 2η_x)(1 + 2η_y) + 100 η_x η_y: 0.9264, 1.0864 and 1.2464. Below 1 SimGD converges, although y
  // maximises a convex function.
  @Test(arguments: [(0.09, 0.01, 0.9264), (0.03, 0.03, 1.0864), (0.01, 0.09, 1.2464)])
  func simGDOnTheQuadraticGame(x: Double, y: Double, determinant: Double) throws {
    let points = try trajectory("simgd", x, y, steps: 200, on: "quadratic", from: Players(x: [1], y: [0.5]))
    let areas = zip(points, points.dropFirst()).map { $0[0] * $1[1] - $0[1] * $1[0] }
    for (area, next) in zip(areas, areas.dropFirst()) { #expect(difference(next / area, determinant) < 1e-12) }
    // The eigenvalues are complex: (trace / 2)² < det, trace = 2 - 2η_x + 2η_y.
    #expect((1 - x + y) * (1 - x + y) < determinant)
    let norm = { (p: [Double]) in p[0] * p[0] + p[1] * p[1] }
    #expect((norm(points[200]) < 1e-3) == (determinant < 1) && (norm(points[200]) > 1e3) == (determinant > 1))
  }

  // With η_x = 0 and x = 0, y ← y + 0.01 · 2y.
  @Test func yAloneDiverges() throws {
    let points = try trajectory("simgd", 0, 0.01, steps: 100, on: "quadratic", from: Players(x: [0], y: [1]))
    for (p, next) in zip(points, points.dropFirst()) {
      #expect(next[0] == 0 && difference(next[1] / p[1], 1.02) < 1e-15)
    }
  }

  // On xy SimGD is I + η[[0, -1], [1, 0]], a rotation times √(1 + η²); CGD is that divided by 1 + η²: eliminating the
  // other's move, x ← (x - ηy)/(1 + η²) and y ← (y + ηx)/(1 + η²).
  @Test(arguments: [0.01, 0.2, 1, 3]) func bilinearGame(eta: Double) throws {
    let factor = 1 + eta * eta
    for (name, squared) in [("simgd", factor), ("cgd", 1 / factor), ("cgd-dense", 1 / factor)] {
      let points = try trajectory(name, eta, eta, steps: 60, on: "bilinear", from: Players(x: [0.6], y: [-0.8]))
      let norms = points.map { $0[0] * $0[0] + $0[1] * $0[1] }
      for (norm, next) in zip(norms, norms.dropFirst()) { #expect(difference(next / norm, squared) < 1e-13, "\(name)") }
    }
  }

  // With u = x - η_x b y the new x, y becomes y + η_y b u. Then Q = η_y x² + η_x y² - η_x η_y b xy takes, at x = u + η_x b y,
  // the value η_y u² + η_x y² + η_x η_y b uy, and at (u, y + η_y b u) the same: AltGD stays on an ellipse (b = 1 here;
  // equal step sizes: x² + y² - η xy).
  @Test(arguments: [(0.1, 0.1), (0.5, 0.05), (1.9, 1.9)]) func altGDStaysOnAnEllipse(x: Double, y: Double) throws {
    let points = try trajectory("altgd", x, y, steps: 10_000, on: "bilinear", from: Players(x: [1], y: [0.3]))
    let form = { (p: [Double]) in y * p[0] * p[0] + x * p[1] * p[1] - x * y * p[0] * p[1] }
    let first = form(points[0])
    for p in points { #expect(abs(form(p) / first - 1) < 1e-12) }
  }

  // In the singular vectors of B the 3 + 3 dimensional game is three bilinear games with σ = 1, 1/2, 1/4, each
  // contracting by 1/√(1 + (ση)²): the slowest is left over.
  @Test func slowestSingularValueRules() throws {
    let points = try trajectory(
      "cgd-dense", 2, 2, steps: 400, on: "bilinear-nd", from: Players(x: [1, 1, 1], y: [1, 1, 1]))
    let norms = points.map { $0.reduce(0) { $0 + $1 * $1 } }
    #expect(difference(norms[400] / norms[399], 1 / 1.25) < 1e-12)
  }
}
