import Foundation
import GSLNumerics
import GameDynamics
import GameOptimizers
import GnuplotScripts
import Maps
import RealModule
import Reports
import SmallGames
import StabilityAnalysis

/// The step sizes for which functional gradients on particles converge, in closed form and by exact Jacobians: a part of
/// `cfg-theory`.
///
/// Near the particles' rest y answers a shift m of theirs by U steps of rate a towards -κm, and they move by η_x s₀ y,
/// s₀ = s(0). With q = (1 - a)^U and K = η_x s₀ κ that is
///
///     y ← q y - (1 - q) κ m,   m ← m + η_x s₀ y:    λ² - (1 + q - K(1 - q)) λ + q = 0
///
/// which is stable iff |q| < 1 and K(1 - q) < 2(1 + q), by Jury's criterion:
///
///     η_x < (2/κs₀) (1 + q)/(1 - q),   0 < a < 2
///
/// and with D exact (q = 0) iff η_x < 2/(κs₀). One particle with D = yx and the target N(0, σ²): a = η_y σ²/4, κ = 2/σ²,
/// from ∂g/∂y = ½ x + ¼ σ² y at rest. The exact D of normal densities: a = η_y, and of its two modes the deviation's, with
/// κ = 2/σ², is the faster.
enum CFGStepSizes {
  struct Setting {
    let scene: ParticleScene
    let scaling: FunctionalScaling
    let discriminatorSteps: Int
    let sigma: Double

    var id: String {
      (["region", scene.rawValue] + (scaling == .cfg ? [] : [scaling.rawValue]) + ["u\(discriminatorSteps)"])
        .joined(separator: "-")
    }
    var label: String {
      let judge = scene == .line ? "one particle, D = yx" : "the exact D of normal densities"
      return "\(judge), s = \(scaling.formula), U = \(discriminatorSteps), σ = \(sigma)"
    }

    /// The law of the type's comment.
    func spectralRadius(_ x: Double, _ y: Double) -> Double {
      let a = scene == .line ? y * sigma * sigma / 4 : y
      let q = Double.pow(1 - a, discriminatorSteps)
      let modes = scene == .line ? [2 / (sigma * sigma)] : [1 / (sigma * sigma), 2 / (sigma * sigma)]
      return modes.reduce(0) { worst, kappa in
        let trace = 1 + q - x * scaling.scale(0) * kappa * (1 - q)
        let root = trace * trace / 4 - q
        let radius = root < 0 ? q.squareRoot() : abs(trace) / 2 + root.squareRoot()
        return max(worst, radius)
      }
    }

    /// The greatest η_x that converges.
    func boundary(_ y: Double) -> Double {
      let a = scene == .line ? y * sigma * sigma / 4 : y
      let q = Double.pow(1 - a, discriminatorSteps)
      return sigma * sigma / scaling.scale(0) * (1 + q) / (1 - q)
    }

    var family: ParticleGameFamily<FunctionalScaling> { ParticleGameFamily(scene, scaling) }

    func setup(
      _ optimizer: any OptimizerFamily, _ x: Double, _ y: Double, from start: Players<[Double]>? = nil
    ) throws -> RunSetup<Double> {
      var setup = RunSetup<Double>(optimizer, on: family, from: start)
      try setup.gameParameters.set("sigma", to: sigma)
      try setup.hyperparameters.setStepSizes(Players(x: x, y: y))
      if optimizer.card.name == "icfg" {
        try setup.hyperparameters.set("discriminator-steps", to: Double(discriminatorSteps))
      }
      return setup
    }

    func equilibrium() throws -> Players<[Double]> {
      var parameters = Parameters<Double>(family.card.parameters)
      try parameters.set("sigma", to: sigma)
      return try family.equilibria(parameters)[0]
    }

    func measuredRadius(_ optimizer: any OptimizerFamily, _ x: Double, _ y: Double) throws -> Double {
      try IterationJacobian().jacobian(of: setup(optimizer, x, y), at: equilibrium()).spectralRadius()
    }
  }

  private static let settings = [
    Setting(scene: .line, scaling: .cfg, discriminatorSteps: 1, sigma: 1),
    Setting(scene: .line, scaling: .cfg, discriminatorSteps: 5, sigma: 1),
    Setting(scene: .line, scaling: .gan0, discriminatorSteps: 1, sigma: 0.8),
    Setting(scene: .exact, scaling: .cfg, discriminatorSteps: 1, sigma: 1),
  ]

  static func judge(on bench: Workbench) throws {
    for setting in settings {
      try judgeLaw(setting, on: bench)
      try judgeRates(setting, on: bench)
      try draw(setting, on: bench)
    }
    try judgeBestResponse(on: bench)
  }

  /// The largest η_y that converges is 8/σ² for D = yx, 2 for the exact D.
  private static func reach(_ setting: Setting) -> Double {
    setting.scene == .line ? 8 / (setting.sigma * setting.sigma) : 2
  }

  private static func judgeLaw(_ setting: Setting, on bench: Workbench) throws {
    let (icfg, reach) = (GradientMethods.icfg, reach(setting))
    var (worstRadius, worstBoundary) = (0.0, 0.0)
    for share in [0.07, 0.2, 0.45, 0.6, 0.85, 1.1] {
      let y = share * reach
      for x in [0.2, 0.9, 1.7, 4.1] {
        worstRadius = max(
          worstRadius, abs(try setting.measuredRadius(icfg, x, y) - setting.spectralRadius(x, y)))
      }
      guard share < 1 else { continue }
      let law = setting.boundary(y)
      let found = try bracketedRoot(in: (0.5 * law)...(1.5 * law), tolerance: 1e-10) { x in
        try setting.measuredRadius(icfg, x, y) - 1
      }
      worstBoundary = max(worstBoundary, abs(found / law - 1))
    }
    bench.judge(
      Claim(
        "\(setting.id)-radius",
        "ICFG, \(setting.label): spectral radius of the exact Jacobian and in closed form differ by",
        source: CFGTheory.paper, expected: 0, measured: worstRadius, within: 1e-6))
    bench.judge(
      Claim(
        "\(setting.id)-boundary",
        "ICFG, \(setting.label): it converges up to η_x = σ²/s₀ (1 + q)/(1 - q): greatest relative deviation",
        source: CFGTheory.paper, expected: 0, measured: worstBoundary, within: 1e-8))
  }

  /// Runs beside the rest shrink or grow by the spectral radius.
  private static func judgeRates(_ setting: Setting, on bench: Workbench) throws {
    let rest = try setting.equilibrium()
    let y = 0.3 * reach(setting)
    for (name, share) in [("inside", 0.5), ("near", 0.93), ("outside", 1.2)] {
      let x = share * setting.boundary(y)
      let expected = setting.spectralRadius(x, y)
      // What arrives within a few steps has no rate to fit.
      guard expected > 0.3 else { continue }
      // Near enough for what is not linear to be small, and not so near that rounding is seen: over some digits.
      let shift = share > 1 ? 1e-8 : 1e-4
      let steps = max(8, Int(min(400, Double.log(share > 1 ? 1e4 : 1e7) / abs(Double.log(expected)))))
      // In general position: none of the modes is left out.
      let start = Players(x: rest.x.enumerated().map { $1 + shift * (1 + 0.3 * Double($0)) }, y: rest.y)
      let trajectory = try Trajectory(setting.setup(GradientMethods.icfg, x, y, from: start), steps: steps)
      bench.judge(
        Claim(
          "\(setting.id)-rate-\(name)",
          "ICFG, \(setting.label), η = (\(String(format: "%.3g, %.3g", x, y))): factor a step of the distance to rest, "
            + "fitted over \(steps) steps", source: CFGTheory.paper, expected: expected,
          measured: trajectory.rate(towards: rest), within: 0.03))
    }
  }

  private static func draw(_ setting: Setting, on bench: Workbench) throws {
    let resolution = bench.budget == .quick ? 21 : 101
    let (x, y) = (6.0, 1.25 * reach(setting))
    let half = (x: x / Double(2 * resolution), y: y / Double(2 * resolution))
    let plane = try MapPlane(
      setting.setup(GradientMethods.icfg, 1, 1), stepSizesOfX: half.x...(x - half.x),
      stepSizesOfY: half.y...(y - half.y),
      resolution: resolution)
    let map = try plane.spectralRadii()
    let theory = MapTheory("closed form") { setting.spectralRadius($0, $1) }
    try bench.draw(
      StabilityMapFigure(
        title: "ICFG on particles, \(setting.label): rate a step", map: map, quantity: "spectral radius ρ",
        theory: theory
      ).figure(), "cfg-theory-\(setting.id)")
    let stable = map.values.count { $0 < 1 }
    let expected = plane.vertical.values.flatMap { y in
      plane.horizontal.values.map { x in setting.spectralRadius(x, y) }
    }.count { $0 < 1 }
    bench.judge(
      Claim(
        "\(setting.id)-map", "ICFG, \(setting.label): nodes of the map that converge, of \(map.values.count)",
        source: "two computations of the same quantity", expected: Double(expected), measured: Double(stable), within: 0
      ))
  }

  /// CFG itself brings y to its best response, so η_x < σ²/s₀ whatever η_y.
  private static func judgeBestResponse(on bench: Workbench) throws {
    for setting in [settings[0], settings[2]] {
      var worst = 0.0
      for share in [0.3, 0.5, 0.8] {
        let y = share * reach(setting)
        let limit = setting.sigma * setting.sigma / setting.scaling.scale(0)
        let found = try bracketedRoot(in: (0.5 * limit)...(1.5 * limit), tolerance: 1e-8) { x in
          try setting.measuredRadius(CFGFamily(), x, y) - 1
        }
        worst = max(worst, abs(found / limit - 1))
      }
      bench.judge(
        Claim(
          "\(setting.id)-best-response",
          "CFG, one particle, D = yx at its best response, s = \(setting.scaling.formula), σ = \(setting.sigma): it "
            + "converges up to η_x = σ²/s₀, whatever η_y: greatest relative deviation", source: CFGTheory.paper,
          expected: 0, measured: worst, within: 1e-4))
    }
  }
}
