import GameDynamics
import GameExpressions

/// Numbers of as many lanes as `Lanes`, on which kernels are compiled: for one machine (`LaneGroup`), or by calls
/// (`CalledLanes`).
public protocol KernelNumber: Field {
  /// The numbers of these lanes.
  init(moving lanes: Lanes)
  /// The same numbers.
  var moved: Lanes { get }
  /// Whether two runs beside each other are quicker than one after the other.
  static var runsPairs: Bool { get }
}

extension LaneGroup: KernelNumber {
  /// The same numbers for this machine's code.
  @inlinable @inline(__always)
  public init(moving lanes: Lanes) { self.init(lanes.p0, lanes.p1, lanes.p2, lanes.p3) }
  /// The same numbers for every machine's code.
  @inlinable @inline(__always)
  public var moved: Lanes { Lanes(p0, p1, p2, p3) }
  /// The machine's.
  @inlinable @inline(__always)
  public static var runsPairs: Bool { Machine.runsPairs }
}

extension CalledLanes: KernelNumber {
  /// These lanes.
  @inlinable @inline(__always)
  public init(moving lanes: Lanes) { self.init(lanes) }
  /// Those lanes.
  @inlinable @inline(__always)
  public var moved: Lanes { lanes }
  /// False: operations that are called do not wait for each other.
  @inlinable @inline(__always)
  public static var runsPairs: Bool { false }
}

/// Goes on with the game: runs group after group of a series. Everything here is inlinable, so that the modules of other
/// machines compile it for theirs.
@usableFromInline
struct WithGame<F: OptimizerFamily, Scalar: KernelNumber>: GameContinuation {
  @usableFromInline let family: F
  @usableFromInline let series: any SimulationSeries

  @inlinable
  init(family: F, series: any SimulationSeries) {
    self.family = family
    self.series = series
  }

  /// Simulates a series on the games that `build` makes of its parameters.
  @inlinable
  static func simulate(
    _ series: any SimulationSeries, family: F, build: (Parameters<Scalar>, Self) throws -> Void
  ) throws {
    try series.forEachGame { part in
      try build(
        part.request.values.gameParameters.mapped { Scalar(moving: $0) }, Self(family: family, series: part))
    }
  }

  @inlinable
  func callAsFunction<G: SecondOrderGame>(_ game: G) throws
  where G.V: CoordinateVector, G.V.Scalar == Scalar {
    var request = series.request
    let startVaries = series.varies.contains(.start)
    var hyperparameters = request.values.hyperparameters.mapped { Scalar(moving: $0) }
    let simulation = try WithBoth<G>(game: game, request: request)
    while try series.next(&request) {
      hyperparameters.replaceValues(with: request.values.hyperparameters) { Scalar(moving: $0) }
      if startVaries { simulation.start = try WithBoth<G>.point(request.values.start) }
      try family.build(hyperparameters, then: simulation)
      try simulation.handOver(to: series)
    }
    try simulation.runWhatWaits()
    try simulation.handOver(to: series)
  }
}

/// Goes on with game and optimizer: runs. A class, because it is handed on for every few nodes of a map and holds more
/// numbers than they have. Nothing is called while one of its variables is being changed: to have that checked at run time for
/// every few nodes took a tenth of a kernel's time.
@usableFromInline
final class WithBoth<G: SecondOrderGame>: OptimizerContinuation
where G.V: CoordinateVector, G.V.Scalar: KernelNumber {
  @usableFromInline typealias V = G.V
  @usableFromInline let game: G
  @exclusivity(unchecked) @usableFromInline var start: Players<V>
  @usableFromInline let targets: [Players<V>]
  @usableFromInline let steps: Int
  @usableFromInline let divergenceBound: Double
  @usableFromInline let convergenceBound: Double?
  @usableFromInline let measurement: SimulationRequest.Measurement
  /// From where the last points' distances are measured, and for how many steps extents, if they are.
  @usableFromInline let target: Players<V>?
  @usableFromInline let window: Int?
  /// Whether runs wait for each other.
  @usableFromInline let runsPairs: Bool
  /// What the last runs left behind, and how many of them there are; in place, without new memory.
  @usableFromInline let results: (SimulationResult, SimulationResult)
  @exclusivity(unchecked) @usableFromInline var ready = 0
  /// The runs beside each other, where machines run pairs, and what runs those that wait.
  @exclusivity(unchecked) @usableFromInline var pair: AnyObject?
  @exclusivity(unchecked) @usableFromInline var finishPair: ((WithBoth<G>) throws -> Void)?

  @inlinable
  init(game: G, request: SimulationRequest) throws {
    self.game = game
    start = try Self.point(request.values.start)
    targets = try request.targets.map(Self.point)
    steps = request.steps
    divergenceBound = request.divergenceBound
    convergenceBound = request.convergenceBound
    measurement = request.measurement
    target = measurement == .lastSquaredDistance ? targets.first : nil
    if case .extents(let window) = measurement { self.window = window } else { window = nil }
    runsPairs =
      Self.canRunPairs && measurement != .growth && measurement != .squaredDistances
      && request.values.gameParameters.isUniform
    results = (SimulationResult(before: request), SimulationResult(before: request))
  }

  /// Known when a kernel is compiled. An interpreted game is called, operation by operation, and they do not wait for each other.
  @inlinable @inline(__always)
  static var canRunPairs: Bool { V.Scalar.runsPairs && G.self != PlanarTypedGame<V.Scalar>.self }

  @inlinable
  static func point(_ coordinates: Players<[Lanes]>) throws -> Players<V> {
    try coordinates.map { try V(coordinates: $0.map { V.Scalar(moving: $0) }) }
  }

  @inlinable
  func callAsFunction<O: Optimizer>(_ optimizer: O) throws where O.V == V {
    if Self.canRunPairs, runsPairs {
      try runInPairs(optimizer)
    } else if measurement == .growth {
      try results.0.measureGrowth(optimizer, on: game, from: start, steps: steps)
      ready = 1
    } else if measurement == .squaredDistances, let target = targets.first {
      try results.0.measureDistances(optimizer, on: game, from: start, to: target, steps: steps)
      ready = 1
    } else {
      try run(optimizer)
    }
  }

  @inlinable
  var driver: Driver<V> {
    var driver = Driver<V>(stepCap: steps, divergenceBound: divergenceBound)
    if let bound = convergenceBound {
      driver.convergence =
        targets.count == 1 ? .distance(to: targets[0], atMost: bound) : .distanceToAny(of: targets, atMost: bound)
    }
    return driver
  }

  @inlinable
  func run<O: Optimizer>(_ optimizer: O) throws where O.V == V {
    let run = try driver.runUnobserved(optimizer, on: FixedGame(game), from: start)
    try note(run.outcomes, run.point, in: results.0)
    if let window { try measureExtents(of: window, optimizer, run.state, in: results.0) }
    ready = 1
  }

  /// What a run has come to.
  @inlinable
  func note(_ outcomes: LaneOutcomes, _ end: Players<V>, in result: SimulationResult) throws {
    try result.take(outcomes, end)
    if let target { result.set(lastSquaredDistance: try end.squaredDistance(to: target).moved) }
  }

  /// How a run that `result` has noted gets about during two more windows, if some lane still moves.
  @inlinable
  func measureExtents<O: Optimizer>(
    of window: Int, _ optimizer: O, _ state: O.State, in result: SimulationResult
  ) throws where O.V == V {
    result.extents = nil
    guard result.someLaneStillMoves else { return }
    var box = Wandering(optimizer: optimizer, game: game, point: try Self.point(result.point), state: state)
    let first = try box.excursion(of: window)
    let second = try box.excursion(of: window, afterOneOf: first.squaredDiagonal)
    // Twice the centres.
    let shift = try V.Scalar(0.25) * first.sum.squaredDistance(to: second.sum)
    let end = try box.point.map { try $0.coordinates().map(\.moved) }
    result.extents = Extents(
      first: first.squaredDiagonal.moved, second: second.squaredDiagonal.moved, shift: shift.moved,
      period: second.period.moved, end: end)
  }

  /// Gives the series what is ready.
  @inlinable
  func handOver(to series: any SimulationSeries) throws {
    if ready > 0 { try series.take(results.0) }
    if ready > 1 { try series.take(results.1) }
    ready = 0
  }
}

extension SimulationResult {
  /// In place where there is one already.
  @inlinable
  func set(lastSquaredDistance: Lanes) {
    if squaredDistances.isEmpty { squaredDistances = [lastSquaredDistance] }
    squaredDistances[0] = lastSquaredDistance
  }

  /// Takes the end of a run on another machine's vectors, of as many coordinates as are here.
  @inlinable
  func take<V: Vector>(_ outcomes: LaneOutcomes, _ end: Players<V>) throws where V.Scalar: KernelNumber {
    self.outcomes = outcomes
    try Self.move(end.x, into: &point.x)
    try Self.move(end.y, into: &point.y)
  }

  /// A number without the list of its coordinates, which would be made for every few nodes of a map.
  @inlinable @inline(__always)
  static func move<V: Vector>(_ vector: V, into coordinates: inout [Lanes]) throws where V.Scalar: KernelNumber {
    if let number = vector as? V.Scalar {
      coordinates[0] = number.moved
    } else {
      for (index, number) in try vector.coordinates().enumerated() { coordinates[index] = number.moved }
    }
  }
}

extension SimulationResult {
  /// True where a lane has come to the last step without an outcome.
  @inlinable
  var someLaneStillMoves: Bool { outcomes.contains { if case .stepCapReached = $0 { true } else { false } } }
}

extension Optimizer {
  /// A step in a function of its own, for all that is not one of the loops that decide how fast a map is: a kernel then holds no
  /// further copy of a step's code, whatever it measures.
  @inlinable @inline(never)
  func stepApart<G: SecondOrderGame>(_ point: inout Players<V>, _ state: inout State, in game: G) throws
  where G.V == V {
    _ = try step(&point, &state, in: game)
  }
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

  /// The squared diagonal of the box that holds the next points, the sum of its lowest and its highest corner, and where the
  /// squared diagonal of the box before is given, the period (`Returns`), else 0.
  @inlinable
  mutating func excursion(
    of window: Int, afterOneOf before: G.V.Scalar = G.V.Scalar(-1)
  ) throws -> (squaredDiagonal: G.V.Scalar, sum: Players<G.V>, period: G.V.Scalar) {
    // Of its own, or all that is changed and all that is not would be copied apart for every step.
    let (optimizer, game) = (optimizer, game)
    var (point, state) = (point, state)
    defer { (self.point, self.state) = (point, state) }
    var returns = Returns(to: point, inBoxOf: before)
    var least = point
    var greatest = point
    for step in 0..<window {
      try optimizer.stepApart(&point, &state, in: game)
      try returns.take(point, after: G.V.Scalar(Double(step + 1)))
      greatest = try greatest.maximum(elementwise: point)
      least = try least.negated().maximum(elementwise: point.negated()).negated()
    }
    return (try greatest.squaredDistance(to: least), try greatest + least, returns.period)
  }
}

/// After how many steps a run is back where it was, in a cycle.
///
/// Being back once is no period: motion that is chaotic, or goes round on a closed curve, passes by as closely as one likes. Of a
/// run that is back after p steps the step to the next return, after 2p, tells: in a cycle that attracts it is shorter than the
/// first, in one that is exact it is rounding, on a closed curve it is as long, and in chaos longer.
@usableFromInline
struct Returns<V: Vector> {
  /// The confirmed period; 0 where there is none.
  @usableFromInline var period: V.Scalar
  @usableFromInline var candidate: V.Scalar
  @usableFromInline let start: Players<V>
  /// Where the run was after `candidate` steps, and the square of how far from the start.
  @usableFromInline var back: Players<V>
  @usableFromInline var gap: V.Scalar
  /// Squared distances: what counts as back, and what as rounding.
  @usableFromInline let near: V.Scalar
  @usableFromInline let rounding: V.Scalar

  @inlinable
  init(to start: Players<V>, inBoxOf squaredDiagonal: V.Scalar) {
    self.start = start
    back = start
    (period, candidate, gap) = (V.Scalar(0), V.Scalar(0), V.Scalar(0))
    near = V.Scalar(1e-14) * squaredDiagonal
    rounding = V.Scalar(1e-24) * squaredDiagonal
  }

  @inlinable
  mutating func take(_ point: Players<V>, after step: V.Scalar) throws {
    let zero = V.Scalar(0)
    let isOpen = period.equals(zero)
    let isDue = (V.Scalar(2) * candidate).equals(step)
    let again = try point.squaredDistance(to: back)
    // Shorter by more than what a curve's unevenness makes of 1e-7.
    let isShorter = again.isAtMost(V.Scalar(0.9998) * gap).or(again.isAtMost(rounding))
    period = period.replacing(with: candidate, where: isOpen.and(isDue).and(isShorter))
    candidate = candidate.replacing(with: zero, where: isDue)
    let distance = try point.squaredDistance(to: start)
    let isBack = distance.isAtMost(near).and(candidate.equals(zero))
    candidate = candidate.replacing(with: step, where: isBack)
    gap = gap.replacing(with: distance, where: isBack)
    back = try back.replacing(with: point, where: isBack)
  }
}
