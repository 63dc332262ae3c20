import GameDynamics

extension LaneGroup {
  /// The same numbers for another machine's code.
  @inlinable @inline(__always)
  init<From: LaneMachine>(moving lanes: LaneGroup<From>) { self.init(lanes.p0, lanes.p1, lanes.p2, lanes.p3) }
}

/// A request behind one reference. It goes from hand to hand for every few nodes of a map, and a copy of its arrays would
/// cost as much as some dozen steps.
@usableFromInline
final class SharedRequest: Sendable {
  @usableFromInline let request: SimulationRequest

  @inlinable
  init(_ request: SimulationRequest) { self.request = request }
}

/// Goes on with the game: makes the optimizer for the game's vectors. Everything here is inlinable, so that the modules
/// of other machines compile it for theirs.
@usableFromInline
struct WithGame<F: OptimizerFamily, Machine: LaneMachine>: GameContinuation {
  @usableFromInline typealias Scalar = LaneGroup<Machine>
  @usableFromInline let family: F
  @usableFromInline let shared: SharedRequest

  @inlinable
  init(family: F, request: SimulationRequest) {
    self.family = family
    shared = SharedRequest(request)
  }

  @inlinable
  func callAsFunction<G: SecondOrderGame>(_ game: G) throws -> SimulationResult
  where G.V: CoordinateVector, G.V.Scalar == LaneGroup<Machine> {
    try family.build(
      shared.request.hyperparameters.mapped { LaneGroup<Machine>(moving: $0) },
      then: WithBoth<G, Machine>(game: game, shared: shared))
  }
}

/// Goes on with game and optimizer: runs.
@usableFromInline
struct WithBoth<G: SecondOrderGame, Machine: LaneMachine>: OptimizerContinuation
where G.V: CoordinateVector, G.V.Scalar == LaneGroup<Machine> {
  @usableFromInline typealias V = G.V
  @usableFromInline let game: G
  @usableFromInline let shared: SharedRequest

  @inlinable
  init(game: G, shared: SharedRequest) {
    self.game = game
    self.shared = shared
  }

  @inlinable
  var request: SimulationRequest { _read { yield shared.request } }

  @inlinable
  func point(_ coordinates: Players<[Lanes]>) throws -> Players<V> {
    try coordinates.map { try V(coordinates: $0.map { LaneGroup<Machine>(moving: $0) }) }
  }

  @inlinable
  func callAsFunction<O: Optimizer>(_ optimizer: O) throws -> SimulationResult where O.V == V {
    var driver = Driver<V>(stepCap: request.steps, divergenceBound: request.divergenceBound)
    if let bound = request.convergenceBound {
      let targets = try request.targets.map { try point($0) }
      driver.convergence =
        targets.count == 1 ? .distance(to: targets[0], atMost: bound) : .distanceToAny(of: targets, atMost: bound)
    }
    let start = try point(request.start)
    var distances: [Lanes] = []
    let run: Driver<V>.Result<O.State>
    if request.measurement == .squaredDistances, let target = try request.targets.first.map({ try point($0) }) {
      distances.reserveCapacity(request.steps + 1)
      run = try driver.run(optimizer, on: FixedGame(game), from: start) { _, point, _ in
        distances.append(Lanes(moving: try point.squaredDistance(to: target)))
        return .proceed
      }
    } else {
      run = try driver.runUnobserved(optimizer, on: FixedGame(game), from: start)
    }
    var result = SimulationResult(
      outcomes: run.outcomes, point: try run.point.map { try $0.coordinates().map { Lanes(moving: $0) } },
      squaredDistances: distances)
    if case .extents(let window) = request.measurement, run.someLaneStillMoves {
      var box = Wandering(optimizer: optimizer, game: game, point: run.point, state: run.state)
      let first = try box.squaredExtent(of: window)
      result.extents = (Lanes(moving: first), Lanes(moving: try box.squaredExtent(of: window)))
    }
    return result
  }
}

extension Driver.Result {
  /// True where a lane has come to the last step without an outcome.
  @inlinable
  var someLaneStillMoves: Bool { outcomes.contains { if case .stillMoving = $0 { true } else { false } } }
}

/// A run that goes on, and the box it stays in.
@usableFromInline
struct Wandering<O: Optimizer, G: SecondOrderGame> where O.V == G.V, G.V: CoordinateVector {
  @usableFromInline let optimizer: O
  @usableFromInline let game: G
  @usableFromInline var point: Players<G.V>
  @usableFromInline var state: O.State

  @inlinable
  init(optimizer: O, game: G, point: Players<G.V>, state: O.State) {
    self.optimizer = optimizer
    self.game = game
    self.point = point
    self.state = state
  }

  /// The squared diagonal of the box that holds the next points.
  @inlinable
  mutating func squaredExtent(of window: Int) throws -> G.V.Scalar {
    var least = point
    var greatest = point
    for _ in 0..<window {
      _ = try optimizer.step(&point, &state, in: game)
      greatest = try greatest.maximum(elementwise: point)
      least = try least.negated().maximum(elementwise: point.negated()).negated()
    }
    return try greatest.squaredDistance(to: least)
  }
}
