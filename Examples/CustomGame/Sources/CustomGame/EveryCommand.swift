import Foundation
import GameDynamics
import GameOptimizers
import Maps
import Reports
import StabilityAnalysis

/// What the commands of the program do on games, as library calls, with an optimizer and a game of one's own: simulate, map,
/// basins, continue, tune, atlas and explore. Figures and tables go into the bench's folder.
///
/// What theory knows is checked on the way. At the wells x = ±√(1 - p²), y = p x, the game's Jacobian is
/// J = ((2 - 3p², p), (-p, 1)).
func everyCommand(on bench: Workbench) throws {
  let optimizer = TwoLooksFamily()
  let game = DoubleWellFamily()
  var setup = RunSetup<Double>(optimizer, on: game)
  let p = 0.5
  let x = (1 - p * p).squareRoot()
  let well = Players(x: [x], y: [p * x])

  /// |(1 - z)(1 + z²)| of the eigenvalues z = η (m ± i w) of η J, which are complex here.
  func factor(_ eta: Double) -> Double {
    let (m, w) = ((3 - 3 * p * p) / 2, (p * p - (1 - 3 * p * p) * (1 - 3 * p * p) / 4).squareRoot())
    let (re, im) = (eta * m, eta * w)
    let (squareRe, squareIm) = (1 + re * re - im * im, 2 * re * im)
    return (((1 - re) * (1 - re) + im * im) * (squareRe * squareRe + squareIm * squareIm)).squareRoot()
  }

  // simulate
  let run = try Trajectory(setup, until: .init(steps: 500, targets: [well], convergenceBound: 1e-9))
  require(run.nearestTarget == well, "it comes to the well on its side: \(run.outcome)")
  try bench.draw(
    PhasePlane(
      title: "two looks on the double well", game: game, parameters: setup.gameParameters,
      trajectories: [("from (1, 0)", run)]
    ).figure(), "phase-plane")
  print("simulate: \(run.outcome)")

  // tune
  let tuning = try Tuning(.init(setup, over: [TuningAxis(.bothStepSizes, of: optimizer)]))
  let eta = tuning.quantities[0].best
  require(tuning.converges, "some step size converges")
  print("tune: best step size \(eta), \(tuning.factor) a step")
  try setup.values.set(.bothStepSizes, to: 0.3)
  let radius = try Spectrum(of: IterationJacobian().jacobian(of: setup, at: well)).radius
  require(abs(radius - factor(0.3)) < 1e-12, "the spectral radius at the well is \(factor(0.3)): \(radius)")

  // map, with everything that the command writes
  let plane = try MapPlane(setup, stepSizesOfX: 0.02...2, stepSizesOfY: 0.02...2, resolution: 24)
  let basins = try MapPlane(
    setup,
    horizontal: .init(.start(.x, 0), of: optimizer, on: game, range: -2...2, count: 24),
    vertical: .init(.start(.y, 0), of: optimizer, on: game, range: -2...2, count: 24))
  for (plane, kind) in [(plane, "spectral"), (basins, "basins")] {
    let portfolio = try MapPortfolio(plane, MapChart.named(kind))
    try portfolio.compute(in: bench.folder, resuming: false, isCancelled: { false }) { _, _, _ in }
    for line in try portfolio.present(on: bench).lines { print("map --kind \(kind): \(line)") }
  }

  // basins: by symmetry each well has half of the starts.
  var request = try BasinFractions.Request(setup, box: -2...2)
  request.samples = 512
  let fractions = try BasinFractions(request)
  let shares = fractions.attractors.indices.map { fractions.share(of: .equilibrium($0)) }.filter { $0.count > 0 }
  require(shares.count == 2 && shares.allSatisfy { $0.interval.contains(0.5) }, "two basins of a half: \(shares)")
  FractionsReport(fractions).lines.forEach { print("basins: \($0)") }

  // continue: the well meets its twin at p = 1, and the branch turns back into it.
  var branch = EquilibriumBranch.Request(setup, along: .gameParameter("p"), range: 0.5...1.5)
  branch.equilibrium = well
  let followed = try EquilibriumBranch(branch)
  require(
    followed.crossings.contains { $0.kind == .pitchfork && abs($0.value - 1) < 1e-9 }, "a pitchfork at p = 1")
  for line in BranchReport(followed, range: branch.range).lines { print("continue: \(line)") }
  if let sheet = BifurcationDiagram(followed, cycles: [], title: "two looks on the double well", symbol: "p").sheet() {
    try bench.draw(sheet, "bifurcations")
  }

  // atlas
  try Atlas(games: [.init(game, range: 0.02...2)], optimizers: [optimizer, SimGDFamily()], resolution: 12).draw(
    on: bench)

  // explore
  var exploration = Exploration(game, setup.gameParameters, optimizers: [optimizer, SimGDFamily()])
  (exploration.resolution, exploration.samples, exploration.nodes) = (17, 128, 51)
  try exploration.page(on: bench).write(on: bench)
  print("explore: \(bench.folder.appendingPathComponent("index.html").path)")
}
