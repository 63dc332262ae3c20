import CompiledKernels
import Foundation
import GameDynamics
import GameExpressions
import GameOptimizers
import MapKernels
import Maps
import SmallGames

/// What typing a game costs: games of the catalogue beside the same formula typed by a user, in turn, on one thread.
///
/// - `double`, `lanes`, `dual`: one step with static types, as a caller's own code has them.
/// - `map`: 256 x 16 pairs of step sizes through the tables that maps look kernels up in; a game without a kernel runs
///   with types known only at run time, as it does in a map.
///
/// ours is the typed game, the peer the built-in one, so ratio is built-in / typed: above 1 the typed game is faster. Asked of
/// maps is 1/1.3. On single numbers a game of one long chain of operations (`polar`) is at half: each passes through memory.
struct TypedGames: BenchmarkCase {
  let name = "typed-games"
  let summary = "games typed as formulas beside the built-in ones; ns per step (and lane), one thread; peer = built-in"

  func measure(_ setting: BenchmarkSetting) throws -> [BenchmarkRow] {
    let rounds = setting.rounds
    var rows: [BenchmarkRow] = []
    rows += try Self.pair(QuadraticGameFamily(), "x^2 + 10*x*y + y^2", rounds)
    rows += try Self.pair(DegenerateGameFamily(.cubic), "x^2*y", rounds)
    rows += try Self.pair(
      ForsakenGameFamily.forsaken, "x*(y - 0.45) + x^2/4 - x^4/2 + x^6/6 - (y^2/4 - y^4/2 + y^6/6)", rounds)
    rows += try Self.pair(DiracGANFamily(.minimax), "-softplus(-x*y) - softplus(0)", rounds)
    rows += try Self.pair(
      MatchingPenniesFamily(),
      "sigmoid(-x)*(sigmoid(y) - sigmoid(-y)) - sigmoid(x)*(sigmoid(y) - sigmoid(-y))", rounds)
    rows += try Self.pair(
      PolarGameFamily(), "(x^2 + y^2)*(0.5625 + (x^2 + y^2)*((x^2 + y^2)/3 - 0.78125))/2 - x*y", rounds,
      g: "(x^2 + y^2)*(0.5625 + (x^2 + y^2)*((x^2 + y^2)/3 - 0.78125))/2 + x*y")
    rows += try Self.pair(
      DegenerateGameFamily(.market), "x^6/6 - x^2/2 + x*y + (y^4/(1 + x^2) - x^4/(1 + y^2))/4", rounds,
      g: "y^6/6 - y^2/2 - x*y - (y^4/(1 + x^2) - x^4/(1 + y^2))/4")
    rows += try Self.pair(
      RockPaperScissorsFamily(),
      "-(exp(x1)*(1 - exp(y2)) + exp(x2)*(exp(y1) - 1) + exp(y2) - exp(y1))"
        + "/((exp(x1) + exp(x2) + 1)*(exp(y1) + exp(y2) + 1))", rounds)
    return rows
  }

  /// One game both ways, under four optimizers. Competitive gradient descent solves by conjugate gradients where the
  /// game is zero-sum and by dense LU where it is not.
  private static func pair<G: GameFamily>(
    _ builtIn: G, _ f: String, _ rounds: Int, g: String? = nil
  ) throws -> [BenchmarkRow] {
    let start = builtIn.card.standardStart
    let typed =
      try g.map { try TypedGameFamily(f: f, g: $0, start: start) } ?? TypedGameFamily(zeroSum: f, start: start)
    var rows = try both(SimGDFamily(), builtIn, typed, rounds)
    rows += try both(GradientMethods.extragradient, builtIn, typed, rounds)
    rows += try both(ConsensusFamily(), builtIn, typed, rounds)
    if g == nil {
      rows += try both(CGDFamily(), builtIn, typed, rounds)
    } else {
      rows += try both(DenseCGDFamily(), builtIn, typed, rounds)
    }
    return rows
  }

  private static func both<O: OptimizerFamily, G: GameFamily>(
    _ optimizer: O, _ builtIn: G, _ typed: TypedGameFamily, _ rounds: Int
  ) throws -> [BenchmarkRow] {
    let map = MapWork(optimizer: optimizer)
    // Runs of a tenth of a millisecond need more rounds than those of a map for a median that other work does not move.
    let times = try Timing.interleaved(
      rounds: 9 * rounds,
      [
        { try steps(optimizer, typed, Double.self) }, { try steps(optimizer, builtIn, Double.self) },
        { try steps(optimizer, typed, Lanes.self) }, { try steps(optimizer, builtIn, Lanes.self) },
        { try steps(optimizer, typed, Dual<Double>.self) }, { try steps(optimizer, builtIn, Dual<Double>.self) },
      ])
    let mapTimes = try Timing.interleaved(rounds: rounds, [{ try map.run(typed) }, { try map.run(builtIn) }])
    let perLane = Lanes.laneCount
    let figures: [(type: String, count: Int, lanes: Bool, ours: Double, theirs: Double)] = [
      ("double", runs * stepsOfRun, false, times[0], times[1]),
      ("lanes", runs * stepsOfRun * perLane, true, times[2], times[3]),
      ("dual", runs * stepsOfRun, false, times[4], times[5]),
      // A game without a kernel takes fewer steps, so its time is brought to the same number.
      (
        "map", map.points * map.steps(typed), true, mapTimes[0],
        mapTimes[1] * Double(map.steps(typed)) / Double(map.steps(builtIn))
      ),
    ]
    return figures.map { figure in
      let scale = 1e9 / Double(figure.count)
      return BenchmarkRow(
        "typed-\(builtIn.card.name)-\(optimizer.card.name)-\(figure.type)", ours: figure.ours * scale,
        unit: figure.lanes ? "ns per step and lane" : "ns per step", peer: "built-in", theirs: figure.theirs * scale)
    }
  }

  // Short runs from the start again and again: a long one ends in denormal numbers or overflow.
  private static let runs = 3
  private static let stepsOfRun = 500

  private static func steps<O: OptimizerFamily, G: GameFamily, S: Field>(
    _ optimizer: O, _ game: G, _ field: S.Type
  ) throws {
    try game.build(
      Parameters<S>(game.card.parameters), then: WithGame<O, S>(optimizer: optimizer, start: game.card.standardStart))
  }

  private struct WithGame<O: OptimizerFamily, S: Field>: GameContinuation {
    typealias Scalar = S
    let optimizer: O
    let start: Players<[Double]>

    func callAsFunction<G: SecondOrderGame>(_ game: G) throws where G.V: CoordinateVector, G.V.Scalar == S {
      var hyperparameters = Parameters<S>(optimizer.card.hyperparameters)
      try hyperparameters.setStepSizes(Players(x: S(0.01), y: S(0.01)))
      try optimizer.build(hyperparameters, then: WithBoth<G>(game: game, start: start))
    }
  }

  private struct WithBoth<G: SecondOrderGame>: OptimizerContinuation where G.V: CoordinateVector {
    typealias V = G.V
    let game: G
    let start: Players<[Double]>

    func callAsFunction<O: Optimizer>(_ optimizer: O) throws where O.V == V {
      let point = try start.map { try V(coordinates: $0.map { V.Scalar($0) }) }
      for _ in 0..<runs {
        let result = try Driver<V>(stepCap: stepsOfRun).runUnobserved(optimizer, on: FixedGame(game), from: point)
        guard result.outcomes.allSatisfy({ if case .stepCapReached = $0 { true } else { false } }) else {
          throw BenchmarkError.wrongResult("a run of \(stepsOfRun) steps ended before: \(result.outcomes[0])")
        }
      }
    }
  }

  /// A map's groups of lanes, from the fastest kernels of this machine.
  private struct MapWork<O: OptimizerFamily> {
    let optimizer: O

    /// As many nodes as a row of a map has, since a row's game is made once.
    var side: Int { 256 }
    var rows: Int { 16 }
    var points: Int { rows * side }

    /// Where there is a kernel so many that setting a group up counts little, as in a map.
    func steps<G: GameFamily>(_ game: G) -> Int {
      MachineKernels.best.kernel(optimizer, game) == nil ? 10 : 200
    }

    func run<G: GameFamily>(_ game: G) throws {
      let kernel = MachineKernels.best.kernel(optimizer, game)
      for j in 0..<rows {
        let row = try Row(optimizer, game, row: j, side: side, steps: steps(game))
        if let kernel { try kernel(row) } else { try KernelTable.generalKernel(row, optimizer, game) }
        if row.done != side { throw BenchmarkError.noResult }
      }
    }
  }

  /// A row of such a map.
  private final class Row: SimulationSeries {
    let request: SimulationRequest
    let varies: SimulationParts = []
    private let side: Int
    private var first = 0
    /// How many nodes have a result.
    private(set) var done = 0

    init(_ optimizer: some OptimizerFamily, _ game: some GameFamily, row: Int, side: Int, steps: Int) throws {
      self.side = side
      var group = RunValues<Lanes>(
        hyperparameters: Parameters(optimizer.card.hyperparameters), gameParameters: Parameters(game.card.parameters),
        start: game.card.standardStart.map { $0.map { Lanes($0) } })
      try group.hyperparameters.set("eta-y", to: Lanes(Self.size(row, side)))
      request = SimulationRequest(group, steps: steps)
    }

    static func size(_ i: Int, _ side: Int) -> Double { 0.001 + 0.02 * Double(i) / Double(side - 1) }

    func next(_ request: inout SimulationRequest) throws -> Bool {
      guard first < side else { return false }
      try request.values.hyperparameters.set("eta-x", to: Lanes { Self.size(first + $0, side) })
      first += Lanes.laneCount
      return true
    }
    func take(_ result: SimulationResult) { done += result.outcomes.count }
  }
}
