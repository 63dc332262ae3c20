// Tries the game on everything: derivatives, a trajectory, a stability map; a game with gradients alone; and what every
// command of the program does on games, with another game and an optimizer of its own.
//
//   swift run -c release CustomGame [FOLDER]
import Foundation
import GameDynamics
import GameExpressions
import GameOptimizers
import Maps
import Reports
import StabilityAnalysis

let folder = URL(fileURLWithPath: CommandLine.arguments.dropFirst().first ?? "out/custom-game", isDirectory: true)
let bench = try Workbench(folder: folder)
let family = TwistedGameFamily()
let origin = Players(x: [0.0], y: [0.0])

func require(_ holds: Bool, _ what: String) {
  guard !holds else { return }
  FileHandle.standardError.write(Data("does not hold: \(what)\n".utf8))
  exit(1)
}

// 1. Its gradients against those of the same game typed as a formula, which are differentiated symbolically.
struct Gradients: GameContinuation {
  typealias Scalar = Double
  let point: Players<[Double]>
  func callAsFunction<G: SecondOrderGame>(_ game: G) throws -> [Double]
  where G.V: CoordinateVector, G.V.Scalar == Double {
    let both = try game.gradients(at: point.map { try G.V(coordinates: $0) })
    return try both.x.coordinates() + both.y.coordinates()
  }
}
let typed = try TypedGameFamily(
  zeroSum: "exp(-(x² + y²)/s) ((0.3 x² + y)² + (0.5 y² + x)²)", parameters: [("s", 100)])
for point in [(1.0, 1.0), (-2.5, 0.5), (4, -3)].map({ Players(x: [$0.0], y: [$0.1]) }) {
  let own = try family.build(Parameters(family.card.parameters), then: Gradients(point: point))
  let other = try typed.build(Parameters(typed.card.parameters), then: Gradients(point: point))
  require(zip(own, other).allSatisfy { abs($0 - $1) < 1e-12 * (1 + abs($1)) }, "gradients \(own) are \(other)")
}
print("its gradients are those of the typed formula")

// 2. A trajectory.
let setup = RunSetup<Double>(SimGDFamily(), on: family)
let trajectory = try Trajectory(setup, steps: 300)
print("SimGD from (1, 1): \(trajectory.outcome), at \(trajectory.points.last ?? origin)")
try bench.draw(
  DistanceChart.figure(title: "SimGD on the twisted game", [.init("SimGD", trajectory.distances(to: origin))]),
  "distances")

// 3. A stability map at the origin. There D²_xx f = D²_yy f = 2, so that SimGD multiplies x by 1 - 2 η_x and y by
//    1 + 2 η_y: its spectral radius is 1 + 2 η_y for η_x ≤ 1, and the origin never attracts.
let plane = try MapPlane(setup, stepSizesOfX: 0.01...0.5, stepSizesOfY: 0.01...0.5, resolution: 32)
let map = try plane.spectralRadii()
require(map.values.allSatisfy { $0 > 1 }, "the origin repels")
require(abs((map.values.min() ?? 0) - 1.02) < 1e-12, "the least spectral radius is 1 + 2 · 0.01")
try bench.draw(
  StabilityMapFigure(title: "SimGD on the twisted game", map: map, quantity: "spectral radius ρ").figure(),
  "stability-map")
print("the origin repels at all \(map.values.count) pairs of step sizes, as it must")

// 4. A game with gradients alone. On xy, AltGD turns around the origin without end.
let run = try Driver<Double>(stepCap: 1000).run(
  firstOrder: AltGD<Double>(stepSizes: Players(x: 0.1, y: 0.1)), on: FixedGame(GradientsAlone()),
  from: Players(x: 1, y: 0))
require((0.9...1.1).contains((run.point.x * run.point.x + run.point.y * run.point.y).squareRoot()), "AltGD cycles")
print("AltGD on gradients alone: \(run.outcome), at \(run.point)")

// 5. Every command.
try everyCommand(on: bench)
for notice in bench.notices { FileHandle.standardError.write(Data((notice + "\n").utf8)) }
print("files: \(bench.folder.path)")
