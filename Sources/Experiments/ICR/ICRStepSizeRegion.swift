import GameDynamics
import GnuplotScripts
import Maps
import RealModule
import Reports

/// The step sizes for which SimGD and CGD converge on x² + 10xy + y²: a part of `icr-learning-speed`.
enum ICRStepSizeRegion {
  static let resolution = 121
  /// The window of both step sizes.
  private static let side = 0.1

  /// Judges the boundaries, the regions' areas and the maps, and draws them.
  static func judge(on bench: Workbench) throws {
    var counted: [Double] = []
    for method in ICRLearningSpeed.methods {
      try judgeBoundary(of: method, on: bench)
      counted.append(try judgeMap(of: method, on: bench))
    }
    // ∫ η/(1 + 48η) and ∫ min(0.1, η/(1 - 52η)) over 0 to 0.1.
    let simgd = side / 48 - Double.log(1 + 48 * side) / (48 * 48)
    let reached = side / (1 + 52 * side)
    let cgd = -reached / 52 - Double.log(1 - 52 * reached) / (52 * 52) + side * (side - reached)
    for (method, (expected, share)) in zip(ICRLearningSpeed.methods, zip([simgd, cgd], counted)) {
      bench.judge(
        Claim(
          "\(method.name)-area",
          "\(method.title): share of the step sizes in (0, 0.1]² for which it converges, counted",
          source: ICRLearningSpeed.paper, expected: expected / (side * side), measured: share, within: 0.01))
    }
    bench.judge(
      Claim(
        "area-ratio", "CGD converges for so many times as many pairs of step sizes in (0, 0.1]² as SimGD",
        source: ICRLearningSpeed.paper, expected: cgd / simgd, measured: counted[1] / counted[0], within: 0.2))
  }

  /// Bisected on the exact Jacobian: the radius grows with η_y through 1.
  private static func judgeBoundary(of method: ICRLearningSpeed.Method, on bench: Workbench) throws {
    var worst = 0.0
    for x in stride(from: 0.002, through: side, by: 0.002) where method.boundary(x) <= side {
      var (low, high) = (0.0, 2 * method.boundary(x))
      for _ in 0..<60 {
        let middle = (low + high) / 2
        if try ICRLearningSpeed.spectralRadius(method.family, x, middle) < 1 { low = middle } else { high = middle }
      }
      worst = max(worst, abs(low - method.boundary(x)))
    }
    bench.judge(
      Claim(
        "\(method.name)-region-boundary",
        "\(method.title): the region where the radius is below 1 ends at η_y = \(method.boundaryText): "
          + "greatest deviation, bisected on the exact Jacobian", source: ICRLearningSpeed.paper, expected: 0,
        measured: worst, within: 1e-12))
  }

  private static func plane(_ method: ICRLearningSpeed.Method, resolution: Int) throws -> MapPlane {
    // Not from zero: where y does not move the radius is exactly 1, which is no boundary.
    let half = side / Double(2 * resolution)
    return try MapPlane(
      ICRLearningSpeed.setup(method.family, 0.01, 0.01), stepSizesOfX: half...(side - half),
      stepSizesOfY: half...(side - half), resolution: resolution)
  }

  /// Nodes are the middles of the window's cells, so that counting them measures areas. Returns the share that converges.
  private static func judgeMap(of method: ICRLearningSpeed.Method, on bench: Workbench) throws -> Double {
    let fine = try plane(method, resolution: resolution)
    let map = try fine.spectralRadii()
    let cell = side / Double(resolution)
    var contour = 0.0
    for line in try Grid(x: map.horizontal.values, y: map.vertical.values, z: map.values).contour(at: 1) {
      // Nearest point of the curve, which is steep for CGD: along x where that is nearer.
      for (x, y) in zip(line.x, line.y) where x >= 0.002 {
        let along = method.name == "simgd" ? .infinity : abs(x - y / (1 + 52 * y))
        contour = max(contour, min(abs(y - method.boundary(x)), along))
      }
    }
    bench.judge(
      Claim(
        "\(method.name)-map-boundary",
        "\(method.title): the contour of the map at 1 lies on that curve: greatest deviation, in cells of the grid",
        source: ICRLearningSpeed.paper, expected: 0, measured: contour / cell, within: 0.1))
    let coarse = try plane(method, resolution: 41)
    let steps = bench.budget == .full ? 10_000 : 4000
    let difference = zip(try coarse.spectralRadii().values, try coarse.simulatedRates(steps: steps).values)
      .reduce(0) { max($0, abs($1.0 - $1.1)) }
    bench.judge(
      Claim(
        "\(method.name)-maps-agree",
        "\(method.title): the map by the exact Jacobian and the map by simulation agree: greatest difference",
        source: "two computations of the same quantity", expected: 0, measured: difference, within: 2e-3))
    let figure = try StabilityMapFigure(
      title: "\(method.title) on x² + 10xy + y²: rate a step", map: map, quantity: "spectral radius ρ",
      theory: fine.theory(),
      marks: zip(ICRLearningSpeed.pairs, method.radii).enumerated().map { index, pair in
        MapMark(
          "(\(pair.0.x), \(pair.0.y)), \(pair.1 < 1 ? "converges" : "diverges")", x: pair.0.x, y: pair.0.y,
          trajectory: index)
      })
    try bench.draw(figure.figure(), "icr-learning-speed-map-\(method.name)")
    return Double(map.values.count { $0 < 1 }) / Double(map.values.count)
  }
}
