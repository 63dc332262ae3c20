// Tries the optimizer on everything: a trajectory, a stability map and, where libtorch is present, a GAN.
//
//   swift run -c release CustomOptimizer [FOLDER [TRAINING-STEPS [DATA]]]
import Foundation
import GameDynamics
import Maps
import Reports
import SmallGames
import StabilityAnalysis

#if COUNTERPLAY_TORCH
  import GANs
  import Training
#endif

let arguments = CommandLine.arguments.dropFirst()
let bench = try Workbench(folder: URL(fileURLWithPath: arguments.first ?? "out/custom-optimizer", isDirectory: true))
let family = ExtragradientPlusFamily()
let game = BilinearGameFamily()

// 1. A trajectory of the bilinear game xy, with the rate that theory gives: with β = 1/2 the iteration's eigenvalues are
//    1 - 2η² ± iη, so it contracts by √(1 - 3η² + 4η⁴) a step.
let eta = 0.2
var setup = RunSetup<Double>(family, on: game)
try setup.values.set(.bothStepSizes, to: eta)
let trajectory = try Trajectory(setup, steps: 200)
let origin = Players(x: [0.0], y: [0.0])
for step in stride(from: 0, through: 200, by: 50) {
  let point = trajectory.points[step]
  print("step \(step): x = \(point.x[0]), y = \(point.y[0])")
}
let expected = (1 - 3 * eta * eta + 4 * eta * eta * eta * eta).squareRoot()
print("rate measured \(trajectory.rate(towards: origin)), by theory \(expected)")
try bench.draw(
  DistanceChart.figure(
    title: "EG+ on xy, η = \(eta)", [.init("EG+", trajectory.distances(to: origin), rate: expected)]), "distances")

// 2. Its stability map.
let plane = try MapPlane(
  RunSetup(family, on: game), stepSizesOfX: 0.01...2, stepSizesOfY: 0.01...2, resolution: 64)
let map = try plane.spectralRadii()
print("stable at \(map.values.filter { $0 < 1 }.count) of \(map.values.count) pairs of step sizes")
try bench.draw(
  StabilityMapFigure(title: "EG+ on xy", map: map, quantity: "spectral radius ρ").figure(), "stability-map")

// 3. The optimizer that remembers, on x² - y²: λ² - (1 + μ - 2η) λ + μ = 0 has complex roots for η = 0.3 and μ = 1/4, so both
//    players contract by √μ = 1/2 a step. The spectral radius of the exact Jacobian, which includes the memory, says the same.
var remembering = RunSetup<Double>(HeavyBallFamily(), on: QuadraticGameFamily())
for (name, value) in [("a", 1.0), ("b", 0), ("c", -1)] { try remembering.gameParameters.set(name, to: value) }
try remembering.values.set(.bothStepSizes, to: 0.3)
let radius = try Spectrum(of: IterationJacobian().jacobian(of: remembering, at: origin)).radius
print("heavy ball on x² - y²: spectral radius \(radius), by theory 0.5")

// 4. The GAN.
#if COUNTERPLAY_TORCH
  var configuration = TrainingConfiguration()
  let more = Array(arguments.dropFirst())
  configuration.steps = more.first.flatMap { Int($0) } ?? 500
  configuration.data = more.count > 1 ? more[1] : "synthetic"
  configuration.hyperparameters = ["eta-x": 0.02, "eta-y": 0.02]
  let trainer = try GANTrainer(configuration, optimizer: family)
  let result = try trainer.run()
  _ = try TrainingPortfolio(trainer: trainer, result: result, name: "train", about: "GAN").write(on: bench)
  print("GAN on \(result.problem.dataset.name): \(result.outcome)")

  // 5. Which step sizes are stable, at a checkpoint of a small one.
  configuration.steps = 20
  configuration.data = "ring"
  (configuration.hidden, configuration.latentSize) = ([8], 2)
  let run = bench.folder.appendingPathComponent("run", isDirectory: true)
  _ = try GANTrainer(configuration, optimizer: family).run(files: RunFiles(folder: run, start: .overwriting))
  let gan = try StandingGAN(CheckpointStore.find(run), batch: 64, optimizer: family)
  let report = StabilityReport(
    gan: gan, family: family, hyperparameters: gan.hyperparameters, state: gan.state, count: 2, horizon: 1000,
    bench: bench)
  try report.write(range: 0.01...1, ratio: nil, times: [1], toEquilibrium: false, earlier: []) { _ in }
  for sentence in report.sentences { print(sentence) }
#else
  print("no GAN: libtorch is missing; `make setup` in Counterplay's folder installs it")
#endif
for notice in bench.notices { FileHandle.standardError.write(Data((notice + "\n").utf8)) }
print("files: \(bench.folder.path)")
guard abs(trajectory.rate(towards: origin) - expected) < 1e-9 else {
  FileHandle.standardError.write(Data("the measured rate is not the theoretical one\n".utf8))
  exit(1)
}
